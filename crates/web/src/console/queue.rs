//! The queue: most urgent first, with the reasons in words. The address holds which list is shown and how it is narrowed, by fixed
//! names alone.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use tutela_model::access::Permission;
use tutela_model::clock::Timestamp;
use tutela_model::id::PersonId;
use tutela_model::queue::Narrow;
use tutela_workflow::Error;
use tutela_workflow::read::{
    AlertsQuery, OnCallNowQuery, QueueFilter, QueueKey, QueuePage as Found, QueueQuery, UnreadQuery, View,
    ViewsQuery,
};

use super::chrome::{Chrome, Place, first_place};
use super::failure::Failed;
use super::fields::{Asked, Fields};
use super::line::Line;
use super::narrow::{NarrowForm, narrowed};
use super::problem::Problem;
use super::signed_in::SignedInViewer;
use super::views::SavedView;
use super::words::{count, grouped};
use super::{alerts, events, flash, on_call, render};
use crate::texts::Texts;

/// The queue's address.
pub(super) const PATH: &str = "/console/";

/// Waiting reports are counted up to here.
const COUNTED: u64 = 1_000;

/// Whose reports a list shows; in addresses as `list=`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// Not decided yet.
    Waiting,
    /// Held by the viewer.
    Mine,
    /// Held by this person.
    Held(PersonId),
    /// Every report.
    All,
}

impl Shown {
    const TABS: [Self; 3] = [Self::Waiting, Self::Mine, Self::All];

    /// Its name in addresses and in the keys of its sentences.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Mine => "mine",
            Self::Held(_) => "held",
            Self::All => "all",
        }
    }
}

/// Which reports a list shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct List {
    pub(super) shown: Shown,
    pub(super) narrow: Narrow,
}

impl List {
    /// A whole list.
    pub(super) fn whole(shown: Shown) -> Self {
        Self { shown, narrow: Narrow::default() }
    }

    /// The list that a query names.
    pub(super) fn of(query: &Fields) -> Self {
        let name = query.get("list");
        let shown = Shown::TABS.into_iter().find(|shown| shown.name() == name);
        let held = query.get("person").parse().ok().filter(|_| name == "held").map(Shown::Held);
        Self {
            shown: shown.or(held).unwrap_or(Shown::Waiting),
            narrow: Narrow::parse(|name| query.get(name)),
        }
    }

    /// What keeps the list in an address; empty for all that waits.
    pub(super) fn query(&self) -> String {
        let list = match self.shown {
            Shown::Waiting => String::new(),
            Shown::Held(person) => format!("list=held&person={person}"),
            shown => format!("list={}", shown.name()),
        };
        let parts: Vec<String> =
            [list, self.narrow.query()].into_iter().filter(|part| !part.is_empty()).collect();
        if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) }
    }

    /// Its address.
    pub(super) fn href(&self) -> String {
        format!("{PATH}{}", self.query())
    }

    /// Its address from a report on.
    fn from(&self, key: QueueKey) -> String {
        let mark = if self.query().is_empty() { '?' } else { '&' };
        format!("{}{mark}urgency={}&after={}", self.href(), key.urgency, key.id)
    }

    /// What is asked of the store.
    pub(super) fn asked(&self, viewer: PersonId, after: Option<QueueKey>) -> QueueQuery {
        let filter = match self.shown {
            Shown::Waiting => QueueFilter::Waiting,
            Shown::Mine => QueueFilter::ClaimedBy(viewer),
            Shown::Held(person) => QueueFilter::ClaimedBy(person),
            Shown::All => QueueFilter::All,
        };
        QueueQuery { filter, narrow: self.narrow, after }
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
    pub(super) problems: Vec<Problem>,
    pub(super) tabs: Vec<Tab>,
    pub(super) views: Vec<SavedView>,
    pub(super) narrow: NarrowForm,
    /// What is shown, in words.
    pub(super) said: String,
    /// How it is narrowed, in words.
    pub(super) narrowed: Option<String>,
    /// The whole list.
    pub(super) whole: String,
    pub(super) lines: Vec<Line>,
    /// Whether decided reports may be among the lines, so that each says where it stands.
    pub(super) with_state: bool,
    /// What to do where there is no line.
    pub(super) empty: String,
    pub(super) first: Option<String>,
    pub(super) next: Option<String>,
    /// That the page looked at as many reports as it may, where it did.
    pub(super) stopped: Option<String>,
    /// What a senior should know of before anything else: alerts, and who left urgent reports; where it leads and in words.
    pub(super) notes: Vec<(String, String)>,
    /// How the queue stands, for the script that listens.
    pub(super) standing: Option<String>,
}

