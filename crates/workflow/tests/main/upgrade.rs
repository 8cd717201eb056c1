//! A database of an older schema is brought up to this program's while reports come in.

use std::sync::atomic::{AtomicBool, Ordering};

use tutela_model::access::Role;
use tutela_model::api_key::Scope;
use tutela_model::clock::DAY;
use tutela_model::id::ReportId;
use tutela_store::dump::{Cell, Restoring};
use tutela_store::{SCHEMA_VERSION, Store};
use tutela_testkit::{TestDatabase, TestNode, all, on_both_engines, samples};
use tutela_workflow::Settings;
use tutela_workflow::verify::verify_audit;

use crate::steps::{decided, named};

/// The schema before the desk: what the first release of a node had.
const OLD: i64 = 2;

/// Writes what a database holds into an empty one of the old schema, as far as that had tables and columns for it.
async fn age(from: &TestDatabase, into: &TestDatabase) {
    let store = from.open().await;
    let snapshot = store.snapshot().await.unwrap();
    let old = Restoring::begin(&into.address(), OLD).await.unwrap();
    let tables = snapshot.tables().await.unwrap();
    for table in old.tables().await.unwrap() {
        let now = tables.iter().find(|now| now.name == table.name).unwrap();
        let places: Vec<(usize, String)> = now
            .columns
            .iter()
            .enumerate()
            .filter(|(_, column)| table.columns.iter().any(|old| old.name == column.name))
            .map(|(place, column)| (place, column.name.clone()))
            .collect();
        let names: Vec<_> = places.iter().map(|(_, name)| name.clone()).collect();
        let mut after: Option<Vec<Cell>> = None;
        loop {
            let page = snapshot.rows(now, after.as_deref(), 100).await.unwrap();
            let rows: Vec<Vec<Cell>> =
                page.iter().map(|row| places.iter().map(|(at, _)| row[*at].clone()).collect()).collect();
            old.insert(&table, &names, &rows).await.unwrap();
            match page.into_iter().next_back() {
                Some(last) => after = Some(last),
                None => break,
            }
        }
    }
    old.commit().await.unwrap();
}

on_both_engines!(an_older_schema_is_upgraded_while_reports_come_in, async |database| {
    let node = TestNode::start_with(&database, named()).await;
    let (_, id) = decided(&node, "https://host.example/old").await;
    let key = node.key(Scope::Report).await;
    let mut before = Vec::new();
    for n in 0..60 {
        before.push(node.send(&key.key, samples::url_report(&format!("https://host.example/{n}"))).await);
    }
    let (receipt, _) = node.tell(samples::telling("Marker")).await;
    node.import("noise", &[samples::row(1)]).await;
    node.clock.advance(DAY);
    node.run_due().await;

    let Some(old) = TestDatabase::create(database.engine()).await else { return };
    age(&database, &old).await;
    assert_eq!(old.schema().await, OLD);

    // Three programs start on it at once; the first that is ready takes reports, the others still start.
    let address = old.address();
    let (first, opened) = tokio::join!(
        TestNode::start_with(&old, named()),
        all([Store::open(&address), Store::open(&address), Store::open(&address)])
    );
    opened.into_iter().for_each(|store| drop(store.unwrap()));
    assert_eq!(old.schema().await, SCHEMA_VERSION);
    first.clock.advance(2 * DAY);
    let second = first.another_with(Settings::default()).await;
    let mut answered = before.clone();
    for n in 0..20 {
        for node in [&first, &second] {
            answered.push(
                node.send(&key.key, samples::url_report(&format!("https://host.example/new/{n}"))).await,
            );
        }
    }

    // Nothing that was answered is lost, and what was sealed under the old schema opens.
    let there = old.ids_in("report", "id", "TRUE").await;
    for id in answered.iter().chain([&id]) {
        assert!(there.contains(&id.0), "{id}");
    }
    let analyst = first.person(Role::Analyst).await;
    assert_eq!(first.open(&analyst, id).await.items.len(), 1);
    assert!(tutela_workflow::intake::visit(&first, &receipt).await.unwrap().is_some());
    assert!(tutela_workflow::people::authenticate(&first, &key.secret).await.unwrap().is_some());
    first.run_due().await;
    let store = old.open().await;
    let verified = verify_audit(&store, &first.log_key(), None).await.unwrap();
    assert!(verified.problems.is_empty(), "{:?}", verified.problems);
});

on_both_engines!(an_older_program_goes_on_writing_while_the_schema_changes, async |database| {
    let node = TestNode::start_with(&database, named()).await;
    let key = node.key(Scope::Report).await;
    let first = node.send(&key.key, samples::url_report("https://host.example/first")).await;
    for n in 0..60 {
        node.send(&key.key, samples::url_report(&format!("https://host.example/{n}"))).await;
    }
    let Some(old) = TestDatabase::create(database.engine()).await else { return };
    age(&database, &old).await;
    let before = old.count("report", "TRUE").await;

    // Reports come without a pause, before, during and after, in the statements of the program that knows the old schema alone.
    let is_new = AtomicBool::new(false);
    let writing = async {
        let (mut written, mut after) = (Vec::new(), 0);
        while after < 10 {
            after += u32::from(is_new.load(Ordering::SeqCst));
            let id = ReportId::new(node.now(), node.rng());
            old.copy_as_before(first.0, id.0).await;
            written.push(id);
        }
        written
    };
    let address = old.address();
    let upgrading = async {
        let store = Store::open(&address).await.unwrap();
        is_new.store(true, Ordering::SeqCst);
        store
    };
    let (written, store) = tokio::join!(writing, upgrading);

    assert_eq!(old.schema().await, SCHEMA_VERSION);
    assert_eq!(old.count("report", "TRUE").await, before + i64::try_from(written.len()).unwrap());
    // They wait for a decision like every other.
    let waiting = old.ids_in("report", "id", "waiting = 1").await;
    for id in &written {
        assert!(waiting.contains(&id.0), "{id}");
    }
    store.close().await;
});
