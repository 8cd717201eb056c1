//! Search. What is searched for travels in the body of a form, so that it stands in no address bar, history or log.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use tutela_model::access::Permission;
use tutela_workflow::Error;
use tutela_workflow::read::SearchQuery;

use super::chrome::{Chrome, Place};
use super::failure::Failed;
use super::fields::Fields;
use super::line::Line;
use super::problem::{Problem, problems};
use super::render;
use super::signed_in::SignedInViewer;
use super::words::count;
use crate::texts::Texts;

/// The page.
#[derive(Template)]
#[template(path = "console/search.html")]
pub(super) struct SearchPage {
    pub(super) c: Chrome,
    pub(super) typed: String,
    pub(super) problems: Vec<Problem>,
    /// What was found, in words; `None` where nothing was searched yet.
    pub(super) said: Option<String>,
    pub(super) lines: Vec<Line>,
}

/// Shows the empty form.
pub(super) async fn page(me: SignedInViewer) -> Result<Response, Failed> {
    // Searching asks for the permission itself; an empty form would only lead into a refusal.
    me.permitted(Permission::ReadReport)?;
    Ok(render::page(StatusCode::OK, &blank(&me, "")))
}

/// Searches.
pub(super) async fn search(me: SignedInViewer, form: Fields) -> Result<Response, Failed> {
    let typed = form.get("text");
    let mut page = blank(&me, typed);
    let status = match me.node.read(&me.viewer, SearchQuery { text: typed.to_owned() }).await {
        Ok(found) => {
            page.said = Some(said(me.texts, found.len()));
            page.lines = Line::all(me.texts, &found, me.now, "?list=all");
            StatusCode::OK
        }
        Err(error) => {
            page.problems = problems(me.texts, error).map_err(|error: Error| me.failed(&error))?;
            StatusCode::UNPROCESSABLE_ENTITY
        }
    };
    Ok(render::page(status, &page))
}

/// How much was found, in words.
pub(super) fn said(texts: Texts, found: usize) -> String {
    if found == 0 { texts.get("found-none") } else { count(texts, "found", found as u64) }
}

fn blank(me: &SignedInViewer, typed: &str) -> SearchPage {
    let c = me.chrome(Place::Elsewhere, me.texts.get("search-title"), None);
    SearchPage { c, typed: typed.to_owned(), problems: Vec::new(), said: None, lines: Vec::new() }
}
