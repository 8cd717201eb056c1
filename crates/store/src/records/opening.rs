//! Reports that a person opened without working on them, by day: many of them are a sign of somebody who looks without need.

use tutela_model::id::{PersonId, ReportId};

use crate::engine::run::Tx;
use crate::engine::value::values;
use crate::error::StoreError;

/// Notes that a person opened a report that they do not hold; whether it is the first time on this day.
pub async fn note(tx: &Tx, person: PersonId, day: i64, report: ReportId) -> Result<bool, StoreError> {
    let added = tx
        .execute(
            "INSERT INTO opening (person, day, report) VALUES ($1, $2, $3) ON CONFLICT (person, day, report) DO NOTHING",
            values![person.0, day, report.0],
        )
        .await?;
    Ok(added == 1)
}

/// Takes note that a person works on a report: that they opened it needs no explanation.
pub async fn explained(tx: &Tx, person: PersonId, day: i64, report: ReportId) -> Result<(), StoreError> {
    tx.execute(
        "DELETE FROM opening WHERE person = $1 AND day = $2 AND report = $3",
        values![person.0, day, report.0],
    )
    .await
    .map(|_| ())
}

/// How many reports a person opened on a day without working on them, counted up to `limit`.
pub async fn count(tx: &Tx, person: PersonId, day: i64, limit: u32) -> Result<u64, StoreError> {
    let row = tx
        .row(
            "SELECT COUNT(*) AS n FROM (SELECT 1 AS one FROM opening WHERE person = $1 AND day = $2 LIMIT $3) AS opened",
            values![person.0, day, limit],
        )
        .await?;
    Ok(row.map_or(Ok(0), |row| row.get::<i64>("n"))?.unsigned_abs())
}

/// Forgets what was opened before a day.
pub async fn delete_before(tx: &Tx, day: i64) -> Result<u64, StoreError> {
    tx.execute("DELETE FROM opening WHERE day < $1", values![day]).await
}
