//! Sessions of the console, known by the keyed digest of their token.

use tutela_model::clock::Timestamp;
use tutela_model::id::PersonId;

use crate::engine::run::Tx;
use crate::engine::value::values;
use crate::error::StoreError;

/// A session.
#[derive(Clone, Copy, Debug)]
pub struct SessionRow {
    /// Whose.
    pub person: PersonId,
    /// Since when.
    pub created_at: Timestamp,
    /// When it was last used.
    pub seen_at: Timestamp,
}

/// Starts a session.
pub async fn insert(tx: &Tx, token: &[u8; 32], person: PersonId, now: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO console_session (token, person, created_at, seen_at) VALUES ($1, $2, $3, $3)",
        values![token, person.0, now],
    )
    .await
    .map(|_| ())
}

/// The session with this token.
pub async fn get(tx: &Tx, token: &[u8; 32]) -> Result<Option<SessionRow>, StoreError> {
    let row = tx
        .row("SELECT person, created_at, seen_at FROM console_session WHERE token = $1", values![token])
        .await?;
    row.map(|row| {
        Ok(SessionRow {
            person: PersonId(row.get("person")?),
            created_at: row.time("created_at")?,
            seen_at: row.time("seen_at")?,
        })
    })
    .transpose()
}

/// Notes that a session was used.
pub async fn seen(tx: &Tx, token: &[u8; 32], now: Timestamp) -> Result<(), StoreError> {
    tx.execute("UPDATE console_session SET seen_at = $2 WHERE token = $1", values![token, now])
        .await
        .map(|_| ())
}

/// Ends a session.
pub async fn delete(tx: &Tx, token: &[u8; 32]) -> Result<(), StoreError> {
    tx.execute("DELETE FROM console_session WHERE token = $1", values![token]).await.map(|_| ())
}

/// Ends every session of a person.
pub async fn delete_of(tx: &Tx, person: PersonId) -> Result<(), StoreError> {
    tx.execute("DELETE FROM console_session WHERE person = $1", values![person.0]).await.map(|_| ())
}

/// Ends every session of a person but one.
pub async fn delete_others(tx: &Tx, person: PersonId, but: &[u8; 32]) -> Result<(), StoreError> {
    tx.execute("DELETE FROM console_session WHERE person = $1 AND token <> $2", values![person.0, but])
        .await
        .map(|_| ())
}

/// Ends sessions that were last used before `idle` or started before `old`.
pub async fn delete_expired(tx: &Tx, idle: Timestamp, old: Timestamp) -> Result<u64, StoreError> {
    tx.execute("DELETE FROM console_session WHERE seen_at < $1 OR created_at < $2", values![idle, old]).await
}
