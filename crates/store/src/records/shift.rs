//! Shifts: who works now, and what they left to the next when they went.

use tutela_model::clock::Timestamp;
use tutela_model::id::{PersonId, ShiftId};

use crate::engine::run::Tx;
use crate::engine::value::{Row, values};
use crate::error::StoreError;

/// A shift.
#[derive(Clone, Debug)]
pub struct ShiftRow {
    /// Its id.
    pub id: ShiftId,
    /// Whose.
    pub person: PersonId,
    /// When it began.
    pub started_at: Timestamp,
    /// When it ended; `None` while it lasts.
    pub ended_at: Option<Timestamp>,
    /// How many reports the person held when it ended.
    pub held: u32,
    /// How many of them were urgent and undecided.
    pub urgent: u32,
    /// The sealed key of the note.
    pub data_key: Option<Vec<u8>>,
    /// The sealed note to the next shift; `None` where there is none, or once its time was over.
    pub sealed: Option<Vec<u8>>,
}

fn number(row: &Row, column: &'static str) -> Result<u32, StoreError> {
    u32::try_from(row.get::<i64>(column)?).map_err(|_| StoreError::Damaged { column })
}

fn read(row: &Row) -> Result<ShiftRow, StoreError> {
    Ok(ShiftRow {
        id: ShiftId(row.get("id")?),
        person: PersonId(row.get("person")?),
        started_at: row.time("started_at")?,
        ended_at: row.time_option("ended_at")?,
        held: number(row, "held")?,
        urgent: number(row, "urgent")?,
        data_key: row.get("data_key")?,
        sealed: row.get("sealed")?,
    })
}

/// Begins a shift. A second one of the same person is refused as a duplicate.
pub async fn start(tx: &Tx, id: ShiftId, person: PersonId, now: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO shift (id, person, started_at, held, urgent) VALUES ($1, $2, $3, 0, 0)",
        values![id.0, person.0, now],
    )
    .await
    .map(|_| ())
}

/// Writes down how a shift ended.
pub async fn end(tx: &Tx, shift: &ShiftRow) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE shift SET ended_at = $2, held = $3, urgent = $4, data_key = $5, sealed = $6 WHERE id = $1",
        values![
            shift.id.0,
            shift.ended_at,
            shift.held,
            shift.urgent,
            shift.data_key.clone(),
            shift.sealed.clone()
        ],
    )
    .await
    .map(|_| ())
}

/// The shift that a person is on.
pub async fn current(tx: &Tx, person: PersonId) -> Result<Option<ShiftRow>, StoreError> {
    let row = tx
        .row(
            "SELECT id, person, started_at, ended_at, held, urgent, data_key, sealed FROM shift \
             WHERE person = $1 AND ended_at IS NULL",
            values![person.0],
        )
        .await?;
    row.as_ref().map(read).transpose()
}

/// The shifts that last, those that began first before the others.
pub async fn all_current(tx: &Tx) -> Result<Vec<ShiftRow>, StoreError> {
    let rows = tx
        .rows(
            "SELECT id, person, started_at, ended_at, held, urgent, data_key, sealed FROM shift \
             WHERE ended_at IS NULL ORDER BY id",
            values![],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// Shifts that ended since, the last ones first.
pub async fn ended_since(tx: &Tx, since: Timestamp, limit: u32) -> Result<Vec<ShiftRow>, StoreError> {
    let rows = tx
        .rows(
            "SELECT id, person, started_at, ended_at, held, urgent, data_key, sealed FROM shift \
             WHERE ended_at >= $1 ORDER BY ended_at DESC, id DESC LIMIT $2",
            values![since, limit],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// Forgets the notes of shifts that ended before `before`; that there was a shift stays.
pub async fn forget_notes(tx: &Tx, before: Timestamp) -> Result<u64, StoreError> {
    tx.execute(
        "UPDATE shift SET data_key = NULL, sealed = NULL WHERE ended_at < $1 AND sealed IS NOT NULL",
        values![before],
    )
    .await
}
