//! Erasing one report, with a record of it.

use tutela_model::access::Permission;
use tutela_model::id::{ReportId, uuid_v7};
use tutela_model::person::Actor;
use tutela_model::retention::ErasureReason;
use tutela_store::records::{erasure, legal_hold, report};
use tutela_store::{StoreError, Tx};

use crate::error::Error;
use crate::node::{Node, Viewer};
use crate::people::actor;

/// Erases what a report says: its data key goes, and with it every sealed value; the rows it is found by go too. Erasing it again
/// empties the database's log again. What backups and PostgreSQL's own log still hold is named in `docs/operator.md`.
pub async fn erase_as(
    node: &Node,
    viewer: Option<&Viewer>,
    id: ReportId,
    reason: ErasureReason,
) -> Result<(), Error> {
    let actor = actor(viewer, Permission::EraseReport)?;
    node.store()
        .run("erase report", |tx| async move { erase_in(&tx, node, actor, id, reason).await.map(|_| ()) })
        .await?;
    Ok(node.store().truncate_log().await?)
}

/// Erases a report in a transaction; whether there was anything left to erase. A legal hold keeps it.
pub(super) async fn erase_in(
    tx: &Tx,
    node: &Node,
    actor: Actor,
    id: ReportId,
    reason: ErasureReason,
) -> Result<bool, Error> {
    report::get(tx, id).await?.ok_or(Error::NotFound("report"))?;
    if legal_hold::holds(tx, id, node.now()).await? {
        return Err(Error::Refused("a legal hold stands on this report: a senior analyst lifts it first"));
    }
    // Erased before: what is left to do is the log, which a reader may have kept from being emptied then.
    let Some(counts) = erasure::erase_report(tx, id, node.now()).await? else { return Ok(false) };
    let counts: Vec<_> = counts.iter().map(|(table, rows)| format!("{table}={rows}")).collect();
    let counts = counts.join(" ");
    let erased = uuid_v7(node.now(), node.rng());
    let detail = format!("erasure={erased} reason={reason} {counts}");
    let entry = node.entry(actor, "report.erased", format!("report:{id}"), detail);
    let row = erasure::ErasureRow {
        id: erased,
        report: id,
        erased_at: node.now(),
        erased_by: actor.to_string(),
        reason: reason.as_str().to_owned(),
        counts,
        audit: entry.id().0,
    };
    erasure::insert(tx, &row).await?;
    tx.audit([entry]).await?;
    Ok(true)
}

/// Erases again what was erased after a backup was made that has been restored; how many reports. What the backup does not hold is
/// passed over. A hold that the backup holds was lifted before the erasure, so it does not stand in the way.
pub async fn erase_again(node: &Node, reports: &[ReportId]) -> Result<u64, Error> {
    let mut erased = 0;
    for id in reports {
        let id = *id;
        let done = node
            .store()
            .run("erase again", |tx| async move {
                if report::get(&tx, id).await?.is_none() {
                    return Ok(false);
                }
                for hold in legal_hold::of_report(&tx, id).await? {
                    let by = hold.made_by;
                    if hold.lifted_at.is_none() {
                        legal_hold::lift(&tx, id, hold.id, by, node.now()).await?;
                    }
                }
                erase_in(&tx, node, Actor::Operator, id, ErasureReason::Again).await
            })
            .await?;
        erased += u64::from(done);
    }
    match node.store().truncate_log().await {
        Err(StoreError::LogInUse) | Ok(()) => Ok(erased),
        Err(error) => Err(error.into()),
    }
}
