//! The job that sends a mail. At least once, with a Message-ID that stays; what follows in the store happens exactly once.

use tutela_model::id::NoticeId;
use tutela_model::notice::{NoticeEvent, NoticeState};
use tutela_model::person::Actor;
use tutela_model::report_state::Event;
use tutela_store::Tx;
use tutela_store::jobs::Job;
use tutela_store::records::mail::{self, MailRow};
use tutela_store::records::{notice, report};

use super::{Letter, WATCH_NOTICE};
use crate::desk;
use crate::error::Error;
use crate::jobs::JobError;
use crate::node::Node;
use crate::outside::mail::post;
use crate::sealing::{Blob, open};

/// The job's kind; its subject is the mail.
pub(crate) const SEND_MAIL: &str = "send_mail";

/// Sends a mail, and notes that the host was told.
pub(crate) async fn send_mail(node: &Node, job: &Job) -> Result<(), JobError> {
    let id = job.subject.ok_or(Error::NotFound("mail"))?;
    let found = node
        .store()
        .read("mail", |tx| async move {
            let Some(mail) = mail::get(&tx, id).await? else { return Ok::<_, Error>(None) };
            let gone =
                notice::get(&tx, mail.notice).await?.is_some_and(|row| row.state == NoticeState::Removed);
            let report = report::get(&tx, mail.report).await?;
            Ok(report.filter(|_| !gone).map(|report| (mail, report)))
        })
        .await?;
    let letter = match found {
        Some((mail, report)) if mail.sent_at.is_none() && mail.sealed.is_some() => {
            let key = node.sealing().report_key(report.id, report.data_key.as_deref())?;
            Some((open::<Letter>(&key, Blob::Mail(id), mail.sealed.as_deref())?, mail))
        }
        // Handed over by a person, found gone, or erased, meanwhile.
        _ => None,
    };
    let Some((letter, mail)) = letter else {
        return Ok(node.store().run("forget mail job", |tx| async move { tx.finish_job(job).await }).await?);
    };
    let smtp = node.settings().smtp.as_ref().ok_or(Error::NotSetUp("no mail server is set"))?;
    if let Err(error) = post(node, smtp, id, &letter).await {
        let reason = error.to_string();
        let reason = &reason;
        node.store().run("mail failed", |tx| async move { mail::failed(&tx, id, reason).await }).await?;
        return Err(if error.may_pass() {
            JobError::Outside(error.to_string())
        } else {
            JobError::ForGood(error.to_string())
        });
    }
    let mail = &mail;
    node.store()
        .run("mail sent", |tx| async move {
            tx.finish_job(job).await?;
            told(&tx, node, mail, Actor::Node).await
        })
        .await?;
    Ok(())
}

/// Notes that a mail left the house: the clock of the notice and of the report start, and the watch begins.
pub(super) async fn told(tx: &Tx, node: &Node, mail: &MailRow, actor: Actor) -> Result<(), Error> {
    let now = node.now();
    mail::sent(tx, mail.id, now).await?;
    let record = format!("notice:{}", mail.notice);
    tx.audit([node.entry(
        actor,
        "notice.sent",
        record,
        format!("mail={} purpose={}", mail.id, mail.purpose),
    )])
    .await?;
    let row = notice::get(tx, mail.notice).await?.ok_or(Error::NotFound("notice"))?;
    // A later letter of the same notice, or one that crossed with the finding that it is gone.
    if row.sent_at.is_some() || row.state == NoticeState::Removed {
        return Ok(());
    }
    let state = row.state.apply(NoticeEvent::Sent)?;
    notice::set_state(tx, row.id, state, None, now).await?;
    let mut report = desk::get(tx, mail.report).await?;
    if report.state.status != tutela_model::report_state::Status::Closed {
        desk::apply(tx, node, &mut report, Event::NoticeSent).await?;
    }
    start_watch(tx, node, row.id).await
}

async fn start_watch(tx: &Tx, node: &Node, notice: NoticeId) -> Result<(), Error> {
    let first = super::watch::first_look(node);
    Ok(tx.add_job(node.rng(), WATCH_NOTICE, Some(notice.0), node.now().plus(first)).await?)
}
