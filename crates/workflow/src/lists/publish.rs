//! Two persons before an entry is given to others: whoever brought a batch in does not publish it.

use tutela_model::access::Permission;
use tutela_model::id::{BatchId, EntryId};
use tutela_store::jobs::Job;
use tutela_store::records::{batch, entry, setting};
use uuid::Uuid;

use crate::error::Error;
use crate::jobs::JobError;
use crate::node::{Node, Viewer};

/// The kind of the job that marks a published batch's entries; its subject is the batch.
pub(crate) const PUBLISH_BATCH: &str = "publish_batch";
/// Entries marked in one transaction: a batch may hold millions, and others write meanwhile.
const PAGE: u32 = 10_000;

/// Publishes a batch: its entries go to members where the list is shared, and take effect where it is a list of harmless pictures.
pub async fn publish(node: &Node, viewer: &Viewer, id: BatchId) -> Result<(), Error> {
    viewer.must(Permission::ManageLists)?;
    let actor = viewer.actor().to_string();
    node.store()
        .run("publish batch", |tx| {
            let actor = &actor;
            async move {
                let row = batch::get(&tx, id).await?.ok_or(Error::NotFound("batch"))?;
                if row.made_by == *actor {
                    return Err(Error::Refused(
                        "you brought this batch in yourself: a second person publishes it",
                    ));
                }
                if !batch::set_published(&tx, id, actor, node.now()).await? {
                    return Err(Error::Refused("this batch is not complete yet, or is published already"));
                }
                tx.add_job(node.rng(), PUBLISH_BATCH, Some(id.0), node.now()).await?;
                // Canaries go out with it, so that they do not come alone.
                for waiting in batch::waiting(&tx, row.list, super::canary::SOURCE).await? {
                    batch::set_published(&tx, waiting, actor, node.now()).await?;
                    tx.add_job(node.rng(), PUBLISH_BATCH, Some(waiting.0), node.now()).await?;
                }
                let detail = format!("batch={id} made_by={} entries={}", row.made_by, row.entries);
                let record = format!("list:{}", row.list);
                Ok::<_, Error>(
                    tx.audit([node.entry(viewer.actor(), "list.published", record, detail)]).await?,
                )
            }
        })
        .await?;
    node.wake_jobs();
    Ok(())
}

/// Marks the entries of a published batch, page by page; broken off, it begins again and comes to the same.
pub(crate) async fn publish_pages(node: &Node, job: &Job) -> Result<(), JobError> {
    let id = BatchId(job.subject.ok_or(Error::NotFound("batch"))?);
    let mut after = EntryId(Uuid::nil());
    loop {
        let last = node
            .store()
            .run("publish entries", |tx| async move {
                let generation = setting::lists_changed(&tx, node.now()).await?;
                entry::publish(&tx, id, after, generation, node.now(), PAGE).await
            })
            .await?;
        let Some(last) = last else { break };
        after = last;
    }
    Ok(node.store().run("batch published", |tx| async move { tx.finish_job(job).await }).await?)
}
