//! Noticing somebody who opens far more reports than they work on. Reading is part of the work, and each opening is logged anyway;
//! this tells the auditor when there are many.

use tutela_model::alert::AlertKind;
use tutela_model::clock::{DAY, Timestamp};
use tutela_model::id::{PersonId, ReportId};
use tutela_store::Tx;
use tutela_store::records::opening;

use crate::alerts;
use crate::error::Error;
use crate::node::{Node, Viewer};

/// The day that a moment lies in, counted from 1970.
pub(super) fn day(at: Timestamp) -> i64 {
    at.micros().div_euclid(DAY)
}

/// Notes that somebody opened a report that they do not hold, and raises an alert where there were too many on one day.
pub(crate) async fn opened(tx: &Tx, node: &Node, viewer: &Viewer, report: ReportId) -> Result<(), Error> {
    let (person, day) = (viewer.person.id, day(node.now()));
    let limit = node.settings().desk.opened_without_work;
    if limit == 0 || !opening::note(tx, person, day, report).await? {
        return Ok(());
    }
    let opened = opening::count(tx, person, day, limit + 1).await?;
    // Raised once, where the line is crossed; the log holds the rest.
    if opened == u64::from(limit) {
        let detail = format!("opened={opened} limit={limit}");
        alerts::raise(tx, node, AlertKind::Browsing, format!("person:{person}"), detail).await?;
    }
    Ok(())
}

/// Somebody works on a report: that they opened it needs no explanation.
pub(super) async fn works_on(tx: &Tx, node: &Node, person: PersonId, report: ReportId) -> Result<(), Error> {
    Ok(opening::explained(tx, person, day(node.now()), report).await?)
}
