//! Subscriptions of a list to an upstream.

use tutela_model::clock::Timestamp;
use tutela_model::id::{ListId, SubscriptionId};

use crate::engine::run::Tx;
use crate::engine::value::{Row, values};
use crate::error::StoreError;

/// A subscription.
#[derive(Clone, Debug)]
pub struct SubscriptionRow {
    /// Its id.
    pub id: SubscriptionId,
    /// The list that it fills.
    pub list: ListId,
    /// Where the upstream's Hash Sharing v2 interface begins.
    pub url: String,
    /// Sealed user name and password.
    pub sealed: Vec<u8>,
    /// Everything that changed upstream before this was read.
    pub read_until: Timestamp,
    /// Microseconds from one reading to the next.
    pub every: i64,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last tried.
    pub tried_at: Option<Timestamp>,
    /// When it last succeeded.
    pub succeeded_at: Option<Timestamp>,
    /// Why the last try failed.
    pub last_error: Option<String>,
    /// When it was ended.
    pub ended_at: Option<Timestamp>,
}

fn read(row: &Row) -> Result<SubscriptionRow, StoreError> {
    Ok(SubscriptionRow {
        id: SubscriptionId(row.get("id")?),
        list: ListId(row.get("list")?),
        url: row.get("url")?,
        sealed: row.get("sealed")?,
        read_until: row.time("read_until")?,
        every: row.get("every")?,
        created_at: row.time("created_at")?,
        tried_at: row.time_option("tried_at")?,
        succeeded_at: row.time_option("succeeded_at")?,
        last_error: row.get("last_error")?,
        ended_at: row.time_option("ended_at")?,
    })
}

/// Adds a subscription. A second one for the same list is refused as a duplicate.
pub async fn insert(tx: &Tx, row: &SubscriptionRow) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO subscription (id, list, url, sealed, read_until, every, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        values![row.id.0, row.list.0, &row.url, &row.sealed, row.read_until, row.every, row.created_at],
    )
    .await
    .map(|_| ())
}

/// The subscription with this id.
pub async fn get(tx: &Tx, id: SubscriptionId) -> Result<Option<SubscriptionRow>, StoreError> {
    let sql = "SELECT id, list, url, sealed, read_until, every, created_at, tried_at, succeeded_at, last_error, ended_at \
               FROM subscription WHERE id = $1";
    tx.row(sql, values![id.0]).await?.as_ref().map(read).transpose()
}

/// All subscriptions.
pub async fn all(tx: &Tx) -> Result<Vec<SubscriptionRow>, StoreError> {
    let sql = "SELECT id, list, url, sealed, read_until, every, created_at, tried_at, succeeded_at, last_error, ended_at \
               FROM subscription ORDER BY id LIMIT 1000";
    tx.rows(sql, values![]).await?.iter().map(read).collect()
}

/// Notes how far the upstream was read.
pub async fn set_read(
    tx: &Tx,
    id: SubscriptionId,
    until: Timestamp,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE subscription SET read_until = $2, tried_at = $3, succeeded_at = $3, last_error = NULL WHERE id = $1",
        values![id.0, until, now],
    )
    .await
    .map(|_| ())
}

/// Notes why the upstream could not be read.
pub async fn set_failed(tx: &Tx, id: SubscriptionId, error: &str, now: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE subscription SET tried_at = $2, last_error = $3 WHERE id = $1",
        values![id.0, now, error],
    )
    .await
    .map(|_| ())
}

/// Ends a subscription: what it brought stays. Whether it was under way.
pub async fn end(tx: &Tx, id: SubscriptionId, now: Timestamp) -> Result<bool, StoreError> {
    let changed = tx
        .execute(
            "UPDATE subscription SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL",
            values![id.0, now],
        )
        .await?;
    Ok(changed == 1)
}

/// Takes an ended subscription up again where it was left, with these credentials. Whether it had ended.
pub async fn resume(tx: &Tx, id: SubscriptionId, sealed: &[u8], every: i64) -> Result<bool, StoreError> {
    let changed = tx
        .execute(
            "UPDATE subscription SET sealed = $2, every = $3, ended_at = NULL, last_error = NULL \
             WHERE id = $1 AND ended_at IS NOT NULL",
            values![id.0, sealed, every],
        )
        .await?;
    Ok(changed == 1)
}
