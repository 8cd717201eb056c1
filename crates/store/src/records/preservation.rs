//! Requests to services to preserve what they have. Which account is meant is sealed under the report's data key.

use tutela_model::clock::Timestamp;
use tutela_model::id::{PersonId, PreservationId, ReportId};
use tutela_model::preservation::PreservationState;

use crate::engine::run::Tx;
use crate::engine::value::{Row, values};
use crate::error::StoreError;

/// A request.
#[derive(Clone, Debug)]
pub struct PreservationRow {
    /// Its id, which the service is told as the reference.
    pub id: PreservationId,
    /// The report.
    pub report: ReportId,
    /// Which item of it.
    pub position: u32,
    /// The service's name; `None` once erased.
    pub service: Option<String>,
    /// Where it stands.
    pub state: PreservationState,
    /// When it was written.
    pub asked_at: Timestamp,
    /// By whom.
    pub asked_by: PersonId,
    /// Until when the service is asked to keep it.
    pub until: Timestamp,
    /// How often it was made longer.
    pub extensions: i64,
    /// When its end was brought to mind.
    pub reminded_at: Option<Timestamp>,
    /// When the service confirmed.
    pub confirmed_at: Option<Timestamp>,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// To which mailbox, and what is to be kept, sealed; `None` once erased.
    pub sealed: Option<Vec<u8>>,
}

macro_rules! columns {
    () => {
        "id, report, position, service, state, asked_at, asked_by, until, extensions, reminded_at, confirmed_at, ended_at, \
         sealed"
    };
}

fn read(row: &Row) -> Result<PreservationRow, StoreError> {
    Ok(PreservationRow {
        id: PreservationId(row.get("id")?),
        report: ReportId(row.get("report")?),
        position: u32::try_from(row.get::<i64>("position")?)
            .map_err(|_| StoreError::Damaged { column: "position" })?,
        service: row.get("service")?,
        state: row.named("state", PreservationState::parse)?,
        asked_at: row.time("asked_at")?,
        asked_by: PersonId(row.get("asked_by")?),
        until: row.time("until")?,
        extensions: row.get("extensions")?,
        reminded_at: row.time_option("reminded_at")?,
        confirmed_at: row.time_option("confirmed_at")?,
        ended_at: row.time_option("ended_at")?,
        sealed: row.get("sealed")?,
    })
}

/// Adds a request.
pub async fn insert(tx: &Tx, request: &PreservationRow) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO preservation (id, report, position, service, state, asked_at, asked_by, until, extensions, sealed) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        values![
            request.id.0,
            request.report.0,
            request.position,
            request.service.clone(),
            request.state.as_str(),
            request.asked_at,
            request.asked_by.0,
            request.until,
            request.extensions,
            request.sealed.clone()
        ],
    )
    .await
    .map(|_| ())
}

/// Writes where a request stands.
pub async fn update(tx: &Tx, request: &PreservationRow) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE preservation SET state = $2, until = $3, extensions = $4, reminded_at = $5, confirmed_at = $6, \
         ended_at = $7 WHERE id = $1",
        values![
            request.id.0,
            request.state.as_str(),
            request.until,
            request.extensions,
            request.reminded_at,
            request.confirmed_at,
            request.ended_at
        ],
    )
    .await
    .map(|_| ())
}

/// The request with this id.
pub async fn get(tx: &Tx, id: PreservationId) -> Result<Option<PreservationRow>, StoreError> {
    let row =
        tx.row(concat!("SELECT ", columns!(), " FROM preservation WHERE id = $1"), values![id.0]).await?;
    row.as_ref().map(read).transpose()
}

/// The requests of a report, in order.
pub async fn of_report(tx: &Tx, report: ReportId) -> Result<Vec<PreservationRow>, StoreError> {
    let sql = concat!("SELECT ", columns!(), " FROM preservation WHERE report = $1 ORDER BY id");
    let rows = tx.rows(sql, values![report.0]).await?;
    rows.iter().map(read).collect()
}

/// Requests that are open, those first that end first.
pub async fn open(tx: &Tx, limit: u32) -> Result<Vec<PreservationRow>, StoreError> {
    let sql = concat!(
        "SELECT ",
        columns!(),
        " FROM preservation WHERE ended_at IS NULL ORDER BY until, id LIMIT $1"
    );
    let rows = tx.rows(sql, values![limit]).await?;
    rows.iter().map(read).collect()
}
