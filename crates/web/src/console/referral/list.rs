//! Referrals: those that wait for somebody of the desk, those without an answer, or all.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use tutela_model::clock::Timestamp;
use tutela_model::id::ReferralId;
use tutela_workflow::read::{ReferralFilter, ReferralLine, ReferralsQuery};

use super::words::Line;
use crate::console::chrome::{Chrome, Place};
use crate::console::failure::Failed;
use crate::console::fields::{Asked, Fields};
use crate::console::queue::Tab;
use crate::console::signed_in::SignedInViewer;
use crate::console::{flash, render};
use crate::texts::Texts;

/// The page's address.
pub(in crate::console) const PATH: &str = "/console/referrals";

/// Which list, its name in the address and in the keys.
const LISTS: [(ReferralFilter, &str); 3] = [
    (ReferralFilter::NeedsPerson, "waiting"),
    (ReferralFilter::Unanswered, "unanswered"),
    (ReferralFilter::All, "all"),
];

/// The page.
#[derive(Template)]
#[template(path = "console/referral/list.html")]
pub(in crate::console) struct ReferralsPage {
    pub(in crate::console) c: Chrome,
    pub(in crate::console) tabs: Vec<Tab>,
    pub(in crate::console) said: String,
    pub(in crate::console) lines: Vec<Line>,
    pub(in crate::console) empty: String,
    pub(in crate::console) first: Option<String>,
    pub(in crate::console) next: Option<String>,
}

fn filter_of(query: &Fields) -> (ReferralFilter, &'static str) {
    LISTS.into_iter().find(|(_, name)| *name == query.get("show")).unwrap_or(LISTS[0])
}

impl ReferralsPage {
    /// The page of what was read. `later`: whether it is a further page of the list.
    pub(in crate::console) fn of(
        c: Chrome,
        (found, next): &(Vec<ReferralLine>, Option<ReferralId>),
        filter: ReferralFilter,
        later: bool,
        now: Timestamp,
    ) -> Self {
        let texts = Texts::console();
        let name = LISTS.iter().find(|(at, _)| *at == filter).map_or("all", |(_, name)| *name);
        let here = format!("{PATH}?show={name}");
        let tabs = LISTS.iter().map(|(at, name)| Tab {
            href: format!("{PATH}?show={name}"),
            name: texts.get(&format!("referrals-tab-{name}")),
            here: *at == filter,
        });
        Self {
            tabs: tabs.collect(),
            said: texts.get(&format!("referrals-{name}-said")),
            lines: found.iter().map(|line| Line::of(texts, line, now)).collect(),
            empty: texts.get(&format!("referrals-{name}-empty")),
            next: next.map(|id| format!("{here}&before={id}")),
            first: later.then_some(here),
            c,
        }
    }
}

/// Shows the referrals.
pub(in crate::console) async fn page(me: SignedInViewer, Asked(query): Asked) -> Result<Response, Failed> {
    let (filter, _) = filter_of(&query);
    let before = query.get("before").parse().ok();
    let read = me.node.read(&me.viewer, ReferralsQuery { filter, before }).await;
    let found = read.map_err(|error| me.failed(&error))?;
    let c = me.chrome(Place::Referrals, me.texts.get("nav-referrals"), flash::of(&query));
    Ok(render::page(StatusCode::OK, &ReferralsPage::of(c, &found, filter, before.is_some(), me.now)))
}
