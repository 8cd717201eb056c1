//! "For you": what waits for a person.

use tutela_model::access::Permission;
use tutela_model::id::{InboxId, PersonId, ReportId};
use tutela_model::team::InboxKind;
use tutela_store::Tx;
use tutela_store::records::inbox::{self, InboxRow};

use crate::error::Error;
use crate::node::{Node, Viewer};

/// Lets something about a report wait for a person; in the transaction of what happened.
pub(crate) async fn tell(
    tx: &Tx,
    node: &Node,
    person: PersonId,
    kind: InboxKind,
    report: ReportId,
    by: Option<PersonId>,
) -> Result<(), Error> {
    // Of what a reporter did the hour is kept, in the id too.
    let at = if by.is_none() && kind == InboxKind::Answered { node.now().hour() } else { node.now() };
    let line = InboxRow {
        id: InboxId::new(at, node.rng()),
        person,
        kind,
        report,
        made_at: at,
        made_by: by,
        read_at: None,
    };
    Ok(inbox::insert(tx, &line).await?)
}

/// Marks one of the viewer's own lines as read, or as not read again.
pub async fn set_read(node: &Node, viewer: &Viewer, id: InboxId, read: bool) -> Result<(), Error> {
    viewer.must(Permission::ReadQueue)?;
    let at = read.then(|| node.now());
    node.store()
        .run("mark read", |tx| async move {
            if inbox::set_read(&tx, viewer.person.id, id, at).await? {
                Ok(())
            } else {
                Err(Error::NotFound("line of yours"))
            }
        })
        .await
}
