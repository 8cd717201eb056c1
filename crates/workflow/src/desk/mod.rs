//! What the desk does with a report: take it, ask, assess, decide.

mod ask;
mod assess;
mod claim;
mod close;
mod decide;
mod erase;
mod viewing;

pub use ask::ask;
pub(crate) use ask::write_word;
pub use assess::assess;
pub use claim::{claim, release};
pub use close::close;
pub use decide::{Deciding, decide};
pub use erase::erase;
pub use viewing::{Redeemed, TOKEN_LIFE, redeem_viewing_token, viewing_token};

use tutela_model::id::ReportId;
use tutela_model::report_state::Event;
use tutela_store::Tx;
use tutela_store::records::report::{self, ReportRow};

use crate::error::Error;
use crate::node::{Node, Viewer};
use crate::team;

/// The report, or an error that says that there is none.
pub(crate) async fn get(tx: &Tx, id: ReportId) -> Result<ReportRow, Error> {
    report::get(tx, id).await?.ok_or(Error::NotFound("report"))
}

/// The one place where a report changes its state.
pub(crate) async fn apply(tx: &Tx, node: &Node, row: &mut ReportRow, event: Event) -> Result<(), Error> {
    let old = row.state;
    let new = old.apply(event)?;
    report::set_state(tx, row.id, old, new, node.now()).await?;
    row.state = new;
    team::after_step(tx, node, row.id, old, new).await
}

/// An error unless the viewer works on the report.
pub(crate) fn must_hold(row: &ReportRow, viewer: &Viewer) -> Result<(), Error> {
    use tutela_model::report_state::StateError;
    match row.state.claimed_by {
        Some(holder) if holder == viewer.person.id => Ok(()),
        Some(_) => Err(StateError::ClaimedByOther.into()),
        None => Err(StateError::NotClaimed.into()),
    }
}
