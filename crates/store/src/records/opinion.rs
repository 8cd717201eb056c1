//! Second opinions and samples: somebody assesses content again without seeing the first assessment.

use tutela_model::assessment::{ActClass, AgeBand, Depiction, Observation};
use tutela_model::clock::Timestamp;
use tutela_model::content::ContentKey;
use tutela_model::id::{AssessmentId, OpinionId, PersonId, ReportId};
use tutela_model::opinion::OpinionPurpose;

use crate::engine::run::Tx;
use crate::engine::value::{Row, values};
use crate::error::StoreError;

/// A second look, asked for or made.
#[derive(Clone, Debug)]
pub struct OpinionRow {
    /// Its id.
    pub id: OpinionId,
    /// Why.
    pub purpose: OpinionPurpose,
    /// At which content.
    pub content: ContentKey,
    /// In which report.
    pub report: ReportId,
    /// Which item of it.
    pub position: u32,
    /// On which assessment.
    pub assessment: AssessmentId,
    /// Who made that.
    pub first_by: PersonId,
    /// What they saw.
    pub first: Observation,
    /// When it was asked for or drawn.
    pub asked_at: Timestamp,
    /// By whom; `None` where it was drawn.
    pub asked_by: Option<PersonId>,
    /// When and by whom it was given, and what they saw.
    pub answer: Option<Answer>,
    /// Whether the two differ.
    pub differs: bool,
    /// When nothing was left to do about it.
    pub settled_at: Option<Timestamp>,
    /// Who decided which stands, where the two differed.
    pub settled_by: Option<PersonId>,
}

/// A second assessment.
#[derive(Clone, Copy, Debug)]
pub struct Answer {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: PersonId,
    /// What they saw.
    pub seen: Observation,
}

macro_rules! columns {
    () => {
        "id, purpose, content, report, position, assessment, first_by, first_age, first_act, first_depiction, asked_at, asked_by, \
         answered_at, answered_by, age, act, depiction, differs, settled_at, settled_by"
    };
}

fn person(row: &Row, column: &'static str) -> Result<Option<PersonId>, StoreError> {
    Ok(row.get::<Option<uuid::Uuid>>(column)?.map(PersonId))
}

fn read(row: &Row) -> Result<OpinionRow, StoreError> {
    let seen = (
        row.named_option("age", AgeBand::parse)?,
        row.named_option("act", ActClass::parse)?,
        row.named_option("depiction", Depiction::parse)?,
    );
    let answer = match (row.time_option("answered_at")?, person(row, "answered_by")?, seen) {
        (Some(at), Some(by), (Some(age), Some(act), Some(depiction))) => {
            Some(Answer { at, by, seen: Observation { age, act, depiction } })
        }
        _ => None,
    };
    Ok(OpinionRow {
        id: OpinionId(row.get("id")?),
        purpose: row.named("purpose", OpinionPurpose::parse)?,
        content: ContentKey(row.bytes("content")?),
        report: ReportId(row.get("report")?),
        position: u32::try_from(row.get::<i64>("position")?)
            .map_err(|_| StoreError::Damaged { column: "position" })?,
        assessment: AssessmentId(row.get("assessment")?),
        first_by: PersonId(row.get("first_by")?),
        first: Observation {
            age: row.named("first_age", AgeBand::parse)?,
            act: row.named("first_act", ActClass::parse)?,
            depiction: row.named("first_depiction", Depiction::parse)?,
        },
        asked_at: row.time("asked_at")?,
        asked_by: person(row, "asked_by")?,
        answer,
        differs: row.get::<i64>("differs")? != 0,
        settled_at: row.time_option("settled_at")?,
        settled_by: person(row, "settled_by")?,
    })
}

/// Asks for one; whether there was none on the same assessment for the same purpose.
pub async fn insert(tx: &Tx, opinion: &OpinionRow) -> Result<bool, StoreError> {
    let inserted = tx
        .execute(
            "INSERT INTO opinion (id, purpose, content, report, position, assessment, first_by, first_age, first_act, \
             first_depiction, asked_at, asked_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) \
             ON CONFLICT DO NOTHING",
            values![
                opinion.id.0,
                opinion.purpose.as_str(),
                opinion.content.0,
                opinion.report.0,
                opinion.position,
                opinion.assessment.0,
                opinion.first_by.0,
                opinion.first.age.as_str(),
                opinion.first.act.as_str(),
                opinion.first.depiction.as_str(),
                opinion.asked_at,
                opinion.asked_by.map(|person| person.0),
            ],
        )
        .await?;
    Ok(inserted == 1)
}

/// The one with this id.
pub async fn get(tx: &Tx, id: OpinionId) -> Result<Option<OpinionRow>, StoreError> {
    let row = tx.row(concat!("SELECT ", columns!(), " FROM opinion WHERE id = $1"), values![id.0]).await?;
    row.as_ref().map(read).transpose()
}

/// Those that wait for somebody, oldest first.
pub async fn waiting(tx: &Tx, limit: u32) -> Result<Vec<OpinionRow>, StoreError> {
    let rows = tx
        .rows(
            concat!("SELECT ", columns!(), " FROM opinion WHERE settled_at IS NULL ORDER BY id LIMIT $1"),
            values![limit],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// Those given since a moment, newest first.
pub async fn answered(tx: &Tx, since: Timestamp, limit: u32) -> Result<Vec<OpinionRow>, StoreError> {
    let rows = tx
        .rows(
            concat!(
                "SELECT ",
                columns!(),
                " FROM opinion WHERE answered_at IS NOT NULL AND answered_at >= $1 ORDER BY answered_at DESC LIMIT $2"
            ),
            values![since, limit],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// Who made the first assessment of content on which somebody still waits for a second opinion: everybody else must not see it.
pub async fn blind(tx: &Tx, content: ContentKey) -> Result<Vec<PersonId>, StoreError> {
    let rows = tx
        .rows(
            "SELECT first_by FROM opinion WHERE content = $1 AND answered_at IS NULL AND purpose = 'second'",
            values![content.0],
        )
        .await?;
    rows.iter().map(|row| row.get("first_by").map(PersonId)).collect()
}

/// Writes down what was seen; `settled` where nothing is left to do. Whether it was still to be given.
pub async fn answer(
    tx: &Tx,
    id: OpinionId,
    answer: Answer,
    differs: bool,
    settled: bool,
) -> Result<bool, StoreError> {
    let written = tx
        .execute(
            "UPDATE opinion SET answered_at = $2, answered_by = $3, age = $4, act = $5, depiction = $6, differs = $7, \
             settled_at = $8 WHERE id = $1 AND answered_at IS NULL",
            values![
                id.0,
                answer.at,
                answer.by.0,
                answer.seen.age.as_str(),
                answer.seen.act.as_str(),
                answer.seen.depiction.as_str(),
                differs,
                settled.then_some(answer.at),
            ],
        )
        .await?;
    Ok(written == 1)
}

/// Notes who decided which of the two stands; whether that was still open.
pub async fn settle(tx: &Tx, id: OpinionId, by: PersonId, now: Timestamp) -> Result<bool, StoreError> {
    let settled = tx
        .execute(
            "UPDATE opinion SET settled_at = $2, settled_by = $3 WHERE id = $1 AND settled_at IS NULL AND answered_at IS NOT NULL",
            values![id.0, now, by.0],
        )
        .await?;
    Ok(settled == 1)
}
