//! Where there is no mail server, a person hands a letter over in another way and says so.

use tutela_model::access::Permission;
use tutela_model::id::NoticeId;
use tutela_store::records::mail;

use super::send::told;
use crate::error::Error;
use crate::node::{Node, Viewer};

/// Notes that every letter of a notice that still waits was handed to the host.
pub async fn hand_over(node: &Node, viewer: &Viewer, id: NoticeId) -> Result<(), Error> {
    viewer.must(Permission::Notices)?;
    node.store()
        .run("hand over", |tx| async move {
            let waiting: Vec<_> =
                mail::of_notice(&tx, id).await?.into_iter().filter(|mail| mail.sent_at.is_none()).collect();
            if waiting.is_empty() {
                return Err(Error::Refused("every letter of this notice has left the house already"));
            }
            // A letter that the mail server has not refused yet goes out by itself: nobody may say that it went.
            if node.settings().smtp.is_some() && waiting.iter().any(|mail| mail.last_error.is_none()) {
                return Err(Error::Refused(
                    "the letter goes out by mail: wait for it, or until the mail server refused it",
                ));
            }
            for mail in &waiting {
                told(&tx, node, mail, viewer.actor()).await?;
            }
            Ok(())
        })
        .await?;
    node.wake_jobs();
    Ok(())
}
