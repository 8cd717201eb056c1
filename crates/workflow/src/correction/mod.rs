//! Corrections: what somebody was told turned out wrong, so everybody who was told learns of it, and says that they noted it.

mod acknowledge;
mod letter;
mod make;
mod watch;

pub use acknowledge::{Acknowledging, CorrectionShown, acknowledge, look_correction, show_correction};
pub use make::correct;
pub(crate) use watch::{WATCH_CORRECTION, watch_correction};

use tutela_model::id::ToldId;
use tutela_store::Tx;
use tutela_store::records::correction;
use tutela_store::records::mail::MailRow;

use crate::error::Error;
use crate::node::Node;

/// How long the link to a correction can be used.
pub(crate) const ACKNOWLEDGE_LIFE: i64 = 366 * tutela_model::clock::DAY;

/// A letter about a correction left.
pub(crate) async fn left(tx: &Tx, node: &Node, mail: &MailRow) -> Result<(), Error> {
    Ok(correction::set_told(tx, ToldId(mail.record), node.now()).await?)
}

/// Whether a letter about a correction is still wanted: not once it was acknowledged in another way.
pub(crate) async fn is_wanted(tx: &Tx, mail: &MailRow) -> Result<bool, Error> {
    let told = correction::get_told(tx, ToldId(mail.record)).await?;
    Ok(told.is_some_and(|told| told.acknowledged_at.is_none()))
}
