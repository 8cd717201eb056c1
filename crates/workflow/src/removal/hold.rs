//! Police holds: the notices of a report wait for the go-ahead. A hold lapses by itself; a named officer makes it longer. Who asked is
//! sealed; how many holds there were, and how they ended, is told to everybody.

use serde::{Deserialize, Serialize};
use tutela_crypto::DataKey;
use tutela_model::access::Permission;
use tutela_model::clock::Timestamp;
use tutela_model::hold::{HoldEnding, HoldEvent, HoldState};
use tutela_model::id::{HoldId, ReportId};
use tutela_model::letter::LetterState;
use tutela_model::limits;
use tutela_model::notice::{NoticeError, NoticeEvent, NoticeState};
use tutela_model::person::Actor;
use tutela_model::text::{self, Lines};
use tutela_store::Tx;
use tutela_store::jobs::Job;
use tutela_store::records::police_hold::{self, HoldCounts, HoldRow};
use tutela_store::records::{mail, notice};

use crate::desk;
use crate::error::Error;
use crate::jobs::JobError;
use crate::node::{Node, Viewer};
use crate::outbox::SEND_MAIL;
use crate::sealing::{Blob, open, seal};

/// The job's kind; its subject is the hold.
pub(crate) const LAPSE_HOLD: &str = "lapse_hold";

/// Who of the police asks: a name and a unit, so that a hold is somebody's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Officer {
    /// Their name.
    pub name: String,
    /// Their unit.
    pub unit: String,
}

/// What an officer asked for, as it is sealed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Asked {
    pub(crate) at: Timestamp,
    /// `placed`, `renewed`, `go_ahead`.
    pub(crate) what: String,
    pub(crate) name: String,
    pub(crate) unit: String,
}

fn asked(at: Timestamp, what: &str, officer: &Officer) -> Result<Asked, Error> {
    Ok(Asked {
        at,
        what: what.to_owned(),
        name: text::required("officer", &officer.name, limits::SHORT, Lines::One)?,
        unit: text::required("unit", &officer.unit, limits::SHORT, Lines::One)?,
    })
}

/// Holds the notices of a report back: those that have not left the house, and those that are still to be written.
pub async fn place_hold(
    node: &Node,
    viewer: &Viewer,
    report: ReportId,
    officer: &Officer,
) -> Result<HoldId, Error> {
    viewer.must(Permission::Notices)?;
    let asked = asked(node.now(), "placed", officer)?;
    let asked = &asked;
    let id = node
        .store()
        .run("place hold", |tx| async move {
            let row = desk::get(&tx, report).await?;
            let key = node.sealing().report_key(report, row.data_key.as_deref())?;
            if police_hold::open_of_report(&tx, report).await?.is_some() {
                return Err(Error::Refused("the notices of this report are held already: renew the hold"));
            }
            let notices = notice::of_report(&tx, report).await?;
            let waiting: Vec<_> =
                notices.iter().filter(|notice| notice.state == NoticeState::Queued).collect();
            // A hold on what every host knows already would be a false comfort.
            if !notices.is_empty() && waiting.is_empty() {
                return Err(NoticeError::Told.into());
            }
            let now = node.now();
            let id = HoldId::new(now, node.rng());
            let hold = HoldRow {
                id,
                report,
                placed_at: now,
                placed_by: viewer.person.id,
                state: HoldState::new(now, node.settings().removal.hold),
                ended_at: None,
                sealed: Some(seal(&key, Blob::Hold(id.0), &vec![asked.clone()], node.rng())),
            };
            police_hold::insert(&tx, &hold).await?;
            for notice in waiting {
                let state = notice.state.apply(NoticeEvent::Held)?;
                notice::set_state(&tx, notice.id, state, None, now).await?;
            }
            tx.add_job(node.rng(), LAPSE_HOLD, Some(id.0), hold.state.until).await?;
            let detail = format!("hold={id} until={}", hold.state.until);
            tx.audit([node.entry(viewer.actor(), "hold.placed", format!("report:{report}"), detail)]).await?;
            Ok(id)
        })
        .await?;
    Ok(id)
}

