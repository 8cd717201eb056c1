//! The members directory.

use tutela_model::access::Permission;
use tutela_model::country::Country;
use tutela_model::id::MemberId;
use tutela_model::limits;
use tutela_model::member::{Member, MemberKind};
use tutela_model::selector::parse_email;
use tutela_model::text::{self, Lines};
use tutela_store::StoreError;
use tutela_store::records::member;

use super::keys::actor;
use crate::error::Error;
use crate::node::{Node, Viewer};

/// Adds an organisation to the directory.
pub async fn add_member(
    node: &Node,
    viewer: Option<&Viewer>,
    kind: MemberKind,
    name: &str,
    country: Option<Country>,
    contact: &str,
) -> Result<Member, Error> {
    let actor = actor(viewer, Permission::ManageMembers)?;
    let name = text::required("name", name, limits::SHORT, Lines::One)?;
    let contact = parse_email("contact", contact)?;
    let member = Member { id: MemberId::new(node.now(), node.rng()), kind, name, country, contact };
    let added = node
        .store()
        .run("add member", |tx| {
            let member = &member;
            async move {
                member::insert(&tx, member, node.now()).await?;
                let record = format!("member:{}", member.id);
                tx.audit([node.entry(actor, "member.added", record, format!("kind={kind}"))]).await
            }
        })
        .await;
    match added {
        Ok(()) => Ok(member),
        Err(error) if StoreError::is_duplicate(&error) => Err(Error::Duplicate("member")),
        Err(error) => Err(error.into()),
    }
}
