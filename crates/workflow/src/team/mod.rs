//! Working side by side: notes and mentions, offers of reports, shifts, saved views, what goes back to the queue, one act for many
//! reports of the same content, and what a page hears of while it is open.

pub(crate) mod browsing;
pub(crate) mod inbox;
pub mod live;
mod notes;
mod offers;
mod returns;
mod shifts;
mod together;
mod views;

pub use inbox::set_read;
pub use notes::{NOTE, add_note, correct_note};
pub use offers::{accept, decline, offer, take_back};
pub(crate) use returns::{RETURN_HELD, return_held};
pub(crate) use shifts::forget_old;
pub use shifts::{end_shift, start_shift};
pub use together::{AT_ONCE, Outcome, Refusal, Together, assess_content, decide_together};
pub(crate) use together::{found_gone, host_told};
pub use views::{NewView, delete_view, save_view};

use tutela_model::id::ReportId;
use tutela_model::report_state::ReportState;
use tutela_store::Tx;
use tutela_store::records::offer;

use crate::error::Error;
use crate::node::Node;

/// What follows for the team from a step of a report's state; in its transaction.
pub(crate) async fn after_step(
    tx: &Tx,
    node: &Node,
    id: ReportId,
    old: ReportState,
    new: ReportState,
) -> Result<(), Error> {
    if old.claimed_by == new.claimed_by {
        return Ok(());
    }
    if old.claimed_by.is_some() {
        offer::lapse(tx, id, node.now()).await?;
    }
    if let Some(person) = new.claimed_by {
        browsing::works_on(tx, node, person, id).await?;
    }
    Ok(())
}
