//! Entries of hash lists.

use tutela_model::clock::Timestamp;
use tutela_model::id::{EntryId, ListId};
use tutela_model::list::{Action, List, Purpose};
use tutela_store::records::entry::{self, EntryRow};
use tutela_store::records::list;
use tutela_store::{Store, StoreError};
use tutela_testkit::on_both_engines;
use uuid::Uuid;

use crate::rows::Maker;

async fn a_list(store: &Store, maker: &Maker) -> ListId {
    let id = ListId::new(maker.now(), &maker.rng);
    let new = List {
        id,
        number: 0,
        name: "noise".to_owned(),
        provenance: "invented for tests".to_owned(),
        purpose: Purpose::Known,
        action: Action::Review,
        radius: 31,
        shared: false,
        created_at: maker.now(),
    };
    let new = &new;
    store.run("list", |tx| async move { list::insert(&tx, new, b"a sealed key").await }).await.unwrap();
    id
}

fn row(maker: &Maker, list: ListId, n: u8, removed_at: Option<Timestamp>, sealed: &[u8]) -> EntryRow {
    let id = EntryId::new(maker.now(), &maker.rng);
    EntryRow {
        id,
        list,
        identity: [n; 32],
        contents: None,
        batch: None,
        generation: 1,
        added_at: maker.now(),
        removed_at,
        shared_at: None,
        disputed_at: None,
        sealed: sealed.to_vec(),
    }
}

async fn upsert(store: &Store, rows: &[EntryRow]) -> Result<u64, StoreError> {
    store.run("upsert", |tx| async move { entry::upsert(&tx, rows).await }).await
}

async fn all(store: &Store, list: ListId) -> Vec<EntryRow> {
    let first = EntryId(Uuid::nil());
    let mut rows =
        store.read("entries", |tx| async move { entry::after(&tx, list, first, 99).await }).await.unwrap();
    rows.sort_by_key(|row| row.identity);
    rows
}

on_both_engines!(an_entry_that_comes_again_is_the_same_entry, async |database| {
    let (maker, store) = (Maker::default(), database.open().await);
    let list = a_list(&store, &maker).await;
    upsert(&store, &[row(&maker, list, 1, None, b"first"), row(&maker, list, 2, None, b"other")])
        .await
        .unwrap();
    let before = all(&store, list).await;
    maker.clock.advance(1_000_000);
    upsert(&store, &[row(&maker, list, 1, Some(maker.now()), b"second")]).await.unwrap();
    let after = all(&store, list).await;
    assert_eq!(after.len(), 2);
    assert_eq!((after[0].id, after[0].added_at), (before[0].id, before[0].added_at), "matches still name it");
    assert_eq!((after[0].removed_at, after[0].sealed.as_slice()), (Some(maker.now()), b"second".as_slice()));
    assert_eq!((after[1].removed_at, after[1].sealed.as_slice()), (None, b"other".as_slice()));
    let sizes = store.read("sizes", |tx| async move { list::sizes(&tx).await }).await.unwrap();
    assert_eq!((sizes[0].entries, sizes[0].removed, sizes[0].changed_at), (1, 1, Some(maker.now())));
    // A tombstone that comes again without a time of removal stands up again.
    upsert(&store, &[row(&maker, list, 1, None, b"third")]).await.unwrap();
    assert_eq!(all(&store, list).await[0].removed_at, None);
});

on_both_engines!(of_an_entry_named_twice_in_one_batch_the_last_row_counts, async |database| {
    let (maker, store) = (Maker::default(), database.open().await);
    let list = a_list(&store, &maker).await;
    let rows: Vec<_> =
        (0..6).map(|n| row(&maker, list, n % 2, (n > 3).then(|| maker.now()), &[n; 9])).collect();
    upsert(&store, &rows).await.unwrap();
    let after = all(&store, list).await;
    assert_eq!(after.len(), 2);
    for (row, last) in after.iter().zip([4, 5]) {
        assert_eq!((row.removed_at, row.sealed.as_slice()), (Some(maker.now()), [last; 9].as_slice()));
    }
});
