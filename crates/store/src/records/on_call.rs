//! The on-call plan, and who was told of what nobody has opened.

use tutela_model::clock::Timestamp;
use tutela_model::id::{PersonId, TurnId};
use tutela_model::on_call::{Turn, TurnDay};

use crate::engine::run::Tx;
use crate::engine::value::{Row, values};
use crate::error::StoreError;

fn small(row: &Row, column: &'static str) -> Result<u16, StoreError> {
    u16::try_from(row.get::<i64>(column)?).map_err(|_| StoreError::Damaged { column })
}

fn read(row: &Row) -> Result<Turn, StoreError> {
    Ok(Turn {
        id: TurnId(row.get("id")?),
        day: row.named("day", TurnDay::parse)?,
        starts: small(row, "starts")?,
        ends: small(row, "ends")?,
        person: row.get::<Option<uuid::Uuid>>("person")?.map(PersonId),
        rank: u8::try_from(row.get::<i64>("position")?)
            .map_err(|_| StoreError::Damaged { column: "position" })?,
    })
}

/// Every turn, in order of day, time and rank.
pub async fn turns(tx: &Tx) -> Result<Vec<Turn>, StoreError> {
    let rows = tx
        .rows(
            "SELECT id, day, starts, ends, person, position FROM on_call_turn ORDER BY day, starts, position, id",
            values![],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// Adds a turn.
pub async fn insert(tx: &Tx, turn: &Turn, now: Timestamp, by: PersonId) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO on_call_turn (id, day, starts, ends, person, position, made_at, made_by) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        values![
            turn.id.0,
            turn.day.to_string(),
            u32::from(turn.starts),
            u32::from(turn.ends),
            turn.person.map(|person| person.0),
            turn.rank,
            now,
            by.0
        ],
    )
    .await
    .map(|_| ())
}

/// Takes a turn away; whether it stood.
pub async fn delete(tx: &Tx, id: TurnId) -> Result<bool, StoreError> {
    Ok(tx.execute("DELETE FROM on_call_turn WHERE id = $1", values![id.0]).await? == 1)
}

/// When somebody was last told that a report needs them.
#[derive(Clone, Copy, Debug)]
pub struct Told {
    /// Who.
    pub person: PersonId,
    /// When.
    pub at: Timestamp,
    /// Whether that was for what is unread now, in the round that is under way.
    pub this_round: bool,
}

/// Everybody who was told.
pub async fn told(tx: &Tx) -> Result<Vec<Told>, StoreError> {
    let rows =
        tx.rows("SELECT person, told_at, this_round FROM on_call_told ORDER BY person", values![]).await?;
    rows.iter()
        .map(|row| {
            Ok(Told {
                person: PersonId(row.get("person")?),
                at: row.time("told_at")?,
                this_round: row.get::<i64>("this_round")? != 0,
            })
        })
        .collect()
}

/// Notes that somebody was told.
pub async fn set_told(tx: &Tx, person: PersonId, now: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO on_call_told (person, told_at, this_round) VALUES ($1, $2, 1) \
         ON CONFLICT (person) DO UPDATE SET told_at = excluded.told_at, this_round = 1",
        values![person.0, now],
    )
    .await
    .map(|_| ())
}

/// Ends the round: whoever was told can be told again.
pub async fn end_round(tx: &Tx) -> Result<(), StoreError> {
    tx.execute("UPDATE on_call_told SET this_round = 0 WHERE this_round <> 0", values![]).await.map(|_| ())
}

/// Forgets when somebody was told before `before`, outside the round that is under way.
pub async fn forget_told(tx: &Tx, before: Timestamp) -> Result<(), StoreError> {
    tx.execute("DELETE FROM on_call_told WHERE this_round = 0 AND told_at < $1", values![before])
        .await
        .map(|_| ())
}
