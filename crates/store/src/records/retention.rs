//! What has had its time.

use tutela_model::clock::Timestamp;
use tutela_model::id::ReportId;
use tutela_model::report_state::{Decision, Status};
use uuid::Uuid;

use crate::engine::run::Tx;
use crate::engine::value::values;
use crate::error::StoreError;

/// A report that was decided and not erased.
#[derive(Clone, Copy, Debug)]
pub struct DecidedRow {
    /// The report.
    pub id: ReportId,
    /// When it was decided.
    pub decided_at: Timestamp,
    /// What was decided.
    pub decision: Decision,
    /// Where it stands.
    pub status: Status,
    /// When it was done: gone or closed.
    pub done_at: Option<Timestamp>,
    /// Whether it is kept beyond its time: a legal hold, a police hold, or a request to preserve that still runs.
    pub held: bool,
}

/// Reports that were decided up to `until` and are not erased, oldest first, after the report (`at`, `id`).
pub async fn decided(
    tx: &Tx,
    until: Timestamp,
    now: Timestamp,
    after: (Timestamp, Uuid),
    limit: u32,
) -> Result<Vec<DecidedRow>, StoreError> {
    let rows = tx
        .rows(
            "SELECT id, decided_at, decision, status, COALESCE(closed_at, gone_at) AS done_at, \
             (SELECT COUNT(*) FROM legal_hold h WHERE h.report = report.id AND h.lifted_at IS NULL AND (h.until IS NULL OR h.until > $2)) \
             + (SELECT COUNT(*) FROM preservation p WHERE p.report = report.id AND p.ended_at IS NULL AND p.until > $2) \
             + (SELECT COUNT(*) FROM police_hold w WHERE w.report = report.id AND w.ended_at IS NULL AND w.until > $2) AS held \
             FROM report WHERE data_key IS NOT NULL AND decided_at IS NOT NULL AND decided_at <= $1 AND (decided_at, id) > ($3, $4) \
             ORDER BY decided_at, id LIMIT $5",
            values![until, now, after.0, after.1, limit],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(DecidedRow {
                id: ReportId(row.get("id")?),
                decided_at: row.time("decided_at")?,
                decision: row.named("decision", Decision::parse)?,
                status: row.named("status", Status::parse)?,
                done_at: row.time_option("done_at")?,
                held: row.get::<i64>("held")? > 0,
            })
        })
        .collect()
}

/// Empties letters that left the house up to `until`, some at a time; how many. Letters of a report that somebody holds for the law
/// stay.
pub async fn empty_letters(tx: &Tx, until: Timestamp, now: Timestamp, limit: u32) -> Result<u64, StoreError> {
    tx.execute(
        "UPDATE mail SET sealed = NULL WHERE id IN (SELECT m.id FROM mail m WHERE m.sealed IS NOT NULL AND m.sent_at IS NOT NULL \
         AND m.sent_at <= $1 AND NOT EXISTS (SELECT 1 FROM legal_hold h WHERE h.report = m.report AND h.lifted_at IS NULL \
         AND (h.until IS NULL OR h.until > $2)) ORDER BY m.sent_at, m.id LIMIT $3)",
        values![until, now, limit],
    )
    .await
}

/// How many letters left the house up to `until` and still hold their text, counted up to `limit`.
pub async fn full_letters(tx: &Tx, until: Timestamp, limit: u32) -> Result<u64, StoreError> {
    let row = tx
        .row(
            "SELECT COUNT(*) AS n FROM (SELECT id FROM mail WHERE sealed IS NOT NULL AND sent_at IS NOT NULL AND sent_at <= $1 LIMIT $2) AS full_letters",
            values![until, limit],
        )
        .await?;
    Ok(row.map_or(Ok(0), |row| row.get::<i64>("n"))?.unsigned_abs())
}

/// Takes alerts away of which somebody took note up to `until`; how many.
pub async fn delete_alerts(tx: &Tx, until: Timestamp) -> Result<u64, StoreError> {
    tx.execute("DELETE FROM alert WHERE seen_at IS NOT NULL AND seen_at <= $1", values![until]).await
}

/// How many alerts would go.
pub async fn old_alerts(tx: &Tx, until: Timestamp) -> Result<u64, StoreError> {
    let row = tx
        .row("SELECT COUNT(*) AS n FROM alert WHERE seen_at IS NOT NULL AND seen_at <= $1", values![until])
        .await?;
    Ok(row.map_or(Ok(0), |row| row.get::<i64>("n"))?.unsigned_abs())
}

/// Takes jobs away that were put aside up to `until`; how many.
pub async fn delete_jobs(tx: &Tx, until: Timestamp) -> Result<u64, StoreError> {
    tx.execute("DELETE FROM job WHERE dead_at IS NOT NULL AND dead_at <= $1", values![until]).await
}

/// Erases salt and detail of audit entries from number `from` on that happened up to `until`, some at a time; where to go on, and
/// how many were erased. Their place in the log stays, and the log still verifies.
pub async fn erase_details(
    tx: &Tx,
    from: u64,
    until: Timestamp,
    limit: u32,
) -> Result<(u64, u64), StoreError> {
    let from = i64::try_from(from).unwrap_or(i64::MAX);
    let rows = tx
        .rows(
            "SELECT number, happened_at FROM audit_entry WHERE number >= $1 ORDER BY number LIMIT $2",
            values![from, limit],
        )
        .await?;
    // Numbers do not follow the time to the hour: only up to the first that has not had its time.
    let mut last = None;
    for row in &rows {
        if row.time("happened_at")? > until {
            break;
        }
        last = Some(row.get::<i64>("number")?);
    }
    let Some(last) = last else { return Ok((from.unsigned_abs(), 0)) };
    let erased = tx
        .execute(
            "UPDATE audit_entry SET salt = NULL, detail = NULL WHERE number >= $1 AND number <= $2 \
             AND action <> 'report.erased' AND detail IS NOT NULL",
            values![from, last],
        )
        .await?;
    Ok((last.unsigned_abs() + 1, erased))
}
