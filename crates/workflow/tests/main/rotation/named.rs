//! No column is forgotten: what stands under the node key is found by trying, and compared with what rotation names.

use std::collections::{BTreeMap, BTreeSet};

use tutela_crypto::{Context, NodeKeys, SealingKey};
use tutela_store::dump::Cell;
use tutela_store::records::sealed::{UNDER_A_DATA_KEY, UNDER_THE_NODE_KEY};
use tutela_testkit::{TestDatabase, on_both_engines};

use super::{full, rotate, stop};

/// Every context in which anything is sealed, as the code names them.
fn contexts() -> Vec<&'static str> {
    let text = include_str!("../../../src/sealing.rs");
    let mut found: Vec<_> =
        text.split("Context::new(\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// Whether bytes have the form of a sealed value or of a wrapped key.
fn looks_sealed(bytes: &[u8]) -> bool {
    bytes.first() == Some(&1)
        && (bytes.len() == 73 || (bytes.len() > 41 && (bytes.len() - 41).is_multiple_of(64)))
}

/// Bytes of a cell; of a text, those that it is the hex form of.
fn bytes(cell: &Cell) -> Vec<u8> {
    match cell {
        Cell::Bytes(bytes) => bytes.clone(),
        Cell::Text(text) => (0..text.len())
            .step_by(2)
            .map_while(|at| u8::from_str_radix(text.get(at..at + 2)?, 16).ok())
            .collect(),
        _ => Vec::new(),
    }
}

/// Whether a value opens under a key, in whatever context, bound to nothing or to any id of its row.
fn opens(key: &SealingKey, value: &[u8], ids: &[[u8; 16]]) -> bool {
    ids.iter().any(|id| {
        key.unwrap(value, id).is_ok()
            || contexts().into_iter().any(|what| key.open(value, &Context::new(what, *id)).is_ok())
    })
}

type Column = (String, String);

/// Every column that holds something of a sealed form, and how many of its values open under a key.
async fn sealed(database: &TestDatabase, key: &SealingKey) -> BTreeMap<Column, (usize, usize)> {
    let store = database.open().await;
    let snapshot = store.snapshot().await.unwrap();
    let mut found: BTreeMap<Column, (usize, usize)> = BTreeMap::new();
    for table in snapshot.tables().await.unwrap() {
        for row in snapshot.rows(&table, None, 10_000).await.unwrap() {
            let cells: Vec<_> = row.iter().map(bytes).collect();
            let mut ids = vec![[0; 16]];
            ids.extend(cells.iter().filter_map(|cell| <[u8; 16]>::try_from(cell.as_slice()).ok()));
            for (cell, column) in cells.iter().zip(&table.columns) {
                if looks_sealed(cell) {
                    let count = found.entry((table.name.clone(), column.name.clone())).or_default();
                    count.0 += 1;
                    count.1 += usize::from(opens(key, cell, &ids));
                }
            }
        }
    }
    drop(snapshot);
    store.close().await;
    found
}

fn named() -> BTreeSet<Column> {
    let mut named: BTreeSet<_> =
        UNDER_THE_NODE_KEY.iter().map(|column| (column.table.to_owned(), column.column.to_owned())).collect();
    // The key check.
    named.insert(("setting".to_owned(), "value".to_owned()));
    named
}

on_both_engines!(what_stands_under_the_node_key_is_what_rotation_names, async |database| {
    let folder = tempfile::tempdir().unwrap();
    let full = Box::pin(full(&database, folder.path())).await;
    stop(&full.node, folder.path()).await;
    assert!(contexts().contains(&"totp") && contexts().contains(&"key check") && contexts().len() > 20);

    let old = NodeKeys::parse(full.node.key_text()).unwrap();
    let before = sealed(&database, old.sealing()).await;
    let under: BTreeSet<_> =
        before.iter().filter(|(_, count)| count.1 > 0).map(|(column, _)| column.clone()).collect();
    assert_eq!(
        under,
        named(),
        "rotation must name every column under the node key, and this test have a value of each"
    );
    for (column, (all, opened)) in &before {
        assert!(*opened == 0 || all == opened, "{column:?}: some values of a column are under the node key");
    }
    // What else is sealed is under a data key, and this test has a value of each such column.
    let below: BTreeSet<_> = before.keys().filter(|column| !under.contains(*column)).cloned().collect();
    let known: BTreeSet<_> =
        UNDER_A_DATA_KEY.iter().map(|(table, column)| ((*table).to_owned(), (*column).to_owned())).collect();
    assert_eq!(below, known);

    rotate(&full.node, &database, folder.path()).await;
    let text = std::fs::read_to_string(folder.path().join("node.key")).unwrap();
    let new = NodeKeys::parse(&text).unwrap();
    assert!(
        sealed(&database, old.sealing()).await.values().all(|count| count.1 == 0),
        "something was forgotten"
    );
    assert_eq!(sealed(&database, new.sealing()).await, before, "as much as before, under the new key");
});
