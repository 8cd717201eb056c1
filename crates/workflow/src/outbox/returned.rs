//! A mail server's report that a letter came back, as the operator's mail server hands it over.

use tutela_formats::returned_mail::{self, ReturnedMail};
use tutela_model::letter::LetterState;
use tutela_model::person::Actor;
use tutela_store::records::mail;
use uuid::Uuid;

use super::by_hand::CAME_BACK;
use super::send::get_stuck;
use crate::error::Error;
use crate::node::Node;

/// What a report came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Returned {
    /// The letter needs a person now.
    NeedsPerson(Uuid),
    /// Nobody needs to do anything for it: it needs a person already, or was withdrawn.
    Known(Uuid),
}

/// Notes what a report says of a letter of this node. Whoever sends it must have seen the letter, whose id nobody can guess;
/// all that it can bring about is that a person looks.
pub async fn take_report(node: &Node, report: &[u8]) -> Result<Returned, Error> {
    let ReturnedMail { message_id, status } =
        returned_mail::read(report).map_err(|error| Error::File(error.to_string()))?;
    let id = message_id
        .split_once('@')
        .filter(|(_, domain)| domain.eq_ignore_ascii_case(&node.settings().domain))
        .and_then(|(id, _)| id.parse::<Uuid>().ok())
        .ok_or(Error::NotFound("letter of this node with that Message-ID"))?;
    let reason = match status {
        Some(status) => format!("{CAME_BACK} (status {status})"),
        None => CAME_BACK.to_owned(),
    };
    let reason = &reason;
    node.store()
        .run("letter returned", |tx| async move {
            let letter = mail::get(&tx, id).await?.ok_or(Error::NotFound("letter"))?;
            // A report may come before the note that the letter left.
            if matches!(letter.times.state(), LetterState::NeedsPerson | LetterState::Withdrawn) {
                return Ok(Returned::Known(id));
            }
            get_stuck(&tx, node, &letter, reason, Actor::Operator).await?;
            Ok(Returned::NeedsPerson(id))
        })
        .await
}
