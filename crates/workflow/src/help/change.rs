//! Adding an entry and taking one away.

use tutela_model::access::Permission;
use tutela_model::help::{HelpDetails, HelpEntry, HelpTyped};
use tutela_model::id::HelpEntryId;
use tutela_store::StoreError;
use tutela_store::records::help;

use crate::error::Error;
use crate::node::{Node, Viewer};

/// Adds an entry. Nobody has confirmed it yet.
pub async fn add_help(node: &Node, viewer: &Viewer, typed: &HelpTyped<'_>) -> Result<HelpEntry, Error> {
    viewer.must(Permission::HelpDirectory)?;
    let details = HelpDetails::read(typed).map_err(Error::Fields)?;
    let id = HelpEntryId::new(node.now(), node.rng());
    let added = node
        .store()
        .run("add help entry", |tx| {
            let details = &details;
            async move {
                help::insert(&tx, id, details, node.now()).await?;
                let detail = format!("country={} kind={}", details.country, details.kind);
                tx.audit([node.entry(viewer.actor(), "help.added", format!("help:{id}"), detail)]).await
            }
        })
        .await;
    match added {
        Ok(()) => Ok(HelpEntry { id, details, confirmed: None, wrong_since: None }),
        Err(error) if StoreError::is_duplicate(&error) => Err(Error::Duplicate("help entry")),
        Err(error) => Err(error.into()),
    }
}

/// Takes an entry away, with what was noted of calls to it.
pub async fn remove_help(node: &Node, viewer: &Viewer, id: HelpEntryId) -> Result<(), Error> {
    viewer.must(Permission::HelpDirectory)?;
    node.store()
        .run("remove help entry", |tx| async move {
            if !help::delete(&tx, id).await? {
                return Err(Error::NotFound("help entry"));
            }
            let entry = node.entry(viewer.actor(), "help.removed", format!("help:{id}"), String::new());
            Ok(tx.audit([entry]).await?)
        })
        .await
}
