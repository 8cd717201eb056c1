//! What each person of the desk was exposed to, by day, and the limits that a supervisor set.

use tutela_model::clock::Timestamp;
use tutela_model::exposure::{Exposure, ExposureLimit};
use tutela_model::id::PersonId;

use crate::engine::run::Tx;
use crate::engine::value::{Row, values};
use crate::error::StoreError;

/// Under whose id the desk's own limit stands.
const DESK: uuid::Uuid = uuid::Uuid::nil();

fn number(row: &Row, column: &'static str) -> Result<u32, StoreError> {
    u32::try_from(row.get::<i64>(column)?).map_err(|_| StoreError::Damaged { column })
}

fn read(row: &Row) -> Result<Exposure, StoreError> {
    Ok(Exposure {
        day: row.get("day")?,
        assessed: number(row, "assessed")?,
        viewed: number(row, "viewed")?,
        opened: number(row, "opened")?,
        run: number(row, "run")?,
        run_since: row.get("run_since")?,
        last_at: row.get("last_at")?,
        extra: number(row, "extra")?,
    })
}

/// What somebody was exposed to on a day.
pub async fn of(tx: &Tx, person: PersonId, day: i64) -> Result<Exposure, StoreError> {
    let row = tx
        .row(
            "SELECT day, assessed, viewed, opened, run, run_since, last_at, extra FROM exposure WHERE person = $1 AND day = $2",
            values![person.0, day],
        )
        .await?;
    row.as_ref().map_or(Ok(Exposure::of_day(day)), read)
}

/// What somebody was exposed to since a day, newest first.
pub async fn since(tx: &Tx, person: PersonId, day: i64) -> Result<Vec<Exposure>, StoreError> {
    let rows = tx
        .rows(
            "SELECT day, assessed, viewed, opened, run, run_since, last_at, extra FROM exposure WHERE person = $1 AND day >= $2 \
             ORDER BY day DESC",
            values![person.0, day],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// What everybody was exposed to on a day.
pub async fn of_everybody(tx: &Tx, day: i64) -> Result<Vec<(PersonId, Exposure)>, StoreError> {
    let rows = tx
        .rows(
            "SELECT person, day, assessed, viewed, opened, run, run_since, last_at, extra FROM exposure WHERE day = $1 ORDER BY person",
            values![day],
        )
        .await?;
    rows.iter().map(|row| Ok((PersonId(row.get("person")?), read(row)?))).collect()
}

/// Writes down what somebody was exposed to on a day.
pub async fn set(tx: &Tx, person: PersonId, exposure: &Exposure) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO exposure (person, day, assessed, viewed, opened, run, run_since, last_at, extra) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (person, day) DO UPDATE SET assessed = excluded.assessed, \
         viewed = excluded.viewed, opened = excluded.opened, run = excluded.run, run_since = excluded.run_since, \
         last_at = excluded.last_at, extra = excluded.extra",
        values![
            person.0,
            exposure.day,
            exposure.assessed,
            exposure.viewed,
            exposure.opened,
            exposure.run,
            exposure.run_since,
            exposure.last_at,
            exposure.extra,
        ],
    )
    .await
    .map(|_| ())
}

/// Forgets what was before a day.
pub async fn delete_before(tx: &Tx, day: i64) -> Result<u64, StoreError> {
    tx.execute("DELETE FROM exposure WHERE day < $1", values![day]).await
}

/// The limit set for a person; `None` asks for the desk's.
pub async fn limit(tx: &Tx, person: Option<PersonId>) -> Result<Option<ExposureLimit>, StoreError> {
    let row = tx
        .row(
            "SELECT daily, pause_after, pause_minutes FROM exposure_limit WHERE person = $1",
            values![person.map_or(DESK, |person| person.0)],
        )
        .await?;
    row.map(|row| {
        Ok(ExposureLimit {
            daily: number(&row, "daily")?,
            pause_after: number(&row, "pause_after")?,
            pause_minutes: number(&row, "pause_minutes")?,
        })
    })
    .transpose()
}

/// The limit that holds for a person: their own, else the desk's, else none but the usual pause.
pub async fn limit_for(tx: &Tx, person: PersonId) -> Result<ExposureLimit, StoreError> {
    if let Some(own) = limit(tx, Some(person)).await? {
        return Ok(own);
    }
    Ok(limit(tx, None).await?.unwrap_or_default())
}

/// Sets the limit of a person, or of the desk; `None` takes the person's own away.
pub async fn set_limit(
    tx: &Tx,
    person: Option<PersonId>,
    limit: Option<ExposureLimit>,
    (by, now): (PersonId, Timestamp),
) -> Result<(), StoreError> {
    let whose = person.map_or(DESK, |person| person.0);
    let Some(limit) = limit else {
        return tx.execute("DELETE FROM exposure_limit WHERE person = $1", values![whose]).await.map(|_| ());
    };
    tx.execute(
        "INSERT INTO exposure_limit (person, daily, pause_after, pause_minutes, set_at, set_by) VALUES ($1, $2, $3, $4, $5, $6) \
         ON CONFLICT (person) DO UPDATE SET daily = excluded.daily, pause_after = excluded.pause_after, \
         pause_minutes = excluded.pause_minutes, set_at = excluded.set_at, set_by = excluded.set_by",
        values![whose, limit.daily, limit.pause_after, limit.pause_minutes, now, by.0],
    )
    .await
    .map(|_| ())
}
