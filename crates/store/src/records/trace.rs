//! Traces: where something lies. What each method found is sealed under the report's data key; in the open stands what follows.

use tutela_model::clock::Timestamp;
use tutela_model::country::Country;
use tutela_model::id::{HostId, PersonId, ReportId, TraceId};
use tutela_model::trace::{Confidence, TraceMethod, TraceState};

use crate::engine::run::Tx;
use crate::engine::value::{Row, values};
use crate::error::StoreError;

/// A trace of one item.
#[derive(Clone, Debug)]
pub struct TraceRow {
    /// Its id.
    pub id: TraceId,
    /// The report.
    pub report: ReportId,
    /// Which item of it.
    pub position: u32,
    /// What it came to.
    pub state: TraceState,
    /// By which method.
    pub method: Option<TraceMethod>,
    /// The host, or who stands before it.
    pub host: Option<HostId>,
    /// In which country the machine stands.
    pub country: Option<Country>,
    /// How far it can be relied on.
    pub confidence: Option<Confidence>,
    /// When it was asked for.
    pub asked_at: Timestamp,
    /// By whom.
    pub asked_by: PersonId,
    /// When it came to an end.
    pub ended_at: Option<Timestamp>,
    /// What each method found, sealed.
    pub sealed: Option<Vec<u8>>,
}

macro_rules! columns {
    () => {
        "id, report, position, state, method, host, country, confidence, asked_at, asked_by, ended_at, sealed"
    };
}

fn read(row: &Row) -> Result<TraceRow, StoreError> {
    Ok(TraceRow {
        id: TraceId(row.get("id")?),
        report: ReportId(row.get("report")?),
        position: u32::try_from(row.get::<i64>("position")?)
            .map_err(|_| StoreError::Damaged { column: "position" })?,
        state: row.named("state", TraceState::parse)?,
        method: row.named_option("method", TraceMethod::parse)?,
        host: row.get::<Option<uuid::Uuid>>("host")?.map(HostId),
        country: row.named_option("country", Country::parse)?,
        confidence: row.named_option("confidence", Confidence::parse)?,
        asked_at: row.time("asked_at")?,
        asked_by: PersonId(row.get("asked_by")?),
        ended_at: row.time_option("ended_at")?,
        sealed: row.get("sealed")?,
    })
}

/// Adds a trace, which is now the newest of its item.
pub async fn insert(tx: &Tx, trace: &TraceRow) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE trace SET newest = 0 WHERE report = $1 AND position = $2",
        values![trace.report.0, trace.position],
    )
    .await?;
    tx.execute(
        "INSERT INTO trace (id, report, position, newest, state, method, host, country, confidence, asked_at, asked_by, \
         ended_at, sealed) VALUES ($1, $2, $3, 1, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        values![
            trace.id.0,
            trace.report.0,
            trace.position,
            trace.state.as_str(),
            trace.method.map(TraceMethod::as_str),
            trace.host.map(|host| host.0),
            trace.country.map(|country| country.to_string()),
            trace.confidence.map(Confidence::as_str),
            trace.asked_at,
            trace.asked_by.0,
            trace.ended_at,
            trace.sealed.clone()
        ],
    )
    .await
    .map(|_| ())
}

/// Writes what a trace came to, unless it came to an end before; whether it did.
pub async fn end(tx: &Tx, trace: &TraceRow) -> Result<bool, StoreError> {
    let changed = tx
        .execute(
            "UPDATE trace SET state = $2, method = $3, host = $4, country = $5, confidence = $6, ended_at = $7, sealed = $8 \
             WHERE id = $1 AND ended_at IS NULL",
            values![
                trace.id.0,
                trace.state.as_str(),
                trace.method.map(TraceMethod::as_str),
                trace.host.map(|host| host.0),
                trace.country.map(|country| country.to_string()),
                trace.confidence.map(Confidence::as_str),
                trace.ended_at,
                trace.sealed.clone()
            ],
        )
        .await?;
    Ok(changed == 1)
}

/// The trace with this id.
pub async fn get(tx: &Tx, id: TraceId) -> Result<Option<TraceRow>, StoreError> {
    let row = tx.row(concat!("SELECT ", columns!(), " FROM trace WHERE id = $1"), values![id.0]).await?;
    row.as_ref().map(read).transpose()
}

/// The newest trace of an item.
pub async fn newest(tx: &Tx, report: ReportId, position: u32) -> Result<Option<TraceRow>, StoreError> {
    let sql =
        concat!("SELECT ", columns!(), " FROM trace WHERE report = $1 AND position = $2 AND newest = 1");
    tx.row(sql, values![report.0, position]).await?.as_ref().map(read).transpose()
}

/// The newest trace of each item of a report, in order of the items.
pub async fn of_report(tx: &Tx, report: ReportId) -> Result<Vec<TraceRow>, StoreError> {
    let sql =
        concat!("SELECT ", columns!(), " FROM trace WHERE report = $1 AND newest = 1 ORDER BY position");
    let rows = tx.rows(sql, values![report.0]).await?;
    rows.iter().map(read).collect()
}

/// Traces that came to nothing and wait for a person, oldest first, from one on.
pub async fn unknown(tx: &Tx, after: TraceId, limit: u32) -> Result<Vec<TraceRow>, StoreError> {
    let sql = concat!(
        "SELECT ",
        columns!(),
        " FROM trace WHERE newest = 1 AND state = 'unknown' AND method IS NULL AND id > $1 ORDER BY id LIMIT $2"
    );
    let rows = tx.rows(sql, values![after.0, limit]).await?;
    rows.iter().map(read).collect()
}
