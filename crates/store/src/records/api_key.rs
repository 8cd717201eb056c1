//! API keys.

use sqlx::AssertSqlSafe;
use tutela_model::api_key::{ApiKey, Scope};
use tutela_model::clock::Timestamp;
use tutela_model::id::ApiKeyId;

use crate::engine::run::Tx;
use crate::engine::value::{Row, values};
use crate::error::StoreError;

fn read(row: &Row) -> Result<ApiKey, StoreError> {
    Ok(ApiKey {
        id: ApiKeyId(row.get("id")?),
        name: row.get("name")?,
        scope: row.named("scope", Scope::parse)?,
        budget: u32::try_from(row.get::<i64>("budget")?)
            .map_err(|_| StoreError::Damaged { column: "budget" })?,
        revoked: row.get::<Option<i64>>("revoked_at")?.is_some(),
    })
}

/// Adds a key; `secret` is the keyed digest of the key that its holder was given.
pub async fn insert(tx: &Tx, key: &ApiKey, secret: &[u8; 32], now: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO api_key (id, name, scope, budget, secret, created_at) VALUES ($1, $2, $3, $4, $5, $6)",
        values![key.id.0, &key.name, key.scope.as_str(), key.budget, secret, now],
    )
    .await
    .map(|_| ())
}

/// The key with this id, revoked or not.
pub async fn get(tx: &Tx, id: ApiKeyId) -> Result<Option<ApiKey>, StoreError> {
    let row = tx
        .row("SELECT id, name, scope, budget, revoked_at FROM api_key WHERE id = $1", values![id.0])
        .await?;
    row.as_ref().map(read).transpose()
}

/// What is kept of a key beside what it may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyState {
    /// The key.
    pub key: ApiKey,
    /// When it was added.
    pub created_at: Timestamp,
    /// When it ends by itself.
    pub expires_at: Option<Timestamp>,
    /// The day on which it was last used.
    pub used_on: Option<Timestamp>,
    /// When its secret was last changed for another.
    pub rotated_at: Option<Timestamp>,
    /// Until when the secret before is taken too.
    pub old_until: Option<Timestamp>,
}

impl KeyState {
    /// Whether requests are taken with it.
    pub fn is_valid(&self, now: Timestamp) -> bool {
        !self.key.revoked && self.expires_at.is_none_or(|at| now < at)
    }
}

const STATE: &str = "SELECT id, name, scope, budget, revoked_at, created_at, expires_at, used_on, rotated_at, old_until FROM api_key";

fn state(row: &Row) -> Result<KeyState, StoreError> {
    Ok(KeyState {
        key: read(row)?,
        created_at: row.time("created_at")?,
        expires_at: row.time_option("expires_at")?,
        used_on: row.time_option("used_on")?,
        rotated_at: row.time_option("rotated_at")?,
        old_until: row.time_option("old_until")?,
    })
}

/// The key with this secret, or with this one until a moment after it was changed; revoked, expired or not.
pub async fn by_secret(tx: &Tx, secret: &[u8; 32], now: Timestamp) -> Result<Option<KeyState>, StoreError> {
    // Two questions, each with its index.
    let sql = AssertSqlSafe(format!("{STATE} WHERE secret = $1"));
    let found = tx.rows_text(sql, values![secret]).await?;
    if let Some(row) = found.first() {
        return state(row).map(Some);
    }
    let sql = AssertSqlSafe(format!("{STATE} WHERE old_secret = $1 AND old_until > $2"));
    tx.rows_text(sql, values![secret, now]).await?.first().map(state).transpose()
}

/// What is kept of a key.
pub async fn state_of(tx: &Tx, id: ApiKeyId) -> Result<Option<KeyState>, StoreError> {
    let sql = AssertSqlSafe(format!("{STATE} WHERE id = $1"));
    tx.rows_text(sql, values![id.0]).await?.first().map(state).transpose()
}

/// The same of every key, newest first.
pub async fn states(tx: &Tx) -> Result<Vec<KeyState>, StoreError> {
    tx.rows_text(AssertSqlSafe(format!("{STATE} ORDER BY id DESC")), values![])
        .await?
        .iter()
        .map(state)
        .collect()
}

/// Changes a key's secret for another; the one before is taken until `old_until`. Whether there was a key that is not revoked.
pub async fn rotate(
    tx: &Tx,
    id: ApiKeyId,
    secret: &[u8; 32],
    old_until: Timestamp,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let changed = tx
        .execute(
            "UPDATE api_key SET old_secret = secret, old_until = $3, secret = $2, rotated_at = $4 WHERE id = $1 AND revoked_at IS NULL",
            values![id.0, secret, old_until, now],
        )
        .await?;
    Ok(changed == 1)
}

/// Forgets secrets that were changed and are no longer taken.
pub async fn forget_old(tx: &Tx, now: Timestamp) -> Result<u64, StoreError> {
    tx.execute(
        "UPDATE api_key SET old_secret = NULL WHERE old_secret IS NOT NULL AND old_until <= $1",
        values![now],
    )
    .await
}

/// Sets when a key ends by itself; whether there was a key that is not revoked.
pub async fn set_expiry(tx: &Tx, id: ApiKeyId, expires_at: Option<Timestamp>) -> Result<bool, StoreError> {
    let changed = tx
        .execute(
            "UPDATE api_key SET expires_at = $2 WHERE id = $1 AND revoked_at IS NULL",
            values![id.0, expires_at],
        )
        .await?;
    Ok(changed == 1)
}

/// Notes the day on which a key was used.
pub async fn set_used(tx: &Tx, id: ApiKeyId, day: Timestamp) -> Result<(), StoreError> {
    tx.execute("UPDATE api_key SET used_on = $2 WHERE id = $1", values![id.0, day]).await.map(|_| ())
}

/// All keys, newest first.
pub async fn all(tx: &Tx) -> Result<Vec<ApiKey>, StoreError> {
    let rows = tx
        .rows("SELECT id, name, scope, budget, revoked_at FROM api_key ORDER BY id DESC", values![])
        .await?;
    rows.iter().map(read).collect()
}

/// Revokes a key; whether there was one that was not revoked yet.
pub async fn revoke(tx: &Tx, id: ApiKeyId, now: Timestamp) -> Result<bool, StoreError> {
    let changed = tx
        .execute(
            "UPDATE api_key SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL",
            values![id.0, now],
        )
        .await?;
    Ok(changed == 1)
}
