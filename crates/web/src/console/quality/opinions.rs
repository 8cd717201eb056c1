//! Second looks that wait: for the viewer, and for others.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use tutela_model::clock::Timestamp;
use tutela_workflow::read::{OpinionLine as Found, OpinionsQuery, ToDo};

use crate::console::chrome::{Chrome, Place};
use crate::console::failure::Failed;
use crate::console::fields::Asked;
use crate::console::line::short;
use crate::console::moment::Moment;
use crate::console::queue::Tab;
use crate::console::signed_in::SignedInViewer;
use crate::console::words::word;
use crate::console::{flash, render};
use crate::texts::Texts;

/// The page's address.
pub(in crate::console) const PATH: &str = "/console/opinions";

/// A second look that waits.
pub(in crate::console) struct OpinionLine {
    /// Where it leads; `None` where it waits for others.
    pub(in crate::console) href: Option<String>,
    pub(in crate::console) short: String,
    pub(in crate::console) purpose: String,
    pub(in crate::console) to_do: String,
    pub(in crate::console) asked_by: Option<String>,
    pub(in crate::console) since: Moment,
}

/// The page.
#[derive(Template)]
#[template(path = "console/opinions.html")]
pub(in crate::console) struct OpinionsPage {
    pub(in crate::console) c: Chrome,
    pub(in crate::console) tabs: Vec<Tab>,
    pub(in crate::console) lines: Vec<OpinionLine>,
}

impl OpinionsPage {
    /// The page of what was read, what the viewer can do first.
    pub(in crate::console) fn of(c: Chrome, found: &[Found], now: Timestamp) -> Self {
        let texts = Texts::console();
        let line = |found: &Found| {
            let to_do = match found.to_do {
                ToDo::Give => "give",
                ToDo::Settle => "settle",
                ToDo::Wait => "wait",
            };
            OpinionLine {
                href: (found.to_do != ToDo::Wait).then(|| format!("{PATH}/{}", found.id)),
                short: short(&found.report.to_string()),
                purpose: word(texts, "opinion-purpose", found.purpose),
                to_do: word(texts, "opinion-to-do", to_do),
                asked_by: found.asked_by.clone(),
                since: Moment::of(texts, found.asked_at, now),
            }
        };
        let mine = found.iter().filter(|found| found.to_do != ToDo::Wait);
        let others = found.iter().filter(|found| found.to_do == ToDo::Wait);
        Self { tabs: super::tabs(texts, PATH), lines: mine.chain(others).map(line).collect(), c }
    }
}

/// Shows what waits.
pub(in crate::console) async fn page(me: SignedInViewer, Asked(query): Asked) -> Result<Response, Failed> {
    let found = me.node.read(&me.viewer, OpinionsQuery).await.map_err(|error| me.failed(&error))?;
    let c = me.chrome(Place::Quality, me.texts.get("opinions-title"), flash::of(&query));
    Ok(render::page(StatusCode::OK, &OpinionsPage::of(c, &found, me.now)))
}
