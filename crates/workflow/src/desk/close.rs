//! Closing a report that was acted on.

use tutela_model::access::Permission;
use tutela_model::id::ReportId;
use tutela_model::report_state::Event;

use super::{apply, get};
use crate::error::Error;
use crate::node::{Node, Viewer};

/// Closes a report: the desk is done with it. Notices under way go on being watched.
pub async fn close(node: &Node, viewer: &Viewer, id: ReportId) -> Result<(), Error> {
    viewer.must(Permission::WorkOnReport)?;
    node.store()
        .run("close report", |tx| async move {
            let mut row = get(&tx, id).await?;
            apply(&tx, node, &mut row, Event::Close { by: viewer.person.id }).await?;
            Ok(tx
                .audit([node.entry(viewer.actor(), "report.closed", format!("report:{id}"), String::new())])
                .await?)
        })
        .await
}
