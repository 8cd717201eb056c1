//! Reports that follow the notice of another report: they name the same address, and its host is told once.

use tutela_model::id::{NoticeId, ReportId};

use crate::engine::run::Tx;
use crate::engine::value::values;
use crate::error::StoreError;

/// Lets a report follow a notice.
pub async fn follow(tx: &Tx, notice: NoticeId, report: ReportId) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO notice_follower (notice, report) VALUES ($1, $2) ON CONFLICT (notice, report) DO NOTHING",
        values![notice.0, report.0],
    )
    .await
    .map(|_| ())
}

/// The reports that follow a notice.
pub async fn of_notice(tx: &Tx, notice: NoticeId) -> Result<Vec<ReportId>, StoreError> {
    let rows = tx
        .rows("SELECT report FROM notice_follower WHERE notice = $1 ORDER BY report", values![notice.0])
        .await?;
    rows.iter().map(|row| row.get("report").map(ReportId)).collect()
}

/// The notices that a report follows.
pub async fn of_report(tx: &Tx, report: ReportId) -> Result<Vec<NoticeId>, StoreError> {
    let rows = tx
        .rows("SELECT notice FROM notice_follower WHERE report = $1 ORDER BY notice", values![report.0])
        .await?;
    rows.iter().map(|row| row.get("notice").map(NoticeId)).collect()
}
