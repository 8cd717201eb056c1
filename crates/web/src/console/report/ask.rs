//! Asking the reporter.

use axum::extract::Path;
use axum::response::Response;
use tutela_workflow::desk;

use super::{Form, Target, after};
use crate::console::failure::Failed;
use crate::console::fields::{Asked, Fields};
use crate::console::signed_in::SignedInViewer;

/// Asks.
pub(super) async fn ask(
    me: SignedInViewer,
    Path(id): Path<String>,
    Asked(query): Asked,
    form: Fields,
) -> Result<Response, Failed> {
    let target = Target::of(&me, &id, &query)?;
    let done = desk::ask(&me.node, &me.viewer, target.id, form.get("question")).await;
    after(&me, target, done, ("asked", "asking"), (Some(Form::Ask), form)).await
}
