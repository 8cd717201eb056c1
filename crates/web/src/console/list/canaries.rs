//! Planting canaries in one member's copy of a list.

use axum::extract::Path;
use axum::response::Response;
use tutela_model::id::ApiKeyId;
use tutela_workflow::Error;
use tutela_workflow::lists::{self, MOST_CANARIES};

use super::{Form, Typed, after, again, target};
use crate::console::failure::Failed;
use crate::console::fields::Fields;
use crate::console::problem::Problem;
use crate::console::signed_in::SignedInViewer;

/// Plants canaries.
pub(super) async fn plant(
    me: SignedInViewer,
    Path(id): Path<String>,
    form: Fields,
) -> Result<Response, Failed> {
    let id = target(&me, &id)?;
    let key: Option<ApiKeyId> = form.get("key").trim().parse().ok();
    let count = form.get("count").trim().parse().ok().filter(|count| (1..=MOST_CANARIES).contains(count));
    let mut problems = Vec::new();
    if key.is_none() {
        problems.push(Problem::at("key", me.texts.get("wrong-key")));
    }
    if count.is_none() {
        problems.push(Problem::at("count", me.texts.with("wrong-count", "limit", MOST_CANARIES)));
    }
    if let (Some(key), Some(count)) = (key, count) {
        let done = lists::plant_canaries(&me.node, Some(&me.viewer), id, key, count).await;
        if !matches!(done, Err(Error::NotFound("key of scope list"))) {
            let sent = (Some(Form::Canaries), form);
            return after(&me, id, done, ("canaries_planted", "canaries"), sent).await;
        }
        problems.push(Problem::at("key", me.texts.get("wrong-key")));
    }
    again(&me, id, Typed { form: Some(Form::Canaries), fields: form, problems }).await
}
