//! "For you": who named the viewer, offers them a report or answered them; not read yet first.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use tutela_model::access::Permission;
use tutela_model::clock::Timestamp;
use tutela_model::id::InboxId;
use tutela_model::team::InboxKind;
use tutela_workflow::read::{InboxLine, InboxPage, InboxQuery};
use tutela_workflow::team::set_read;

use super::chrome::{Chrome, Place};
use super::failure::Failed;
use super::fields::{Asked, Fields};
use super::line::Line;
use super::moment::Moment;
use super::queue::Tab;
use super::signed_in::SignedInViewer;
use super::words::count;
use super::{flash, render};
use crate::texts::Texts;

/// The page's address.
pub(super) const PATH: &str = "/console/for-you";

/// Something that waits for the viewer.
pub(super) struct ForYou {
    pub(super) id: String,
    /// What happened, in words.
    pub(super) what: String,
    pub(super) at: Moment,
    /// Where it leads: the report, at the place in it.
    pub(super) href: String,
    pub(super) line: Line,
    pub(super) read: bool,
}

impl ForYou {
    fn of(texts: Texts, line: &InboxLine, now: Timestamp) -> Self {
        let name = line.by.clone().unwrap_or_default();
        let report = Line::of(texts, &line.report, now, "");
        let anchor = match line.kind {
            InboxKind::Mention => "notes",
            InboxKind::Answered => "asking",
            _ => "record-h",
        };
        Self {
            id: line.id.to_string(),
            what: texts.with(&format!("inbox-{}", line.kind), "name", name),
            at: Moment::kept(texts, line.at, now, line.kind == InboxKind::Answered),
            href: format!("{}#{anchor}", report.href),
            line: report,
            read: line.read,
        }
    }
}

/// The page.
#[derive(Template)]
#[template(path = "console/for_you.html")]
pub(super) struct ForYouPage {
    pub(super) c: Chrome,
    pub(super) tabs: Vec<Tab>,
    pub(super) said: String,
    pub(super) lines: Vec<ForYou>,
    pub(super) empty: String,
    pub(super) first: Option<String>,
    pub(super) next: Option<String>,
    /// What keeps the list in an address.
    pub(super) query: &'static str,
}

impl ForYouPage {
    /// The page of what was read.
    pub(super) fn of(c: Chrome, found: &InboxPage, all: bool, later: bool, now: Timestamp) -> Self {
        let texts = Texts::console();
        let tab = |name: &str, query: &str, here| Tab {
            href: format!("{PATH}{query}"),
            name: texts.get(&format!("for-you-{name}")),
            here,
        };
        let query = if all { "?show=all" } else { "" };
        let mark = if all { '&' } else { '?' };
        Self {
            c,
            tabs: vec![tab("unread", "", !all), tab("all", "?show=all", all)],
            said: count(texts, "for-you-waiting", found.unread),
            lines: found.lines.iter().map(|line| ForYou::of(texts, line, now)).collect(),
            empty: texts.get("for-you-empty"),
            first: later.then(|| format!("{PATH}{query}")),
            next: found.next.map(|id| format!("{PATH}{query}{mark}before={id}")),
            query,
        }
    }
}

/// Shows what waits.
pub(super) async fn page(me: SignedInViewer, Asked(query): Asked) -> Result<Response, Failed> {
    me.permitted(Permission::ReadQueue)?;
    let (all, before) = (query.get("show") == "all", query.get("before").parse().ok());
    let asked = InboxQuery { unread_only: !all, before };
    let found = me.node.read(&me.viewer, asked).await.map_err(|error| me.failed(&error))?;
    let c = me.chrome(Place::ForYou, me.texts.get("nav-for-you"), flash::of(&query));
    Ok(render::page(StatusCode::OK, &ForYouPage::of(c, &found, all, before.is_some(), me.now)))
}

/// Marks a line as read, or as not read again: either undoes the other.
pub(super) async fn mark(
    me: SignedInViewer,
    Path(id): Path<String>,
    Asked(query): Asked,
    form: Fields,
) -> Result<Response, Failed> {
    let id: InboxId = me.permitted(Permission::ReadQueue)?.named(&id)?;
    let read = form.get("read") == "yes";
    set_read(&me.node, &me.viewer, id, read).await.map_err(|error| me.failed(&error))?;
    let path = format!("{PATH}{}", if query.get("show") == "all" { "?show=all" } else { "" });
    Ok(render::see(&flash::with(&path, if read { "marked_read" } else { "marked_unread" })))
}

/// The words for why something waits, for the test that every name has some.
#[cfg(test)]
pub(super) fn every_kind(texts: Texts) {
    for kind in InboxKind::ALL {
        drop(texts.with(&format!("inbox-{kind}"), "name", "Ana"));
    }
}
