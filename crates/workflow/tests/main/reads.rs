//! The log of reads: who opened what.

use tutela_model::access::Role;
use tutela_model::clock::{DAY, HOUR};
use tutela_model::report_state::Decision;
use tutela_testkit::{TestNode, on_both_engines, samples};
use tutela_workflow::desk::{claim, decide};
use tutela_workflow::read::{Pattern, ReadsQuery, SearchQuery};

use crate::steps::only;

on_both_engines!(the_log_of_reads_answers_who_opened_what, async |database| {
    let node = TestNode::start(&database).await;
    let (ana, ben, auditor) = (
        node.person(Role::Analyst).await,
        node.person(Role::Analyst).await,
        node.person(Role::Auditor).await,
    );
    let (_, first) = node.tell(samples::telling("One")).await;
    let (_, second) = node.tell(samples::telling("Two")).await;
    node.open(&ana, first).await;
    node.open(&ben, first).await;
    node.open(&ben, second).await;
    node.read(&ben, SearchQuery { text: "someone@host.example".to_owned(), before: None }).await.unwrap();
    claim(&node, &ana, first).await.unwrap();
    decide(&node, &ana, first, &only(Decision::Informational)).await.unwrap();
    node.clock.advance(2 * HOUR);
    node.run_due().await;

    let read = async |query: ReadsQuery| node.read(&auditor, query).await.unwrap();
    let all = read(ReadsQuery::default()).await;
    assert_eq!(all.entries.len(), 4, "openings and searches, not claims and decisions");
    assert!(all.next.is_none() && all.people.len() == 3);
    let of_ben = read(ReadsQuery { person: Some(ben.person.id), ..ReadsQuery::default() }).await;
    assert_eq!(of_ben.entries.len(), 3);
    assert!(of_ben.entries.iter().all(|(_, name)| *name == ben.person.name));
    let record = Some(format!("report:{first}"));
    let of_first = read(ReadsQuery { record, ..ReadsQuery::default() }).await;
    let mut who: Vec<_> = of_first.entries.iter().map(|(_, name)| name.as_str()).collect();
    who.sort_unstable();
    assert_eq!(who, [ana.person.name.as_str(), ben.person.name.as_str()]);
});

on_both_engines!(many_openings_in_an_hour_stand_out, async |database| {
    let node = TestNode::start(&database).await;
    let (ana, auditor) = (node.person(Role::Analyst).await, node.person(Role::Auditor).await);
    let key = node.key(tutela_model::api_key::Scope::Report).await.key;
    let mut reports = Vec::new();
    for n in 0..45 {
        reports.push(node.send(&key, samples::url_report(&format!("https://host.example/{n}"))).await);
    }
    for id in &reports {
        node.open(&ana, *id).await;
    }
    node.clock.advance(DAY);
    node.run_due().await;
    let page = node.read(&auditor, ReadsQuery::default()).await.unwrap();
    assert!(
        page.patterns.iter().any(|(who, _, pattern)| *who == ana.person.id
            && matches!(pattern, Pattern::ManyInAnHour(45, _))),
        "{:?}",
        page.patterns
    );
    // By pages, none twice.
    let mut seen = page.entries.len();
    let mut before = page.next;
    while let Some(number) = before {
        let next =
            node.read(&auditor, ReadsQuery { before: Some(number), ..ReadsQuery::default() }).await.unwrap();
        seen += next.entries.len();
        before = next.next;
    }
    assert_eq!(seen, 45);
});
