//! People of the desk and how they sign in.

use sqlx::AssertSqlSafe;
use tutela_model::access::Role;
use tutela_model::clock::Timestamp;
use tutela_model::id::{MemberId, PersonId};
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
    /// When a password that must be changed was made.
    pub made_by_another_at: Option<Timestamp>,
}

fn person(row: &Row) -> Result<Person, StoreError> {
    Ok(Person {
        id: PersonId(row.get("id")?),
        name: row.get("name")?,
        role: row.named("role", Role::parse)?,
        member: row.get::<Option<uuid::Uuid>>("member")?.map(MemberId),
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
        "INSERT INTO person (id, name, role, password, totp, totp_step, failures, created_at, member) \
         VALUES ($1, $2, $3, $4, $5, 0, 0, $6, $7)",
        values![
            person.id.0,
            &person.name,
            person.role.as_str(),
            password,
            totp,
            now,
            person.member.map(|member| member.0)
        ],
    )
    .await
    .map(|_| ())
}

/// What signing in with this name is checked against.
pub async fn credentials(tx: &Tx, name: &str) -> Result<Option<Credentials>, StoreError> {
    let row = tx
        .row(
            "SELECT id, name, role, member, disabled_at, password, totp, totp_step, failures, locked_until, \
             CASE WHEN must_change = 1 THEN COALESCE(password_reset_at, created_at) END AS made_by_another_at FROM person WHERE name = $1",
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
            made_by_another_at: row.time_option("made_by_another_at")?,
        })
    })
    .transpose()
}

/// The person with this id.
pub async fn get(tx: &Tx, id: PersonId) -> Result<Option<Person>, StoreError> {
    let row =
        tx.row("SELECT id, name, role, member, disabled_at FROM person WHERE id = $1", values![id.0]).await?;
    row.as_ref().map(person).transpose()
}

/// Everybody, by name.
pub async fn all(tx: &Tx) -> Result<Vec<Person>, StoreError> {
    let rows =
        tx.rows("SELECT id, name, role, member, disabled_at FROM person ORDER BY name", values![]).await?;
    rows.iter().map(person).collect()
}

