//! Erasing what a report says, at the command line.

use tutela_model::id::ReportId;
use tutela_model::retention::ErasureReason;

use crate::error::Error;
use crate::node::Node;
use crate::retention::erase_as;

/// Erases a report that should not be kept, as the operator. See [`erase_as`] for every reason and for people of the desk.
pub async fn erase(node: &Node, id: ReportId) -> Result<(), Error> {
    erase_as(node, None, id, ErasureReason::Mistake).await
}
