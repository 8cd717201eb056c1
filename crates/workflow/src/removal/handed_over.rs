//! Where there is no mail server, a person hands a letter over in another way and says so.

use tutela_model::access::Permission;
use tutela_model::id::NoticeId;
use tutela_model::letter::LetterState;
use tutela_model::notice::NoticeState;
use tutela_store::records::{mail, notice};

use crate::error::Error;
use crate::node::{Node, Viewer};
use crate::outbox::gone_out;

/// Notes that every letter of a notice that still waits was handed to the host.
pub async fn hand_over(node: &Node, viewer: &Viewer, id: NoticeId) -> Result<(), Error> {
    viewer.must(Permission::Notices)?;
    node.store()
        .run("hand over", |tx| async move {
            if notice::get(&tx, id).await?.is_some_and(|row| row.state == NoticeState::Held) {
                return Err(Error::Refused(
                    "the police asked to wait: nobody may be told before the hold ends",
                ));
            }
            let mut waiting = mail::of_notice(&tx, id).await?;
            waiting
                .retain(|mail| matches!(mail.times.state(), LetterState::Waiting | LetterState::NeedsPerson));
            if waiting.is_empty() {
                return Err(Error::Refused("every letter of this notice has left the house already"));
            }
            // A letter that the mail server has not refused yet goes out by itself: nobody may say that it went.
            let untried = |mail: &mail::MailRow| {
                mail.times.state() == LetterState::Waiting && mail.last_error.is_none()
            };
            if node.settings().smtp.is_some() && waiting.iter().any(untried) {
                return Err(Error::Refused(
                    "the letter goes out by mail: wait for it, or until the mail server refused it",
                ));
            }
            for mail in &waiting {
                gone_out(&tx, node, mail, viewer.actor()).await?;
            }
            Ok(())
        })
        .await?;
    node.wake_jobs();
    Ok(())
}
