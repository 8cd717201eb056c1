//! Hosts: how fast each removes; and one of them with its notices.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use tutela_model::access::Permission;
use tutela_model::clock::{DAY, HOUR, MINUTE, Timestamp};
use tutela_workflow::read::{HostQuery, HostsQuery, NoticeLine};
use tutela_workflow::trace::HostRecord;

use super::chrome::{Chrome, Place};
use super::failure::Failed;
use super::fields::Asked;
use super::moment::Moment;
use super::notices::Line as Notice;
use super::queue::Tab;
use super::removal_tabs::{self, tabs};
use super::render;
use super::signed_in::SignedInViewer;
use super::words::country;
use crate::texts::Texts;

pub(super) const PATH: &str = "/console/hosts";

/// How fast a host removes, in one sentence.
pub(super) fn record_words(texts: Texts, record: &HostRecord) -> String {
    match (record.told, record.median, record.ninety) {
        (0, ..) => texts.get("host-record-none"),
        (told, Some(median), Some(ninety)) => texts.with_all(
            "host-record",
            &[
                ("gone", record.gone.into()),
                ("told", told.into()),
                ("median", took(texts, median).into()),
                ("ninety", took(texts, ninety).into()),
            ],
        ),
        (told, ..) => texts.with("host-record-nothing", "told", told),
    }
}

fn took(texts: Texts, micros: i64) -> String {
    match micros {
        short if short < HOUR => texts.with("took-minutes", "n", (short / MINUTE).max(1)),
        hours if hours < 3 * DAY => texts.with("took-hours", "n", hours / HOUR),
        days => texts.with("took-days", "n", days / DAY),
    }
}

/// A host as a line.
pub(super) struct Line {
    pub(super) href: String,
    pub(super) name: String,
    pub(super) country: Option<String>,
    pub(super) mailbox: Option<String>,
    pub(super) network: Option<String>,
    pub(super) told: usize,
    pub(super) gone: usize,
    pub(super) still_up: usize,
    pub(super) median: Option<String>,
    pub(super) ninety: Option<String>,
    pub(super) contacted: Option<Moment>,
}

impl Line {
    fn of(texts: Texts, record: &HostRecord, now: Timestamp) -> Self {
        Self {
            href: format!("{PATH}/{}", record.host.id),
            name: record.host.name.clone(),
            country: record.host.country.map(|code| country(texts, code)),
            mailbox: record.host.mailbox.clone(),
            network: record.host.network.map(|number| format!("AS{number}")),
            told: record.told,
            gone: record.gone,
            still_up: record.told.saturating_sub(record.gone),
            median: record.median.map(|micros| took(texts, micros)),
            ninety: record.ninety.map(|micros| took(texts, micros)),
            contacted: record.contacted_at.map(|at| Moment::of(texts, at, now)),
        }
    }
}

/// The list.
#[derive(Template)]
#[template(path = "console/hosts.html")]
pub(super) struct HostsPage {
    pub(super) c: Chrome,
    pub(super) tabs: Vec<Tab>,
    pub(super) lines: Vec<Line>,
    pub(super) first: Option<String>,
    pub(super) next: Option<String>,
}

impl HostsPage {
    pub(super) fn of(
        c: Chrome,
        (found, next): &(Vec<HostRecord>, Option<String>),
        later: bool,
        now: Timestamp,
    ) -> Self {
        let texts = Texts::console();
        let query = |name: &String| {
            url::form_urlencoded::Serializer::new(String::new()).append_pair("after", name).finish()
        };
        Self {
            tabs: tabs(texts, Some(removal_tabs::Place::Hosts)),
            lines: found.iter().map(|record| Line::of(texts, record, now)).collect(),
            first: later.then(|| PATH.to_owned()),
            next: next.as_ref().map(|name| format!("{PATH}?{}", query(name))),
            c,
        }
    }
}

/// One host.
#[derive(Template)]
#[template(path = "console/host.html")]
pub(super) struct HostPage {
    pub(super) c: Chrome,
    pub(super) tabs: Vec<Tab>,
    pub(super) line: Line,
    pub(super) said: String,
    pub(super) notices: Vec<Notice>,
}

impl HostPage {
    pub(super) fn of(
        mut c: Chrome,
        (record, notices): &(HostRecord, Vec<NoticeLine>),
        now: Timestamp,
    ) -> Self {
        let texts = Texts::console();
        c.title.clone_from(&record.host.name);
        Self {
            tabs: tabs(texts, None),
            line: Line::of(texts, record, now),
            said: record_words(texts, record),
            notices: notices.iter().map(|notice| Notice::of(texts, notice, now)).collect(),
            c,
        }
    }
}

/// Shows the hosts.
pub(super) async fn page(me: SignedInViewer, Asked(query): Asked) -> Result<Response, Failed> {
    let after = query.get("after").to_owned();
    let later = !after.is_empty();
    let found = me.node.read(&me.viewer, HostsQuery { after }).await.map_err(|error| me.failed(&error))?;
    let c = me.chrome(Place::Notices, me.texts.get("hosts-title"), None);
    Ok(render::page(StatusCode::OK, &HostsPage::of(c, &found, later, me.now)))
}

/// Shows one host.
pub(super) async fn one(me: SignedInViewer, Path(id): Path<String>) -> Result<Response, Failed> {
    let id = me.permitted(Permission::Notices)?.named(&id)?;
    let found = me.node.read(&me.viewer, HostQuery { id }).await.map_err(|error| me.failed(&error))?;
    let c = me.chrome(Place::Notices, String::new(), None);
    Ok(render::page(StatusCode::OK, &HostPage::of(c, &found, me.now)))
}
