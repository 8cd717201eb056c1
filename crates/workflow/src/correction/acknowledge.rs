//! Reading a correction and saying that it was noted: by the link in its letter, by a liaison who signs in, or told to the desk.

use tutela_model::access::Permission;
use tutela_model::clock::Timestamp;
use tutela_model::correction::{CorrectionKind, ToldKind};
use tutela_model::id::{NoticeId, ReferralId, ToldId};
use tutela_model::one_time::TokenKind;
use tutela_model::person::Actor;
use tutela_store::Tx;
use tutela_store::records::correction::{self, ToldRow};
use tutela_store::records::{notice, one_time, referral};
use uuid::Uuid;

use crate::desk;
use crate::error::Error;
use crate::node::{Node, Viewer};
use crate::referral::of_liaison;
use crate::sealing::{Blob, open};

/// Who says that a correction was noted.
#[derive(Clone, Copy)]
pub enum Acknowledging<'a> {
    /// Whoever holds the link of the letter.
    Link(&'a str),
    /// The member's liaison, who has signed in.
    Liaison(&'a Viewer, ToldId),
    /// Somebody of the desk, who was told so.
    Desk(&'a Viewer, ToldId),
}

/// A correction as its recipient reads it.
#[derive(Clone, Debug)]
pub struct CorrectionShown {
    /// Which telling of it.
    pub id: ToldId,
    /// What is wrong.
    pub kind: CorrectionKind,
    /// What is right.
    pub text: String,
    /// When it was made.
    pub made_at: Timestamp,
    /// What was told wrongly, and its reference.
    pub about: (ToldKind, Uuid),
    /// When its recipient said that it was noted.
    pub acknowledged_at: Option<Timestamp>,
}

async fn by_token(tx: &Tx, node: &Node, token: &str) -> Result<Option<ToldRow>, Error> {
    let digest = node.sealing().keys.tokens().digest(token.trim().as_bytes());
    let found = one_time::get(tx, &digest).await?;
    let Some(row) = found.filter(|row| row.kind == TokenKind::Acknowledge && node.now() < row.expires_at)
    else {
        return Ok(None);
    };
    Ok(correction::get_told(tx, ToldId(row.record)).await?)
}

/// A correction, opened.
pub(crate) async fn shown(tx: &Tx, node: &Node, told: &ToldRow) -> Result<CorrectionShown, Error> {
    let row = correction::get(tx, told.correction).await?.ok_or(Error::NotFound("correction"))?;
    let report = desk::get(tx, row.report).await?;
    let key = node.sealing().report_key(report.id, report.data_key.as_deref())?;
    Ok(CorrectionShown {
        id: told.id,
        kind: row.kind,
        text: open(&key, Blob::Correction(row.id.0), row.sealed.as_deref())?,
        made_at: row.made_at,
        about: (told.kind, told.record),
        acknowledged_at: told.acknowledged_at,
    })
}

/// Whether a link leads to a correction. Nothing of it is told before the button is pressed.
pub async fn look_correction(node: &Node, token: &str) -> Result<bool, Error> {
    node.store()
        .read("look at correction", |tx| async move { Ok(by_token(&tx, node, token).await?.is_some()) })
        .await
}

/// Shows a correction to whoever holds its link; `None` where the link leads nowhere.
pub async fn show_correction(node: &Node, token: &str) -> Result<Option<CorrectionShown>, Error> {
    node.store()
        .run("show correction", |tx| async move {
            let Some(told) = by_token(&tx, node, token).await? else { return Ok(None) };
            let found = shown(&tx, node, &told).await?;
            let actor = recipient(&tx, &told).await?;
            let record = format!("correction:{}", told.correction);
            tx.audit([node.entry(actor, "correction.read", record, format!("told={}", told.id))]).await?;
            Ok(Some(found))
        })
        .await
}

/// Who was told, as the log names them.
async fn recipient(tx: &Tx, told: &ToldRow) -> Result<Actor, Error> {
    Ok(match told.kind {
        ToldKind::Referral => referral::get(tx, ReferralId(told.record))
            .await?
            .map_or(Actor::Public, |row| Actor::Member(row.member)),
        ToldKind::Notice => {
            notice::get(tx, NoticeId(told.record)).await?.ok_or(Error::NotFound("notice"))?;
            Actor::Public
        }
    })
}

/// Notes that a correction was noted by its recipient.
pub async fn acknowledge(node: &Node, by: Acknowledging<'_>) -> Result<(), Error> {
    match by {
        Acknowledging::Liaison(viewer, _) => viewer.must(Permission::Liaison)?,
        Acknowledging::Desk(viewer, _) => viewer.must(Permission::Refer)?,
        Acknowledging::Link(_) => {}
    }
    const NONE: Error = Error::NotFound("correction");
    node.store()
        .run("acknowledge correction", |tx| async move {
            let (told, actor) = match by {
                Acknowledging::Link(token) => {
                    let told = by_token(&tx, node, token).await?.ok_or(NONE)?;
                    let actor = recipient(&tx, &told).await?;
                    (told, actor)
                }
                Acknowledging::Liaison(viewer, id) => {
                    let told = correction::get_told(&tx, id).await?.ok_or(NONE)?;
                    if told.kind != ToldKind::Referral {
                        return Err(NONE);
                    }
                    of_liaison(&tx, viewer, ReferralId(told.record)).await?;
                    (told, viewer.actor())
                }
                Acknowledging::Desk(viewer, id) => {
                    (correction::get_told(&tx, id).await?.ok_or(NONE)?, viewer.actor())
                }
            };
            if correction::acknowledge(&tx, told.id, &actor.to_string(), node.now()).await? {
                let record = format!("correction:{}", told.correction);
                let detail = format!("told={} {}:{}", told.id, told.kind, told.record);
                tx.audit([node.entry(actor, "correction.acknowledged", record, detail)]).await?;
            }
            Ok(())
        })
        .await
}
