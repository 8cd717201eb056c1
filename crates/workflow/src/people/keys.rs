//! API keys: adding, revoking, recognising.

use tutela_crypto::random_token;
use tutela_model::access::Permission;
use tutela_model::api_key::{ApiKey, Scope};
use tutela_model::id::ApiKeyId;
use tutela_model::person::Actor;
use tutela_model::text::{self, Lines};
use tutela_store::records::api_key::{self, KeyState};

use crate::error::Error;
use crate::node::{Node, Viewer};

/// Characters in a key's name.
const NAME: usize = 80;
/// What every key begins with, so that a leaked one is recognised by those who look for leaks.
pub(super) const PREFIX: &str = "tutela_";

/// A key that was just added. The secret is told once.
pub struct NewKey {
    /// The key.
    pub key: ApiKey,
    /// What its holder sends as `Authorization: Bearer …`.
    pub secret: String,
}

/// Adds a key. `viewer` is `None` at the command line, whose user could read the data directory anyway.
pub async fn add_key(
    node: &Node,
    viewer: Option<&Viewer>,
    name: &str,
    scope: Scope,
    budget: u32,
) -> Result<NewKey, Error> {
    let actor = actor(viewer, Permission::ManageKeys)?;
    let name = text::required("name", name, NAME, Lines::One)?;
    let secret = format!("{PREFIX}{}", random_token(node.rng()));
    let digest = node.sealing().keys.tokens().digest(secret.as_bytes());
    let key = ApiKey { id: ApiKeyId::new(node.now(), node.rng()), name, scope, budget, revoked: false };
    node.store()
        .run("add key", |tx| {
            let (key, digest) = (&key, &digest);
            async move {
                api_key::insert(&tx, key, digest, node.now()).await?;
                let detail = format!("scope={scope} budget={budget}");
                tx.audit([node.entry(actor, "key.added", format!("key:{}", key.id), detail)]).await?;
                Ok::<_, Error>(())
            }
        })
        .await?;
    Ok(NewKey { key, secret })
}

/// Revokes a key: within a second no node takes it any more.
pub async fn revoke_key(node: &Node, viewer: Option<&Viewer>, id: ApiKeyId) -> Result<(), Error> {
    let actor = actor(viewer, Permission::ManageKeys)?;
    node.store()
        .run("revoke key", |tx| async move {
            if !api_key::revoke(&tx, id, node.now()).await? {
                return Err(Error::NotFound("key that is not revoked already"));
            }
            Ok(tx.audit([node.entry(actor, "key.revoked", format!("key:{id}"), String::new())]).await?)
        })
        .await
}

/// The key with this secret; `None` where there is none or it was revoked.
pub async fn authenticate(node: &Node, secret: &str) -> Result<Option<ApiKey>, Error> {
    if !secret.starts_with(PREFIX) || secret.len() > 128 {
        return Ok(None);
    }
    let digest = node.sealing().keys.tokens().digest(secret.as_bytes());
    let now = node.now();
    if let Some(key) = node.inner.key_cache.get(&digest, now) {
        return Ok(Some(key));
    }
    let digest_ref = &digest;
    let found =
        node.store().read("key", |tx| async move { api_key::by_secret(&tx, digest_ref, now).await }).await?;
    let Some(state) = found.filter(|state| state.is_valid(now)) else { return Ok(None) };
    let today = now.day();
    if state.used_on.is_none_or(|day| day < today) {
        let id = state.key.id;
        // Once a day: a day tells whether a key is still needed, a minute would tell when its holder works.
        let noted =
            node.store().run("key used", |tx| async move { api_key::set_used(&tx, id, today).await }).await;
        if let Err(error) = noted {
            tracing::error!(%error, "the day on which a key was used could not be noted");
        }
    }
    node.inner.key_cache.put(digest, state.key.clone(), now);
    Ok(Some(state.key))
}

/// Who acts: the person in the console if they may, or the operator at the command line.
pub(crate) fn actor(viewer: Option<&Viewer>, permission: Permission) -> Result<Actor, Error> {
    match viewer {
        Some(viewer) => viewer.must(permission).map(|()| viewer.actor()),
        None => Ok(Actor::Operator),
    }
}

/// Every key, with its times; for the command line.
pub async fn keys(node: &Node) -> Result<Vec<KeyState>, Error> {
    Ok(node.store().read("keys", |tx| async move { api_key::states(&tx).await }).await?)
}
