//! Entries of hash lists: sealed, with a keyed digest that tells whether an entry stands already.

use std::collections::HashSet;

use tutela_model::clock::Timestamp;
use tutela_model::id::{BatchId, EntryId, ListId};

use crate::engine::run::Tx;
use crate::engine::value::{Row, values};
use crate::error::StoreError;

/// An entry.
#[derive(Clone, Debug)]
pub struct EntryRow {
    /// Its id.
    pub id: EntryId,
    /// The list it stands in.
    pub list: ListId,
    /// The keyed digest of what makes two rows the same entry.
    pub identity: [u8; 32],
    /// The keyed digest of all it says: an entry that comes again unchanged is left alone.
    pub contents: Option<[u8; 32]>,
    /// What it came in with.
    pub batch: Option<BatchId>,
    /// The generation of the lists in which it last changed.
    pub generation: u64,
    /// When it came into the list here.
    pub added_at: Timestamp,
    /// When it was taken out: a tombstone.
    pub removed_at: Option<Timestamp>,
    /// When it last changed for members: published, or withdrawn after that.
    pub shared_at: Option<Timestamp>,
    /// Since when it is disputed.
    pub disputed_at: Option<Timestamp>,
    /// Its sealed digests, reference and provenance.
    pub sealed: Vec<u8>,
}

impl EntryRow {
    /// Whether it can be found: neither a tombstone nor empty.
    pub fn stands(&self) -> bool {
        self.removed_at.is_none()
    }
}

/// A query for whole entries; what follows `FROM entry`.
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, list, identity, contents, batch, generation, added_at, removed_at, shared_at, disputed_at, sealed \
             FROM entry ",
            $rest
        )
    };
}

fn read(row: &Row) -> Result<EntryRow, StoreError> {
    Ok(EntryRow {
        id: EntryId(row.get("id")?),
        list: ListId(row.get("list")?),
        identity: row.bytes("identity")?,
        contents: row
            .get::<Option<Vec<u8>>>("contents")?
            .map(|bytes| bytes.try_into().map_err(|_| StoreError::Damaged { column: "contents" }))
            .transpose()?,
        batch: row.get::<Option<_>>("batch")?.map(BatchId),
        generation: row.get::<i64>("generation")?.unsigned_abs(),
        added_at: row.time("added_at")?,
        removed_at: row.time_option("removed_at")?,
        shared_at: row.time_option("shared_at")?,
        disputed_at: row.time_option("disputed_at")?,
        sealed: row.get("sealed")?,
    })
}

/// Adds entries or changes those that stand already and say something else; how many. A tombstone that comes again without a
/// time of removal stands up again. Of several rows for one entry the last one counts.
///
/// What changes belongs to the new batch from then on, so that nobody changes a published entry alone. A withdrawal reaches
/// members at once; its time for them is `added_at` of the new row, the time of the change. A dispute stands, whatever the entry
/// says now: a person settles it.
pub async fn upsert(tx: &Tx, entries: &[EntryRow]) -> Result<u64, StoreError> {
    // PostgreSQL refuses a statement that changes one row twice.
    let mut seen = HashSet::new();
    let mut rows: Vec<_> = entries
        .iter()
        .rev()
        .filter(|e| seen.insert((e.list, e.identity)))
        .map(|e| {
            values![
                e.id.0,
                e.list.0,
                e.identity,
                e.contents.map(|contents| contents.to_vec()),
                e.batch.map(|batch| batch.0),
                i64::try_from(e.generation).unwrap_or(i64::MAX),
                e.added_at,
                e.removed_at,
                &e.sealed
            ]
        })
        .collect();
    rows.reverse();
    tx.insert_rows(
        "INSERT INTO entry (id, list, identity, contents, batch, generation, added_at, removed_at, sealed)",
        rows,
        "ON CONFLICT (list, identity) DO UPDATE SET contents = excluded.contents, batch = excluded.batch, \
         generation = excluded.generation, removed_at = excluded.removed_at, sealed = excluded.sealed, \
         disputed_at = CASE WHEN excluded.removed_at IS NOT NULL THEN NULL ELSE entry.disputed_at END, \
         shared_at = CASE WHEN entry.shared_at IS NOT NULL AND excluded.removed_at IS NOT NULL \
         THEN excluded.added_at ELSE entry.shared_at END \
         WHERE entry.contents IS NULL OR excluded.contents IS NULL OR entry.contents <> excluded.contents",
    )
    .await
}

/// Withdraws the entries with these identities; how many stood. What an entry said stays sealed in its tombstone.
pub async fn withdraw(
    tx: &Tx,
    list: ListId,
    identities: &[[u8; 32]],
    generation: u64,
    now: Timestamp,
) -> Result<u64, StoreError> {
    let mut withdrawn = 0;
    for identity in identities {
        withdrawn += tx
            .execute(
                "UPDATE entry SET removed_at = $3, generation = $4, contents = NULL, disputed_at = NULL, \
                 shared_at = CASE WHEN shared_at IS NULL THEN NULL ELSE $3 END \
                 WHERE list = $1 AND identity = $2 AND removed_at IS NULL",
                values![list.0, identity, now, i64::try_from(generation).unwrap_or(i64::MAX)],
            )
            .await?;
    }
    Ok(withdrawn)
}

