//! The queue: most urgent first, with the reasons in words.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use tutela_model::access::Permission;
use tutela_model::clock::Timestamp;
use tutela_model::id::PersonId;
use tutela_workflow::Error;
use tutela_workflow::read::{AlertsQuery, QueueFilter, QueueKey, QueuePage as Found, QueueQuery};

use super::chrome::{Chrome, Place, first_place};
use super::failure::Failed;
use super::fields::{Asked, Fields};
use super::line::Line;
use super::signed_in::SignedInViewer;
use super::words::{count, grouped};
use super::{alerts, flash, render};
use crate::texts::Texts;

/// The queue's address.
pub(super) const PATH: &str = "/console/";

/// Waiting reports are counted up to here.
const COUNTED: u64 = 1_000;

/// Which reports a list shows; in addresses as `list=`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum List {
    /// Not decided yet.
    Waiting,
    /// Held by the viewer.
    Mine,
    /// Every report.
    All,
}

impl List {
    const ALL: [Self; 3] = [Self::Waiting, Self::Mine, Self::All];

    /// The list that a query names.
    pub(super) fn of(query: &Fields) -> Self {
        Self::ALL.into_iter().find(|list| list.name() == query.get("list")).unwrap_or(Self::Waiting)
    }

    /// Its name in addresses and in the keys of its sentences.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Mine => "mine",
            Self::All => "all",
        }
    }

    /// What keeps the list in an address.
    pub(super) const fn query(self) -> &'static str {
        match self {
            Self::Waiting => "",
            Self::Mine => "?list=mine",
            Self::All => "?list=all",
        }
    }

    /// What is asked of the store.
    pub(super) const fn filter(self, viewer: PersonId) -> QueueFilter {
        match self {
            Self::Waiting => QueueFilter::Waiting,
            Self::Mine => QueueFilter::ClaimedBy(viewer),
            Self::All => QueueFilter::All,
        }
    }
}

/// A choice of list.
pub(super) struct Tab {
    pub(super) href: String,
    pub(super) name: String,
    pub(super) here: bool,
}

/// The page.
#[derive(Template)]
#[template(path = "console/queue.html")]
pub(super) struct QueuePage {
    pub(super) c: Chrome,
    pub(super) tabs: Vec<Tab>,
    /// What is shown, in words.
    pub(super) said: String,
    pub(super) lines: Vec<Line>,
    /// Whether decided reports may be among the lines, so that each says where it stands.
    pub(super) with_state: bool,
    /// What to do where there is no line.
    pub(super) empty: String,
    pub(super) first: Option<String>,
    pub(super) next: Option<String>,
    /// How many alerts wait, in words, where some do and the viewer sees to them.
    pub(super) alerts: Option<String>,
}

impl QueuePage {
    /// The page of what was read. `later`: whether it is a further page of the list.
    pub(super) fn of(c: Chrome, found: &Found, list: List, later: bool, now: Timestamp) -> Self {
        let texts = Texts::console();
        let tabs = List::ALL.into_iter().map(|tab| Tab {
            href: format!("{PATH}{}", tab.query()),
            name: texts.get(&format!("list-{}", tab.name())),
            here: tab == list,
        });
        let waiting = match found.waiting {
            many if many >= COUNTED => texts.with("waiting-more", "n", grouped(COUNTED)),
            n => count(texts, "waiting", n),
        };
        let order = texts.get(&format!("list-{}-said", list.name()));
        let next = found.next.map(|key| {
            let mark = if list.query().is_empty() { '?' } else { '&' };
            format!("{PATH}{}{mark}urgency={}&after={}", list.query(), key.urgency, key.id)
        });
        Self {
            tabs: tabs.collect(),
            said: format!("{order} {waiting}"),
            lines: Line::all(texts, &found.lines, now, list.query()),
            with_state: list != List::Waiting,
            empty: texts.get(&format!("list-{}-empty", list.name())),
            first: later.then(|| format!("{PATH}{}", list.query())),
            next,
            alerts: None,
            c,
        }
    }
}

/// Shows the queue.
pub(super) async fn page(me: SignedInViewer, Asked(query): Asked) -> Result<Response, Failed> {
    if !me.viewer.may(Permission::ReadQueue) {
        // Whoever may not see the queue has another first page, and "home" leads there.
        let denied = || me.failed(&Error::Denied(Permission::ReadQueue)).into_response();
        return Ok(first_place(&me.viewer).map_or_else(denied, render::see));
    }
    let list = List::of(&query);
    let after = query.get("urgency").parse().ok().zip(query.get("after").parse().ok());
    let after = after.map(|(urgency, id)| QueueKey { urgency, id });
    let filter = list.filter(me.viewer.person.id);
    let found =
        me.node.read(&me.viewer, QueueQuery { filter, after }).await.map_err(|error| me.failed(&error))?;
    let c = me.chrome(Place::Queue, me.texts.get("queue-title"), flash::of(&query));
    let mut page = QueuePage::of(c, &found, list, after.is_some(), me.now);
    // Here and on no other page: it is a query, and this is where everybody begins.
    if me.viewer.may(Permission::Alerts) {
        let alerts = me.node.read(&me.viewer, AlertsQuery { waiting_only: true }).await;
        let waiting = alerts.map_err(|error| me.failed(&error))?.len();
        page.alerts = (waiting > 0).then(|| alerts::said(me.texts, waiting));
    }
    Ok(render::page(StatusCode::OK, &page))
}
