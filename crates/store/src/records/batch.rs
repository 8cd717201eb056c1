//! Batches: entries that came into a list together, by one hand. A second person publishes them.

use tutela_model::clock::Timestamp;
use tutela_model::id::{BatchId, ListId};

use crate::engine::run::Tx;
use crate::engine::value::{Row, values};
use crate::error::StoreError;

/// A batch.
#[derive(Clone, Debug)]
pub struct BatchRow {
    /// Its id.
    pub id: BatchId,
    /// The list it came into.
    pub list: ListId,
    /// When.
    pub made_at: Timestamp,
    /// Who brought it in, as the audit log names them.
    pub made_by: String,
    /// The format of the file, or `subscription`, `desk`.
    pub source: String,
    /// Rows taken.
    pub entries: u64,
    /// When it was complete.
    pub closed_at: Option<Timestamp>,
    /// When it was published.
    pub published_at: Option<Timestamp>,
    /// Who published it.
    pub published_by: Option<String>,
}

fn read(row: &Row) -> Result<BatchRow, StoreError> {
    Ok(BatchRow {
        id: BatchId(row.get("id")?),
        list: ListId(row.get("list")?),
        made_at: row.time("made_at")?,
        made_by: row.get("made_by")?,
        source: row.get("source")?,
        entries: row.get::<i64>("entries")?.unsigned_abs(),
        closed_at: row.time_option("closed_at")?,
        published_at: row.time_option("published_at")?,
        published_by: row.get("published_by")?,
    })
}

/// Adds a batch, to which entries may be added until it is closed.
pub async fn insert(tx: &Tx, batch: &BatchRow) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO batch (id, list, made_at, made_by, source, entries) VALUES ($1, $2, $3, $4, $5, 0)",
        values![batch.id.0, batch.list.0, batch.made_at, &batch.made_by, &batch.source],
    )
    .await
    .map(|_| ())
}

/// Counts rows that were taken.
pub async fn add(tx: &Tx, id: BatchId, entries: u64) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE batch SET entries = entries + $2 WHERE id = $1",
        values![id.0, i64::try_from(entries).unwrap_or(i64::MAX)],
    )
    .await
    .map(|_| ())
}

/// Notes that a batch is complete.
pub async fn close(tx: &Tx, id: BatchId, now: Timestamp) -> Result<(), StoreError> {
    tx.execute("UPDATE batch SET closed_at = $2 WHERE id = $1", values![id.0, now]).await.map(|_| ())
}

/// Notes who published a batch; whether it was complete and unpublished until now.
pub async fn set_published(tx: &Tx, id: BatchId, by: &str, now: Timestamp) -> Result<bool, StoreError> {
    let changed = tx
        .execute(
            "UPDATE batch SET published_at = $2, published_by = $3 \
             WHERE id = $1 AND published_at IS NULL AND closed_at IS NOT NULL",
            values![id.0, now, by],
        )
        .await?;
    Ok(changed == 1)
}

/// The batch with this id.
pub async fn get(tx: &Tx, id: BatchId) -> Result<Option<BatchRow>, StoreError> {
    let sql = "SELECT id, list, made_at, made_by, source, entries, closed_at, published_at, published_by FROM batch \
               WHERE id = $1";
    tx.row(sql, values![id.0]).await?.as_ref().map(read).transpose()
}

/// The batches of a list, newest first.
pub async fn of_list(tx: &Tx, list: ListId, limit: u32) -> Result<Vec<BatchRow>, StoreError> {
    let sql = "SELECT id, list, made_at, made_by, source, entries, closed_at, published_at, published_by FROM batch \
               WHERE list = $1 ORDER BY id DESC LIMIT $2";
    tx.rows(sql, values![list.0, limit]).await?.iter().map(read).collect()
}

/// The ids of every batch of a list that is published.
pub async fn published(tx: &Tx, list: ListId) -> Result<Vec<BatchId>, StoreError> {
    let rows =
        tx.rows("SELECT id FROM batch WHERE list = $1 AND published_at IS NOT NULL", values![list.0]).await?;
    rows.iter().map(|row| Ok(BatchId(row.get("id")?))).collect()
}

/// The ids of complete batches of a list from one source that wait to be published.
pub async fn waiting(tx: &Tx, list: ListId, source: &str) -> Result<Vec<BatchId>, StoreError> {
    let sql = "SELECT id FROM batch WHERE list = $1 AND source = $2 AND published_at IS NULL AND closed_at IS NOT NULL \
               ORDER BY id LIMIT 100";
    let rows = tx.rows(sql, values![list.0, source]).await?;
    rows.iter().map(|row| Ok(BatchId(row.get("id")?))).collect()
}
