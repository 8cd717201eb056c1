//! The job that sends a letter. At least once, with a Message-ID that stays; what follows in the store happens exactly once.

use tutela_model::alert::AlertKind;
use tutela_model::letter::LetterState;
use tutela_model::person::Actor;
use tutela_store::Tx;
use tutela_store::jobs::{Job, MAX_ATTEMPTS};
use tutela_store::records::mail::{self, MailRow};

use super::follow::{self, Wanted, wanted};
use super::put::open_letter;
use crate::alerts;
use crate::error::Error;
use crate::jobs::JobError;
use crate::node::Node;
use crate::outside::mail::post;

/// The job's kind; its subject is the letter.
pub(crate) const SEND_MAIL: &str = "send_mail";
/// What an alert of stuck letters is about: one alert for all of them.
pub(crate) const OUTBOX: &str = "outbox:node";

/// Sends a letter, and does what follows.
pub(crate) async fn send_letter(node: &Node, job: &Job) -> Result<(), JobError> {
    let id = job.subject.ok_or(Error::NotFound("letter"))?;
    let found = node
        .store()
        .read("letter", |tx| async move {
            let Some(mail) = mail::get(&tx, id).await? else { return Ok::<_, Error>(None) };
            if mail.times.state() != LetterState::Waiting || wanted(&tx, &mail).await? != Wanted::Now {
                return Ok(None);
            }
            Ok(open_letter(&tx, node, &mail).await?.map(|letter| (mail, letter)))
        })
        .await?;
    let Some((mail, letter)) = found else {
        return Ok(forget(node, job).await?);
    };
    let smtp = node.settings().smtp.as_ref().ok_or(Error::NotSetUp("no mail server is set"))?;
    let mail = &mail;
    match post(node, smtp, id, &letter).await {
        Ok(()) => {
            node.store()
                .run("letter sent", |tx| async move {
                    tx.finish_job(job).await?;
                    gone_out(&tx, node, mail, Actor::Node).await
                })
                .await?;
            node.wake_jobs();
            Ok(())
        }
        Err(error) if error.may_pass() && job.attempts + 1 < MAX_ATTEMPTS => {
            let reason = &error.to_string();
            node.store()
                .run("letter failed", |tx| async move { mail::failed(&tx, id, reason).await })
                .await?;
            Err(JobError::Outside(error.to_string()))
        }
        Err(error) => {
            tracing::warn!(letter = %id, about = %mail.about, %error, "a letter needs a person");
            let reason = &error.to_string();
            node.store()
                .run("letter stuck", |tx| async move {
                    tx.finish_job(job).await?;
                    mail::failed(&tx, id, reason).await?;
                    get_stuck(&tx, node, mail, reason, Actor::Node).await
                })
                .await?;
            Ok(())
        }
    }
}

/// Forgets the job of a letter that was handed over, withdrawn or erased meanwhile, that must wait, or that nobody wants any more.
async fn forget(node: &Node, job: &Job) -> Result<(), Error> {
    node.store()
        .run("forget letter", |tx| async move {
            tx.finish_job(job).await?;
            let id = job.subject.unwrap_or_default();
            if let Some(mail) = mail::get(&tx, id).await?
                && mail.times.state() == LetterState::Waiting
                && wanted(&tx, &mail).await? == Wanted::NoMore
            {
                mail::set_withdrawn(&tx, id, node.now()).await?;
                let record = format!("{}:{}", mail.about, mail.record);
                tx.audit([node.entry(Actor::Node, "letter.withdrawn", record, format!("letter={id}"))])
                    .await?;
            }
            Ok(())
        })
        .await
}

/// Notes that a letter left the house, by mail or in a person's hand, and does what follows.
pub(crate) async fn gone_out(tx: &Tx, node: &Node, mail: &MailRow, actor: Actor) -> Result<(), Error> {
    mail::sent(tx, mail.id, node.now()).await?;
    let record = format!("{}:{}", mail.about, mail.record);
    let detail = format!("letter={} purpose={}", mail.id, mail.purpose);
    tx.audit([node.entry(actor, "letter.sent", record, detail)]).await?;
    follow::left(tx, node, mail, actor).await
}

/// Leaves a letter to a person: it is on their list, an alert says so, and its record learns of it.
pub(super) async fn get_stuck(
    tx: &Tx,
    node: &Node,
    mail: &MailRow,
    reason: &str,
    actor: Actor,
) -> Result<(), Error> {
    mail::set_stuck(tx, mail.id, reason, node.now()).await?;
    let record = format!("{}:{}", mail.about, mail.record);
    tx.audit([node.entry(actor, "letter.stuck", record, format!("letter={}", mail.id))]).await?;
    alerts::raise(tx, node, AlertKind::Letter, OUTBOX.to_owned(), format!("about={}", mail.about)).await?;
    follow::stuck(tx, node, mail).await
}
