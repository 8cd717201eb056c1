//! "For you": what waits for the viewer. Nothing sealed is opened here.

use tutela_model::access::Permission;
use tutela_model::clock::Timestamp;
use tutela_model::id::{InboxId, ReportId};
use tutela_model::team::InboxKind;
use tutela_store::records::{inbox, report};
use uuid::Uuid;

use super::{Granted, Query, QueueLine, names};
use crate::error::Error;

/// Lines on a page.
const PAGE: u32 = 50;
/// Unread lines are counted up to here.
const COUNTED: u32 = 100;

/// What waits for the viewer.
pub struct InboxQuery {
    /// Only what was not read.
    pub unread_only: bool,
    /// Before which line.
    pub before: Option<InboxId>,
}

/// A page of what waits for the viewer.
#[derive(Clone, Debug)]
pub struct InboxPage {
    /// The lines, newest first.
    pub lines: Vec<InboxLine>,
    /// Where the next page begins.
    pub next: Option<InboxId>,
    /// How many were not read, counted up to 100.
    pub unread: u64,
}

/// A line.
#[derive(Clone, Debug)]
pub struct InboxLine {
    /// Its id.
    pub id: InboxId,
    /// Why.
    pub kind: InboxKind,
    /// The report as the queue shows it.
    pub report: QueueLine,
    /// Since when; of a reporter's answer the hour.
    pub at: Timestamp,
    /// Whose doing it was.
    pub by: Option<String>,
    /// Whether it was read.
    pub read: bool,
}

impl Query for InboxQuery {
    type Output = InboxPage;
    const PERMISSION: Permission = Permission::ReadQueue;

    async fn answer(self, granted: Granted<'_>) -> Result<InboxPage, Error> {
        let (me, Self { unread_only, before }) = (granted.viewer.person.id, self);
        let before = before.unwrap_or(InboxId(Uuid::max()));
        let (mut rows, reports, unread, names) = granted
            .node
            .store()
            .read("for you", |tx| async move {
                let rows = inbox::page(&tx, me, unread_only, before, PAGE + 1).await?;
                let mut ids: Vec<ReportId> = rows.iter().map(|row| row.report).collect();
                ids.sort();
                ids.dedup();
                let reports = report::get_many(&tx, &ids).await?;
                let unread = inbox::count_unread(&tx, me, COUNTED).await?;
                Ok::<_, Error>((rows, reports, unread, names(&tx).await?))
            })
            .await?;
        let more = rows.len() > PAGE as usize;
        rows.truncate(PAGE as usize);
        let next = rows.last().map(|row| row.id).filter(|_| more);
        let lines = rows.into_iter().filter_map(|row| {
            let report = reports.iter().find(|report| report.id == row.report)?.clone();
            Some(InboxLine {
                id: row.id,
                kind: row.kind,
                report: QueueLine::of(report, me, |id| names.get(&id).cloned()),
                at: row.made_at,
                by: row.made_by.and_then(|by| names.get(&by).cloned()),
                read: row.read_at.is_some(),
            })
        });
        Ok(InboxPage { lines: lines.collect(), next, unread })
    }
}

/// How many lines the viewer has not read, counted up to 100.
pub struct UnreadQuery;

impl Query for UnreadQuery {
    type Output = u64;
    const PERMISSION: Permission = Permission::ReadQueue;

    async fn answer(self, granted: Granted<'_>) -> Result<u64, Error> {
        let me = granted.viewer.person.id;
        let count = |tx| async move { inbox::count_unread(&tx, me, COUNTED).await };
        Ok(granted.node.store().read("unread", count).await?)
    }
}
