//! Hash lists: where they come from and how much they hold. No entry is ever shown.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use tutela_model::clock::Timestamp;
use tutela_workflow::read::{ListLine as Found, ListsQuery};

use super::chrome::{Chrome, Place};
use super::failure::Failed;
use super::moment::Moment;
use super::render;
use super::signed_in::SignedInViewer;
use super::words::grouped;
use crate::texts::Texts;

/// A list.
pub(super) struct ListLine {
    pub(super) name: String,
    pub(super) provenance: String,
    pub(super) entries: String,
    pub(super) removed: String,
    pub(super) since: Moment,
    pub(super) changed: Option<Moment>,
}

impl ListLine {
    /// A line of what was read.
    pub(super) fn of(texts: Texts, found: &Found, now: Timestamp) -> Self {
        let size = &found.size;
        Self {
            name: size.list.name.clone(),
            provenance: size.list.provenance.clone(),
            entries: grouped(size.entries),
            removed: grouped(size.removed),
            since: Moment::of(texts, size.list.created_at, now),
            changed: size.changed_at.map(|at| Moment::of(texts, at, now)),
        }
    }
}

/// The page.
#[derive(Template)]
#[template(path = "console/lists.html")]
pub(super) struct ListsPage {
    pub(super) c: Chrome,
    pub(super) lines: Vec<ListLine>,
}

/// Shows the lists.
pub(super) async fn page(me: SignedInViewer) -> Result<Response, Failed> {
    let found = me.node.read(&me.viewer, ListsQuery).await.map_err(|error| me.failed(&error))?;
    let lines = found.iter().map(|line| ListLine::of(me.texts, line, me.now)).collect();
    let c = me.chrome(Place::Lists, me.texts.get("nav-lists"), None);
    Ok(render::page(StatusCode::OK, &ListsPage { c, lines }))
}
