//! What the desk and a reporter write to each other.

use tutela_model::clock::Timestamp;
use tutela_model::id::{PersonId, QuestionId, ReportId};

use crate::engine::run::Tx;
use crate::engine::value::values;
use crate::error::StoreError;

/// A question to a reporter, or a word to them, and the answer.
#[derive(Clone, Debug)]
pub struct QuestionRow {
    /// Its id.
    pub id: QuestionId,
    /// The report.
    pub report: ReportId,
    /// When it was asked.
    pub asked_at: Timestamp,
    /// By whom; the reporter is not told.
    pub asked_by: PersonId,
    /// The sealed question; `None` once erased.
    pub sealed: Option<Vec<u8>>,
    /// When it was answered, to the hour.
    pub answered_at: Option<Timestamp>,
    /// The sealed answer.
    pub sealed_answer: Option<Vec<u8>>,
}

/// Adds a question.
pub async fn insert(tx: &Tx, question: &QuestionRow) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO question (id, report, asked_at, asked_by, sealed) VALUES ($1, $2, $3, $4, $5)",
        values![
            question.id.0,
            question.report.0,
            question.asked_at,
            question.asked_by.0,
            question.sealed.clone()
        ],
    )
    .await
    .map(|_| ())
}

/// The questions of a report, in order.
pub async fn of_report(tx: &Tx, report: ReportId) -> Result<Vec<QuestionRow>, StoreError> {
    let rows = tx
        .rows(
            "SELECT id, report, asked_at, asked_by, sealed, answered_at, sealed_answer FROM question \
             WHERE report = $1 ORDER BY id",
            values![report.0],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(QuestionRow {
                id: QuestionId(row.get("id")?),
                report: ReportId(row.get("report")?),
                asked_at: row.time("asked_at")?,
                asked_by: PersonId(row.get("asked_by")?),
                sealed: row.get("sealed")?,
                answered_at: row.time_option("answered_at")?,
                sealed_answer: row.get("sealed_answer")?,
            })
        })
        .collect()
}

/// Answers a question that was not answered yet; whether it was one.
pub async fn answer(
    tx: &Tx,
    report: ReportId,
    id: QuestionId,
    sealed: &[u8],
    now: Timestamp,
) -> Result<bool, StoreError> {
    let changed = tx
        .execute(
            "UPDATE question SET sealed_answer = $3, answered_at = $4 \
             WHERE id = $1 AND report = $2 AND answered_at IS NULL",
            values![id.0, report.0, sealed, now],
        )
        .await?;
    Ok(changed == 1)
}

/// Who asked a question.
pub async fn asked_by(tx: &Tx, id: QuestionId) -> Result<Option<PersonId>, StoreError> {
    let row = tx.row("SELECT asked_by FROM question WHERE id = $1", values![id.0]).await?;
    row.map(|row| row.get("asked_by").map(PersonId)).transpose()
}
