//! API keys.

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

/// The key with this secret, revoked or not.
pub async fn by_secret(tx: &Tx, secret: &[u8; 32]) -> Result<Option<ApiKey>, StoreError> {
    let row = tx
        .row("SELECT id, name, scope, budget, revoked_at FROM api_key WHERE secret = $1", values![secret])
        .await?;
    row.as_ref().map(read).transpose()
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
