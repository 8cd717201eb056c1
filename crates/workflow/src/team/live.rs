//! What a page hears of while it is open: that the queue changed, how many reports came, that a report was changed by a colleague,
//! that something waits. Never what: whoever wants to know opens it.
//!
//! All listeners of a process share one look at the store a second, and none is taken while nobody listens. What they hear is
//! found by comparing, so that it does not matter which of several nodes on one database changed something.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{Mutex as Turn, watch};
use tutela_model::access::Permission;
use tutela_model::clock::{HOUR, SECOND, Timestamp};
use tutela_model::id::{PersonId, ReportId};
use tutela_model::team::URGENT;
use tutela_store::records::{inbox, queue, report};

use crate::error::Error;
use crate::node::{Node, Viewer};
use crate::people::session_lives;

/// Pages of one person that may listen at once: browsers open no more connections to one host.
const OF_PERSON: usize = 6;
/// Pages of everybody.
const OF_ALL: usize = 400;
/// A look at the store serves whoever asks so soon after.
const FRESH: i64 = SECOND;
/// How often a listener asks.
const EVERY: Duration = Duration::from_secs(1);
/// How often it is looked whether the session still lives.
const SESSION: i64 = 15 * SECOND;
/// Reports that came are counted up to here.
const COUNTED: u32 = 5_000;
/// Lines of the queue whose change is told: those of a first page.
const TOP: u32 = 50;

/// Reports that came in one hour: all, and the urgent ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Arrived {
    /// All.
    pub all: u64,
    /// Those that are urgent.
    pub urgent: u64,
}

/// How the queue stands, without a word of what is in it. It says the same on every node.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pulse {
    /// The hour, counted from 1970.
    pub hour: i64,
    /// What came in this hour.
    pub now: Arrived,
    /// What came in the hour before.
    pub before: Arrived,
    /// Changes when the first page of the queue does: another report, another holder.
    pub mark: u64,
}

/// How a report stands that somebody has open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// When it last changed.
    pub updated: Timestamp,
    /// Who holds it.
    pub holder: Option<PersonId>,
}

/// What a page is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// The queue stands otherwise.
    Queue(Pulse),
    /// The report that is open changed. Told with who holds it now, as far as it concerns the viewer.
    Report(Holder),
    /// So many things wait for the viewer that they have not read.
    Unread(u64),
    /// The session has ended, or the node stops: nothing more will be told.
    Ended,
}

/// Who holds a report, as far as it concerns whoever looks at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holder {
    /// Nobody.
    Nobody,
    /// The viewer.
    Viewer,
    /// A colleague.
    Colleague,
}

#[derive(Clone, Default)]
struct Seen {
    at: Option<Timestamp>,
    pulse: Pulse,
    reports: HashMap<ReportId, Standing>,
    unread: HashMap<PersonId, u64>,
}

/// Who listens, and what was seen last.
pub(crate) struct Live {
    seen: Turn<Arc<Seen>>,
    listeners: Mutex<Listeners>,
    closed: watch::Sender<bool>,
}

#[derive(Default)]
struct Listeners {
    people: HashMap<PersonId, usize>,
    reports: HashMap<ReportId, usize>,
}

impl Default for Live {
    fn default() -> Self {
        Self { seen: Turn::default(), listeners: Mutex::default(), closed: watch::Sender::new(false) }
    }
}

impl Live {
    fn listeners(&self) -> MutexGuard<'_, Listeners> {
        self.listeners.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Ends every listener: the node stops.
    pub(crate) fn close(&self) {
        self.closed.send_replace(true);
    }
}

/// A page that listens. Dropping it makes room for another.
pub struct Listener {
    node: Node,
    viewer: Viewer,
    token: String,
    report: Option<ReportId>,
    told: Told,
    session_at: Timestamp,
    closed: watch::Receiver<bool>,
}

#[derive(Default)]
struct Told {
    pulse: Option<Pulse>,
    standing: Option<Timestamp>,
    unread: Option<u64>,
}

/// How the queue stands now, for a page that is about to listen.
pub async fn pulse(node: &Node, viewer: &Viewer) -> Result<Pulse, Error> {
    viewer.must(Permission::ReadQueue)?;
    Ok(look(node).await?.pulse)
}

/// Lets a page listen. `report` is the one that is open in it, with when it had last changed as the page shows it.
pub fn listen(
    node: &Node,
    viewer: &Viewer,
    token: &str,
    report: Option<(ReportId, Timestamp)>,
) -> Result<Listener, Error> {
    viewer.must(Permission::ReadQueue)?;
    if report.is_some() {
        viewer.must(Permission::ReadReport)?;
    }
    let live = &node.inner.live;
    let me = viewer.person.id;
    let mut listeners = live.listeners();
    let mine = listeners.people.get(&me).copied().unwrap_or(0);
    if mine >= OF_PERSON || listeners.people.values().sum::<usize>() >= OF_ALL {
        return Err(Error::Refused(
            "too many pages listen at once: close some, or load the page anew yourself",
        ));
    }
    *listeners.people.entry(me).or_default() += 1;
    if let Some((report, _)) = report {
        *listeners.reports.entry(report).or_default() += 1;
    }
    drop(listeners);
    Ok(Listener {
        node: node.clone(),
        viewer: viewer.clone(),
        token: token.to_owned(),
        report: report.map(|(report, _)| report),
        told: Told { standing: report.map(|(_, updated)| updated), ..Told::default() },
        session_at: node.now(),
        closed: live.closed.subscribe(),
    })
}

