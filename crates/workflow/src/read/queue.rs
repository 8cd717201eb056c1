//! The queue: most urgent first, nothing sealed.

use tutela_model::access::Permission;
use tutela_model::clock::Timestamp;
use tutela_model::completeness::Completeness;
use tutela_model::country::Country;
use tutela_model::id::{PersonId, ReportId};
use tutela_model::report::{Category, Origin};
use tutela_model::report_state::{Decision, Status};
use tutela_model::urgency::Urgency;
use tutela_store::records::report::{self, QueueFilter, QueueKey, ReportRow};

use super::{Granted, Query, names};
use crate::error::Error;

/// Lines on a page.
const PAGE: u32 = 50;
/// Waiting reports are counted up to here; beyond, "more than" is said.
const COUNTED: u32 = 1_000;

/// A page of the queue.
pub struct QueueQuery {
    /// Which reports.
    pub filter: QueueFilter,
    /// After which line.
    pub after: Option<QueueKey>,
}

/// A page of the queue.
pub struct QueuePage {
    /// The lines.
    pub lines: Vec<QueueLine>,
    /// Where the next page begins, if there is one.
    pub next: Option<QueueKey>,
    /// How many reports wait for a decision, counted up to 1,000.
    pub waiting: u64,
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
        let Self { filter, after } = self;
        let (mut rows, waiting, names) = granted
            .node
            .store()
            .read("queue", |tx| async move {
                let rows = report::page(&tx, filter, after, PAGE + 1).await?;
                Ok::<_, Error>((rows, report::count_waiting(&tx, COUNTED).await?, names(&tx).await?))
            })
            .await?;
        let more = rows.len() > PAGE as usize;
        rows.truncate(PAGE as usize);
        let last = rows.last().map(|row| QueueKey { urgency: row.urgency.score, id: row.id });
        let viewer = granted.viewer.person.id;
        let lines =
            rows.into_iter().map(|row| QueueLine::of(row, viewer, |id| names.get(&id).cloned())).collect();
        Ok(QueuePage { lines, next: last.filter(|_| more), waiting })
    }
}
