//! Which columns are sealed, and being alone with the data.

use std::collections::BTreeSet;

use tutela_store::records::sealed::{self, NOT_SEALED, SealedColumn, UNDER_A_DATA_KEY, UNDER_THE_NODE_KEY};
use tutela_store::{Store, StoreError};
use tutela_testkit::on_both_engines;
use uuid::Uuid;

use crate::rows::{Maker, stored};

const REPORT_KEY: &SealedColumn = &UNDER_THE_NODE_KEY[0];

/// Every column of bytes, as the migrations of PostgreSQL make them: there an id has a type of its own.
fn columns_of_bytes() -> BTreeSet<(String, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/migrations/postgres");
    let mut found = BTreeSet::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
        let mut table = String::new();
        for line in text.lines().map(str::trim) {
            let words: Vec<_> = line.split_whitespace().collect();
            match words[..] {
                ["CREATE", "TABLE", name, ..] | ["ALTER", "TABLE", name, ..] => name.clone_into(&mut table),
                _ => {}
            }
            if let Some(at) = words.iter().position(|word| word.starts_with("BYTEA")) {
                found.insert((table.clone(), words[at - 1].to_owned()));
            }
        }
    }
    found
}

#[test]
fn every_column_of_bytes_is_named() {
    let named: Vec<_> = UNDER_THE_NODE_KEY
        .iter()
        .map(|column| (column.table, column.column))
        .chain(UNDER_A_DATA_KEY.iter().copied())
        .chain(NOT_SEALED.iter().copied())
        .map(|(table, column)| (table.to_owned(), column.to_owned()))
        .collect();
    let once: BTreeSet<_> = named.iter().cloned().collect();
    assert_eq!(named.len(), once.len(), "a column is named twice");
    assert_eq!(columns_of_bytes(), once, "say in records/sealed.rs under what a new column stands");
}

on_both_engines!(values_are_read_page_by_page_and_replaced, async |database| {
    let store = database.open().await;
    assert_eq!((REPORT_KEY.table, REPORT_KEY.column), ("report", "data_key"));
    let maker = Maker::default();
    for _ in 0..7 {
        stored(&store, maker.report()).await.unwrap();
    }
    let (mut after, mut seen) = (Uuid::nil(), Vec::new());
    loop {
        let page = store
            .read("page", |tx| async move { sealed::page(&tx, REPORT_KEY, after, 3).await })
            .await
            .unwrap();
        let Some(last) = page.last() else { break };
        after = last.0;
        let other: Vec<_> = page.iter().map(|(id, _)| (*id, id.as_bytes().to_vec())).collect();
        let other = &other;
        let changed = store
            .run("replace", |tx| async move { sealed::replace(&tx, REPORT_KEY, other.clone()).await })
            .await
            .unwrap();
        assert_eq!(changed, page.len() as u64);
        seen.extend(page);
    }
    assert_eq!(seen.len(), 7);
    let page = store
        .read("page", |tx| async move { sealed::page(&tx, REPORT_KEY, Uuid::nil(), 100).await })
        .await
        .unwrap();
    assert!(page.len() == 7 && page.iter().all(|(id, value)| value == id.as_bytes()));
    let count = store.read("count", |tx| async move { sealed::count(&tx, REPORT_KEY).await }).await.unwrap();
    assert_eq!(count, 7);
});

on_both_engines!(somebody_is_alone_with_the_data_or_is_refused, async |database| {
    let store = database.open().await;
    let refused = Store::open_alone(&database.address()).await.err().unwrap();
    assert!(matches!(refused, StoreError::InUse), "{refused}");
    assert!(refused.to_string().contains("stop every node"), "{refused}");
    store.close().await;
    let alone = Store::open_alone(&database.address()).await.unwrap();
    alone.must_be_alone().await.unwrap();
    if database.folder().is_some() {
        let refused = Store::open(&database.address()).await.err().unwrap();
        assert!(matches!(refused, StoreError::Reserved), "{refused}");
    } else {
        // A session may come later: whoever is alone asks again before it is too late.
        let late = database.open().await;
        assert!(matches!(alone.must_be_alone().await, Err(StoreError::InUse)));
        late.close().await;
        alone.must_be_alone().await.unwrap();
    }
    alone.close().await;
    database.open().await.close().await;
});
