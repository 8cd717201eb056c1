//! Taking a report and giving it back.

use tutela_model::access::Permission;
use tutela_model::id::ReportId;
use tutela_model::report_state::Event;
use tutela_store::records::danger;

use super::{apply, get};
use crate::error::Error;
use crate::node::{Node, Viewer};
use crate::quality;

/// Takes a report to work on it. Taking it twice is the same as once.
pub async fn claim(node: &Node, viewer: &Viewer, id: ReportId) -> Result<(), Error> {
    viewer.must(Permission::WorkOnReport)?;
    change(node, viewer, id, Event::Claim(viewer.person.id), "report.claimed").await
}

/// Gives a report back to the queue; a senior may give back what another holds.
pub async fn release(node: &Node, viewer: &Viewer, id: ReportId) -> Result<(), Error> {
    viewer.must(Permission::WorkOnReport)?;
    let event = Event::Release { by: viewer.person.id, for_others: viewer.may(Permission::ReleaseOthers) };
    change(node, viewer, id, event, "report.released").await
}

async fn change(
    node: &Node,
    viewer: &Viewer,
    id: ReportId,
    event: Event,
    action: &'static str,
) -> Result<(), Error> {
    node.store()
        .run(action, |tx| async move {
            let mut row = get(&tx, id).await?;
            if matches!(event, Event::Claim(_)) {
                quality::must_have_room(&tx, node, viewer, &row).await?;
            }
            apply(&tx, node, &mut row, event).await?;
            danger::opened(&tx, id).await?;
            Ok(tx.audit([node.entry(viewer.actor(), action, format!("report:{id}"), String::new())]).await?)
        })
        .await
}
