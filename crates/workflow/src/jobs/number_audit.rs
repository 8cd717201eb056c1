//! The one job that numbers audit entries and signs the head.

use tutela_model::clock::SECOND;
use tutela_store::audit::number_entries;
use tutela_store::jobs::Job;

use super::JobError;
use crate::node::Node;

pub(super) const KIND: &str = "number_audit";

/// Entries in one transaction: it must not keep intake waiting. Ten batches a second are more than intake writes.
const BATCH: u32 = 500;
/// Waited after a batch that took all there was.
const SOON: i64 = SECOND;
/// Waited when there was nothing.
const IDLE: i64 = 5 * SECOND;

pub(super) async fn number_audit(node: &Node, job: &Job) -> Result<(), JobError> {
    let numbered = node
        .store()
        .run("number audit entries", |tx| async move {
            let now = node.now();
            let numbered = number_entries(&tx, node.sealing().keys.log(), now, BATCH).await?;
            let wait = match numbered {
                0 => IDLE,
                n if n == BATCH as usize => SECOND / 10,
                _ => SOON,
            };
            tx.repeat_job(job, now.plus(wait)).await?;
            Ok::<_, JobError>(numbered)
        })
        .await?;
    metrics::counter!("tutela_audit_entries_total").increment(numbered as u64);
    Ok(())
}
