//! Codes that stand in for an authenticator that was lost, each once. Known by their keyed digests.

use tutela_model::clock::Timestamp;
use tutela_model::id::PersonId;

use crate::engine::run::Tx;
use crate::engine::value::values;
use crate::error::StoreError;

/// Replaces the codes of a person.
pub async fn replace(
    tx: &Tx,
    person: PersonId,
    digests: &[[u8; 32]],
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute("DELETE FROM recovery_code WHERE person = $1", values![person.0]).await?;
    let rows = digests.iter().map(|digest| values![digest, person.0, now]).collect();
    tx.insert_rows("INSERT INTO recovery_code (digest, person, made_at)", rows, "").await.map(|_| ())
}

/// Uses a code up; whether it was one of this person's.
pub async fn take(tx: &Tx, person: PersonId, digest: &[u8; 32]) -> Result<bool, StoreError> {
    let taken = tx
        .execute("DELETE FROM recovery_code WHERE digest = $1 AND person = $2", values![digest, person.0])
        .await?;
    Ok(taken == 1)
}

/// Whether this is a code of the person that was not used yet.
pub async fn holds(tx: &Tx, person: PersonId, digest: &[u8; 32]) -> Result<bool, StoreError> {
    let row = tx
        .row(
            "SELECT 1 AS one FROM recovery_code WHERE digest = $1 AND person = $2",
            values![digest, person.0],
        )
        .await?;
    Ok(row.is_some())
}

/// How many codes a person has left.
pub async fn left(tx: &Tx, person: PersonId) -> Result<u64, StoreError> {
    let row = tx.row("SELECT COUNT(*) AS n FROM recovery_code WHERE person = $1", values![person.0]).await?;
    Ok(row.map_or(Ok(0), |row| row.get::<i64>("n"))?.unsigned_abs())
}
