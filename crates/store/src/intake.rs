//! Intake with grouped commits: reports that arrive together share one transaction, and each caller is answered after it is
//! durable. A group closes 10 ms after its first report came, or when it is full; what waited longer behind another group is
//! written at once, with all that waits by then. A report that the database refuses never fails its neighbours: the group is
//! then written one by one.
//!
//! There are two lanes. What is urgent waits behind nothing but the group that is being written, however much of the rest there
//! is: its group begins with it, closes at once, and takes a few of the rest along, so that these never starve.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{mpsc, oneshot};
use tokio::time::Instant;
use tutela_model::id::ReportId;
use tutela_model::urgency::Reason;

use crate::engine::Store;
use crate::engine::run::Tx;
use crate::error::StoreError;
use crate::records::report::{NewReportRow, insert_reports, sent_before};

/// Reports that may wait; one more is refused, and its sender told to try again.
const WAITING: usize = 2_048;
/// Reports in one group.
const GROUP: usize = 256;
/// Rows in one group, about: a group of large reports must not keep the writer to itself.
const ROWS: usize = 4_096;
/// How long a group stays open.
const OPEN: Duration = Duration::from_millis(10);
/// Reports of the rest that a group with an urgent one takes along.
const ALONG: usize = 32;
/// From this urgency on a report is in the urgent lane: a child is in danger now, or the offender is with it.
const URGENT: u32 = Reason::OffenderHasAccess.weight();

/// What became of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It is stored.
    Stored(ReportId),
    /// The same sender sent the same body under the same idempotency key before: this is the report it became.
    Replayed(ReportId),
    /// The same sender sent another body under the same idempotency key before.
    Conflict,
}

struct Waiting {
    report: Arc<NewReportRow>,
    /// Until when a group that begins with it stays open. It runs from when the report came: what waited behind a group that was
    /// being written has waited enough.
    closes: Instant,
    answer: oneshot::Sender<Result<Taken, StoreError>>,
}

/// The way in. Cheap to clone; the writer ends when the last clone is gone and everything taken is answered.
#[derive(Clone)]
pub struct Intake {
    urgent: mpsc::Sender<Waiting>,
    rest: mpsc::Sender<Waiting>,
}

impl Intake {
    /// Starts the writer of a node.
    pub fn start(store: Store) -> (Self, tokio::task::JoinHandle<()>) {
        let (urgent, urgent_waiting) = mpsc::channel(WAITING);
        let (rest, rest_waiting) = mpsc::channel(WAITING);
        let lanes = Lanes { urgent: urgent_waiting, rest: rest_waiting };
        let writer = tokio::spawn(write_groups(store, lanes));
        (Self { urgent, rest }, writer)
    }

    /// Stores a report; returns when it is durable. [`StoreError::Busy`] where too many wait already.
    pub async fn take(&self, report: NewReportRow) -> Result<Taken, StoreError> {
        let (answer, answered) = oneshot::channel();
        let lane = if report.urgency.score >= URGENT { &self.urgent } else { &self.rest };
        let closes = tokio::time::sleep(OPEN).deadline();
        lane.try_send(Waiting { report: Arc::new(report), closes, answer }).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => StoreError::Busy,
            mpsc::error::TrySendError::Closed(_) => StoreError::Closed,
        })?;
        answered.await.map_err(|_| StoreError::Closed)?
    }
}

struct Lanes {
    urgent: mpsc::Receiver<Waiting>,
    rest: mpsc::Receiver<Waiting>,
}

/// Reports that are written together.
#[derive(Default)]
struct Group {
    reports: Vec<Waiting>,
    rows: usize,
}

impl Group {
    fn add(&mut self, waiting: Waiting) {
        self.rows += waiting.report.rows();
        self.reports.push(waiting);
    }

    fn has_room(&self) -> bool {
        self.reports.len() < GROUP && self.rows < ROWS
    }
}

impl Lanes {
    /// The next group; `None` when every way in is gone and nothing waits.
    async fn next(&mut self) -> Option<Group> {
        let mut group = Group::default();
        let urgent = tokio::select! {
            biased;
            Some(first) = self.urgent.recv() => { group.add(first); true }
            Some(first) = self.rest.recv() => { group.add(first); false }
            else => return None,
        };
        let urgent = urgent || self.gather(&mut group).await;
        if urgent {
            self.close(&mut group);
        }
        Some(group)
    }

    /// Takes what comes while the group is open; whether something urgent came, which closes it.
    async fn gather(&mut self, group: &mut Group) -> bool {
        let Some(first) = group.reports.first() else { return false };
        let closes = tokio::time::sleep_until(first.closes);
        tokio::pin!(closes);
        while group.has_room() {
            tokio::select! {
                biased;
                Some(next) = self.urgent.recv() => {
                    group.add(next);
                    return true;
                }
                Some(next) = self.rest.recv() => group.add(next),
                () = &mut closes => break,
            }
        }
        false
    }

    /// Everything urgent that waits by now, and a few of the rest.
    fn close(&mut self, group: &mut Group) {
        while group.has_room() {
            let Ok(next) = self.urgent.try_recv() else { break };
            group.add(next);
        }
        for _ in 0..ALONG {
            let Ok(next) = self.rest.try_recv() else { break };
            group.add(next);
        }
    }
}

async fn write_groups(store: Store, mut lanes: Lanes) {
    while let Some(group) = lanes.next().await {
        write_group(&store, group.reports).await;
    }
}

async fn write_group(store: &Store, group: Vec<Waiting>) {
    let reports: Vec<Arc<NewReportRow>> = group.iter().map(|waiting| Arc::clone(&waiting.report)).collect();
    match write(store, &reports).await {
        Ok(taken) => {
            for (waiting, taken) in group.into_iter().zip(taken) {
                // A caller that went away has its report all the same.
                let _ = waiting.answer.send(Ok(taken));
            }
        }
        Err(error) if group.len() > 1 => {
            tracing::warn!(%error, reports = group.len(), "a group of reports was refused; writing them one by one");
            for waiting in group {
                let result = write(store, std::slice::from_ref(&waiting.report)).await;
                let _ = waiting.answer.send(result.map(|taken| taken[0]));
            }
        }
        Err(error) => {
            if let Some(alone) = group.into_iter().next() {
                let _ = alone.answer.send(Err(error));
            }
        }
    }
}

async fn write(store: &Store, reports: &[Arc<NewReportRow>]) -> Result<Vec<Taken>, StoreError> {
    store.run("take reports", |tx| async move { write_in(&tx, reports).await }).await
}

async fn write_in(tx: &Tx, reports: &[Arc<NewReportRow>]) -> Result<Vec<Taken>, StoreError> {
    let keys: Vec<[u8; 16]> = reports.iter().filter_map(|report| report.idempotency).collect();
    let mut known: HashMap<[u8; 16], (ReportId, [u8; 32])> = sent_before(tx, &keys).await?;
    let mut taken = Vec::with_capacity(reports.len());
    let mut new = Vec::with_capacity(reports.len());
    for report in reports {
        let sent = report.idempotency.and_then(|key| known.get(&key).copied());
        taken.push(match sent {
            Some((id, body)) if Some(body) == report.body_digest => Taken::Replayed(id),
            Some(_) => Taken::Conflict,
            None => {
                if let (Some(key), Some(body)) = (report.idempotency, report.body_digest) {
                    known.insert(key, (report.id, body));
                }
                new.push(report.as_ref());
                Taken::Stored(report.id)
            }
        });
    }
    insert_reports(tx, &new).await?;
    Ok(taken)
}
