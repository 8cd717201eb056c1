//! Saved views of the queue.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use tutela_model::access::Permission;
use tutela_model::id::ViewId;
use tutela_workflow::read::View;
use tutela_workflow::team::{NewView, delete_view, save_view};

use super::failure::Failed;
use super::fields::Fields;
use super::problem::problems;
use super::queue::{self, List, Shown};
use super::signed_in::SignedInViewer;
use super::{flash, render};

/// A saved view.
pub(super) struct SavedView {
    pub(super) id: String,
    pub(super) href: String,
    pub(super) name: String,
    pub(super) shared: bool,
    pub(super) here: bool,
    pub(super) may_delete: bool,
}

impl SavedView {
    pub(super) fn of(view: &View, list: List) -> Self {
        let shown = match view.list.as_str() {
            "mine" => Shown::Mine,
            "all" => Shown::All,
            _ => Shown::Waiting,
        };
        let saved = List { shown, narrow: view.narrow };
        Self {
            id: view.id.to_string(),
            href: saved.href(),
            name: view.name.clone(),
            shared: view.shared,
            here: saved == list,
            may_delete: view.may_delete,
        }
    }
}

/// Saves what is shown as a view.
pub(super) async fn save(me: SignedInViewer, form: Fields) -> Result<Response, Failed> {
    me.permitted(Permission::ReadQueue)?;
    let list = List::of(&form);
    let view = NewView {
        name: form.get("view-name").to_owned(),
        list: list.shown.name(),
        narrow: list.narrow,
        shared: form.has("shared", "yes"),
    };
    match save_view(&me.node, &me.viewer, &view).await {
        Ok(_) => Ok(render::see(&flash::with(&list.href(), "view_saved"))),
        Err(error) => {
            let problems = problems(me.texts, error).map_err(|error| me.failed(&error))?;
            queue::show(&me, &form, StatusCode::UNPROCESSABLE_ENTITY, problems).await
        }
    }
}

/// Deletes a view.
pub(super) async fn delete(me: SignedInViewer, Path(id): Path<String>) -> Result<Response, Failed> {
    let id: ViewId = me.permitted(Permission::ReadQueue)?.named(&id)?;
    delete_view(&me.node, &me.viewer, id).await.map_err(|error| me.failed(&error))?;
    Ok(render::see(&flash::with(queue::PATH, "view_deleted")))
}
