//! Assessments of content. The newest one stands.

use std::collections::HashSet;

use sqlx::AssertSqlSafe;
use tutela_model::assessment::{ActClass, AgeBand, Depiction, Finding, Observation};
use tutela_model::clock::Timestamp;
use tutela_model::content::ContentKey;
use tutela_model::id::{AssessmentId, PersonId, ReportId};

use crate::engine::run::Tx;
use crate::engine::value::{KEYS, Row, padded, values};
use crate::error::StoreError;

/// What an analyst found about content.
#[derive(Clone, Debug)]
pub struct AssessmentRow {
    /// Its id.
    pub id: AssessmentId,
    /// About which content.
    pub content: ContentKey,
    /// In which report it was looked at.
    pub report: ReportId,
    /// When.
    pub made_at: Timestamp,
    /// By whom.
    pub made_by: PersonId,
    /// What was there.
    pub observation: Observation,
    /// What followed.
    pub finding: Finding,
    /// The source of the national file that was asked.
    pub law: Option<String>,
}

fn read(row: &Row) -> Result<AssessmentRow, StoreError> {
    Ok(AssessmentRow {
        id: AssessmentId(row.get("id")?),
        content: ContentKey(row.bytes("content")?),
        report: ReportId(row.get("report")?),
        made_at: row.time("made_at")?,
        made_by: PersonId(row.get("made_by")?),
        observation: Observation {
            age: row.named("age", AgeBand::parse)?,
            act: row.named("act", ActClass::parse)?,
            depiction: row.named("depiction", Depiction::parse)?,
        },
        finding: row.named("finding", Finding::parse)?,
        law: row.get("law")?,
    })
}

/// Adds an assessment.
pub async fn insert(tx: &Tx, assessment: &AssessmentRow) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO assessment (id, content, report, made_at, made_by, age, act, depiction, finding, law) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        values![
            assessment.id.0,
            assessment.content.0,
            assessment.report.0,
            assessment.made_at,
            assessment.made_by.0,
            assessment.observation.age.as_str(),
            assessment.observation.act.as_str(),
            assessment.observation.depiction.as_str(),
            assessment.finding.as_str(),
            assessment.law.clone(),
        ],
    )
    .await
    .map(|_| ())
}

/// The newest assessment of content.
pub async fn newest(tx: &Tx, content: ContentKey) -> Result<Option<AssessmentRow>, StoreError> {
    Ok(history(tx, content, 1).await?.into_iter().next())
}

/// The assessments of content, newest first.
pub async fn history(tx: &Tx, content: ContentKey, limit: u32) -> Result<Vec<AssessmentRow>, StoreError> {
    let rows = tx
        .rows(
            "SELECT id, content, report, made_at, made_by, age, act, depiction, finding, law FROM assessment \
             WHERE content = $1 ORDER BY id DESC LIMIT $2",
            values![content.0, limit],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// Which of these contents have been assessed.
pub async fn assessed(tx: &Tx, contents: &[ContentKey]) -> Result<HashSet<ContentKey>, StoreError> {
    let mut found = HashSet::new();
    for chunk in contents.chunks(KEYS) {
        let keys = padded(chunk);
        let sql = format!(
            "SELECT DISTINCT content FROM assessment WHERE content IN ({})",
            Tx::placeholders(1, keys.len())
        );
        let rows =
            tx.rows_text(AssertSqlSafe(sql), keys.iter().flat_map(|key| values![key.0]).collect()).await?;
        for row in rows {
            found.insert(ContentKey(row.bytes("content")?));
        }
    }
    Ok(found)
}
