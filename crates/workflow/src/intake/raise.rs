//! A waiting report becomes more urgent: another names the same account or content, or its reporter's answer tells of danger.

use tutela_model::clock::{SECOND, Timestamp};
use tutela_model::id::ReportId;
use tutela_model::person::Actor;
use tutela_model::urgency::{Reason, Urgency};
use tutela_store::Tx;
use tutela_store::audit::AuditEntry;
use tutela_store::jobs::Job;
use tutela_store::records::related::{self, OVER_COMMON, Shared};
use tutela_store::records::report::ReportRow;

use super::related::are_several_reporters;
use crate::error::Error;
use crate::jobs::JobError;
use crate::node::Node;

/// The regular job's kind.
pub(crate) const RAISE_URGENCY: &str = "raise_urgency";

/// Accounts and contents in one transaction: each touches at most fifty reports.
const BATCH: u32 = 16;
/// Waited after a batch that took all there was.
const IDLE: i64 = 5 * SECOND;

/// Looks again at reports that share something with a newer one. An account that floods us is over-common and changes nothing:
/// the work is bounded by what is shared, not by how many reports share it.
pub(crate) async fn raise_urgency(node: &Node, job: &Job) -> Result<(), JobError> {
    node.store()
        .run("raise urgency", |tx| async move {
            let due = related::due(&tx, BATCH).await?;
            for shared in &due {
                raise_sharing(&tx, node, *shared).await?;
                related::done(&tx, *shared).await?;
            }
            let wait = if due.len() == BATCH as usize { SECOND / 10 } else { IDLE };
            tx.repeat_job(job, node.now().plus(wait)).await?;
            Ok::<_, JobError>(())
        })
        .await
}

async fn raise_sharing(tx: &Tx, node: &Node, shared: Shared) -> Result<(), Error> {
    let naming = related::naming(tx, shared, OVER_COMMON + 1).await?;
    if naming.len() < 2 || naming.len() > OVER_COMMON as usize {
        return Ok(());
    }
    let mut later = Vec::new();
    if matches!(shared, Shared::Account(_)) {
        later.push(Reason::RepeatedAccount);
    }
    if are_several_reporters(&naming) {
        later.push(Reason::SeveralReporters);
    }
    for earlier in naming.iter().filter(|naming| naming.waiting) {
        raise(tx, node, earlier.id, &earlier.urgency, &later, Actor::Node).await?;
    }
    Ok(())
}

/// Reads an answer of the reporter for danger, in the transaction in which it is kept.
pub(super) async fn raise_told(tx: &Tx, node: &Node, row: &ReportRow, text: &str) -> Result<(), Error> {
    let told = node.settings().words.read(text);
    if row.state.decision.is_none() {
        raise(tx, node, row.id, &row.urgency, &told, Actor::Public).await?;
    }
    Ok(())
}

/// Whatever made it more urgent may be a public report: only the hour is kept of when.
async fn raise(
    tx: &Tx,
    node: &Node,
    id: ReportId,
    urgency: &Urgency,
    later: &[Reason],
    actor: Actor,
) -> Result<(), Error> {
    let Some(raised) = urgency.raised(later) else { return Ok(()) };
    let hour: Timestamp = node.now().hour();
    if related::raise(tx, id, &raised, hour).await? {
        let names: Vec<&str> = later.iter().map(|reason| reason.as_str()).collect();
        let detail = format!("reasons={} score={}", names.join("+"), raised.score);
        let entry =
            AuditEntry::new(hour, node.rng(), actor, "report.urgency_raised", format!("report:{id}"), detail);
        tx.audit([entry.coarse(node.rng())]).await?;
    }
    Ok(())
}
