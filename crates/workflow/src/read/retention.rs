//! How long things are kept, what goes next, what is held, what went.

use tutela_model::access::Permission;
use tutela_model::clock::{DAY, Timestamp};
use tutela_model::id::{LegalHoldId, ReportId};
use tutela_model::retention::{Kept, Retention};
use tutela_store::records::erasure::{self, ErasureRow};
use tutela_store::records::legal_hold::{self, LegalHoldRow};
use tutela_store::records::{report, retention};
use uuid::Uuid;

use super::{Granted, Query, names};
use crate::error::Error;
use crate::retention::SealedHold;
use crate::sealing::{Blob, open};

/// How far ahead is looked.
const AHEAD: i64 = 30 * DAY;
/// Reports listed at most, and lines of each other kind.
const LISTED: usize = 100;
const LINES: u32 = 50;
/// Rows looked at, at most: a node with more than that says so.
const LOOKED_AT: usize = 20_000;

/// The rules, and what is erased within thirty days.
pub struct RetentionQuery;

/// A report that goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueLine {
    /// The report.
    pub id: ReportId,
    /// By which rule.
    pub kind: Kept,
    /// When.
    pub at: Timestamp,
}

/// A hold.
#[derive(Clone, Debug)]
pub struct HoldLine {
    /// Its id.
    pub id: LegalHoldId,
    /// On which report.
    pub report: ReportId,
    /// Since when.
    pub since: Timestamp,
    /// By whom.
    pub by: String,
    /// Until when; `None`: until it is lifted.
    pub until: Option<Timestamp>,
    /// When it was lifted and by whom.
    pub lifted: Option<(Timestamp, String)>,
    /// Why; only where the report was opened.
    pub reason: Option<String>,
}

/// The page.
#[derive(Clone, Debug)]
pub struct RetentionPage {
    /// The rules.
    pub rules: Retention,
    /// How many of each kind go within thirty days.
    pub soon: Vec<(Kept, u64)>,
    /// The reports among them, soonest first; the first hundred.
    pub reports: Vec<DueLine>,
    /// Whether there are more reports than were looked at.
    pub more: bool,
    /// How many reports have had their time and are held for the law.
    pub held_beyond: u64,
    /// Holds that stand, oldest first.
    pub holds: Vec<HoldLine>,
    /// The newest erasures, newest first; a person is written by name.
    pub erased: Vec<ErasureRow>,
}

impl Query for RetentionQuery {
    type Output = RetentionPage;
    const PERMISSION: Permission = Permission::ReadRetention;

    async fn answer(self, granted: Granted<'_>) -> Result<RetentionPage, Error> {
        let node = granted.node;
        let (rules, now) = (&node.settings().retention, node.now());
        let soon = now.plus(AHEAD);
        let (mut rows, mut after) = (Vec::new(), (Timestamp::from_micros(i64::MIN), Uuid::nil()));
        if let Some(shortest) = rules.shortest() {
            let until = soon.plus(-i64::from(shortest) * DAY);
            while rows.len() < LOOKED_AT {
                let page =
                    node.store()
                        .read("due soon", |tx| async move {
                            retention::decided(&tx, until, now, after, 1_000).await
                        })
                        .await?;
                let Some(last) = page.last() else { break };
                after = (last.decided_at, last.id.0);
                rows.extend(page);
            }
        }
        let more = rows.len() >= LOOKED_AT;
        let due = |row: &retention::DecidedRow| {
            let (kind, at) = rules.due(row.decision, row.status, row.decided_at, row.done_at)?;
            (at <= soon).then_some(DueLine { id: row.id, kind, at })
        };
        let held_beyond =
            rows.iter().filter(|row| row.held && due(row).is_some_and(|line| line.at <= now)).count() as u64;
        let mut reports: Vec<_> = rows.iter().filter(|row| !row.held).filter_map(due).collect();
        reports.sort_by_key(|line| (line.at, line.id));
        let mut counts: Vec<(Kept, u64)> = [Kept::NotOurs, Kept::Informational, Kept::Done]
            .map(|kind| (kind, reports.iter().filter(|line| line.kind == kind).count() as u64))
            .to_vec();
        reports.truncate(LISTED);
        let (letters, alerts, holds, mut erased, names) = node
            .store()
            .read("retention", |tx| async move {
                let letters = match rules.before(Kept::Letters, soon) {
                    Some(until) => retention::full_letters(&tx, until, 1_000_000).await?,
                    None => 0,
                };
                let alerts = match rules.before(Kept::Alerts, soon) {
                    Some(until) => retention::old_alerts(&tx, until).await?,
                    None => 0,
                };
                let holds = legal_hold::standing(&tx, now, LINES).await?;
                Ok::<_, Error>((
                    letters,
                    alerts,
                    holds,
                    erasure::newest(&tx, LINES).await?,
                    names(&tx).await?,
                ))
            })
            .await?;
        counts.extend([(Kept::Letters, letters), (Kept::Alerts, alerts)]);
        let name = |id| names.get(&id).cloned().unwrap_or_default();
        for row in &mut erased {
            let person = row.erased_by.strip_prefix("person:").and_then(|id| id.parse().ok());
            if let Some(known) = person.and_then(|id| names.get(&id)) {
                row.erased_by.clone_from(known);
            }
        }
        let holds = holds.iter().map(|hold| line(hold, &name, None)).collect();
        Ok(RetentionPage { rules: *rules, soon: counts, reports, more, held_beyond, holds, erased })
    }
}

