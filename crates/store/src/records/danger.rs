//! Reports of danger now that nobody has opened. Only which they are: no time, so that the minute of none is kept.

use tutela_model::id::ReportId;
use tutela_model::urgency::Reason;

use super::report::NewReportRow;
use crate::engine::run::Tx;
use crate::engine::value::values;
use crate::error::StoreError;

/// Notes those of new reports that tell of danger now.
pub(crate) async fn insert(tx: &Tx, reports: &[&NewReportRow]) -> Result<(), StoreError> {
    let in_danger = reports.iter().filter(|report| report.urgency.reasons.contains(&Reason::DangerNow));
    let rows: Vec<_> = in_danger.map(|report| values![report.id.0]).collect();
    if rows.is_empty() {
        return Ok(());
    }
    tx.insert_rows("INSERT INTO danger_unread (report)", rows, "").await.map(|_| ())
}

/// Whether any waits to be opened.
pub async fn any(tx: &Tx) -> Result<bool, StoreError> {
    Ok(tx.row("SELECT report FROM danger_unread LIMIT 1", values![]).await?.is_some())
}

/// Somebody opened or took this one; whether it waited.
pub async fn opened(tx: &Tx, report: ReportId) -> Result<bool, StoreError> {
    Ok(tx.execute("DELETE FROM danger_unread WHERE report = $1", values![report.0]).await? == 1)
}
