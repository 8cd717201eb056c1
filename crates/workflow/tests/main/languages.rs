//! Who has read a language.

use tutela_model::access::Role;
use tutela_testkit::{TestNode, on_both_engines};
use tutela_workflow::languages::note_reader;
use tutela_workflow::read::ReadersQuery;

on_both_engines!(a_reader_is_kept_by_name_and_day_and_sealed, async |database| {
    let node = TestNode::start(&database).await;
    let analyst = node.person(Role::Analyst).await;
    assert!(note_reader(&node, &analyst, "lt", "", "2026-11-20", [7; 32]).await.is_err());
    assert!(note_reader(&node, &analyst, "lt", "Somebodynamed", "yesterday", [7; 32]).await.is_err());
    assert!(node.read(&analyst, ReadersQuery).await.unwrap().is_empty());
    note_reader(&node, &analyst, "lt", "Somebodynamed", "2026-11-20", [7; 32]).await.unwrap();
    let readers = node.read(&analyst, ReadersQuery).await.unwrap();
    assert_eq!((readers[0].reader.as_str(), readers[0].read_on.as_str()), ("Somebodynamed", "2026-11-20"));
    assert_eq!(readers[0].sentences, [7; 32]);
    assert!(!database.holds(b"Somebodynamed").await);
    let opened = format!("language.readers_read person:{} node", analyst.person.id);
    assert_eq!(node.logged().await.iter().filter(|line| **line == opened).count(), 1);
});
