//! Publishing a batch that somebody else brought in.

use axum::extract::Path;
use axum::response::Response;
use tutela_model::id::BatchId;
use tutela_workflow::lists;

use super::{after, target};
use crate::console::failure::Failed;
use crate::console::fields::Fields;
use crate::console::signed_in::SignedInViewer;

/// Publishes a batch.
pub(super) async fn publish(
    me: SignedInViewer,
    Path((id, batch)): Path<(String, String)>,
) -> Result<Response, Failed> {
    let id = target(&me, &id)?;
    let batch: BatchId = me.named(&batch)?;
    let done = lists::publish(&me.node, &me.viewer, batch).await;
    after(&me, id, done, ("batch_published", "batches"), (None, Fields::default())).await
}