impl QueuePage {
    /// The page of what was read. `later`: whether it is a further page of the list.
    pub(super) fn of(
        c: Chrome,
        found: &Found,
        views: &[View],
        list: List,
        (later, may_share): (bool, bool),
        now: Timestamp,
    ) -> Self {
        let texts = Texts::console();
        let tabs = Shown::TABS.into_iter().map(|shown| Tab {
            href: List { shown, ..list }.href(),
            name: texts.get(&format!("list-{}", shown.name())),
            here: shown == list.shown,
        });
        let waiting = match found.waiting {
            many if many >= COUNTED => texts.with("waiting-more", "n", grouped(COUNTED)),
            n => count(texts, "waiting", n),
        };
        let order = texts.get(&format!("list-{}-said", list.shown.name()));
        let empty = match (list.narrow.is_all(), found.stopped) {
            (true, _) => texts.get(&format!("list-{}-empty", list.shown.name())),
            (false, true) => texts.get("narrow-none-yet"),
            (false, false) => texts.get("narrow-none"),
        };
        let left = found.left.iter().map(|(person, name, n)| {
            let said = texts.with_all("left-urgent", &[("name", name.clone().into()), ("n", (*n).into())]);
            (List::whole(Shown::Held(*person)).href(), said)
        });
        Self {
            problems: Vec::new(),
            tabs: tabs.collect(),
            views: views.iter().map(|view| SavedView::of(view, list)).collect(),
            narrow: NarrowForm::of(texts, list, may_share),
            said: format!("{order} {waiting}"),
            narrowed: narrowed(texts, &list.narrow),
            whole: List::whole(list.shown).href(),
            lines: Line::all(texts, &found.lines, now, &list.query()),
            with_state: list.shown != Shown::Waiting,
            empty,
            first: later.then(|| list.href()),
            next: found.next.map(|key| list.from(key)),
            stopped: found.stopped.then(|| texts.get("narrow-stopped")),
            notes: left.collect(),
            standing: None,
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
    show(&me, &query, StatusCode::OK, Vec::new()).await
}

/// The queue that a query names; with what is wrong about a form that was sent from it.
pub(super) async fn show(
    me: &SignedInViewer,
    query: &Fields,
    status: StatusCode,
    problems: Vec<Problem>,
) -> Result<Response, Failed> {
    let failed = |error: Error| me.failed(&error);
    // Before the page is read: what comes meanwhile is told twice rather than not at all.
    let standing = events::standing(me).await;
    let list = List::of(query);
    let after = query.get("urgency").parse().ok().zip(query.get("after").parse().ok());
    let after = after.map(|(urgency, id)| QueueKey { urgency, id });
    let asked = list.asked(me.viewer.person.id, after);
    let found = me.node.read(&me.viewer, asked).await.map_err(failed)?;
    let views = me.node.read(&me.viewer, ViewsQuery).await.map_err(failed)?;
    let mut c = me.chrome(Place::Queue, me.texts.get("queue-title"), flash::of(query));
    c.pause = me.pause().await?;
    let may_share = me.viewer.may(Permission::ShareViews);
    let mut page = QueuePage::of(c, &found, &views, list, (after.is_some(), may_share), me.now);
    page.problems = problems;
    page.standing = standing;
    let unread = me.node.read(&me.viewer, UnreadQuery).await.map_err(failed)?;
    if unread > 0 {
        page.notes.insert(0, (super::for_you::PATH.to_owned(), count(me.texts, "for-you-waiting", unread)));
    }
    // Here and on no other page: it is a query, and this is where everybody begins.
    if me.viewer.may(Permission::Alerts) {
        let waiting = me.node.read(&me.viewer, AlertsQuery { waiting_only: true }).await.map_err(failed)?;
        if !waiting.is_empty() {
            page.notes.insert(0, (alerts::PATH.to_owned(), alerts::said(me.texts, waiting.len())));
        }
    }
    let now = me.node.read(&me.viewer, OnCallNowQuery).await.map_err(failed)?;
    page.notes.extend(on_call::said(me.texts, &now).map(|said| (on_call::PATH.to_owned(), said)));
    Ok(render::page(status, &page))
}
