//! What follows for a referral and its report when its letter left or got stuck, and when it was read.

use tutela_model::id::ReferralId;
use tutela_model::person::Actor;
use tutela_model::referral::ReferralEvent;
use tutela_store::Tx;
use tutela_store::records::mail::MailRow;
use tutela_store::records::referral::{self, ReferralRow};

use super::{apply, get};
use crate::error::Error;
use crate::node::{Node, Viewer};

/// Whether a letter about a referral is still wanted: not once the referral is over.
pub(crate) async fn is_wanted(tx: &Tx, mail: &MailRow) -> Result<bool, Error> {
    let row = referral::get(tx, ReferralId(mail.record)).await?;
    Ok(row.is_some_and(|row| !row.state.is_over()))
}

/// A letter left: the referral is with the member.
pub(crate) async fn left(tx: &Tx, node: &Node, mail: &MailRow) -> Result<(), Error> {
    let mut row = get(tx, ReferralId(mail.record)).await?;
    if row.state.is_over() {
        return Ok(());
    }
    if row.times.delivered.is_none() {
        apply(tx, node, &mut row, ReferralEvent::Delivered).await?;
    }
    // What waited for somebody because its letter could not leave waits no longer; the clock goes on.
    if row.state.is_unanswered() {
        referral::set_needs_person(tx, row.id, None).await?;
    }
    Ok(())
}

/// A letter cannot leave, or came back: the referral needs somebody of the desk.
pub(crate) async fn stuck(tx: &Tx, node: &Node, mail: &MailRow) -> Result<(), Error> {
    let row = get(tx, ReferralId(mail.record)).await?;
    if row.state.is_unanswered() {
        referral::set_needs_person(tx, row.id, Some(row.times.needs_person.unwrap_or(node.now()))).await?;
    }
    Ok(())
}

/// Somebody of the member read it.
pub(super) async fn read(
    tx: &Tx,
    node: &Node,
    row: &ReferralRow,
    actor: Actor,
    how: &str,
) -> Result<(), Error> {
    // Read by a link in a letter of which nobody has said yet that it left.
    if row.times.delivered.is_none() {
        referral::set_needs_person(tx, row.id, None).await?;
    }
    let record = format!("referral:{}", row.id);
    Ok(tx.audit([node.entry(actor, "referral.opened", record, format!("how={how}"))]).await?)
}

/// The member's liaison opened it.
pub(crate) async fn opened_by_liaison(
    tx: &Tx,
    node: &Node,
    viewer: &Viewer,
    row: &mut ReferralRow,
) -> Result<(), Error> {
    if row.times.read.is_none() {
        apply(tx, node, row, ReferralEvent::Opened).await?;
        read(tx, node, row, viewer.actor(), "liaison").await?;
    }
    Ok(())
}
