//! The job that watches a referral nobody has answered: it reminds, and then tells the desk.

use tutela_model::alert::AlertKind;
use tutela_model::id::ReferralId;
use tutela_model::letter::LetterAbout;
use tutela_model::person::Actor;
use tutela_model::referral::{Patience, ReferralWay};
use tutela_store::Tx;
use tutela_store::jobs::Job;
use tutela_store::records::referral::{self, ReferralRow};
use tutela_store::records::{member, report};

use super::letter::{self, AboutReferral};
use super::{key_of, link, opened};
use crate::alerts;
use crate::error::Error;
use crate::jobs::JobError;
use crate::node::Node;
use crate::outbox::{self, NewLetter};

/// The job's kind; its subject is the referral.
pub(crate) const WATCH_REFERRAL: &str = "watch_referral";

/// Looks whether a referral was answered, once.
pub(crate) async fn watch_referral(node: &Node, job: &Job) -> Result<(), JobError> {
    let id = ReferralId(job.subject.ok_or(Error::NotFound("referral"))?);
    node.store()
        .run("watch referral", |tx| async move {
            let row = referral::get(&tx, id).await?;
            let Some(row) = row.filter(|row| row.state.is_unanswered() && row.sealed.is_some()) else {
                return Ok::<_, Error>(tx.finish_job(job).await?);
            };
            let (now, patience) = (node.now(), Patience::of(row.urgent));
            if patience.is_overdue(row.created_at, now) {
                let since = row.times.needs_person.unwrap_or(now);
                referral::set_needs_person(&tx, id, Some(since)).await?;
                let record = format!("referral:{id}");
                tx.audit([node.entry(Actor::Node, "referral.unanswered", record.clone(), String::new())])
                    .await?;
                let detail = format!("state={}", row.state);
                alerts::raise(&tx, node, AlertKind::ReferralWaits, record, detail).await?;
                return Ok(tx.finish_job(job).await?);
            }
            let due = patience.reminders_due(row.created_at, now) as i64;
            if due > row.reminders {
                remind(&tx, node, &row, due).await?;
            }
            let next = patience.next(row.created_at, now).unwrap_or(now);
            Ok(tx.repeat_job(job, next).await?)
        })
        .await?;
    node.wake_jobs();
    Ok(())
}

async fn remind(tx: &Tx, node: &Node, row: &ReferralRow, n: i64) -> Result<(), Error> {
    let held = report::get(tx, row.report).await?.is_some_and(|report| report.data_key.is_some());
    let member = member::get(tx, row.member).await?;
    let Some(member) = member.filter(|_| held) else { return Ok(()) };
    let key = key_of(tx, node, row).await?;
    let sealed = opened(&key, row)?;
    let unread = row.way == ReferralWay::Mail && row.times.read.is_none();
    let link = match unread && node.settings().public_url.is_some() {
        true => Some(link::link_to(node, &link::new_open_token(tx, node, row).await?)?),
        false => None,
    };
    let about = AboutReferral { referral: row, member: &member.name, mailbox: &sealed.mailbox };
    let letter = NewLetter {
        about: LetterAbout::Referral,
        record: row.id.0,
        purpose: "reminder",
        report: Some((row.report, &key)),
        letter: &letter::reminder(node, &about, n, link),
    };
    outbox::put(tx, node, &letter).await?;
    referral::set_reminders(tx, row.id, n).await?;
    let record = format!("referral:{}", row.id);
    Ok(tx.audit([node.entry(Actor::Node, "referral.reminded", record, format!("reminder={n}"))]).await?)
}
