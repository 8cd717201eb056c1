//! Tokens for the desk's isolated viewing machine. The console shows no page; where it must be seen, the analyst carries a
//! token over, and that machine learns the address, once.

use tutela_crypto::random_token;
use tutela_model::access::Permission;
use tutela_model::api_key::{ApiKey, Scope};
use tutela_model::clock::MINUTE;
use tutela_model::content::ContentKey;
use tutela_model::exposure::Exposed;
use tutela_model::id::ReportId;
use tutela_model::item::Item;
use tutela_model::person::Actor;
use tutela_store::records::item;
use tutela_store::records::viewing_token::{self, ViewingTokenRow};

use super::{get, must_hold};
use crate::error::Error;
use crate::node::{Node, Viewer};
use crate::quality;
use crate::sealing::{Blob, open};

/// How long a token can be redeemed, in microseconds.
pub const TOKEN_LIFE: i64 = 15 * MINUTE;

/// What the viewing machine learns.
pub struct Redeemed {
    /// The report.
    pub report: ReportId,
    /// The content, by its identity inside this node.
    pub content: Option<ContentKey>,
    /// The address to look at.
    pub url: String,
}

/// Makes a token for one web address of a report that the viewer works on.
pub async fn viewing_token(
    node: &Node,
    viewer: &Viewer,
    id: ReportId,
    position: u32,
) -> Result<String, Error> {
    viewer.must(Permission::ViewingToken)?;
    let token = random_token(node.rng());
    let digest = node.sealing().keys.tokens().digest(token.as_bytes());
    node.store()
        .run("viewing token", |tx| {
            let digest = &digest;
            async move {
                let row = get(&tx, id).await?;
                must_hold(&row, viewer)?;
                let items = item::of_report(&tx, id).await?;
                if !items
                    .iter()
                    .any(|item| item.position == position && item.kind == tutela_model::item::ItemKind::Url)
                {
                    return Err(Error::NotFound("web address in this report"));
                }
                let row = ViewingTokenRow {
                    report: id,
                    position,
                    made_by: viewer.person.id,
                    expires_at: node.now().plus(TOKEN_LIFE),
                };
                viewing_token::insert(&tx, digest, &row).await?;
                quality::count(&tx, node, viewer.person.id, Exposed::Viewed).await?;
                let detail = format!("item={position}");
                Ok(tx
                    .audit([node.entry(viewer.actor(), "viewing.token_made", format!("report:{id}"), detail)])
                    .await?)
            }
        })
        .await?;
    Ok(token)
}

/// Redeems a token, once; for a key of scope `viewing` only.
pub async fn redeem_viewing_token(node: &Node, key: &ApiKey, token: &str) -> Result<Redeemed, Error> {
    if key.scope != Scope::Viewing {
        return Err(Error::Denied(Permission::ViewingToken));
    }
    let digest = node.sealing().keys.tokens().digest(token.trim().as_bytes());
    node.store()
        .run("redeem viewing token", |tx| {
            let digest = &digest;
            async move {
                let token = viewing_token::redeem(&tx, digest, node.now()).await?.ok_or(Error::NotFound(
                    "viewing token, or it was redeemed already or has expired: make a new one",
                ))?;
                let row = get(&tx, token.report).await?;
                let data_key = node.sealing().report_key(token.report, row.data_key.as_deref())?;
                let items = item::of_report(&tx, token.report).await?;
                let found = items
                    .iter()
                    .find(|item| item.position == token.position)
                    .ok_or(Error::NotFound("item"))?;
                let place = Blob::Item(token.report, token.position);
                let Item::Url(url) = open::<Item>(&data_key, place, found.sealed.as_deref())? else {
                    return Err(Error::NotFound("web address"));
                };
                let detail = format!("item={} made_by=person:{}", token.position, token.made_by);
                let record = format!("report:{}", token.report);
                tx.audit([node.entry(Actor::Key(key.id), "viewing.token_redeemed", record, detail)]).await?;
                Ok(Redeemed { report: token.report, content: found.content, url: url.url })
            }
        })
        .await
}