/// Makes a hold longer, at the wish of a named officer.
pub async fn renew_hold(node: &Node, viewer: &Viewer, id: HoldId, officer: &Officer) -> Result<(), Error> {
    let event = HoldEvent::Renewed(node.settings().removal.hold);
    change(node, viewer, id, event, "renewed", officer).await
}

/// The police say that hosts may be told: the notices leave at once.
pub async fn go_ahead(node: &Node, viewer: &Viewer, id: HoldId, officer: &Officer) -> Result<(), Error> {
    change(node, viewer, id, HoldEvent::GoAhead, "go_ahead", officer).await?;
    node.wake_jobs();
    Ok(())
}

async fn change(
    node: &Node,
    viewer: &Viewer,
    id: HoldId,
    event: HoldEvent,
    what: &'static str,
    officer: &Officer,
) -> Result<(), Error> {
    viewer.must(Permission::Notices)?;
    let asked = asked(node.now(), what, officer)?;
    let asked = &asked;
    node.store()
        .run("change hold", |tx| async move {
            let hold = police_hold::get(&tx, id).await?.ok_or(Error::NotFound("hold"))?;
            let report = desk::get(&tx, hold.report).await?;
            let key = node.sealing().report_key(report.id, report.data_key.as_deref())?;
            let state = hold.state.apply(event, node.now())?;
            let mut words = officers(&key, &hold)?;
            words.push(asked.clone());
            let sealed = seal(&key, Blob::Hold(id.0), &words, node.rng());
            set(&tx, node, &hold, state, Some(&sealed), viewer.actor()).await
        })
        .await
}

/// Who asked for what, in order.
pub(crate) fn officers(key: &DataKey, hold: &HoldRow) -> Result<Vec<Asked>, Error> {
    open(key, Blob::Hold(hold.id.0), hold.sealed.as_deref())
}

/// Writes where a hold stands now; where it ended, its notices are on their way.
async fn set(
    tx: &Tx,
    node: &Node,
    hold: &HoldRow,
    state: HoldState,
    sealed: Option<&[u8]>,
    actor: Actor,
) -> Result<(), Error> {
    police_hold::set_state(tx, hold.id, state, sealed, node.now()).await?;
    let action = match state.ending {
        None => "hold.renewed",
        Some(HoldEnding::GoAhead) => "hold.go_ahead",
        Some(HoldEnding::Lapsed) => "hold.lapsed",
    };
    let detail = format!("hold={} until={}", hold.id, state.until);
    tx.audit([node.entry(actor, action, format!("report:{}", hold.report), detail)]).await?;
    if state.ending.is_none() {
        return Ok(());
    }
    for notice in notice::of_report(tx, hold.report).await? {
        if notice.state != NoticeState::Held {
            continue;
        }
        notice::set_state(tx, notice.id, notice.state.apply(NoticeEvent::Released)?, None, node.now())
            .await?;
        if node.settings().smtp.is_some() {
            for mail in mail::of_notice(tx, notice.id).await? {
                if mail.times.state() == LetterState::Waiting {
                    tx.hasten_job(node.rng(), SEND_MAIL, mail.id, node.now()).await?;
                }
            }
        }
    }
    Ok(())
}

/// Looks whether a hold has had its time; one that was renewed is looked at again when its new time is over.
pub(crate) async fn lapse_hold(node: &Node, job: &Job) -> Result<(), JobError> {
    let id = HoldId(job.subject.ok_or(Error::NotFound("hold"))?);
    node.store()
        .run("lapse hold", |tx| async move {
            let hold = police_hold::get(&tx, id).await?.filter(|hold| hold.state.ending.is_none());
            let Some(hold) = hold else { return Ok::<_, Error>(tx.finish_job(job).await?) };
            let state = hold.state.apply(HoldEvent::Clock, node.now())?;
            if state.ending.is_none() {
                return Ok(tx.repeat_job(job, hold.state.until).await?);
            }
            tx.finish_job(job).await?;
            set(&tx, node, &hold, state, hold.sealed.as_deref(), Actor::Node).await
        })
        .await?;
    node.wake_jobs();
    Ok(())
}

/// How many holds were placed between two times, and how they ended: for the page that tells everybody.
pub(crate) async fn hold_counts(tx: &Tx, from: Timestamp, to: Timestamp) -> Result<HoldCounts, Error> {
    Ok(police_hold::counts(tx, from, to).await?)
}
