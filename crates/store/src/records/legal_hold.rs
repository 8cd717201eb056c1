//! Legal holds: as long as one stands, a report is erased neither by time nor by hand.

use tutela_model::clock::Timestamp;
use tutela_model::id::{LegalHoldId, PersonId, ReportId};

use crate::engine::run::Tx;
use crate::engine::value::{Row, values};
use crate::error::StoreError;

/// A hold.
#[derive(Clone, Debug)]
pub struct LegalHoldRow {
    /// Its id.
    pub id: LegalHoldId,
    /// On which report.
    pub report: ReportId,
    /// Why, sealed under the report's key.
    pub sealed: Option<Vec<u8>>,
    /// Since when.
    pub made_at: Timestamp,
    /// By whom.
    pub made_by: PersonId,
    /// Until when; without it, until it is lifted.
    pub until: Option<Timestamp>,
    /// When it was lifted.
    pub lifted_at: Option<Timestamp>,
    /// By whom it was lifted.
    pub lifted_by: Option<PersonId>,
}

impl LegalHoldRow {
    /// Whether it stands.
    pub fn stands(&self, now: Timestamp) -> bool {
        self.lifted_at.is_none() && self.until.is_none_or(|until| now < until)
    }
}

fn read(row: &Row) -> Result<LegalHoldRow, StoreError> {
    Ok(LegalHoldRow {
        id: LegalHoldId(row.get("id")?),
        report: ReportId(row.get("report")?),
        sealed: row.get("sealed")?,
        made_at: row.time("made_at")?,
        made_by: PersonId(row.get("made_by")?),
        until: row.time_option("until")?,
        lifted_at: row.time_option("lifted_at")?,
        lifted_by: row.get::<Option<uuid::Uuid>>("lifted_by")?.map(PersonId),
    })
}

/// Adds a hold.
pub async fn insert(tx: &Tx, hold: &LegalHoldRow) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO legal_hold (id, report, sealed, made_at, made_by, until) VALUES ($1, $2, $3, $4, $5, $6)",
        values![
            hold.id.0,
            hold.report.0,
            hold.sealed.clone(),
            hold.made_at,
            hold.made_by.0,
            hold.until
        ],
    )
    .await
    .map(|_| ())
}

/// Lifts a hold of a report; whether there was one to lift.
pub async fn lift(
    tx: &Tx,
    report: ReportId,
    id: LegalHoldId,
    by: PersonId,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let changed = tx
        .execute(
            "UPDATE legal_hold SET lifted_at = $3, lifted_by = $4 WHERE id = $1 AND report = $2 AND lifted_at IS NULL",
            values![id.0, report.0, now, by.0],
        )
        .await?;
    Ok(changed == 1)
}

/// Every hold of a report, oldest first.
pub async fn of_report(tx: &Tx, report: ReportId) -> Result<Vec<LegalHoldRow>, StoreError> {
    tx.rows(
        "SELECT id, report, sealed, made_at, made_by, until, lifted_at, lifted_by FROM legal_hold WHERE report = $1 ORDER BY id",
        values![report.0],
    )
    .await?
    .iter()
    .map(read)
    .collect()
}

/// Holds that stand, oldest first.
pub async fn standing(tx: &Tx, now: Timestamp, limit: u32) -> Result<Vec<LegalHoldRow>, StoreError> {
    tx.rows(
        "SELECT id, report, sealed, made_at, made_by, until, lifted_at, lifted_by FROM legal_hold \
         WHERE lifted_at IS NULL AND (until IS NULL OR until > $1) ORDER BY id LIMIT $2",
        values![now, limit],
    )
    .await?
    .iter()
    .map(read)
    .collect()
}

/// Whether a hold stands on a report.
pub async fn holds(tx: &Tx, report: ReportId, now: Timestamp) -> Result<bool, StoreError> {
    Ok(of_report(tx, report).await?.iter().any(|hold| hold.stands(now)))
}
