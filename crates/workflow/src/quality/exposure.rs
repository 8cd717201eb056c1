//! Counting what somebody was exposed to, and the limit of a day.
//!
//! A limit protects the person and must not cost a child: whoever has reached it takes nothing more, but for a report that says that a
//! child is in danger now. That one they may take, a senior is alerted at once, and somebody else takes over.

use std::collections::HashSet;
use std::sync::Mutex;

use tutela_model::alert::AlertKind;
use tutela_model::exposure::{Exposed, day};
use tutela_model::id::{PersonId, ReportId};
use tutela_store::Tx;
use tutela_store::records::exposure;
use tutela_store::records::report::ReportRow;

use crate::alerts;
use crate::error::Error;
use crate::node::{Node, Viewer};

/// Which reports each person opened today: opening one again, after each act on it, is no new exposure. In memory: after a restart
/// a report may count once more.
#[derive(Default)]
pub(crate) struct Opened(Mutex<(i64, HashSet<(PersonId, ReportId)>)>);

impl Opened {
    /// Whether this person opened this report today.
    pub(crate) fn today(&self, node: &Node, person: PersonId, report: ReportId) -> bool {
        let today = day(node.now());
        self.0.lock().is_ok_and(|opened| opened.0 == today && opened.1.contains(&(person, report)))
    }

    /// Notes that they did.
    pub(crate) fn note(&self, node: &Node, person: PersonId, report: ReportId) {
        let today = day(node.now());
        if let Ok(mut opened) = self.0.lock() {
            if opened.0 != today {
                *opened = (today, HashSet::new());
            }
            opened.1.insert((person, report));
        }
    }
}

/// Counts one thing more that somebody was exposed to, in the transaction in which they were.
pub(crate) async fn count(tx: &Tx, node: &Node, person: PersonId, what: Exposed) -> Result<(), Error> {
    let now = node.now();
    let limit = exposure::limit_for(tx, person).await?;
    let mut today = exposure::of(tx, person, day(now)).await?;
    today.count(what, now, limit);
    Ok(exposure::set(tx, person, &today).await?)
}

/// An error where it is enough for today, unless a child may be in danger at this moment.
pub(crate) async fn must_have_room(
    tx: &Tx,
    node: &Node,
    viewer: &Viewer,
    row: &ReportRow,
) -> Result<(), Error> {
    let person = viewer.person.id;
    let limit = exposure::limit_for(tx, person).await?;
    let today = exposure::of(tx, person, day(node.now())).await?;
    if !today.is_enough(limit) || row.state.claimed_by == Some(person) {
        return Ok(());
    }
    if !row.urgency.is_danger() {
        return Err(Error::Refused(
            "you have reached your limit for today: it is enough. Leave this report to somebody else on shift, or ask your \
             supervisor, who can let you go on",
        ));
    }
    let record = format!("report:{}", row.id);
    let detail = format!("person={person} seen={} limit={}", today.total(), limit.daily);
    tx.audit([node.entry(viewer.actor(), "exposure.over_limit", record.clone(), detail)]).await?;
    alerts::raise(tx, node, AlertKind::OverLimit, record, format!("person={person}")).await
}
