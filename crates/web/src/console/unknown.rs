//! The desk where people look by hand: items whose host nobody could tell, reports that point to no country.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use tutela_model::clock::Timestamp;
use tutela_model::id::ReportId;
use tutela_workflow::read::{UnknownHost, UnknownQuery};

use super::chrome::{Chrome, Place};
use super::failure::Failed;
use super::line::short;
use super::moment::Moment;
use super::queue::Tab;
use super::removal_tabs::{self, tabs};
use super::render;
use super::signed_in::SignedInViewer;
use crate::texts::Texts;

pub(super) const PATH: &str = "/console/unknown";

/// What waits: where it leads, its name, since when, who asked.
pub(super) struct Line {
    pub(super) href: String,
    pub(super) name: String,
    pub(super) since: Moment,
    pub(super) by: Option<String>,
}

/// The page.
#[derive(Template)]
#[template(path = "console/unknown.html")]
pub(super) struct UnknownPage {
    pub(super) c: Chrome,
    pub(super) tabs: Vec<Tab>,
    pub(super) hosts: Vec<Line>,
    pub(super) countries: Vec<Line>,
}

impl UnknownPage {
    pub(super) fn of(
        c: Chrome,
        (hosts, countries): &(Vec<UnknownHost>, Vec<(ReportId, Timestamp)>),
        now: Timestamp,
    ) -> Self {
        let texts = Texts::console();
        let report = |id: &ReportId| texts.with("report-title", "id", short(&id.to_string()));
        let host = |found: &UnknownHost| Line {
            href: format!("/console/reports/{}#traced", found.report),
            name: texts.with_all(
                "unknown-item",
                &[("n", (found.position + 1).into()), ("report", report(&found.report).into())],
            ),
            since: Moment::of(texts, found.since, now),
            by: Some(found.by.clone()),
        };
        let place = |(id, since): &(ReportId, Timestamp)| Line {
            href: format!("/console/reports/{id}#route"),
            name: report(id),
            since: Moment::of(texts, *since, now),
            by: None,
        };
        Self {
            tabs: tabs(texts, Some(removal_tabs::Place::Unknown)),
            hosts: hosts.iter().map(host).collect(),
            countries: countries.iter().map(place).collect(),
            c,
        }
    }
}

/// Shows what waits.
pub(super) async fn page(me: SignedInViewer) -> Result<Response, Failed> {
    let found = me.node.read(&me.viewer, UnknownQuery).await.map_err(|error| me.failed(&error))?;
    let c = me.chrome(Place::Notices, me.texts.get("unknown-title"), None);
    Ok(render::page(StatusCode::OK, &UnknownPage::of(c, &found, me.now)))
}
