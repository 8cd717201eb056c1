//! The audit log: numbered in order, hashed, signed, and every change of it noticed.

use tutela_crypto::NodeKeys;
use tutela_crypto::commitment;
use tutela_crypto::log::{Frontier, LogPublicKey};
use tutela_model::clock::{HOUR, MINUTE, Timestamp};
use tutela_store::audit::{
    AuditEntry, LoggedEntry, counts, heads, newest, number_entries, numbered, waiting,
};
use tutela_store::{Store, StoreError};
use tutela_testkit::on_both_engines;
use uuid::Uuid;

use crate::rows::Maker;

async fn append(store: &Store, entry: AuditEntry) {
    let entry = &entry;
    store.run("append", |tx| async move { tx.audit([entry.clone()]).await }).await.unwrap();
}

async fn number(store: &Store, keys: &NodeKeys, now: Timestamp) -> usize {
    store.run("number", |tx| async move { number_entries(&tx, keys.log(), now, 4).await }).await.unwrap()
}

/// Reads the whole log and checks it as an auditor does; its entries, or what is wrong with it.
async fn verify(store: &Store, key: LogPublicKey) -> Result<Vec<LoggedEntry>, String> {
    let (entries, heads) = store
        .read("verify", |tx| async move {
            Ok::<_, StoreError>((numbered(&tx, 0, 1_000).await?, heads(&tx, 0, 1_000).await?))
        })
        .await
        .unwrap();
    let mut frontier = Frontier::new();
    let mut heads = heads.into_iter().peekable();
    for entry in &entries {
        if entry.number != Some(frontier.size()) {
            return Err(format!("number {:?} stands at {}", entry.number, frontier.size()));
        }
        if let (Some(salt), Some(detail)) = (&entry.salt, &entry.detail)
            && !commitment::verify(&entry.commitment, salt.as_slice().try_into().unwrap(), detail.as_bytes())
        {
            return Err(format!("the detail of {:?} is another", entry.number));
        }
        frontier.append_leaf_hash(entry.leaf());
        if let Some(head) = heads.next_if(|head| head.size == frontier.size()) {
            key.verify_head(&head).map_err(|error| error.to_string())?;
            if head.root != frontier.root() {
                return Err(format!("the first {} entries have another root", head.size));
            }
        }
    }
    match heads.next() {
        Some(head) => Err(format!("a head of {} entries, but only {} are here", head.size, entries.len())),
        None => Ok(entries),
    }
}

on_both_engines!(entries_are_numbered_in_the_order_of_their_time, async |database| {
    let (maker, store) = (Maker::default(), database.open().await);
    let keys = NodeKeys::generate(&maker.rng);
    let mut actions = Vec::new();
    for action in ["a", "b", "c", "d", "e", "f"] {
        append(&store, maker.entry(action, "")).await;
        actions.push(action);
        maker.clock.advance(1);
    }
    assert_eq!(number(&store, &keys, maker.now()).await, 4);
    assert_eq!(number(&store, &keys, maker.now()).await, 2);
    assert_eq!(number(&store, &keys, maker.now()).await, 0);
    let entries = verify(&store, keys.log().public()).await.unwrap();
    assert_eq!(entries.iter().map(|entry| entry.action.as_str()).collect::<Vec<_>>(), actions);
    let page = store.read("page", |tx| async move { newest(&tx, 3, 2).await }).await.unwrap();
    assert_eq!(page.iter().map(|entry| entry.action.as_str()).collect::<Vec<_>>(), ["c", "b"]);
    assert_eq!(database.numbers("SELECT size FROM audit_head ORDER BY size").await, [4, 6]);
});

