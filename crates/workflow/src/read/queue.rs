//! The queue: most urgent first, nothing sealed.

use tutela_model::access::Permission;
use tutela_model::clock::Timestamp;
use tutela_model::completeness::Completeness;
use tutela_model::country::Country;
use tutela_model::id::{PersonId, ReportId};
use tutela_model::queue::Narrow;
use tutela_model::report::{Category, Origin};
use tutela_model::report_state::{Decision, Status};
use tutela_model::urgency::Urgency;
use tutela_store::records::queue::{self, QueueFilter, QueueKey};
use tutela_store::records::report::ReportRow;
use tutela_store::records::shift;

use super::{Granted, Query, names, team};
use crate::error::Error;

/// Lines on a page.
const PAGE: u32 = 50;
/// Waiting reports are counted up to here; beyond, "more than" is said.
const COUNTED: u32 = 1_000;

/// A page of the queue.
pub struct QueueQuery {
    /// Which reports.
    pub filter: QueueFilter,
    /// To which of them it is narrowed.
    pub narrow: Narrow,
    /// After which line.
    pub after: Option<QueueKey>,
}

/// A page of the queue.
pub struct QueuePage {
    /// The lines.
    pub lines: Vec<QueueLine>,
    /// Where the next page begins, if there is one.
    pub next: Option<QueueKey>,
    /// Whether the page ended before it was full, because it had looked at as many reports as one page may.
    pub stopped: bool,
    /// How many reports wait for a decision, counted up to 1,000.
    pub waiting: u64,
    /// Who has gone off shift and holds urgent reports, with how many.
    pub left: Vec<(PersonId, String, u64)>,
}

/// A line of the queue.
#[derive(Clone, Debug)]
pub struct QueueLine {
    /// The report.
    pub id: ReportId,
    /// What it is about.
    pub category: Category,
    /// How it came.
    pub origin: Origin,
    /// The country it names.
    pub country: Option<Country>,
    /// Why it is urgent.
    pub urgency: Urgency,
    /// How complete it is.
    pub completeness: Completeness,
    /// When it came.
    pub received: Timestamp,
    /// Where it stands.
    pub status: Status,
    /// What was decided.
    pub decision: Option<Decision>,
    /// Who works on it.
    pub claimed_by: Option<String>,
    /// Whether that is the viewer.
    pub mine: bool,
    /// How many items it has.
    pub items: u32,
}

impl QueueLine {
    pub(super) fn of(row: ReportRow, viewer: PersonId, name: impl Fn(PersonId) -> Option<String>) -> Self {
        Self {
            id: row.id,
            category: row.category,
            origin: row.origin,
            country: row.country,
            urgency: row.urgency,
            completeness: row.completeness,
            received: row.times.received,
            status: row.state.status,
            decision: row.state.decision,
            claimed_by: row.state.claimed_by.map(|id| name(id).unwrap_or_else(|| id.to_string())),
            mine: row.state.claimed_by == Some(viewer),
            items: row.items,
        }
    }
}

impl Query for QueueQuery {
    type Output = QueuePage;
    const PERMISSION: Permission = Permission::ReadQueue;

    async fn answer(self, granted: Granted<'_>) -> Result<QueuePage, Error> {
        let Self { filter, narrow, after } = self;
        let now = granted.node.now();
        let (page, waiting, left, names) = granted
            .node
            .store()
            .read("queue", |tx| async move {
                let page = queue::page(&tx, filter, &narrow, now, after, PAGE).await?;
                let names = names(&tx).await?;
                let on = shift::all_current(&tx).await?;
                let left = team::left(&tx, &on, &names, now).await?;
                Ok::<_, Error>((page, queue::count_waiting(&tx, COUNTED).await?, left, names))
            })
            .await?;
        let viewer = granted.viewer.person.id;
        let line = |row| QueueLine::of(row, viewer, |id| names.get(&id).cloned());
        let lines = page.rows.into_iter().map(line).collect();
        Ok(QueuePage { lines, next: page.next, stopped: page.stopped, waiting, left })
    }
}
