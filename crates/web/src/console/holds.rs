//! Police holds: which notices wait, until when, and how many holds there were. Everybody of the desk sees the counts.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use tutela_model::clock::Timestamp;
use tutela_workflow::read::{HoldCounts, PoliceHoldLine, PoliceHoldsQuery};

use super::chrome::{Chrome, Place};
use super::failure::Failed;
use super::line::short;
use super::moment::{Moment, written};
use super::queue::Tab;
use super::removal_tabs::{self, tabs};
use super::render;
use super::report::left;
use super::signed_in::SignedInViewer;
use super::words::count;
use crate::texts::Texts;

pub(super) const PATH: &str = "/console/holds";

/// An open hold.
pub(super) struct Line {
    pub(super) href: String,
    pub(super) name: String,
    pub(super) placed: Moment,
    pub(super) by: String,
    pub(super) until: String,
    pub(super) left: String,
    pub(super) renewals: String,
}

/// The page.
#[derive(Template)]
#[template(path = "console/holds.html")]
pub(super) struct HoldsPage {
    pub(super) c: Chrome,
    pub(super) tabs: Vec<Tab>,
    pub(super) lines: Vec<Line>,
    /// How many there were in a year.
    pub(super) counted: String,
}

impl HoldsPage {
    pub(super) fn of(c: Chrome, (found, counts): &(Vec<PoliceHoldLine>, HoldCounts), now: Timestamp) -> Self {
        let texts = Texts::console();
        let line = |hold: &PoliceHoldLine| Line {
            href: format!("/console/reports/{}#holding", hold.report),
            name: texts.with("report-title", "id", short(&hold.report.to_string())),
            placed: Moment::of(texts, hold.placed.0, now),
            by: hold.placed.1.clone(),
            until: written(hold.until),
            left: left(texts, hold.until, now),
            renewals: count(texts, "police-hold-renewals", hold.renewals.unsigned_abs()),
        };
        let counted = texts.with_all(
            "police-holds-counted",
            &[
                ("placed", counts.placed.into()),
                ("open", counts.open.into()),
                ("lapsed", counts.lapsed.into()),
                ("ahead", counts.go_ahead.into()),
                ("renewals", counts.renewals.into()),
            ],
        );
        Self {
            tabs: tabs(texts, Some(removal_tabs::Place::Holds)),
            lines: found.iter().map(line).collect(),
            counted,
            c,
        }
    }
}

/// Shows the holds.
pub(super) async fn page(me: SignedInViewer) -> Result<Response, Failed> {
    let found = me.node.read(&me.viewer, PoliceHoldsQuery).await.map_err(|error| me.failed(&error))?;
    let c = me.chrome(Place::Notices, me.texts.get("police-holds-title"), None);
    Ok(render::page(StatusCode::OK, &HoldsPage::of(c, &found, me.now)))
}
