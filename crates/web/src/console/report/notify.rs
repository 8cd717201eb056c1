//! A further notice about a report that was found actionable.

use axum::extract::Path;
use axum::response::Response;
use tutela_workflow::removal::{self, NoticeTo};

use super::{Form, Target, Typed, after, again};
use crate::console::failure::Failed;
use crate::console::fields::{Asked, Fields};
use crate::console::problem::Problem;
use crate::console::signed_in::SignedInViewer;

/// Tells a further host.
pub(super) async fn notify(
    me: SignedInViewer,
    Path(id): Path<String>,
    Asked(query): Asked,
    form: Fields,
) -> Result<Response, Failed> {
    let target = Target::of(&me, &id, &query)?;
    let Ok(position) = form.get("position").parse() else {
        let problems = vec![Problem::at("further", me.texts.get("wrong-choice"))];
        return again(&me, target, Typed { form: Some(Form::Notify), fields: form, problems }).await;
    };
    let to = NoticeTo { position, contact: form.get("contact").to_owned() };
    let done = removal::notify(&me.node, &me.viewer, target.id, &to).await.map(|_| ());
    after(&me, target, done, ("notified", "done"), (Some(Form::Notify), form)).await
}
