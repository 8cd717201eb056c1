//! Taking a report and giving it back.

use axum::extract::Path;
use axum::response::Response;
use tutela_workflow::desk;

use super::{Target, after};
use crate::console::failure::Failed;
use crate::console::fields::{Asked, Fields};
use crate::console::signed_in::SignedInViewer;

/// Takes a report.
pub(super) async fn claim(
    me: SignedInViewer,
    Path(id): Path<String>,
    Asked(query): Asked,
) -> Result<Response, Failed> {
    let target = Target::of(&me, &id, &query)?;
    let done = desk::claim(&me.node, &me.viewer, target.id).await;
    after(&me, target, done, ("claimed", "said"), (None, Fields::default())).await
}

/// Gives a report back.
pub(super) async fn release(
    me: SignedInViewer,
    Path(id): Path<String>,
    Asked(query): Asked,
) -> Result<Response, Failed> {
    let target = Target::of(&me, &id, &query)?;
    let done = desk::release(&me.node, &me.viewer, target.id).await;
    after(&me, target, done, ("released", "said"), (None, Fields::default())).await
}
