//! Closing a report that was acted on.

use axum::extract::Path;
use axum::response::Response;
use tutela_workflow::desk;

use super::{Target, after};
use crate::console::failure::Failed;
use crate::console::fields::{Asked, Fields};
use crate::console::signed_in::SignedInViewer;

/// Closes a report.
pub(super) async fn close(
    me: SignedInViewer,
    Path(id): Path<String>,
    Asked(query): Asked,
) -> Result<Response, Failed> {
    let target = Target::of(&me, &id, &query)?;
    let done = desk::close(&me.node, &me.viewer, target.id).await;
    after(&me, target, done, ("closed", "outcome"), (None, Fields::default())).await
}
