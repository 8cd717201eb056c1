//! Keys that end, and secrets that are changed for others.

use tutela_crypto::random_token;
use tutela_model::access::Permission;
use tutela_model::clock::{DAY, Timestamp};
use tutela_model::field_error::{FieldError, Problem};
use tutela_model::id::ApiKeyId;
use tutela_store::records::api_key;

use super::keys::{NewKey, PREFIX, actor};
use crate::error::Error;
use crate::node::{Node, Viewer};

/// The secret before is taken for so long, unless another time is said.
pub const GRACE: i64 = 7 * DAY;
/// No longer than this, or it is no change.
const LONGEST_GRACE: i64 = 30 * DAY;

/// Gives a key another secret. The one before is taken for `grace` microseconds more, so that its holder can change it without a gap.
pub async fn rotate_key(
    node: &Node,
    viewer: Option<&Viewer>,
    id: ApiKeyId,
    grace: i64,
) -> Result<NewKey, Error> {
    let actor = actor(viewer, Permission::ManageKeys)?;
    if !(0..=LONGEST_GRACE).contains(&grace) {
        let expected = "0 to 30 days".to_owned();
        return Err(FieldError::new("grace", Problem::Malformed { expected }).into());
    }
    let secret = format!("{PREFIX}{}", random_token(node.rng()));
    let digest = node.sealing().keys.tokens().digest(secret.as_bytes());
    let now = node.now();
    let key = node
        .store()
        .run("rotate key", |tx| {
            let digest = &digest;
            async move {
                if !api_key::rotate(&tx, id, digest, now.plus(grace), now).await? {
                    return Err(Error::NotFound("key that is not revoked"));
                }
                let detail = format!("old_until={}", now.plus(grace));
                tx.audit([node.entry(actor, "key.rotated", format!("key:{id}"), detail)]).await?;
                api_key::get(&tx, id).await?.ok_or(Error::NotFound("key"))
            }
        })
        .await?;
    Ok(NewKey { key, secret })
}

/// Sets when a key ends by itself, or that it does not.
pub async fn expire_key(
    node: &Node,
    viewer: Option<&Viewer>,
    id: ApiKeyId,
    at: Option<Timestamp>,
) -> Result<(), Error> {
    let actor = actor(viewer, Permission::ManageKeys)?;
    if at.is_some_and(|at| at <= node.now()) {
        let expected = "a day that is still to come: to end a key now, revoke it".to_owned();
        return Err(FieldError::new("expires", Problem::Malformed { expected }).into());
    }
    node.store()
        .run("expire key", |tx| async move {
            if !api_key::set_expiry(&tx, id, at).await? {
                return Err(Error::NotFound("key that is not revoked"));
            }
            let detail = format!("at={}", at.map_or_else(|| "never".to_owned(), |at| at.to_string()));
            Ok(tx.audit([node.entry(actor, "key.expires", format!("key:{id}"), detail)]).await?)
        })
        .await
}
