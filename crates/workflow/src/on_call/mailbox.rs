//! Where a person is told that a report needs them. It may be a private mailbox, so it is sealed, and no page shows it.

use tutela_model::access::Permission;
use tutela_model::id::PersonId;
use tutela_model::selector::parse_email;
use tutela_store::records::{person, person_mailbox};

use crate::error::Error;
use crate::node::{Node, Viewer};
use crate::sealing::Blob;

/// Sets a person's mailbox: one's own, or anybody's for whoever sets the plan.
pub async fn set_mailbox(node: &Node, viewer: &Viewer, of: PersonId, address: &str) -> Result<(), Error> {
    may_set(viewer, of)?;
    let address = parse_email("mailbox", address)?;
    let sealed = node.sealing().seal_own(Blob::Mailbox(of.0), &address, node.rng());
    node.store()
        .run("set mailbox", |tx| {
            let sealed = &sealed;
            async move {
                person::get(&tx, of).await?.ok_or(Error::NotFound("person"))?;
                person_mailbox::set(&tx, of, sealed, node.now()).await?;
                let record = format!("person:{of}");
                Ok(tx
                    .audit([node.entry(viewer.actor(), "person.mailbox_set", record, String::new())])
                    .await?)
            }
        })
        .await
}

/// Takes a person's mailbox away.
pub async fn remove_mailbox(node: &Node, viewer: &Viewer, of: PersonId) -> Result<(), Error> {
    may_set(viewer, of)?;
    node.store()
        .run("remove mailbox", |tx| async move {
            if !person_mailbox::delete(&tx, of).await? {
                return Err(Error::NotFound("mailbox"));
            }
            let record = format!("person:{of}");
            Ok(tx
                .audit([node.entry(viewer.actor(), "person.mailbox_removed", record, String::new())])
                .await?)
        })
        .await
}

fn may_set(viewer: &Viewer, of: PersonId) -> Result<(), Error> {
    let own = viewer.person.id == of;
    viewer.must(if own { Permission::ReadOnCall } else { Permission::ManageOnCall })
}
