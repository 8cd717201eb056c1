//! How long things are kept: the rules, what goes next, what is held, what went.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use tutela_model::access::Permission;
use tutela_model::clock::{DAY, Timestamp};
use tutela_model::retention::Kept;
use tutela_workflow::Viewer;
use tutela_workflow::read::{ErasureRow, RetentionPage as Found, RetentionQuery};

use super::chrome::{Chrome, Place};
use super::failure::Failed;
use super::line::short;
use super::moment::{Moment, written};
use super::render;
use super::signed_in::SignedInViewer;
use super::words::{grouped, word};
use crate::texts::Texts;

/// The page's address.
pub(super) const PATH: &str = "/console/retention";

/// A rule.
pub(super) struct RuleLine {
    pub(super) kind: String,
    pub(super) from: String,
    /// How long, in words.
    pub(super) days: String,
    /// How many go within thirty days, where that is counted.
    pub(super) soon: Option<String>,
}

/// A report that goes.
pub(super) struct DueWords {
    pub(super) id: String,
    /// Its address, if the viewer may open it.
    pub(super) href: Option<String>,
    pub(super) kind: String,
    /// On which day, and in how many.
    pub(super) at: String,
    pub(super) left: String,
}

/// A hold that stands.
pub(super) struct HoldWords {
    pub(super) report: String,
    pub(super) href: Option<String>,
    pub(super) by: String,
    pub(super) since: Moment,
    pub(super) until: String,
}

/// An erasure.
pub(super) struct ErasedWords {
    pub(super) report: String,
    pub(super) at: Moment,
    pub(super) by: String,
    pub(super) why: String,
    pub(super) counts: String,
}

impl ErasedWords {
    /// An erasure in words.
    pub(super) fn of(texts: Texts, row: &ErasureRow, now: Timestamp) -> Self {
        let by = match row.erased_by.as_str() {
            fixed @ ("node" | "operator") => texts.get(&format!("actor-{fixed}")),
            other => other.to_owned(),
        };
        Self {
            report: short(&row.report.to_string()).to_owned(),
            at: Moment::of(texts, row.erased_at, now),
            by,
            why: word(texts, "erased-why", &row.reason),
            counts: row.counts.replace('=', " "),
        }
    }
}

/// The page.
#[derive(Template)]
#[template(path = "console/retention.html")]
pub(super) struct RetentionPage {
    pub(super) c: Chrome,
    pub(super) rules: Vec<RuleLine>,
    pub(super) reports: Vec<DueWords>,
    /// Whether there are more than are shown.
    pub(super) more: bool,
    /// How many are kept beyond their time by a hold, in words.
    pub(super) held_beyond: Option<String>,
    pub(super) holds: Vec<HoldWords>,
    pub(super) erased: Vec<ErasedWords>,
}

impl RetentionPage {
    /// The page of what was read.
    pub(super) fn of(c: Chrome, found: &Found, viewer: &Viewer, now: Timestamp) -> Self {
        let texts = Texts::console();
        let may_open = viewer.may(Permission::LegalHold);
        let href = |id: String| may_open.then(|| format!("/console/reports/{id}/keeping"));
        let rule = |kind: &Kept| RuleLine {
            kind: word(texts, "kept", kind),
            from: word(texts, "kept-from", kind),
            days: match found.rules.days(*kind) {
                Some(days) => texts.with("kept-days", "n", grouped(days.into())),
                None => texts.get("kept-for-ever"),
            },
            soon: found.soon.iter().find(|(of, _)| of == kind).map(|(_, n)| grouped(*n)),
        };
        let due = |line: &tutela_workflow::read::DueLine| {
            let days = line.at.since(now).max(0) / DAY;
            DueWords {
                id: short(&line.id.to_string()).to_owned(),
                href: href(line.id.to_string()),
                kind: word(texts, "kept", line.kind),
                at: written(line.at),
                left: match days {
                    0 => texts.get("due-now"),
                    n => texts.with("due-days", "n", n),
                },
            }
        };
        let hold = |line: &tutela_workflow::read::HoldLine| HoldWords {
            report: short(&line.report.to_string()).to_owned(),
            href: href(line.report.to_string()),
            by: line.by.clone(),
            since: Moment::of(texts, line.since, now),
            until: line.until.map_or_else(|| texts.get("hold-open"), written),
        };
        Self {
            c,
            rules: Kept::ALL.iter().map(rule).collect(),
            reports: found.reports.iter().map(due).collect(),
            more: found.more || found.reports.len() >= 100,
            held_beyond: (found.held_beyond > 0)
                .then(|| super::words::count(texts, "held-beyond", found.held_beyond)),
            holds: found.holds.iter().map(hold).collect(),
            erased: found.erased.iter().map(|row| ErasedWords::of(texts, row, now)).collect(),
        }
    }
}

/// Shows it.
pub(super) async fn page(me: SignedInViewer) -> Result<Response, Failed> {
    let found = me.node.read(&me.viewer, RetentionQuery).await.map_err(|error| me.failed(&error))?;
    let c = me.chrome(Place::Retention, me.texts.get("nav-retention"), None);
    Ok(render::page(StatusCode::OK, &RetentionPage::of(c, &found, &me.viewer, me.now)))
}
