//! What a person does with a letter that cannot leave by itself.

use tutela_model::access::Permission;
use tutela_model::letter::LetterState;
use tutela_model::selector::parse_email;
use tutela_store::Tx;
use tutela_store::records::mail::{self, MailRow};
use uuid::Uuid;

use super::follow::{Wanted, permission, wanted};
use super::put::key_of;
use super::send::{get_stuck, gone_out};
use super::{Letter, SEND_MAIL};
use crate::error::Error;
use crate::node::{Node, Viewer};
use crate::sealing::{Blob, open, seal};

/// The letter, if the viewer may see to letters of its kind and it stands where `state` says.
async fn get(
    tx: &Tx,
    viewer: &Viewer,
    id: Uuid,
    state: LetterState,
    otherwise: &'static str,
) -> Result<MailRow, Error> {
    let mail = mail::get(tx, id).await?.ok_or(Error::NotFound("letter"))?;
    viewer.must(permission(mail.about))?;
    if state == LetterState::NeedsPerson && wanted(tx, &mail).await? == Wanted::Later {
        return Err(Error::Refused(
            "the police asked to wait: the letter may not leave before the hold ends",
        ));
    }
    if mail.times.state() == state { Ok(mail) } else { Err(Error::Refused(otherwise)) }
}

/// Why a letter that left needs a person again.
pub(super) const CAME_BACK: &str = "it came back: the recipient's mail server did not deliver it";

const NOT_STUCK: &str = "this letter needs nobody: it goes out by itself, has left, or was withdrawn";

/// Notes that a person handed a letter over in another way.
pub async fn handed_over(node: &Node, viewer: &Viewer, id: Uuid) -> Result<(), Error> {
    viewer.must(Permission::Letters)?;
    node.store()
        .run("letter handed over", |tx| async move {
            let mail = get(&tx, viewer, id, LetterState::NeedsPerson, NOT_STUCK).await?;
            gone_out(&tx, node, &mail, viewer.actor()).await
        })
        .await?;
    node.wake_jobs();
    Ok(())
}

/// Lets a letter go out by mail again, to another mailbox if one is given.
pub async fn send_again(node: &Node, viewer: &Viewer, id: Uuid, to: Option<&str>) -> Result<(), Error> {
    viewer.must(Permission::Letters)?;
    let to = to.filter(|to| !to.trim().is_empty()).map(|to| parse_email("to", to)).transpose()?;
    if node.settings().smtp.is_none() {
        return Err(Error::Refused("no mail server is set: hand the letter over in another way"));
    }
    node.store()
        .run("letter again", |tx| {
            let to = &to;
            async move {
                let mail = get(&tx, viewer, id, LetterState::NeedsPerson, NOT_STUCK).await?;
                let key = key_of(&tx, node, &mail).await?.ok_or(Error::NotFound("letter: it was erased"))?;
                let mut letter: Letter = open(&key, Blob::Mail(id), mail.sealed.as_deref())?;
                let moved = to.as_ref().is_some_and(|to| *to != letter.to);
                if let Some(to) = to {
                    letter.to.clone_from(to);
                }
                let sealed = seal(&key, Blob::Mail(id), &letter, node.rng());
                mail::set_waiting(&tx, id, &sealed).await?;
                tx.hasten_job(node.rng(), SEND_MAIL, id, node.now()).await?;
                let record = format!("{}:{}", mail.about, mail.record);
                let detail = format!("letter={id} other_mailbox={moved}");
                Ok::<_, Error>(tx.audit([node.entry(viewer.actor(), "letter.again", record, detail)]).await?)
            }
        })
        .await?;
    node.wake_jobs();
    Ok(())
}

/// Notes that a letter need not go any more.
pub async fn withdraw(node: &Node, viewer: &Viewer, id: Uuid) -> Result<(), Error> {
    viewer.must(Permission::Letters)?;
    node.store()
        .run("letter withdrawn", |tx| async move {
            let mail = get(&tx, viewer, id, LetterState::NeedsPerson, NOT_STUCK).await?;
            mail::set_withdrawn(&tx, id, node.now()).await?;
            let record = format!("{}:{}", mail.about, mail.record);
            let entry = node.entry(viewer.actor(), "letter.withdrawn", record, format!("letter={id}"));
            Ok(tx.audit([entry]).await?)
        })
        .await
}

/// Notes that a letter came back, as the desk's mailbox was told: it needs a person again.
pub async fn came_back(node: &Node, viewer: &Viewer, id: Uuid) -> Result<(), Error> {
    viewer.must(Permission::Letters)?;
    node.store()
        .run("letter came back", |tx| async move {
            let otherwise = "only a letter that has left the house can come back";
            let mail = get(&tx, viewer, id, LetterState::Sent, otherwise).await?;
            get_stuck(&tx, node, &mail, CAME_BACK, viewer.actor()).await
        })
        .await
}
