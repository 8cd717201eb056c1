//! Offers of a report to a named colleague. One report has at most one open offer.

use tutela_model::clock::Timestamp;
use tutela_model::id::{OfferId, PersonId, ReportId};
use tutela_model::team::OfferAnswer;

use crate::engine::run::Tx;
use crate::engine::value::{Row, values};
use crate::error::StoreError;

/// An offer.
#[derive(Clone, Debug)]
pub struct OfferRow {
    /// Its id.
    pub id: OfferId,
    /// Which report.
    pub report: ReportId,
    /// When it was offered.
    pub offered_at: Timestamp,
    /// By whom.
    pub offered_by: PersonId,
    /// To whom.
    pub offered_to: PersonId,
}

fn read(row: &Row) -> Result<OfferRow, StoreError> {
    Ok(OfferRow {
        id: OfferId(row.get("id")?),
        report: ReportId(row.get("report")?),
        offered_at: row.time("offered_at")?,
        offered_by: PersonId(row.get("offered_by")?),
        offered_to: PersonId(row.get("offered_to")?),
    })
}

/// Adds an offer. A second open one of the same report is refused as a duplicate.
pub async fn insert(tx: &Tx, offer: &OfferRow) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO offer (id, report, offered_at, offered_by, offered_to) VALUES ($1, $2, $3, $4, $5)",
        values![offer.id.0, offer.report.0, offer.offered_at, offer.offered_by.0, offer.offered_to.0],
    )
    .await
    .map(|_| ())
}

/// The open offer of a report.
pub async fn open(tx: &Tx, report: ReportId) -> Result<Option<OfferRow>, StoreError> {
    let row = tx
        .row(
            "SELECT id, report, offered_at, offered_by, offered_to FROM offer WHERE report = $1 AND answered_at IS NULL",
            values![report.0],
        )
        .await?;
    row.as_ref().map(read).transpose()
}

/// The offers that wait for a person, oldest first.
pub async fn waiting_for(tx: &Tx, person: PersonId, limit: u32) -> Result<Vec<OfferRow>, StoreError> {
    let rows = tx
        .rows(
            "SELECT id, report, offered_at, offered_by, offered_to FROM offer \
             WHERE offered_to = $1 AND answered_at IS NULL ORDER BY id LIMIT $2",
            values![person.0, limit],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// Ends an offer.
pub async fn answer(tx: &Tx, id: OfferId, answer: OfferAnswer, now: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE offer SET answered_at = $2, answer = $3 WHERE id = $1 AND answered_at IS NULL",
        values![id.0, now, answer.as_str()],
    )
    .await
    .map(|_| ())
}

/// Ends the open offer of a report that went another way.
pub async fn lapse(tx: &Tx, report: ReportId, now: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE offer SET answered_at = $2, answer = $3 WHERE report = $1 AND answered_at IS NULL",
        values![report.0, now, OfferAnswer::Lapsed.as_str()],
    )
    .await
    .map(|_| ())
}
