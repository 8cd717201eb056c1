//! What came of referrals. A note to an outcome is sealed under the report's key.

use tutela_model::clock::Timestamp;
use tutela_model::id::{OutcomeId, ReferralId, ReportId};
use tutela_model::referral::OutcomeKind;

use crate::engine::run::Tx;
use crate::engine::value::{Row, values};
use crate::error::StoreError;

/// An outcome.
#[derive(Clone, Debug)]
pub struct OutcomeRow {
    /// Its id.
    pub id: OutcomeId,
    /// The referral it came of.
    pub referral: ReferralId,
    /// The report behind it.
    pub report: ReportId,
    /// What came of it.
    pub kind: OutcomeKind,
    /// When it was told.
    pub told_at: Timestamp,
    /// By whom, as the audit log names them.
    pub told_by: String,
    /// When the officer released it to whoever reported.
    pub released_at: Option<Timestamp>,
    /// The note; `None` where there is none, or once erased.
    pub sealed: Option<Vec<u8>>,
}

fn read(row: &Row) -> Result<OutcomeRow, StoreError> {
    Ok(OutcomeRow {
        id: OutcomeId(row.get("id")?),
        referral: ReferralId(row.get("referral")?),
        report: ReportId(row.get("report")?),
        kind: row.named("kind", OutcomeKind::parse)?,
        told_at: row.time("told_at")?,
        told_by: row.get("told_by")?,
        released_at: row.time_option("released_at")?,
        sealed: row.get("sealed")?,
    })
}

macro_rules! columns {
    () => {
        "id, referral, report, kind, told_at, told_by, released_at, sealed"
    };
}

/// Adds an outcome.
pub async fn insert(tx: &Tx, row: &OutcomeRow) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO outcome (id, referral, report, kind, told_at, told_by, released_at, sealed) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        values![
            row.id.0,
            row.referral.0,
            row.report.0,
            row.kind.as_str(),
            row.told_at,
            &row.told_by,
            row.released_at,
            row.sealed.clone()
        ],
    )
    .await
    .map(|_| ())
}

/// The outcomes of a report, in order.
pub async fn of_report(tx: &Tx, report: ReportId) -> Result<Vec<OutcomeRow>, StoreError> {
    let rows = tx
        .rows(
            concat!("SELECT ", columns!(), " FROM outcome WHERE report = $1 ORDER BY id"),
            values![report.0],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// The outcomes of a referral, in order.
pub async fn of_referral(tx: &Tx, referral: ReferralId) -> Result<Vec<OutcomeRow>, StoreError> {
    let rows = tx
        .rows(
            concat!("SELECT ", columns!(), " FROM outcome WHERE referral = $1 ORDER BY id"),
            values![referral.0],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// Releases an outcome of a referral to whoever reported; whether there is one that was not released.
pub async fn release(
    tx: &Tx,
    referral: ReferralId,
    id: OutcomeId,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let changed = tx
        .execute(
            "UPDATE outcome SET released_at = $3 WHERE id = $1 AND referral = $2 AND released_at IS NULL",
            values![id.0, referral.0, now],
        )
        .await?;
    Ok(changed == 1)
}
