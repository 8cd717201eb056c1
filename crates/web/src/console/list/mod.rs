//! One list: what follows from a match, what came into it and who let it out, where it is fetched from, and the canaries in
//! members' copies. One act is one file.

mod batches;
mod canaries;
pub(super) mod following;
pub(super) mod page;
mod publish;
mod settings;

use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use tutela_model::access::Permission;
use tutela_model::id::ListId;
use tutela_workflow::Error;
use tutela_workflow::read::{ListKeysQuery, ListQuery};

use super::chrome::Place;
use super::failure::Failed;
use super::fields::{Asked, Fields};
use super::lists::PATH;
use super::problem::{Problem, problems};
use super::signed_in::SignedInViewer;
use super::{Console, flash, render};
pub(super) use batches::State;
use page::{Around, ListPage};

/// The page and every act on it.
pub(super) fn routes() -> Router<Console> {
    Router::new()
        .route("/console/lists/{id}", get(open))
        .route("/console/lists/{id}/settings", post(settings::change))
        .route("/console/lists/{id}/batches/{batch}/publish", post(publish::publish))
        .route("/console/lists/{id}/canaries", post(canaries::plant))
}

/// A form on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Action, radius, shared.
    Settings,
    /// Canaries in a member's copy.
    Canaries,
}

/// What was typed into a form that is shown again, and what is wrong.
#[derive(Default)]
pub(super) struct Typed {
    pub(super) form: Option<Form>,
    pub(super) fields: Fields,
    pub(super) problems: Vec<Problem>,
}

impl Typed {
    /// What was typed into this field of this form, if it is the one that was sent.
    fn get(&self, form: Form, name: &str) -> Option<&str> {
        (self.form == Some(form)).then(|| self.fields.get(name))
    }

    /// Whether this field is wrong.
    fn is_wrong(&self, field: &str) -> bool {
        self.problems.iter().any(|problem| problem.field.as_deref() == Some(field))
    }
}

/// Shows a list.
async fn open(me: SignedInViewer, Path(id): Path<String>, Asked(query): Asked) -> Result<Response, Failed> {
    let id = me.permitted(Permission::ReadLists)?.named(&id)?;
    show(&me, id, StatusCode::OK, Typed::default(), flash::of(&query)).await
}

/// Which list an act is on, for whoever keeps lists.
fn target(me: &SignedInViewer, id: &str) -> Result<ListId, Failed> {
    me.permitted(Permission::ManageLists)?.named(id)
}

/// After an act: on to the list with a message, or the page again with what was typed and what is wrong.
async fn after(
    me: &SignedInViewer,
    id: ListId,
    done: Result<(), Error>,
    (message, anchor): (&'static str, &str),
    (form, fields): (Option<Form>, Fields),
) -> Result<Response, Failed> {
    match done {
        Ok(()) => Ok(render::see(&flash::with(&format!("{PATH}/{id}#{anchor}"), message))),
        Err(error) => {
            let problems = problems(me.texts, error).map_err(|error| me.failed(&error))?;
            again(me, id, Typed { form, fields, problems }).await
        }
    }
}

/// The page again, with what was typed and what is wrong.
async fn again(me: &SignedInViewer, id: ListId, typed: Typed) -> Result<Response, Failed> {
    show(me, id, StatusCode::UNPROCESSABLE_ENTITY, typed, None).await
}

async fn show(
    me: &SignedInViewer,
    id: ListId,
    status: StatusCode,
    typed: Typed,
    done: Option<&'static str>,
) -> Result<Response, Failed> {
    let failed = |error: Error| me.failed(&error);
    let found = me.node.read(&me.viewer, ListQuery { id }).await.map_err(failed)?;
    let keys = if me.viewer.may(Permission::ManageLists) {
        me.node.read(&me.viewer, ListKeysQuery).await.map_err(failed)?
    } else {
        Vec::new()
    };
    let around = Around {
        viewer: &me.viewer,
        keys: &keys,
        law: me.node.settings().law.is_some(),
        now: me.now,
        typed: &typed,
    };
    let c = me.chrome(Place::Lists, found.line.size.list.name.clone(), done);
    Ok(render::page(status, &ListPage::of(c, &found, &around)))
}