/// Entries of a list after `after` in order of id.
pub async fn after(tx: &Tx, list: ListId, after: EntryId, limit: u32) -> Result<Vec<EntryRow>, StoreError> {
    let sql = select!("WHERE list = $1 AND id > $2 ORDER BY id LIMIT $3");
    tx.rows(sql, values![list.0, after.0, limit]).await?.iter().map(read).collect()
}

/// Entries that changed after a generation of the lists, oldest change first, from `after` on.
pub async fn changed(
    tx: &Tx,
    after: (u64, EntryId),
    until: u64,
    limit: u32,
) -> Result<Vec<EntryRow>, StoreError> {
    let number = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    let sql =
        select!("WHERE (generation, id) > ($1, $2) AND generation <= $3 ORDER BY generation, id LIMIT $4");
    tx.rows(sql, values![number(after.0), after.1.0, number(until), limit]).await?.iter().map(read).collect()
}

/// The entry with this id.
pub async fn get(tx: &Tx, id: EntryId) -> Result<Option<EntryRow>, StoreError> {
    let sql = select!("WHERE id = $1");
    tx.row(sql, values![id.0]).await?.as_ref().map(read).transpose()
}

/// What of a list changed for members from `from` until before `until`, in order of that time, from `after` on: entries of
/// published batches, and tombstones of what was published once.
pub async fn shared(
    tx: &Tx,
    list: ListId,
    (from, until): (Timestamp, Timestamp),
    after: (Timestamp, EntryId),
    limit: u32,
) -> Result<Vec<EntryRow>, StoreError> {
    let sql = "SELECT e.id, e.list, e.identity, e.contents, e.batch, e.generation, e.added_at, e.removed_at, e.shared_at, \
               e.disputed_at, e.sealed FROM entry e LEFT JOIN batch b ON b.id = e.batch \
               WHERE e.list = $1 AND e.shared_at >= $2 AND e.shared_at < $3 AND (e.shared_at, e.id) > ($4, $5) \
               AND (e.removed_at IS NOT NULL OR b.published_at IS NOT NULL) ORDER BY e.shared_at, e.id LIMIT $6";
    tx.rows(sql, values![list.0, from, until, after.0, after.1.0, limit]).await?.iter().map(read).collect()
}

/// Marks the entries of a batch after `after` as published, at most `limit` of them; the last one's id, `None` at the end.
pub async fn publish(
    tx: &Tx,
    batch: BatchId,
    after: EntryId,
    generation: u64,
    now: Timestamp,
    limit: u32,
) -> Result<Option<EntryId>, StoreError> {
    let last = tx
        .row(
            "SELECT id FROM (SELECT id FROM entry WHERE batch = $1 AND id > $2 ORDER BY id LIMIT $3) page \
             ORDER BY id DESC LIMIT 1",
            values![batch.0, after.0, limit],
        )
        .await?;
    let Some(last) = last.map(|row| row.get("id")).transpose()? else { return Ok(None) };
    tx.execute(
        "UPDATE entry SET shared_at = $4, generation = $5 WHERE batch = $1 AND id > $2 AND id <= $3 AND removed_at IS NULL",
        values![batch.0, after.0, last, now, i64::try_from(generation).unwrap_or(i64::MAX)],
    )
    .await?;
    Ok(Some(EntryId(last)))
}

/// Notes that an entry is disputed, or no longer is.
pub async fn set_disputed(
    tx: &Tx,
    id: EntryId,
    at: Option<Timestamp>,
    generation: u64,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE entry SET disputed_at = $2, generation = $3 WHERE id = $1",
        values![id.0, at, i64::try_from(generation).unwrap_or(i64::MAX)],
    )
    .await
    .map(|_| ())
}

/// Disputed entries, the longest waiting first.
pub async fn disputed(tx: &Tx, limit: u32) -> Result<Vec<EntryRow>, StoreError> {
    let sql = select!("WHERE disputed_at IS NOT NULL ORDER BY disputed_at, id LIMIT $1");
    tx.rows(sql, values![limit]).await?.iter().map(read).collect()
}

/// Whether any entry that stands changed after one generation of the lists and up to another.
pub async fn any_standing_after(tx: &Tx, after: u64, until: u64) -> Result<bool, StoreError> {
    let number = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    let sql =
        "SELECT id FROM entry WHERE generation > $1 AND generation <= $2 AND removed_at IS NULL LIMIT 1";
    Ok(tx.row(sql, values![number(after), number(until)]).await?.is_some())
}