fn line(
    hold: &LegalHoldRow,
    name: &impl Fn(tutela_model::id::PersonId) -> String,
    reason: Option<String>,
) -> HoldLine {
    HoldLine {
        id: hold.id,
        report: hold.report,
        since: hold.made_at,
        by: name(hold.made_by),
        until: hold.until,
        lifted: hold.lifted_at.zip(hold.lifted_by.map(name)),
        reason,
    }
}

/// How long one report is kept, and why.
pub struct KeepingQuery {
    /// The report.
    pub id: ReportId,
}

/// How long one report is kept.
#[derive(Clone, Debug)]
pub struct KeepingPage {
    /// The report.
    pub id: ReportId,
    /// Every hold on it, oldest first, with reason.
    pub holds: Vec<HoldLine>,
    /// Whether one of them stands.
    pub held: bool,
    /// When it goes by itself, and by which rule; `None` while the desk is not done with it, or where it is kept for ever.
    pub due: Option<(Kept, Timestamp)>,
    /// That it was erased.
    pub erased: Option<ErasureRow>,
}

impl Query for KeepingQuery {
    type Output = KeepingPage;
    const PERMISSION: Permission = Permission::LegalHold;

    async fn answer(self, granted: Granted<'_>) -> Result<KeepingPage, Error> {
        let (node, id) = (granted.node, self.id);
        node.store()
            .run("keeping", |tx| async move {
                let row = report::get(&tx, id).await?.ok_or(Error::NotFound("report"))?;
                let rows = legal_hold::of_report(&tx, id).await?;
                let names = names(&tx).await?;
                let name = |id| names.get(&id).cloned().unwrap_or_default();
                let key = row
                    .data_key
                    .as_deref()
                    .map(|key| node.sealing().report_key(id, Some(key)))
                    .transpose()?;
                let mut holds = Vec::with_capacity(rows.len());
                for hold in &rows {
                    let sealed = key.as_ref().zip(hold.sealed.as_deref());
                    let reason = sealed.map(|(key, sealed)| {
                        open::<SealedHold>(key, Blob::LegalHold(hold.id.0), Some(sealed))
                            .map(|hold| hold.reason)
                    });
                    holds.push(line(hold, &name, reason.transpose()?));
                }
                if holds.iter().any(|hold| hold.reason.is_some()) {
                    let record = format!("report:{id}");
                    let entry =
                        node.entry(granted.viewer.actor(), "report.holds_read", record, String::new());
                    tx.audit([entry]).await?;
                }
                let done = row.times.closed.or(row.times.gone);
                let due = row.state.decision.zip(row.times.decided).and_then(|(decision, at)| {
                    node.settings().retention.due(decision, row.state.status, at, done)
                });
                let mut erased = erasure::of_report(&tx, id).await?;
                if let Some(row) = &mut erased {
                    let person = row.erased_by.strip_prefix("person:").and_then(|id| id.parse().ok());
                    if let Some(known) = person.and_then(|id| names.get(&id)) {
                        row.erased_by.clone_from(known);
                    }
                }
                let held = rows.iter().any(|hold| hold.stands(node.now()));
                Ok(KeepingPage { id, holds, held, due, erased })
            })
            .await
    }
}
