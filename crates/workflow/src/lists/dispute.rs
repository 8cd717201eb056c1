//! Votes on entries. A dispute takes an entry out of automatic action until somebody senior decides.

use tutela_model::access::Permission;
use tutela_model::alert::AlertKind;
use tutela_model::api_key::{ApiKey, Scope};
use tutela_model::field_error::{FieldError, Problem};
use tutela_model::id::{EntryId, VoteId};
use tutela_model::list::{Settlement, Verdict, Vote};
use tutela_model::person::Actor;
use tutela_store::records::vote::{self, VoteRow};
use tutela_store::records::{entry, list, setting};

use crate::alerts;
use crate::error::Error;
use crate::node::{Node, Viewer};

/// Confirms or disputes an entry that a report matches. Votes on an upstream's entry are passed on to it.
pub async fn vote(node: &Node, viewer: &Viewer, vote: Vote) -> Result<(), Error> {
    viewer.must(Permission::Vote)?;
    take(node, viewer.actor(), vote).await
}

/// Takes a member's vote on an entry of a shared list.
pub async fn vote_by_key(node: &Node, key: &ApiKey, vote: Vote) -> Result<(), Error> {
    if key.scope != Scope::List {
        return Err(Error::Denied(Permission::Vote));
    }
    let shared = node
        .store()
        .read("voted list", |tx| async move {
            let Some(row) = entry::get(&tx, vote.entry).await? else { return Ok::<_, Error>(false) };
            let list = list::get(&tx, row.list).await?;
            Ok(row.shared_at.is_some() && list.is_some_and(|row| row.list.shared))
        })
        .await?;
    if !shared {
        return Err(Error::NotFound("entry"));
    }
    take(node, Actor::Key(key.id), vote).await
}

async fn take(node: &Node, actor: Actor, vote: Vote) -> Result<(), Error> {
    if vote.verdict == Verdict::Negative && vote.reason.is_none() {
        return Err(FieldError::new("reason", Problem::Missing).into());
    }
    node.store()
        .run("vote", |tx| async move {
            let now = node.now();
            let row = entry::get(&tx, vote.entry).await?.filter(entry::EntryRow::stands);
            let row = row.ok_or(Error::NotFound("entry: it was withdrawn"))?;
            let put =
                VoteRow { id: VoteId::new(now, node.rng()), vote, voter: actor.to_string(), voted_at: now };
            vote::put(&tx, &put).await?;
            let reason = vote.reason.map_or("none", |reason| reason.as_str());
            let detail = format!("entry={} verdict={} reason={reason}", vote.entry, vote.verdict);
            tx.audit([node.entry(actor, "entry.voted", format!("list:{}", row.list), detail)]).await?;
            if vote.verdict == Verdict::Negative && row.disputed_at.is_none() {
                let generation = setting::lists_changed(&tx, now).await?;
                entry::set_disputed(&tx, vote.entry, Some(now), generation).await?;
                alerts::raise(&tx, node, AlertKind::Dispute, format!("list:{}", row.list), String::new())
                    .await?;
            }
            Ok(())
        })
        .await
}

/// Settles a dispute: the entry stands, or is withdrawn and leaves a tombstone.
pub async fn settle(node: &Node, viewer: &Viewer, id: EntryId, settlement: Settlement) -> Result<(), Error> {
    viewer.must(Permission::SettleDispute)?;
    node.store()
        .run("settle dispute", |tx| async move {
            let row = entry::get(&tx, id).await?.filter(|row| row.disputed_at.is_some());
            let row = row.ok_or(Error::Refused(
                "this entry is not disputed: somebody may have settled it meanwhile",
            ))?;
            let generation = setting::lists_changed(&tx, node.now()).await?;
            match settlement {
                Settlement::Stands => entry::set_disputed(&tx, id, None, generation).await?,
                Settlement::Withdrawn => {
                    entry::withdraw(&tx, row.list, &[row.identity], generation, node.now()).await?;
                }
            }
            let detail = format!("entry={id} settlement={settlement}");
            let record = format!("list:{}", row.list);
            Ok::<_, Error>(tx.audit([node.entry(viewer.actor(), "entry.settled", record, detail)]).await?)
        })
        .await
}
