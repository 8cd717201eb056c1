//! Erasing what a report says.

use tutela_model::id::ReportId;
use tutela_model::person::Actor;
use tutela_store::records::erasure;

use super::get;
use crate::error::Error;
use crate::node::Node;

/// Erases a report: its data key goes, and with it every sealed value; the rows it is found by go too. At the command line
/// only. Erasing it again empties the database's log again. What backups and PostgreSQL's own log still hold is named in `docs/operator.md`.
pub async fn erase(node: &Node, id: ReportId) -> Result<(), Error> {
    node.store()
        .run("erase report", |tx| async move {
            get(&tx, id).await?;
            // Erased before: what is left to do is the log, which a reader may have kept from being emptied then.
            if !erasure::erase_report(&tx, id, node.now()).await? {
                return Ok::<_, Error>(());
            }
            Ok(tx
                .audit([node.entry(Actor::Operator, "report.erased", format!("report:{id}"), String::new())])
                .await?)
        })
        .await?;
    Ok(node.store().truncate_log().await?)
}
