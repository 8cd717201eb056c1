//! Asking a service to keep what it has, until the police come with legal process. A request has an end; before it comes, the desk is
//! told, so that it can be made longer.

use serde::{Deserialize, Serialize};
use tutela_model::access::Permission;
use tutela_model::alert::AlertKind;
use tutela_model::clock::{DAY, Timestamp};
use tutela_model::field_error::{FieldError, Problem};
use tutela_model::id::{PreservationId, ReportId};
use tutela_model::item::Item;
use tutela_model::letter::LetterAbout;
use tutela_model::limits;
use tutela_model::person::Actor;
use tutela_model::preservation::{DAYS, PreservationEvent, PreservationState, REMIND};
use tutela_model::report_state::Decision;
use tutela_model::selector::parse_email;
use tutela_model::text::{self, Lines};
use tutela_store::Tx;
use tutela_store::jobs::Job;
use tutela_store::records::item;
use tutela_store::records::preservation::{self, PreservationRow};

use super::preserve_letter;
use crate::alerts;
use crate::desk;
use crate::error::Error;
use crate::jobs::JobError;
use crate::node::{Node, Viewer};
use crate::outbox::{self, NewLetter};
use crate::sealing::{Blob, open, seal};

/// The job's kind; its subject is the request.
pub(crate) const PRESERVATION: &str = "preservation";

/// What a service is asked.
#[derive(Clone, Debug, Default)]
pub struct NewPreservation {
    /// Which item: an account or a web address.
    pub position: u32,
    /// The service's name.
    pub service: String,
    /// Its mailbox for such requests.
    pub mailbox: String,
    /// For how many days.
    pub days: u32,
}

/// To which mailbox, as it is sealed. What is to be kept stands in the letter.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct SealedPreservation {
    pub(crate) mailbox: String,
}

fn end(node: &Node, days: u32) -> Result<Timestamp, Error> {
    if DAYS.contains(&days) {
        return Ok(node.now().plus(i64::from(days) * DAY));
    }
    let expected = format!("a number of days from {} to {}", DAYS.start(), DAYS.end());
    Err(FieldError::new("days", Problem::Malformed { expected }).into())
}

/// Asks a service to keep what it has about an item. Only where the report was found actionable: a letter about an account says that
/// there is something about it.
pub async fn ask_to_preserve(
    node: &Node,
    viewer: &Viewer,
    report: ReportId,
    new: &NewPreservation,
) -> Result<PreservationId, Error> {
    viewer.must(Permission::Notices)?;
    let service = text::required("service", &new.service, limits::SHORT, Lines::One)?;
    let mailbox = parse_email("mailbox", &new.mailbox)?;
    let until = end(node, new.days)?;
    let (service, mailbox) = (&service, &mailbox);
    let id = node
        .store()
        .run("ask to preserve", |tx| async move {
            let row = desk::get(&tx, report).await?;
            if row.state.decision != Some(Decision::Actionable) {
                return Err(tutela_model::report_state::StateError::NotActionable.into());
            }
            let key = node.sealing().report_key(report, row.data_key.as_deref())?;
            let items = item::of_report(&tx, report).await?;
            let found =
                items.iter().find(|item| item.position == new.position).ok_or(Error::NotFound("item"))?;
            let item: Item = open(&key, Blob::Item(report, new.position), found.sealed.as_deref())?;
            if !matches!(item, Item::Account(_) | Item::Url(_)) {
                return Err(Error::Refused(
                    "a service can keep an account or what lies at a web address: choose one of those",
                ));
            }
            let now = node.now();
            let id = PreservationId::new(now, node.rng());
            let request = PreservationRow {
                id,
                report,
                position: new.position,
                service: Some(service.clone()),
                state: PreservationState::Asked,
                asked_at: now,
                asked_by: viewer.person.id,
                until,
                extensions: 0,
                reminded_at: None,
                confirmed_at: None,
                ended_at: None,
                sealed: Some(seal(
                    &key,
                    Blob::Preservation(id.0),
                    &SealedPreservation { mailbox: mailbox.clone() },
                    node.rng(),
                )),
            };
            preservation::insert(&tx, &request).await?;
            let letter = preserve_letter::first(node.settings(), id, mailbox, &item, until);
            let new = NewLetter {
                about: LetterAbout::Preservation,
                record: id.0,
                purpose: "preservation",
                report: Some((report, &key)),
                letter: &letter,
            };
            outbox::put(&tx, node, &new).await?;
            tx.add_job(node.rng(), PRESERVATION, Some(id.0), reminder(&request)).await?;
            let detail = format!("request={id} until={until}");
            tx.audit([node.entry(viewer.actor(), "preservation.asked", format!("report:{report}"), detail)])
                .await?;
            Ok(id)
        })
        .await?;
    node.wake_jobs();
    Ok(id)
}

