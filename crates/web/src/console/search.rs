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
use super::words::{count, grouped};
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
    /// Where the next page begins: sent in a form, like what is searched for.
    pub(super) next: Option<String>,
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
    let before = form.get("before").parse().ok();
    let asked = SearchQuery { text: typed.to_owned(), before };
    let status = match me.node.read(&me.viewer, asked).await {
        Ok(found) => {
            page.said = Some(said(me.texts, found.lines.len(), found.next.is_some() || before.is_some()));
            page.lines = Line::all(me.texts, &found.lines, me.now, "?list=all");
            page.next = found.next.map(|id| id.to_string());
            StatusCode::OK
        }
        Err(error) => {
            page.problems = problems(me.texts, error).map_err(|error: Error| me.failed(&error))?;
            StatusCode::UNPROCESSABLE_ENTITY
        }
    };
    Ok(render::page(status, &page))
}

/// How much was found, in words. `more`: whether this is a page of several.
pub(super) fn said(texts: Texts, found: usize, more: bool) -> String {
    match (found, more) {
        (0, _) => texts.get("found-none"),
        (found, true) => texts.with("found-page", "n", grouped(found as u64)),
        (found, false) => count(texts, "found", found as u64),
    }
}

fn blank(me: &SignedInViewer, typed: &str) -> SearchPage {
    let c = me.chrome(Place::Elsewhere, me.texts.get("search-title"), None);
    SearchPage { c, typed: typed.to_owned(), problems: Vec::new(), said: None, lines: Vec::new(), next: None }
}
