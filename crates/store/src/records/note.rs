//! Notes of the desk on a report. A note is never changed: a correction is a note of its own that names the one it corrects.

use tutela_model::clock::Timestamp;
use tutela_model::id::{NoteId, PersonId, ReportId};

use crate::engine::run::Tx;
use crate::engine::value::{Row, values};
use crate::error::StoreError;

/// A note.
#[derive(Clone, Debug)]
pub struct NoteRow {
    /// Its id.
    pub id: NoteId,
    /// The report it is on.
    pub report: ReportId,
    /// When it was written.
    pub made_at: Timestamp,
    /// By whom.
    pub made_by: PersonId,
    /// The note that it corrects.
    pub corrects: Option<NoteId>,
    /// The sealed text; `None` once erased.
    pub sealed: Option<Vec<u8>>,
}

fn read(row: &Row) -> Result<NoteRow, StoreError> {
    Ok(NoteRow {
        id: NoteId(row.get("id")?),
        report: ReportId(row.get("report")?),
        made_at: row.time("made_at")?,
        made_by: PersonId(row.get("made_by")?),
        corrects: row.get::<Option<uuid::Uuid>>("corrects")?.map(NoteId),
        sealed: row.get("sealed")?,
    })
}

/// Adds a note.
pub async fn insert(tx: &Tx, note: &NoteRow) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO note (id, report, made_at, made_by, corrects, sealed) VALUES ($1, $2, $3, $4, $5, $6)",
        values![
            note.id.0,
            note.report.0,
            note.made_at,
            note.made_by.0,
            note.corrects.map(|id| id.0),
            note.sealed.clone()
        ],
    )
    .await
    .map(|_| ())
}

/// The notes on a report, oldest first.
pub async fn of_report(tx: &Tx, report: ReportId) -> Result<Vec<NoteRow>, StoreError> {
    let rows = tx
        .rows(
            "SELECT id, report, made_at, made_by, corrects, sealed FROM note WHERE report = $1 ORDER BY id",
            values![report.0],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// Whether there is a note on a report.
pub async fn any(tx: &Tx, report: ReportId) -> Result<bool, StoreError> {
    Ok(tx.row("SELECT id FROM note WHERE report = $1 LIMIT 1", values![report.0]).await?.is_some())
}