/// When the end of a request is brought to mind: two weeks before, or at once where it is shorter.
fn reminder(request: &PreservationRow) -> Timestamp {
    request.until.plus(-REMIND).max(request.asked_at)
}

/// Asks the service to keep it longer: so many days from now on.
pub async fn extend_preservation(
    node: &Node,
    viewer: &Viewer,
    id: PreservationId,
    days: u32,
) -> Result<(), Error> {
    viewer.must(Permission::Notices)?;
    let until = end(node, days)?;
    node.store()
        .run("extend preservation", |tx| async move {
            let mut request = preservation::get(&tx, id).await?.ok_or(Error::NotFound("request"))?;
            request.state = request.state.apply(PreservationEvent::Extended(until), request.until)?;
            let report = desk::get(&tx, request.report).await?;
            let key = node.sealing().report_key(report.id, report.data_key.as_deref())?;
            let sealed: SealedPreservation = open(&key, Blob::Preservation(id.0), request.sealed.as_deref())?;
            (request.until, request.extensions) = (until, request.extensions + 1);
            (request.reminded_at, request.confirmed_at) = (None, None);
            preservation::update(&tx, &request).await?;
            let letter = preserve_letter::extension(node.settings(), id, &sealed.mailbox, until);
            let new = NewLetter {
                about: LetterAbout::Preservation,
                record: id.0,
                purpose: "extension",
                report: Some((report.id, &key)),
                letter: &letter,
            };
            outbox::put(&tx, node, &new).await?;
            let at = until.plus(-REMIND).max(node.now());
            tx.hasten_job(node.rng(), PRESERVATION, id.0, at).await?;
            audit(&tx, node, viewer.actor(), &request, "preservation.extended").await
        })
        .await?;
    node.wake_jobs();
    Ok(())
}

/// Notes what the service answered, or that the request is no longer needed.
pub async fn note_preservation(
    node: &Node,
    viewer: &Viewer,
    id: PreservationId,
    event: PreservationEvent,
) -> Result<(), Error> {
    viewer.must(Permission::Notices)?;
    let action = match event {
        PreservationEvent::Confirmed => "preservation.confirmed",
        PreservationEvent::Refused => "preservation.refused",
        PreservationEvent::Ended => "preservation.ended",
        PreservationEvent::Extended(_) => {
            return Err(Error::Refused("a request is made longer with a letter of its own"));
        }
    };
    node.store()
        .run("note preservation", |tx| async move {
            let mut request = preservation::get(&tx, id).await?.ok_or(Error::NotFound("request"))?;
            request.state = request.state.apply(event, request.until)?;
            match request.state {
                PreservationState::Confirmed => request.confirmed_at = Some(node.now()),
                // What was refused runs out, too: nobody needs to be reminded of it.
                PreservationState::Ended | PreservationState::Refused => request.ended_at = Some(node.now()),
                PreservationState::Asked => {}
            }
            preservation::update(&tx, &request).await?;
            audit(&tx, node, viewer.actor(), &request, action).await
        })
        .await
}

async fn audit(
    tx: &Tx,
    node: &Node,
    actor: Actor,
    request: &PreservationRow,
    action: &'static str,
) -> Result<(), Error> {
    let detail = format!("request={} until={}", request.id, request.until);
    Ok(tx.audit([node.entry(actor, action, format!("report:{}", request.report), detail)]).await?)
}

/// The clock of a request: brings its end to mind, then ends it.
pub(crate) async fn preservation_clock(node: &Node, job: &Job) -> Result<(), JobError> {
    let id = PreservationId(job.subject.ok_or(Error::NotFound("request"))?);
    node.store()
        .run("preservation clock", |tx| async move {
            let request = preservation::get(&tx, id).await?.filter(|request| request.ended_at.is_none());
            let Some(mut request) = request else { return Ok::<_, Error>(tx.finish_job(job).await?) };
            let now = node.now();
            if now >= request.until {
                tx.finish_job(job).await?;
                request.state = request.state.apply(PreservationEvent::Ended, request.until)?;
                request.ended_at = Some(now);
                preservation::update(&tx, &request).await?;
                return audit(&tx, node, Actor::Node, &request, "preservation.ended").await;
            }
            if request.reminded_at.is_none() && now >= request.until.plus(-REMIND) {
                request.reminded_at = Some(now);
                preservation::update(&tx, &request).await?;
                let record = format!("report:{}", request.report);
                let detail = format!("request={id} until={}", request.until);
                alerts::raise(&tx, node, AlertKind::Preservation, record, detail).await?;
            }
            let next =
                if request.reminded_at.is_some() { request.until } else { request.until.plus(-REMIND) };
            Ok(tx.repeat_job(job, next).await?)
        })
        .await?;
    Ok(())
}
