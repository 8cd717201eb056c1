//! People of the desk and how they sign in.

use tutela_model::access::Role;
use tutela_model::clock::Timestamp;
use tutela_model::id::PersonId;
use tutela_model::person::Person;

use crate::engine::run::Tx;
use crate::engine::value::{Row, values};
use crate::error::StoreError;

/// What signing in is checked against.
#[derive(Clone, Debug)]
pub struct Credentials {
    /// The person.
    pub person: Person,
    /// The password's argon2id hash.
    pub password: String,
    /// The sealed secret of the time-based codes.
    pub totp: Vec<u8>,
    /// The time step of the last code that was taken: none is taken twice.
    pub totp_step: i64,
    /// Failures since the last success.
    pub failures: i64,
    /// Until when nobody may try.
    pub locked_until: Option<Timestamp>,
}

fn person(row: &Row) -> Result<Person, StoreError> {
    Ok(Person {
        id: PersonId(row.get("id")?),
        name: row.get("name")?,
        role: row.named("role", Role::parse)?,
        disabled: row.get::<Option<i64>>("disabled_at")?.is_some(),
    })
}

/// Adds a person. A second one of the same name is refused as a duplicate.
pub async fn insert(
    tx: &Tx,
    person: &Person,
    password: &str,
    totp: &[u8],
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO person (id, name, role, password, totp, totp_step, failures, created_at) \
         VALUES ($1, $2, $3, $4, $5, 0, 0, $6)",
        values![person.id.0, &person.name, person.role.as_str(), password, totp, now],
    )
    .await
    .map(|_| ())
}

/// What signing in with this name is checked against.
pub async fn credentials(tx: &Tx, name: &str) -> Result<Option<Credentials>, StoreError> {
    let row = tx
        .row(
            "SELECT id, name, role, disabled_at, password, totp, totp_step, failures, locked_until FROM person \
             WHERE name = $1",
            values![name],
        )
        .await?;
    row.map(|row| {
        Ok(Credentials {
            person: person(&row)?,
            password: row.get("password")?,
            totp: row.get("totp")?,
            totp_step: row.get("totp_step")?,
            failures: row.get("failures")?,
            locked_until: row.time_option("locked_until")?,
        })
    })
    .transpose()
}

/// The person with this id.
pub async fn get(tx: &Tx, id: PersonId) -> Result<Option<Person>, StoreError> {
    let row = tx.row("SELECT id, name, role, disabled_at FROM person WHERE id = $1", values![id.0]).await?;
    row.as_ref().map(person).transpose()
}

/// Everybody, by name.
pub async fn all(tx: &Tx) -> Result<Vec<Person>, StoreError> {
    let rows = tx.rows("SELECT id, name, role, disabled_at FROM person ORDER BY name", values![]).await?;
    rows.iter().map(person).collect()
}

/// Notes that a person works with the console.
pub async fn seen(tx: &Tx, id: PersonId, now: Timestamp) -> Result<(), StoreError> {
    tx.execute("UPDATE person SET seen_at = $2 WHERE id = $1", values![id.0, now]).await.map(|_| ())
}

/// When each person was last seen in the console.
pub async fn last_seen(tx: &Tx) -> Result<Vec<(PersonId, Timestamp)>, StoreError> {
    let rows = tx.rows("SELECT id, seen_at FROM person WHERE seen_at IS NOT NULL", values![]).await?;
    rows.iter().map(|row| Ok((PersonId(row.get("id")?), row.time("seen_at")?))).collect()
}

/// Notes a success: the code of this time step is used up.
pub async fn signed_in(tx: &Tx, id: PersonId, totp_step: i64) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE person SET totp_step = $2, failures = 0, locked_until = NULL WHERE id = $1",
        values![id.0, totp_step],
    )
    .await
    .map(|_| ())
}

/// Notes a failure, and until when nobody may try.
pub async fn failed(
    tx: &Tx,
    id: PersonId,
    failures: i64,
    locked_until: Option<Timestamp>,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE person SET failures = $2, locked_until = $3 WHERE id = $1",
        values![id.0, failures, locked_until],
    )
    .await
    .map(|_| ())
}

/// Lets a person sign in, or no longer.
pub async fn set_disabled(tx: &Tx, id: PersonId, disabled_at: Option<Timestamp>) -> Result<(), StoreError> {
    tx.execute("UPDATE person SET disabled_at = $2 WHERE id = $1", values![id.0, disabled_at])
        .await
        .map(|_| ())
}
