//! Erasing what a report says.

use tutela_model::access::Role;
use tutela_model::queue::Narrow;
use tutela_store::records::queue::QueueFilter;
use tutela_testkit::{TestNode, on_both_engines, samples};
use tutela_workflow::Error;
use tutela_workflow::desk::{ask, assess, claim, decide, erase};
use tutela_workflow::intake::{answer, visit};
use tutela_workflow::read::{QueueQuery, SearchQuery};

use crate::steps::{actionable, named};

on_both_engines!(an_erased_report_says_nothing_any_more, async |database| {
    let node = TestNode::start_with(&database, named()).await;
    let analyst = node.person(Role::Analyst).await;
    let (receipt, id) = node.tell(samples::telling("Marker")).await;
    let (other_receipt, _) =
        node.tell(samples::public(samples::url_report("https://host.example/kept"))).await;
    claim(&node, &analyst, id).await.unwrap();
    ask(&node, &analyst, id, "MarkerQuestion").await.unwrap();
    let question = visit(&node, &receipt).await.unwrap().unwrap().exchanges[0].id;
    assert!(answer(&node, &receipt, question, "MarkerAnswer").await.unwrap());
    assess(&node, &analyst, id, 0, samples::GRAVE).await.unwrap();
    decide(&node, &analyst, id, &actionable()).await.unwrap();

    let mut blobs = Vec::new();
    for (table, column, owner) in [
        ("report", "data_key", "id"),
        ("report", "sealed", "id"),
        ("item", "sealed", "report"),
        ("question", "sealed", "report"),
        ("question", "sealed_answer", "report"),
        ("notice", "sealed", "report"),
        ("mail", "sealed", "report"),
    ] {
        blobs.extend(database.blobs_in(table, column, &database.is(owner, id.0)).await);
    }
    assert_eq!(blobs.len(), 2 + 4 + 2 + 2);
    // In pieces: SQLite cuts a long blob into pages.
    let pieces: Vec<&[u8]> = blobs.iter().flat_map(|blob| blob.chunks_exact(24)).collect();
    let found = database.held(&pieces).await;
    assert!(found > pieces.len() * 9 / 10, "the test looks for what is there: {found} of {}", pieces.len());

    erase(&node, id).await.unwrap();
    assert_eq!(database.held(&pieces).await, 0, "pieces of sealed values can still be read");
    assert!(!database.holds(b"Marker").await && !database.holds(b"marker").await);
    assert!(visit(&node, &receipt).await.unwrap().is_none());
    assert!(visit(&node, &other_receipt).await.unwrap().is_some());
    let page = node.open(&analyst, id).await;
    assert!(
        page.erased && page.items.is_empty() && page.notices.is_empty() && page.particulars.contact.is_none()
    );
    let found = node
        .read(&analyst, SearchQuery { text: "https://host.example/Markerurl".to_owned(), before: None })
        .await
        .unwrap()
        .lines;
    assert!(found.is_empty());

    // Erasing again empties the database's log again, and says nothing new.
    erase(&node, id).await.unwrap();
    assert_eq!(
        node.logged().await.iter().filter(|line| line.starts_with("report.erased operator")).count(),
        1
    );
});

on_both_engines!(an_erased_report_is_nobodys_work, async |database| {
    let node = TestNode::start(&database).await;
    let analyst = node.person(Role::Analyst).await;
    let (_, id) = node.tell(samples::telling("Marker")).await;
    claim(&node, &analyst, id).await.unwrap();
    erase(&node, id).await.unwrap();
    for filter in [QueueFilter::Waiting, QueueFilter::ClaimedBy(analyst.person.id)] {
        let queue =
            node.read(&analyst, QueueQuery { filter, narrow: Narrow::default(), after: None }).await.unwrap();
        assert!(queue.lines.is_empty() && queue.waiting == 0, "{filter:?}");
    }
    assert!(matches!(ask(&node, &analyst, id, "When?").await, Err(Error::NotFound(_))));
    let missing = tutela_model::id::ReportId::new(node.now(), node.rng());
    assert!(matches!(erase(&node, missing).await, Err(Error::NotFound(_))));
});
