//! The job that watches a notice: looks, reminds, and calls a person.

use tutela_model::clock::Timestamp;
use tutela_model::id::NoticeId;
use tutela_model::ladder::Rung;
use tutela_model::notice::{Finding, NoticeEvent, REMINDERS, reminders_due};
use tutela_model::person::Actor;
use tutela_store::Tx;
use tutela_store::jobs::Job;
use tutela_store::records::notice::NoticeRow;
use tutela_store::records::{mail, notice, report};

use super::climb::climb_by_itself;
use super::found::note;
use super::{SealedNotice, letter};
use crate::desk;
use crate::error::Error;
use crate::jobs::JobError;
use crate::node::Node;
use crate::outbox::Letter;
use crate::outside::look::{Looked, look};
use crate::sealing::{Blob, open};

/// The job's kind; its subject is the notice.
pub(crate) const WATCH_NOTICE: &str = "watch_notice";

/// Microseconds from when the host was told to the first look; where nothing may look, to when a person is called.
pub(super) fn first_look(node: &Node) -> i64 {
    match node.settings().recheck.legal_basis {
        Some(_) => node.settings().recheck.first,
        None => REMINDERS[0],
    }
}

/// Looks whether what a notice names is gone, once.
pub(crate) async fn watch_notice(node: &Node, job: &Job) -> Result<(), JobError> {
    let id = NoticeId(job.subject.ok_or(Error::NotFound("notice"))?);
    let found = node
        .store()
        .read("watched notice", |tx| async move {
            let Some(row) = notice::get(&tx, id).await? else { return Ok::<_, Error>(None) };
            let report = report::get(&tx, row.report).await?;
            Ok(report.map(|report| (row, report)))
        })
        .await?;
    let watched = found.filter(|(row, report)| row.state.is_watched() && report.data_key.is_some());
    let Some((row, report)) = watched else {
        return Ok(node.store().run("forget watch", |tx| async move { tx.finish_job(job).await }).await?);
    };
    let key = node.sealing().report_key(report.id, report.data_key.as_deref())?;
    let sealed: SealedNotice = open(&key, Blob::Notice(id.0), row.sealed.as_deref())?;
    let looked = match node.settings().recheck.legal_basis {
        Some(_) => Some(look(&node.settings().recheck, &sealed.url).await),
        None => None,
    };
    let looked = looked.as_ref();
    node.store()
        .run("watch notice", |tx| async move {
            let row = notice::get(&tx, id).await?.ok_or(Error::NotFound("notice"))?;
            if row.state.is_watched() {
                after_look(&tx, node, job, &row, looked).await
            } else {
                Ok(tx.finish_job(job).await?)
            }
        })
        .await?;
    node.wake_jobs();
    Ok(())
}

async fn after_look(
    tx: &Tx,
    node: &Node,
    job: &Job,
    row: &NoticeRow,
    looked: Option<&Looked>,
) -> Result<(), Error> {
    let now = node.now();
    let state = match looked {
        Some(looked) => note(tx, node, row, looked.finding, Actor::Node, looked.how).await?,
        None => row.state,
    };
    if !state.is_watched() {
        return Ok(tx.finish_job(job).await?);
    }
    let settings = node.settings();
    let told = row.rung_at.or(row.sent_at).unwrap_or(now);
    // Only the host is reminded: whoever stands above it has one letter and their time.
    let due = if row.rung == Rung::Host { reminders_due(told, now) as i64 } else { 0 };
    // After the last reminder the host has until the next look.
    let wait =
        settings.removal.wait(row.rung) + if row.rung == Rung::Host { settings.recheck.every } else { 0 };
    // Nobody looks by itself, or whoever was told has had their time: the next one up is told, or a person must act.
    let overdue = looked.is_none() || now.since(told) >= wait;
    if overdue {
        let up = looked.is_some_and(|looked| looked.finding == Finding::StillUp);
        if up && climb_by_itself(tx, node, row).await? {
            return Ok(tx.repeat_job(job, now.plus(settings.recheck.every)).await?);
        }
        let state = row.state.apply(NoticeEvent::Overdue)?;
        notice::set_state(tx, row.id, state, None, now).await?;
        let record = format!("notice:{}", row.id);
        tx.audit([node.entry(Actor::Node, "notice.needs_person", record, String::new())]).await?;
        return Ok(tx.finish_job(job).await?);
    }
    // Reminded only of what was seen to be up: an unclear answer is no reason to press a host.
    if due > row.reminders && looked.is_some_and(|looked| looked.finding == Finding::StillUp) {
        remind(tx, node, row, due).await?;
    }
    Ok(tx.repeat_job(job, next_look(node, row, told, now)).await?)
}

/// The next regular look, or the next reminder's time, or the end of the waiting, if that is earlier.
fn next_look(node: &Node, row: &NoticeRow, told: Timestamp, now: Timestamp) -> Timestamp {
    let regular = now.plus(node.settings().recheck.every);
    let wait = [node.settings().removal.wait(row.rung)];
    let times: &[i64] = if row.rung == Rung::Host { &REMINDERS } else { &wait };
    let reminder = times.iter().map(|after| told.plus(*after)).find(|at| *at > now);
    reminder.map_or(regular, |at| at.min(regular))
}

async fn remind(tx: &Tx, node: &Node, row: &NoticeRow, n: i64) -> Result<(), Error> {
    let report = desk::get(tx, row.report).await?;
    let key = node.sealing().report_key(report.id, report.data_key.as_deref())?;
    let sealed: SealedNotice = open(&key, Blob::Notice(row.id.0), row.sealed.as_deref())?;
    let mails = mail::of_notice(tx, row.id).await?;
    let first = mails.first().ok_or(Error::NotFound("letter"))?;
    let first: Letter = open(&key, Blob::Mail(first.id), first.sealed.as_deref())?;
    let reminder = letter::reminder(node.settings(), &first, row.id, &sealed.url, n);
    super::notice::post(tx, node, row, &key, "reminder", &reminder).await?;
    notice::set_reminders(tx, row.id, n).await?;
    let record = format!("notice:{}", row.id);
    Ok(tx.audit([node.entry(Actor::Node, "notice.reminded", record, format!("reminder={n}"))]).await?)
}