on_both_engines!(an_entry_of_the_public_waits_until_its_hour_is_over, async |database| {
    let (maker, store) = (Maker::default(), database.open().await);
    let keys = NodeKeys::generate(&maker.rng);
    append(&store, maker.entry("coarse", "").coarse(&maker.rng)).await;
    append(&store, maker.entry("exact", "")).await;
    assert_eq!(number(&store, &keys, maker.now()).await, 1);
    // 10:17:33 and 42 minutes: the hour is not over.
    maker.clock.advance(42 * MINUTE);
    assert_eq!(number(&store, &keys, maker.now()).await, 0);
    assert_eq!(store.read("counts", |tx| async move { counts(&tx).await }).await.unwrap(), (1, 1));
    let tail = store.read("tail", |tx| async move { waiting(&tx, Uuid::nil(), 8).await }).await.unwrap();
    assert_eq!(
        tail.iter().map(|entry| (entry.action.as_str(), entry.number)).collect::<Vec<_>>(),
        [("coarse", None)]
    );
    maker.clock.set(maker.now().hour().plus(HOUR));
    assert_eq!(number(&store, &keys, maker.now()).await, 1);
    let entries = verify(&store, keys.log().public()).await.unwrap();
    assert!(entries[1].coarse && entries[1].happened_at == entries[1].happened_at.hour());
    assert_eq!(entries[1].id.get_timestamp().unwrap().to_unix(), {
        let (seconds, nanos) = (entries[1].happened_at.micros() / 1_000_000, 0);
        (seconds as u64, nanos)
    });
});

on_both_engines!(every_change_of_the_log_is_found, async |database| {
    let (maker, store) = (Maker::default(), database.open().await);
    let keys = NodeKeys::generate(&maker.rng);
    for n in 0..6 {
        append(&store, maker.entry("test.counted", &format!("n={n}"))).await;
        maker.clock.advance(1);
    }
    while number(&store, &keys, maker.now()).await > 0 {}
    let key = keys.log().public();
    verify(&store, key).await.unwrap();
    let other = NodeKeys::generate(&maker.rng).log().public();
    verify(&store, other).await.unwrap_err();

    let columns = "id, happened_at, coarse, actor, action, record, commitment, salt, detail";
    for (change, undo) in [
        (
            "UPDATE audit_entry SET actor = 'public' WHERE number = 2",
            "UPDATE audit_entry SET actor = 'node' WHERE number = 2",
        ),
        (
            "UPDATE audit_entry SET action = 'test.x' WHERE number = 5",
            "UPDATE audit_entry SET action = 'test.counted' WHERE number = 5",
        ),
        (
            "UPDATE audit_entry SET record = 'x' WHERE number = 0",
            "UPDATE audit_entry SET record = 'node' WHERE number = 0",
        ),
        (
            "UPDATE audit_entry SET happened_at = happened_at + 1",
            "UPDATE audit_entry SET happened_at = happened_at - 1",
        ),
        (
            "UPDATE audit_entry SET coarse = 1 WHERE number = 1",
            "UPDATE audit_entry SET coarse = 0 WHERE number = 1",
        ),
        (
            "UPDATE audit_entry SET detail = 'n=9' WHERE number = 3",
            "UPDATE audit_entry SET detail = 'n=3' WHERE number = 3",
        ),
        (
            "UPDATE audit_entry SET number = 7 WHERE number = 5",
            "UPDATE audit_entry SET number = 5 WHERE number = 7",
        ),
        (
            "UPDATE audit_head SET signed_at = signed_at + 1",
            "UPDATE audit_head SET signed_at = signed_at - 1",
        ),
    ] {
        database.execute(change).await;
        assert!(verify(&store, key).await.is_err(), "{change}");
        database.execute(undo).await;
        verify(&store, key).await.unwrap();
    }
    // Details may be erased: the commitment stands for them.
    database.execute("UPDATE audit_entry SET salt = NULL, detail = NULL WHERE number = 3").await;
    verify(&store, key).await.unwrap();
    let invented = format!(
        "INSERT INTO audit_entry (number, {columns}) SELECT 6, {columns} FROM audit_entry WHERE number = 0"
    );
    database.execute("DELETE FROM audit_entry WHERE number = 5").await;
    assert!(verify(&store, key).await.is_err(), "the last entry is missing");
    database.execute(&invented.replace("SELECT 6", "SELECT 5")).await;
    assert!(verify(&store, key).await.is_err(), "another stands in its place");
});
