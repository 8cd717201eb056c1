//! Where a person of the desk is told that a report needs them.

use tutela_model::clock::Timestamp;
use tutela_model::id::PersonId;

use crate::engine::run::Tx;
use crate::engine::value::values;
use crate::error::StoreError;

/// Sets a person's mailbox, sealed.
pub async fn set(tx: &Tx, person: PersonId, sealed: &[u8], now: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO person_mailbox (person, sealed, changed_at) VALUES ($1, $2, $3) \
         ON CONFLICT (person) DO UPDATE SET sealed = excluded.sealed, changed_at = excluded.changed_at",
        values![person.0, sealed, now],
    )
    .await
    .map(|_| ())
}

/// Takes a person's mailbox away; whether there was one.
pub async fn delete(tx: &Tx, person: PersonId) -> Result<bool, StoreError> {
    Ok(tx.execute("DELETE FROM person_mailbox WHERE person = $1", values![person.0]).await? == 1)
}

/// A person's mailbox, sealed.
pub async fn get(tx: &Tx, person: PersonId) -> Result<Option<Vec<u8>>, StoreError> {
    let row = tx.row("SELECT sealed FROM person_mailbox WHERE person = $1", values![person.0]).await?;
    row.map(|row| row.get("sealed")).transpose()
}

/// Who has one, and since when.
pub async fn all(tx: &Tx) -> Result<Vec<(PersonId, Timestamp)>, StoreError> {
    let rows = tx.rows("SELECT person, changed_at FROM person_mailbox ORDER BY person", values![]).await?;
    rows.iter().map(|row| Ok((PersonId(row.get("person")?), row.time("changed_at")?))).collect()
}
