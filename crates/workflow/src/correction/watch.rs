//! The job that looks who has not said that they noted a correction, until everybody has.

use tutela_model::alert::AlertKind;
use tutela_model::clock::DAY;
use tutela_model::id::CorrectionId;
use tutela_store::jobs::Job;
use tutela_store::records::correction;

use crate::alerts;
use crate::error::Error;
use crate::jobs::JobError;
use crate::node::Node;

/// The job's kind; its subject is the correction.
pub(crate) const WATCH_CORRECTION: &str = "watch_correction";
/// From look to look.
const EVERY: i64 = 7 * DAY;

/// Looks once.
pub(crate) async fn watch_correction(node: &Node, job: &Job) -> Result<(), JobError> {
    let id = CorrectionId(job.subject.ok_or(Error::NotFound("correction"))?);
    node.store()
        .run("watch correction", |tx| async move {
            let held = correction::get(&tx, id).await?.is_some_and(|row| row.sealed.is_some());
            let told = correction::told_of(&tx, id).await?;
            let open = told.iter().filter(|told| told.acknowledged_at.is_none()).count();
            if !held || open == 0 {
                return Ok::<_, Error>(tx.finish_job(job).await?);
            }
            let record = format!("correction:{id}");
            alerts::raise(&tx, node, AlertKind::CorrectionUnnoted, record, format!("open={open}")).await?;
            Ok(tx.repeat_job(job, node.now().plus(EVERY)).await?)
        })
        .await?;
    Ok(())
}
