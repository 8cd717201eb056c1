//! Places at the preparation of reports: matching, reading what is known, sealing. A flood waits here, and what says that a child is in
//! danger does not wait behind it.

use tokio::sync::SemaphorePermit;
use tutela_model::report::{NewReport, Origin};

use crate::node::Node;

/// Reports that are prepared at once, apart from those that do not wait.
pub(crate) const PLACES: usize = 32;

/// A place, once there is one; none is needed for a report that says that a child is in danger.
pub(super) async fn place<'a>(node: &'a Node, report: &NewReport) -> Option<SemaphorePermit<'a>> {
    let child = &report.child;
    let urgent = child.immediate_danger == Some(true)
        || child.offender_has_access == Some(true)
        || report.origin == Origin::Young;
    // The places are never closed: without an answer the report goes on all the same.
    if urgent { None } else { node.inner.preparing.acquire().await.ok() }
}
