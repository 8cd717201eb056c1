//! Notices to hosts, newest first; those whose content is not gone yet, or all.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use tutela_model::clock::Timestamp;
use tutela_model::id::NoticeId;
use tutela_model::ladder::Rung;
use tutela_model::notice::{NoticeState, REMINDERS};
use tutela_workflow::read::{NoticeLine, NoticesQuery};

use super::chrome::{Chrome, Place};
use super::failure::Failed;
use super::fields::Asked;
use super::line::short;
use super::moment::Moment;
use super::queue::Tab;
use super::removal_tabs::{Place as Shown, tabs};
use super::signed_in::SignedInViewer;
use super::words::{count, word};
use super::{flash, render};
use crate::texts::Texts;

const PATH: &str = "/console/notices";

/// A notice as a line.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) href: String,
    pub(super) short: String,
    pub(super) report: String,
    pub(super) report_short: String,
    pub(super) state: String,
    /// Whether what it names is gone.
    pub(super) gone: bool,
    /// Whether the clock has run out and a person must act.
    pub(super) overdue: bool,
    pub(super) by: String,
    pub(super) created: Moment,
    pub(super) sent: Option<Moment>,
    /// What was found last, and when.
    pub(super) checked: Option<(String, Moment)>,
    /// How often somebody or something looked, in words.
    pub(super) checks: String,
    /// How many of the reminders went out, in words.
    pub(super) reminders: String,
    pub(super) gone_at: Option<Moment>,
    /// Who was told last, where that is somebody above the host.
    pub(super) rung: Option<String>,
}

impl Line {
    /// A line of what was read.
    pub(super) fn of(texts: Texts, notice: &NoticeLine, now: Timestamp) -> Self {
        let (id, report) = (notice.id.to_string(), notice.report.to_string());
        let moment = |at| Moment::of(texts, at, now);
        Self {
            href: format!("{PATH}/{id}"),
            short: short(&id),
            report_short: short(&report),
            report: format!("/console/reports/{report}"),
            state: word(texts, "notice", notice.state),
            gone: notice.state == NoticeState::Removed,
            overdue: notice.state == NoticeState::NeedsPerson,
            by: notice.by.clone(),
            created: moment(notice.created_at),
            sent: notice.sent_at.map(moment),
            checked: notice.checked.map(|(at, found)| (word(texts, "found-at", found), moment(at))),
            checks: count(texts, "looks", notice.checks.unsigned_abs()),
            reminders: reminders(texts, notice.reminders),
            gone_at: notice.gone_at.map(moment),
            rung: (notice.rung != Rung::Host).then(|| word(texts, "rung", notice.rung)),
        }
    }
}

/// How many reminders went out, of how many.
pub(super) fn reminders(texts: Texts, sent: i64) -> String {
    texts.with_all("reminders", &[("n", sent.into()), ("all", REMINDERS.len().into())])
}

/// The page.
#[derive(Template)]
#[template(path = "console/notices.html")]
pub(super) struct NoticesPage {
    pub(super) c: Chrome,
    pub(super) tabs: Vec<Tab>,
    pub(super) said: String,
    pub(super) lines: Vec<Line>,
    pub(super) empty: String,
    pub(super) first: Option<String>,
    pub(super) next: Option<String>,
}

impl NoticesPage {
    /// The page of what was read. `later`: whether it is a further page of the list.
    pub(super) fn of(
        c: Chrome,
        (found, next): &(Vec<NoticeLine>, Option<NoticeId>),
        open_only: bool,
        later: bool,
        now: Timestamp,
    ) -> Self {
        let texts = Texts::console();
        let name = if open_only { "open" } else { "all" };
        let here = if open_only { PATH.to_owned() } else { format!("{PATH}?show=all") };
        let mark = if open_only { '?' } else { '&' };
        Self {
            tabs: tabs(texts, Some(if open_only { Shown::Open } else { Shown::All })),
            said: texts.get(&format!("notices-{name}-said")),
            lines: found.iter().map(|notice| Line::of(texts, notice, now)).collect(),
            empty: texts.get(&format!("notices-{name}-empty")),
            next: next.map(|id| format!("{here}{mark}before={id}")),
            first: later.then_some(here),
            c,
        }
    }
}

/// Shows the notices.
pub(super) async fn page(me: SignedInViewer, Asked(query): Asked) -> Result<Response, Failed> {
    let open_only = query.get("show") != "all";
    let before = query.get("before").parse().ok();
    let read = me.node.read(&me.viewer, NoticesQuery { open_only, before }).await;
    let found = read.map_err(|error| me.failed(&error))?;
    let c = me.chrome(Place::Notices, me.texts.get("nav-notices"), flash::of(&query));
    Ok(render::page(StatusCode::OK, &NoticesPage::of(c, &found, open_only, before.is_some(), me.now)))
}
