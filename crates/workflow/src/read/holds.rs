//! Police holds: those that are open, and how many there were. Who asked stands at the report, sealed.

use tutela_model::access::Permission;
use tutela_model::clock::{DAY, Timestamp};
use tutela_model::id::{HoldId, ReportId};
use tutela_store::Tx;
use tutela_store::records::police_hold;
use tutela_store::records::preservation;

use super::{Granted, PreservationLine, Query, names};
use crate::error::Error;
use crate::removal::hold_counts;

pub use tutela_store::records::police_hold::HoldCounts;

/// Lines on a page.
const PAGE: u32 = 200;

/// The open holds, those first that lapse first, and the counts of the last 365 days.
pub struct PoliceHoldsQuery;

/// An open hold.
#[derive(Clone, Debug)]
pub struct PoliceHoldLine {
    /// The hold.
    pub id: HoldId,
    /// Its report.
    pub report: ReportId,
    /// When it was placed, and by whom of the desk.
    pub placed: (Timestamp, String),
    /// When it lapses.
    pub until: Timestamp,
    /// How often it was renewed.
    pub renewals: i64,
}

impl Query for PoliceHoldsQuery {
    type Output = (Vec<PoliceHoldLine>, HoldCounts);
    const PERMISSION: Permission = Permission::Notices;

    async fn answer(self, granted: Granted<'_>) -> Result<Self::Output, Error> {
        let now = granted.node.now();
        granted
            .node
            .store()
            .read("holds", |tx| async move {
                let names = names(&tx).await?;
                let rows = police_hold::open(&tx, PAGE).await?;
                let lines = rows.into_iter().map(|row| PoliceHoldLine {
                    id: row.id,
                    report: row.report,
                    placed: (row.placed_at, names.get(&row.placed_by).cloned().unwrap_or_default()),
                    until: row.state.until,
                    renewals: row.state.renewals,
                });
                let counts = counts_of_a_year(&tx, now).await?;
                Ok((lines.collect(), counts))
            })
            .await
    }
}

async fn counts_of_a_year(tx: &Tx, now: Timestamp) -> Result<HoldCounts, Error> {
    hold_counts(tx, now.plus(-365 * DAY), now.plus(1)).await
}

/// The open requests to services, those first that end first.
pub struct PreservationsQuery;

impl Query for PreservationsQuery {
    type Output = Vec<PreservationLine>;
    const PERMISSION: Permission = Permission::Notices;

    async fn answer(self, granted: Granted<'_>) -> Result<Self::Output, Error> {
        granted
            .node
            .store()
            .read("preservations", |tx| async move {
                let names = names(&tx).await?;
                let rows = preservation::open(&tx, PAGE).await?;
                let by = |id| names.get(&id).cloned().unwrap_or_default();
                Ok(rows
                    .into_iter()
                    .map(|row| (by(row.asked_by), row))
                    .map(|(by, row)| PreservationLine::of(row, by))
                    .collect())
            })
            .await
    }
}