impl Drop for Listener {
    fn drop(&mut self) {
        let mut listeners = self.node.inner.live.listeners();
        if let Some(n) = listeners.people.get_mut(&self.viewer.person.id) {
            *n = n.saturating_sub(1);
        }
        if let Some(n) = self.report.and_then(|report| listeners.reports.get_mut(&report)) {
            *n = n.saturating_sub(1);
        }
        listeners.people.retain(|_, n| *n > 0);
        listeners.reports.retain(|_, n| *n > 0);
    }
}

impl Listener {
    /// Waits until there is something to tell.
    pub async fn next(&mut self) -> Vec<Change> {
        loop {
            match self.look().await {
                Ok(changes) if changes.is_empty() => {}
                Ok(changes) => return changes,
                Err(error) => {
                    tracing::warn!(%error, "a page that listens could not be told anything");
                    return vec![Change::Ended];
                }
            }
            tokio::select! {
                _ = self.closed.wait_for(|closed| *closed) => return vec![Change::Ended],
                () = tokio::time::sleep(EVERY) => {}
            }
        }
    }

    /// What there is to tell since the last time. The first time it tells how things stand.
    pub async fn look(&mut self) -> Result<Vec<Change>, Error> {
        let now = self.node.now();
        if *self.closed.borrow() {
            return Ok(vec![Change::Ended]);
        }
        if now.since(self.session_at) >= SESSION {
            self.session_at = now;
            // Not a click: a page that is left open does not keep anybody signed in.
            let lives = session_lives(&self.node, &self.token).await?;
            if lives.is_none_or(|viewer| viewer.person != self.viewer.person) {
                return Ok(vec![Change::Ended]);
            }
        }
        let seen = look(&self.node).await?;
        let mut changes = Vec::new();
        if self.told.pulse != Some(seen.pulse) {
            self.told.pulse = Some(seen.pulse);
            changes.push(Change::Queue(seen.pulse));
        }
        let standing = self.report.and_then(|report| seen.reports.get(&report));
        // What was seen last may be older than the page, which was loaded after an act of its reader.
        if let Some(standing) = standing
            && self.told.standing.is_none_or(|told| told < standing.updated)
        {
            self.told.standing = Some(standing.updated);
            changes.push(Change::Report(match standing.holder {
                None => Holder::Nobody,
                Some(holder) if holder == self.viewer.person.id => Holder::Viewer,
                Some(_) => Holder::Colleague,
            }));
        }
        let unread = seen.unread.get(&self.viewer.person.id).copied();
        if let Some(unread) = unread.filter(|unread| self.told.unread != Some(*unread)) {
            self.told.unread = Some(unread);
            changes.push(Change::Unread(unread));
        }
        Ok(changes)
    }
}

/// How things stand: as seen within the last second, or looked at anew by the first who asks.
async fn look(node: &Node) -> Result<Arc<Seen>, Error> {
    let live = &node.inner.live;
    let mut seen = live.seen.lock().await;
    let now = node.now();
    if seen.at.is_some_and(|at| (0..FRESH).contains(&now.since(at))) {
        return Ok(Arc::clone(&seen));
    }
    let (people, reports): (Vec<_>, Vec<_>) = {
        let listeners = live.listeners();
        (listeners.people.keys().copied().collect(), listeners.reports.keys().copied().collect())
    };
    let (people, reports) = (&people, &reports);
    let fresh = node
        .store()
        .read("live", |tx| async move {
            let (hour, last) = (now.hour(), now.hour().plus(-HOUR));
            let arrived = |(all, urgent)| Arrived { all, urgent };
            let mut fresh = Seen { at: Some(now), ..Seen::default() };
            fresh.pulse = Pulse {
                hour: hour.micros() / HOUR,
                now: arrived(queue::arrived_since(&tx, hour, None, URGENT, COUNTED).await?),
                before: arrived(queue::arrived_since(&tx, last, Some(hour), URGENT, COUNTED).await?),
                mark: mark(&queue::top(&tx, TOP).await?),
            };
            for row in report::get_many(&tx, reports).await? {
                let standing = Standing { updated: row.times.updated, holder: row.state.claimed_by };
                fresh.reports.insert(row.id, standing);
            }
            for person in people {
                fresh.unread.insert(*person, inbox::count_unread(&tx, *person, 100).await?);
            }
            Ok::<_, Error>(fresh)
        })
        .await?;
    *seen = Arc::new(fresh);
    Ok(Arc::clone(&seen))
}

fn mark(top: &[(ReportId, Option<PersonId>)]) -> u64 {
    let mut hasher = DefaultHasher::new();
    top.hash(&mut hasher);
    // What a script can hold as a number.
    hasher.finish() >> 12
}
