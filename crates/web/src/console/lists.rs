//! Hash lists: where they come from, what they are for, how much they hold and how precise they proved. No entry is ever shown.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use tutela_model::clock::Timestamp;
use tutela_model::list::Purpose;
use tutela_workflow::read::{ListLine as Found, ListsQuery};

use super::chrome::{Chrome, Place};
use super::failure::Failed;
use super::moment::Moment;
use super::precision::PrecisionWords;
use super::queue::Tab;
use super::render;
use super::signed_in::SignedInViewer;
use super::words::{count, grouped, word};
use crate::texts::Texts;

/// The lists' address.
pub(super) const PATH: &str = "/console/lists";

/// A list.
pub(super) struct ListLine {
    /// Where it leads.
    pub(super) href: String,
    pub(super) name: String,
    pub(super) provenance: String,
    pub(super) purpose: String,
    /// What a match leads to, how near a picture must be, and whether members are given it, in words.
    pub(super) rules: String,
    pub(super) entries: String,
    /// How many were withdrawn, in words.
    pub(super) removed: String,
    pub(super) equal: PrecisionWords,
    pub(super) near: PrecisionWords,
    pub(super) since: Moment,
    pub(super) changed: Option<Moment>,
}

impl ListLine {
    /// A line of what was read.
    pub(super) fn of(texts: Texts, found: &Found, now: Timestamp) -> Self {
        let (size, list) = (&found.size, &found.size.list);
        let radius = texts.with("list-radius", "n", list.radius);
        let shared = if list.shared { "list-shared" } else { "list-not-shared" };
        let rules = match list.purpose {
            Purpose::Known => vec![word(texts, "list-action", list.action), radius, texts.get(shared)],
            // Nothing follows from a match with a harmless picture, and nobody is given one.
            Purpose::Harmless => vec![texts.get("list-leaves-out"), radius],
        };
        Self {
            href: format!("{PATH}/{}", list.id),
            name: list.name.clone(),
            provenance: list.provenance.clone(),
            purpose: word(texts, "list-purpose", list.purpose),
            rules: rules.join(" · "),
            entries: grouped(size.entries),
            removed: count(texts, "withdrawn", size.removed),
            equal: PrecisionWords::of(texts, list.purpose, found.equal),
            near: PrecisionWords::of(texts, list.purpose, found.near),
            since: Moment::of(texts, list.created_at, now),
            changed: size.changed_at.map(|at| Moment::of(texts, at, now)),
        }
    }
}

/// The page.
#[derive(Template)]
#[template(path = "console/lists.html")]
pub(super) struct ListsPage {
    pub(super) c: Chrome,
    pub(super) tabs: Vec<Tab>,
    pub(super) lines: Vec<ListLine>,
    /// Whether a national law file is set: without it nothing is found not illegal.
    pub(super) law: bool,
}

impl ListsPage {
    /// The page of what was read.
    pub(super) fn of(c: Chrome, found: &[Found], law: bool, now: Timestamp) -> Self {
        let texts = Texts::console();
        let lines = found.iter().map(|line| ListLine::of(texts, line, now)).collect();
        Self { c, tabs: tabs(texts, PATH), lines, law }
    }
}

/// The two pages of lists.
pub(super) fn tabs(texts: Texts, here: &str) -> Vec<Tab> {
    let pages = [(PATH, "nav-lists"), (super::disputes::PATH, "disputes-title")];
    let tab =
        |(path, key): (&str, &str)| Tab { href: path.to_owned(), name: texts.get(key), here: path == here };
    pages.map(tab).into()
}

/// Shows the lists.
pub(super) async fn page(me: SignedInViewer) -> Result<Response, Failed> {
    let found = me.node.read(&me.viewer, ListsQuery).await.map_err(|error| me.failed(&error))?;
    let c = me.chrome(Place::Lists, me.texts.get("nav-lists"), None);
    let law = me.node.settings().law.is_some();
    Ok(render::page(StatusCode::OK, &ListsPage::of(c, &found, law, me.now)))
}
