//! One letter in full, and what a person does with one that cannot leave by itself.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use tutela_model::access::Permission;
use tutela_model::clock::Timestamp;
use tutela_model::letter::LetterState;
use tutela_workflow::Error;
use tutela_workflow::outbox::{self, Letter};
use tutela_workflow::read::{LetterPage as Found, LetterQuery};
use uuid::Uuid;

use super::chrome::{Chrome, Place};
use super::failure::Failed;
use super::fields::{Asked, Fields};
use super::letters::{Line, PATH};
use super::problem::{Problem, problems};
use super::signed_in::SignedInViewer;
use super::{flash, render};
use crate::texts::Texts;

/// The page.
#[derive(Template)]
#[template(path = "console/letter.html")]
pub(super) struct LetterPage {
    pub(super) c: Chrome,
    pub(super) line: Line,
    /// `None` once erased.
    pub(super) letter: Option<Letter>,
    /// Whether it holds a one-time link that is not shown.
    pub(super) link_hidden: bool,
    /// Whether it left the house, and so may come back.
    pub(super) left: bool,
    /// Whether a mail server is set.
    pub(super) by_mail: bool,
    /// The mailbox that was typed.
    pub(super) to: String,
    pub(super) problems: Vec<Problem>,
}

impl LetterPage {
    /// The page of what was read, with what was typed and what is wrong.
    pub(super) fn of(c: Chrome, found: &Found, to: &str, problems: Vec<Problem>, now: Timestamp) -> Self {
        Self {
            c,
            line: Line::of(Texts::console(), &found.line, now),
            letter: found.letter.clone(),
            link_hidden: found.link_hidden && found.line.state == LetterState::NeedsPerson,
            left: found.line.state == LetterState::Sent,
            by_mail: found.by_mail,
            to: to.to_owned(),
            problems,
        }
    }
}

/// Shows a letter.
pub(super) async fn page(
    me: SignedInViewer,
    Path(id): Path<String>,
    Asked(query): Asked,
) -> Result<Response, Failed> {
    let id = me.permitted(Permission::Letters)?.named(&id)?;
    show(&me, id, false, (StatusCode::OK, Vec::new()), flash::of(&query)).await
}

/// Shows a letter with its one-time link, so that it can be handed over by hand.
pub(super) async fn with_link(me: SignedInViewer, Path(id): Path<String>) -> Result<Response, Failed> {
    let id = me.permitted(Permission::Letters)?.named(&id)?;
    show(&me, id, true, (StatusCode::OK, Vec::new()), None).await
}

/// Sends it again.
pub(super) async fn again(
    me: SignedInViewer,
    Path(id): Path<String>,
    form: Fields,
) -> Result<Response, Failed> {
    let id = me.permitted(Permission::Letters)?.named(&id)?;
    let to = form.get("to");
    match outbox::send_again(&me.node, &me.viewer, id, Some(to)).await {
        Ok(()) => Ok(render::see(&flash::with(&format!("{PATH}/{id}"), "letter_again"))),
        Err(error) => {
            let wrong = problems(me.texts, error).map_err(|error| me.failed(&error))?;
            let found = read(&me, id, false).await?;
            let c = me.chrome(Place::Letters, me.texts.get("letter-title"), None);
            let page = LetterPage::of(c, &found, to, wrong, me.now);
            Ok(render::page(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
    }
}

/// Notes that it was handed over in another way.
pub(super) async fn handed_over(me: SignedInViewer, Path(id): Path<String>) -> Result<Response, Failed> {
    let id = me.permitted(Permission::Letters)?.named(&id)?;
    let done = outbox::handed_over(&me.node, &me.viewer, id).await;
    after(&me, id, done, "handed_over").await
}

/// Notes that it need not go any more.
pub(super) async fn withdraw(me: SignedInViewer, Path(id): Path<String>) -> Result<Response, Failed> {
    let id = me.permitted(Permission::Letters)?.named(&id)?;
    let done = outbox::withdraw(&me.node, &me.viewer, id).await;
    after(&me, id, done, "letter_withdrawn").await
}

/// Notes that it came back.
pub(super) async fn came_back(me: SignedInViewer, Path(id): Path<String>) -> Result<Response, Failed> {
    let id = me.permitted(Permission::Letters)?.named(&id)?;
    let done = outbox::came_back(&me.node, &me.viewer, id).await;
    after(&me, id, done, "letter_came_back").await
}

async fn after(
    me: &SignedInViewer,
    id: Uuid,
    done: Result<(), Error>,
    name: &'static str,
) -> Result<Response, Failed> {
    match done {
        Ok(()) => Ok(render::see(&flash::with(&format!("{PATH}/{id}"), name))),
        Err(error) => {
            let wrong = problems(me.texts, error).map_err(|error| me.failed(&error))?;
            show(me, id, false, (StatusCode::UNPROCESSABLE_ENTITY, wrong), None).await
        }
    }
}

async fn read(me: &SignedInViewer, id: Uuid, with_link: bool) -> Result<Found, Failed> {
    me.node.read(&me.viewer, LetterQuery { id, with_link }).await.map_err(|error| me.failed(&error))
}

async fn show(
    me: &SignedInViewer,
    id: Uuid,
    with_link: bool,
    (status, wrong): (StatusCode, Vec<Problem>),
    done: Option<&'static str>,
) -> Result<Response, Failed> {
    let found = read(me, id, with_link).await?;
    let c = me.chrome(Place::Letters, me.texts.get("letter-title"), done);
    Ok(render::page(status, &LetterPage::of(c, &found, "", wrong, me.now)))
}
