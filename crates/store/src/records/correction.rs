//! Corrections, and who was told of each. What is wrong is sealed under the report's key.

use tutela_model::clock::Timestamp;
use tutela_model::correction::{CorrectionKind, ToldKind};
use tutela_model::id::{CorrectionId, PersonId, ReportId, ToldId};
use uuid::Uuid;

use crate::engine::run::Tx;
use crate::engine::value::{Row, values};
use crate::error::StoreError;

/// A correction.
#[derive(Clone, Debug)]
pub struct CorrectionRow {
    /// Its id.
    pub id: CorrectionId,
    /// The report that was told wrongly.
    pub report: ReportId,
    /// What is wrong.
    pub kind: CorrectionKind,
    /// When it was made.
    pub made_at: Timestamp,
    /// By whom.
    pub made_by: PersonId,
    /// What is right; `None` once erased.
    pub sealed: Option<Vec<u8>>,
}

/// Somebody who was told of a correction.
#[derive(Clone, Debug)]
pub struct ToldRow {
    /// Its id.
    pub id: ToldId,
    /// The correction.
    pub correction: CorrectionId,
    /// How they were told what was wrong.
    pub kind: ToldKind,
    /// The referral or notice by which they were.
    pub record: Uuid,
    /// When the letter about the correction left.
    pub told_at: Option<Timestamp>,
    /// When they said that they noted it.
    pub acknowledged_at: Option<Timestamp>,
    /// Who said so, as the audit log names them.
    pub acknowledged_by: Option<String>,
}

fn read(row: &Row) -> Result<CorrectionRow, StoreError> {
    Ok(CorrectionRow {
        id: CorrectionId(row.get("id")?),
        report: ReportId(row.get("report")?),
        kind: row.named("kind", CorrectionKind::parse)?,
        made_at: row.time("made_at")?,
        made_by: PersonId(row.get("made_by")?),
        sealed: row.get("sealed")?,
    })
}

fn read_told(row: &Row) -> Result<ToldRow, StoreError> {
    Ok(ToldRow {
        id: ToldId(row.get("id")?),
        correction: CorrectionId(row.get("correction")?),
        kind: row.named("kind", ToldKind::parse)?,
        record: row.get("record")?,
        told_at: row.time_option("told_at")?,
        acknowledged_at: row.time_option("acknowledged_at")?,
        acknowledged_by: row.get("acknowledged_by")?,
    })
}

/// Adds a correction.
pub async fn insert(tx: &Tx, row: &CorrectionRow) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO correction (id, report, kind, made_at, made_by, sealed) VALUES ($1, $2, $3, $4, $5, $6)",
        values![row.id.0, row.report.0, row.kind.as_str(), row.made_at, row.made_by.0, row.sealed.clone()],
    )
    .await
    .map(|_| ())
}

/// Adds somebody who is to be told.
pub async fn insert_told(tx: &Tx, row: &ToldRow, report: ReportId) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO correction_told (id, correction, report, kind, record, told_at) VALUES ($1, $2, $3, $4, $5, $6)",
        values![row.id.0, row.correction.0, report.0, row.kind.as_str(), row.record, row.told_at],
    )
    .await
    .map(|_| ())
}

/// The correction with this id.
pub async fn get(tx: &Tx, id: CorrectionId) -> Result<Option<CorrectionRow>, StoreError> {
    let row = tx
        .row("SELECT id, report, kind, made_at, made_by, sealed FROM correction WHERE id = $1", values![id.0])
        .await?;
    row.as_ref().map(read).transpose()
}

/// The corrections of a report, in order.
pub async fn of_report(tx: &Tx, report: ReportId) -> Result<Vec<CorrectionRow>, StoreError> {
    let rows = tx
        .rows(
            "SELECT id, report, kind, made_at, made_by, sealed FROM correction WHERE report = $1 ORDER BY id",
            values![report.0],
        )
        .await?;
    rows.iter().map(read).collect()
}

macro_rules! told_columns {
    () => {
        "id, correction, kind, record, told_at, acknowledged_at, acknowledged_by"
    };
}

/// Everybody who is told of a correction.
pub async fn told_of(tx: &Tx, correction: CorrectionId) -> Result<Vec<ToldRow>, StoreError> {
    let rows = tx
        .rows(
            concat!("SELECT ", told_columns!(), " FROM correction_told WHERE correction = $1 ORDER BY id"),
            values![correction.0],
        )
        .await?;
    rows.iter().map(read_told).collect()
}

/// What a referral's or a notice's receiver was told of corrections.
pub async fn told_to(tx: &Tx, record: Uuid) -> Result<Vec<ToldRow>, StoreError> {
    let rows = tx
        .rows(
            concat!("SELECT ", told_columns!(), " FROM correction_told WHERE record = $1 ORDER BY id"),
            values![record],
        )
        .await?;
    rows.iter().map(read_told).collect()
}

/// One who is told.
pub async fn get_told(tx: &Tx, id: ToldId) -> Result<Option<ToldRow>, StoreError> {
    let row = tx
        .row(concat!("SELECT ", told_columns!(), " FROM correction_told WHERE id = $1"), values![id.0])
        .await?;
    row.as_ref().map(read_told).transpose()
}

/// Who has not said that they noted a correction, longest first.
pub async fn unacknowledged(tx: &Tx, limit: u32) -> Result<Vec<ToldRow>, StoreError> {
    let rows = tx
        .rows(
            concat!(
                "SELECT ",
                told_columns!(),
                " FROM correction_told WHERE acknowledged_at IS NULL ORDER BY id LIMIT $1"
            ),
            values![limit],
        )
        .await?;
    rows.iter().map(read_told).collect()
}

/// Notes that the letter about a correction left.
pub async fn set_told(tx: &Tx, id: ToldId, now: Timestamp) -> Result<(), StoreError> {
    tx.execute("UPDATE correction_told SET told_at = COALESCE(told_at, $2) WHERE id = $1", values![id.0, now])
        .await
        .map(|_| ())
}

/// Notes that somebody acknowledged; whether they had not before.
pub async fn acknowledge(tx: &Tx, id: ToldId, by: &str, now: Timestamp) -> Result<bool, StoreError> {
    let changed = tx
        .execute(
            "UPDATE correction_told SET acknowledged_at = $2, acknowledged_by = $3 WHERE id = $1 AND acknowledged_at IS NULL",
            values![id.0, now, by],
        )
        .await?;
    Ok(changed == 1)
}
