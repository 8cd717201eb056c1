//! How well the desk agrees, and how it fares: second opinions, samples, and what each person was exposed to.

mod exposure;
mod limits;
mod sample;
mod second_opinion;

use tutela_model::exposure::Exposed;
use tutela_store::Tx;
use tutela_store::records::assessment::AssessmentRow;

use crate::error::Error;
use crate::node::Node;

pub(crate) use exposure::{Opened, count, must_have_room};
pub use limits::{let_go_on, set_limit};
pub(crate) use sample::sample_percent;
pub use sample::{SAMPLE_PERCENT, set_sample_percent};
pub(crate) use second_opinion::{Stage, is_blind, stage};
pub use second_opinion::{ask_opinion, give_opinion, opinion_viewing_token, settle_opinion};

/// What follows whenever somebody has assessed content, in the same transaction: it counts as exposure, and may be drawn as a sample.
pub(crate) async fn after_assessment(
    tx: &Tx,
    node: &Node,
    made: &AssessmentRow,
    position: u32,
) -> Result<(), Error> {
    count(tx, node, made.made_by, Exposed::Assessed).await?;
    sample::draw(tx, node, made, position).await
}
