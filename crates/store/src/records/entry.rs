//! Entries of hash lists: sealed, with a keyed digest that tells whether an entry stands already.

use std::collections::HashSet;

use tutela_model::clock::Timestamp;
use tutela_model::id::{EntryId, ListId};

use crate::engine::run::Tx;
use crate::engine::value::values;
use crate::error::StoreError;

/// An entry.
#[derive(Clone, Debug)]
pub struct EntryRow {
    /// Its id.
    pub id: EntryId,
    /// The list it stands in.
    pub list: ListId,
    /// The keyed digest of its digests.
    pub identity: [u8; 32],
    /// When it came into the list here.
    pub added_at: Timestamp,
    /// When it was taken out: a tombstone.
    pub removed_at: Option<Timestamp>,
    /// Its sealed digests and reference.
    pub sealed: Vec<u8>,
}

/// Adds entries or changes those that stand already; a tombstone that comes again without a time of removal stands up again.
/// Of several rows for one entry the last one counts.
pub async fn upsert(tx: &Tx, entries: &[EntryRow]) -> Result<u64, StoreError> {
    // PostgreSQL refuses a statement that changes one row twice.
    let mut seen = HashSet::new();
    let mut rows: Vec<_> = entries
        .iter()
        .rev()
        .filter(|e| seen.insert((e.list, e.identity)))
        .map(|e| values![e.id.0, e.list.0, e.identity, e.added_at, e.removed_at, &e.sealed])
        .collect();
    rows.reverse();
    tx.insert_rows(
        "INSERT INTO entry (id, list, identity, added_at, removed_at, sealed)",
        rows,
        "ON CONFLICT (list, identity) DO UPDATE SET removed_at = excluded.removed_at, sealed = excluded.sealed",
    )
    .await
}

/// Entries after `after` in order of id; of one list, or of all.
pub async fn after(
    tx: &Tx,
    list: Option<ListId>,
    after: EntryId,
    limit: u32,
) -> Result<Vec<EntryRow>, StoreError> {
    let rows = match list {
        Some(list) => {
            tx.rows(
                "SELECT id, list, identity, added_at, removed_at, sealed FROM entry \
                 WHERE list = $1 AND id > $2 ORDER BY id LIMIT $3",
                values![list.0, after.0, limit],
            )
            .await?
        }
        None => {
            tx.rows(
                "SELECT id, list, identity, added_at, removed_at, sealed FROM entry WHERE id > $1 ORDER BY id LIMIT $2",
                values![after.0, limit],
            )
            .await?
        }
    };
    rows.iter()
        .map(|row| {
            Ok(EntryRow {
                id: EntryId(row.get("id")?),
                list: ListId(row.get("list")?),
                identity: row.bytes("identity")?,
                added_at: row.time("added_at")?,
                removed_at: row.time_option("removed_at")?,
                sealed: row.get("sealed")?,
            })
        })
        .collect()
}
