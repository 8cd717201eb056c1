//! Creating a list, and changing what of it can be changed.

use tutela_crypto::DataKey;
use tutela_model::access::Permission;
use tutela_model::field_error::{FieldError, Problem};
use tutela_model::id::ListId;
use tutela_model::limits;
use tutela_model::list::{Action, List, ListSettings, MAX_RADIUS, Purpose};
use tutela_model::person::Actor;
use tutela_model::text::{self, Lines};
use tutela_store::Tx;
use tutela_store::records::{list, setting, subscription};

use crate::error::Error;
use crate::node::{Node, Viewer};
use crate::people::actor;

/// A list that is to be.
#[derive(Clone, Debug)]
pub struct NewList {
    pub(super) name: String,
    /// Who curates it, and how it came here.
    pub provenance: String,
    /// What it is a list of; it stays so.
    pub purpose: Purpose,
}

impl NewList {
    /// A list of this purpose.
    pub fn new(provenance: &str, purpose: Purpose) -> Self {
        Self { purpose, ..Self::from(provenance) }
    }

    /// With a name and a provenance that can be stored.
    pub(crate) fn checked(self, name: &str) -> Result<Self, Error> {
        Ok(Self {
            name: text::required("name", name, limits::SHORT, Lines::One)?,
            provenance: text::required("provenance", &self.provenance, limits::SHORT, Lines::One)?,
            purpose: self.purpose,
        })
    }
}

/// Adds an empty list.
pub async fn add_list(
    node: &Node,
    viewer: Option<&Viewer>,
    name: &str,
    new: NewList,
) -> Result<ListId, Error> {
    let actor = actor(viewer, Permission::ManageLists)?;
    let new = new.checked(name)?;
    node.store()
        .run("add list", |tx| {
            let new = new.clone();
            async move {
                if list::by_name(&tx, &new.name).await?.is_some() {
                    return Err(Error::Duplicate("list"));
                }
                Ok::<_, Error>(create(&tx, node, actor, new).await?.0)
            }
        })
        .await
}

/// Adds a list, in the caller's transaction.
pub(crate) async fn create(
    tx: &Tx,
    node: &Node,
    actor: Actor,
    new: NewList,
) -> Result<(ListId, DataKey), Error> {
    let id = ListId::new(node.now(), node.rng());
    let key = DataKey::generate(node.rng());
    let wrapped = node.sealing().wrap(&key, id.0, node.rng());
    let list = List {
        id,
        number: 0,
        name: new.name,
        provenance: new.provenance,
        purpose: new.purpose,
        // Nothing acts by itself until somebody has said so.
        action: Action::Review,
        radius: tutela_matching::MATCH_DISTANCE,
        shared: false,
        created_at: node.now(),
    };
    list::insert(tx, &list, &wrapped).await?;
    setting::lists_changed(tx, node.now()).await?;
    let detail = format!("purpose={}", new.purpose);
    tx.audit([node.entry(actor, "list.added", format!("list:{id}"), detail)]).await?;
    Ok((id, key))
}

/// Whether a list is filled by a subscription.
pub(super) async fn is_followed(tx: &Tx, id: ListId) -> Result<bool, Error> {
    Ok(subscription::all(tx).await?.iter().any(|row| row.list == id && row.ended_at.is_none()))
}

/// Changes a list's action, radius and whether members are given it.
pub async fn change_list(
    node: &Node,
    viewer: Option<&Viewer>,
    id: ListId,
    settings: ListSettings,
) -> Result<(), Error> {
    let actor = actor(viewer, Permission::ManageLists)?;
    if settings.radius > MAX_RADIUS {
        return Err(FieldError::new(
            "radius",
            Problem::Malformed { expected: format!("0 to {MAX_RADIUS} bits") },
        )
        .into());
    }
    node.store()
        .run("change list", |tx| async move {
            let row = list::get(&tx, id).await?.ok_or(Error::NotFound("list"))?;
            if settings.shared && is_followed(&tx, id).await? {
                return Err(Error::Refused(
                    "this list follows an upstream: members get it there, under the upstream's own rules",
                ));
            }
            list::set(&tx, id, settings).await?;
            setting::lists_changed(&tx, node.now()).await?;
            let before = row.list;
            let detail = format!(
                "action={} radius={} shared={} before_action={} before_radius={} before_shared={}",
                settings.action,
                settings.radius,
                settings.shared,
                before.action,
                before.radius,
                before.shared
            );
            Ok::<_, Error>(tx.audit([node.entry(actor, "list.changed", format!("list:{id}"), detail)]).await?)
        })
        .await
}
