//! Roles, and letting somebody in again.

use tutela_model::access::{Permission, Role};
use tutela_model::id::PersonId;
use tutela_store::records::{console_session, person};

use super::keys::actor;
use super::persons::{another_administrator, tell_of_access};
use crate::error::Error;
use crate::node::{Node, Viewer};

/// Gives somebody another role. Nobody gives themself one, and the last administrator keeps theirs. It holds from their next click on.
pub async fn change_role(
    node: &Node,
    viewer: Option<&Viewer>,
    id: PersonId,
    role: Role,
) -> Result<(), Error> {
    let actor = actor(viewer, Permission::ManagePeople)?;
    if viewer.is_some_and(|viewer| viewer.person.id == id) {
        return Err(Error::Refused("nobody changes their own role: ask another administrator"));
    }
    const LIAISON: Error =
        Error::Refused("a liaison stands for a member: add one on the member's page, or disable this one");
    if role == Role::Liaison {
        return Err(LIAISON);
    }
    node.store()
        .run("change role", |tx| async move {
            let person = person::get(&tx, id).await?.ok_or(Error::NotFound("person"))?;
            if person.role == Role::Liaison {
                return Err(LIAISON);
            }
            if person.role == role {
                return Err(Error::Refused("they have this role already"));
            }
            if person.role == Role::Administrator && !person.disabled {
                another_administrator(&tx, id).await?;
            }
            person::set_role(&tx, id, role).await?;
            let detail = format!("from={} to={role}", person.role);
            tx.audit([node.entry(actor, "person.role_changed", format!("person:{id}"), detail)]).await?;
            tell_of_access(&tx, node, actor, id, role, "role").await
        })
        .await
}

/// Lets a person sign in again. Their sessions stay ended.
pub async fn enable_person(node: &Node, viewer: Option<&Viewer>, id: PersonId) -> Result<(), Error> {
    let actor = actor(viewer, Permission::ManagePeople)?;
    node.store()
        .run("enable person", |tx| async move {
            let person = person::get(&tx, id).await?.ok_or(Error::NotFound("person"))?;
            if !person.disabled {
                return Err(Error::Refused("they can sign in already"));
            }
            person::set_disabled(&tx, id, None).await?;
            console_session::delete_of(&tx, id).await?;
            tx.audit([node.entry(actor, "person.enabled", format!("person:{id}"), String::new())]).await?;
            tell_of_access(&tx, node, actor, id, person.role, "enabled").await
        })
        .await
}