/// Everybody who stands for a member and may sign in, by name.
pub async fn liaisons_of(tx: &Tx, member: MemberId) -> Result<Vec<Person>, StoreError> {
    let rows = tx
        .rows(
            "SELECT id, name, role, member, disabled_at FROM person WHERE member = $1 AND disabled_at IS NULL ORDER BY name",
            values![member.0],
        )
        .await?;
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
pub async fn signed_in(tx: &Tx, id: PersonId, totp_step: i64, now: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE person SET totp_step = $2, failures = 0, locked_until = NULL, signed_in_at = $3 WHERE id = $1",
        values![id.0, totp_step, now],
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

/// What is kept of how a person signs in.
#[derive(Clone, Debug)]
pub struct PersonState {
    /// The person.
    pub person: Person,
    /// Until when nobody may try to sign in as them.
    pub locked_until: Option<Timestamp>,
    /// Whether their password was made by another and must be changed.
    pub must_change: bool,
    /// When another last made their password, and who, as the audit log names them.
    pub password_reset: Option<(Timestamp, String)>,
    /// When another last made their codes, and who.
    pub codes_reset: Option<(Timestamp, String)>,
    /// Whether they were not told of a reset yet.
    pub untold: bool,
    /// When they last signed in.
    pub signed_in_at: Option<Timestamp>,
    /// When they were added.
    pub created_at: Timestamp,
}

const STATE: &str = "SELECT id, name, role, member, disabled_at, locked_until, must_change, password_reset_at, password_reset_by, \
                     codes_reset_at, codes_reset_by, untold, signed_in_at, created_at FROM person";

fn state(row: &Row) -> Result<PersonState, StoreError> {
    let reset = |at, by| {
        let (at, by) = (row.time_option(at)?, row.get::<Option<String>>(by)?);
        Ok::<_, StoreError>(at.zip(by))
    };
    Ok(PersonState {
        person: person(row)?,
        locked_until: row.time_option("locked_until")?,
        must_change: row.get::<i64>("must_change")? != 0,
        password_reset: reset("password_reset_at", "password_reset_by")?,
        codes_reset: reset("codes_reset_at", "codes_reset_by")?,
        untold: row.get::<i64>("untold")? != 0,
        signed_in_at: row.time_option("signed_in_at")?,
        created_at: row.time("created_at")?,
    })
}

/// What is kept of how a person signs in.
pub async fn state_of(tx: &Tx, id: PersonId) -> Result<Option<PersonState>, StoreError> {
    let sql = AssertSqlSafe(format!("{STATE} WHERE id = $1"));
    tx.rows_text(sql, values![id.0]).await?.first().map(state).transpose()
}

/// The same of everybody, by name.
pub async fn states(tx: &Tx) -> Result<Vec<PersonState>, StoreError> {
    tx.rows_text(AssertSqlSafe(format!("{STATE} ORDER BY name")), values![])
        .await?
        .iter()
        .map(state)
        .collect()
}

/// Sets a password that another made: it must be changed, and the person is told.
pub async fn reset_password(
    tx: &Tx,
    id: PersonId,
    password: &str,
    by: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE person SET password = $2, must_change = 1, password_reset_at = $3, password_reset_by = $4, untold = 1, failures = 0, \
         locked_until = NULL WHERE id = $1",
        values![id.0, password, now, by],
    )
    .await
    .map(|_| ())
}

/// Sets the secret of the codes that another made: the person is told.
pub async fn reset_codes(
    tx: &Tx,
    id: PersonId,
    totp: &[u8],
    by: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE person SET totp = $2, totp_step = 0, codes_reset_at = $3, codes_reset_by = $4, untold = 1, failures = 0, \
         locked_until = NULL WHERE id = $1",
        values![id.0, totp, now, by],
    )
    .await
    .map(|_| ())
}

/// Sets a password that the person chose.
pub async fn change_password(tx: &Tx, id: PersonId, password: &str) -> Result<(), StoreError> {
    tx.execute("UPDATE person SET password = $2, must_change = 0 WHERE id = $1", values![id.0, password])
        .await
        .map(|_| ())
}

/// Makes the person change their password: another knows it.
pub async fn set_must_change(tx: &Tx, id: PersonId) -> Result<(), StoreError> {
    tx.execute("UPDATE person SET must_change = 1 WHERE id = $1", values![id.0]).await.map(|_| ())
}

/// Notes that the person was told of what was reset.
pub async fn set_told(tx: &Tx, id: PersonId) -> Result<(), StoreError> {
    tx.execute("UPDATE person SET untold = 0 WHERE id = $1", values![id.0]).await.map(|_| ())
}

/// Ends a pause.
pub async fn unlock(tx: &Tx, id: PersonId) -> Result<bool, StoreError> {
    let changed = tx
        .execute(
            "UPDATE person SET failures = 0, locked_until = NULL WHERE id = $1 AND (failures > 0 OR locked_until IS NOT NULL)",
            values![id.0],
        )
        .await?;
    Ok(changed == 1)
}

/// Gives a person another role.
pub async fn set_role(tx: &Tx, id: PersonId, role: Role) -> Result<(), StoreError> {
    tx.execute("UPDATE person SET role = $2 WHERE id = $1", values![id.0, role.as_str()]).await.map(|_| ())
}

/// Lets a person sign in, or no longer.
pub async fn set_disabled(tx: &Tx, id: PersonId, disabled_at: Option<Timestamp>) -> Result<(), StoreError> {
    tx.execute("UPDATE person SET disabled_at = $2 WHERE id = $1", values![id.0, disabled_at])
        .await
        .map(|_| ())
}
