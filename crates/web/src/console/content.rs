//! One content: how it was assessed, and which reports name it.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use tutela_model::access::Permission;
use tutela_model::clock::Timestamp;
use tutela_model::content::ContentKey;
use tutela_model::report::Standing;
use tutela_workflow::Viewer;
use tutela_workflow::read::{ContentPage as Found, ContentQuery};

use super::assessed::Assessed;
use super::chrome::{Chrome, Place};
use super::failure::Failed;
use super::fields::{Asked, Fields};
use super::item::ItemWords;
use super::line::Line;
use super::problem::Problem;
use super::signed_in::SignedInViewer;
use super::together::TogetherForm;
use super::words::count;
use super::{flash, render};
use crate::texts::Texts;

/// The page.
#[derive(Template)]
#[template(path = "console/content.html")]
pub(super) struct ContentPage {
    pub(super) c: Chrome,
    pub(super) key: String,
    /// The item that names it; `None` where every report that named it was erased.
    pub(super) item: Option<ItemWords>,
    /// Whether they are not shown, because the viewer could give a second opinion.
    pub(super) withheld: bool,
    /// Newest first: the first one stands.
    pub(super) assessments: Vec<Assessed>,
    /// How many reports name it, in words.
    pub(super) said: String,
    pub(super) lines: Vec<Line>,
    pub(super) problems: Vec<Problem>,
    /// What can be done with the reports that wait.
    pub(super) together: Option<TogetherForm>,
}

impl ContentPage {
    /// The page of what was read.
    pub(super) fn of(c: Chrome, found: &Found, viewer: &Viewer, typed: &Fields, now: Timestamp) -> Self {
        let texts = Texts::console();
        Self {
            c,
            key: found.key.to_string(),
            // Content is an address or a file: whose account it is does not arise.
            item: found.item.as_ref().map(|item| ItemWords::of(texts, item, Standing::Reported)),
            withheld: found.withheld,
            assessments: found.assessments.iter().map(|made| Assessed::of(texts, made, now, None)).collect(),
            said: count(texts, "naming", found.reports.len() as u64),
            lines: Line::all(texts, &found.reports, now, "?list=all"),
            problems: Vec::new(),
            together: TogetherForm::of(texts, found, viewer, typed, now),
        }
    }
}

/// Shows a content.
pub(super) async fn page(
    me: SignedInViewer,
    Path(key): Path<String>,
    Asked(query): Asked,
) -> Result<Response, Failed> {
    // Denied before the key is read: whether it is well formed tells nothing to whoever may not see it.
    let key = me.permitted(Permission::ReadReport)?.named(&key)?;
    show(&me, key, StatusCode::OK, &Fields::default(), Vec::new(), flash::of(&query)).await
}

/// The content's page, with what was typed into a form of it and what is wrong.
pub(super) async fn show(
    me: &SignedInViewer,
    key: ContentKey,
    status: StatusCode,
    typed: &Fields,
    problems: Vec<Problem>,
    done: Option<&'static str>,
) -> Result<Response, Failed> {
    let found = me.node.read(&me.viewer, ContentQuery { key }).await.map_err(|error| me.failed(&error))?;
    let c = me.chrome(Place::Queue, me.texts.get("content-title"), done);
    let mut page = ContentPage::of(c, &found, &me.viewer, typed, me.now);
    page.problems = problems;
    Ok(render::page(status, &page))
}
