//! Letters that leave the house: those that need a person, or all.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use tutela_model::clock::Timestamp;
use tutela_model::letter::{LetterAbout, LetterState};
use tutela_workflow::read::{LetterLine, LettersQuery};
use uuid::Uuid;

use super::chrome::{Chrome, Place};
use super::failure::Failed;
use super::fields::Asked;
use super::line::short;
use super::moment::Moment;
use super::queue::Tab;
use super::signed_in::SignedInViewer;
use super::words::{count, sentence, word};
use super::{flash, render};
use crate::texts::Texts;

/// The page's address.
pub(super) const PATH: &str = "/console/letters";
/// That of the list of all.
const ALL: &str = "/console/letters?show=all";

/// A letter as a line.
pub(super) struct Line {
    pub(super) href: String,
    /// What it is: "Reminder to a host".
    pub(super) what: String,
    /// The record it belongs to, and where that is.
    pub(super) record: String,
    pub(super) record_href: Option<String>,
    pub(super) state: String,
    /// Whether a person must see to it.
    pub(super) stuck: bool,
    pub(super) created: Moment,
    pub(super) sent: Option<Moment>,
    pub(super) since: Option<Moment>,
    /// How often it was tried, in words.
    pub(super) attempts: Option<String>,
    /// Why it did not leave.
    pub(super) why: Option<String>,
}

impl Line {
    /// A line of what was read.
    pub(super) fn of(texts: Texts, letter: &LetterLine, now: Timestamp) -> Self {
        let moment = |at| Moment::of(texts, at, now);
        let record = letter.record.to_string();
        let stuck = letter.state == LetterState::NeedsPerson;
        let why = letter.last_error.as_deref().map(sentence);
        Self {
            href: format!("{PATH}/{}", letter.id),
            what: word(texts, &format!("letter-{}", letter.about), &letter.purpose),
            record: texts.with(&format!("letter-of-{}", letter.about), "id", short(&record)),
            record_href: record_href(letter.about, letter.record),
            state: word(texts, "letter-state", letter.state),
            stuck,
            created: moment(letter.created_at),
            sent: letter.sent_at.map(moment),
            since: letter.stuck_at.map(moment),
            attempts: (letter.attempts > 0).then(|| count(texts, "tries", letter.attempts.unsigned_abs())),
            // Nothing failed, and it does not go: there is no mail server.
            why: why.or_else(|| stuck.then(|| texts.get("letter-no-server"))),
        }
    }
}

/// Where the record of a letter is shown.
fn record_href(about: LetterAbout, record: Uuid) -> Option<String> {
    match about {
        LetterAbout::Notice => Some(format!("/console/notices/{record}")),
        LetterAbout::Referral => Some(format!("/console/referrals/{record}")),
        LetterAbout::Correction | LetterAbout::Preservation | LetterAbout::OnCall | LetterAbout::Person => {
            None
        }
    }
}

/// The page.
#[derive(Template)]
#[template(path = "console/letters.html")]
pub(super) struct LettersPage {
    pub(super) c: Chrome,
    pub(super) tabs: Vec<Tab>,
    pub(super) said: String,
    pub(super) lines: Vec<Line>,
    pub(super) empty: String,
    pub(super) first: Option<String>,
    pub(super) next: Option<String>,
}

impl LettersPage {
    /// The page of what was read. `later`: whether it is a further page of the list.
    pub(super) fn of(
        c: Chrome,
        (found, next): &(Vec<LetterLine>, Option<Uuid>),
        stuck_only: bool,
        later: bool,
        now: Timestamp,
    ) -> Self {
        let texts = Texts::console();
        let name = if stuck_only { "stuck" } else { "all" };
        let tab = |href: &str, key, here| Tab { href: href.to_owned(), name: texts.get(key), here };
        Self {
            tabs: vec![tab(PATH, "letters-tab-stuck", stuck_only), tab(ALL, "letters-tab-all", !stuck_only)],
            said: texts.get(&format!("letters-{name}-said")),
            lines: found.iter().map(|letter| Line::of(texts, letter, now)).collect(),
            empty: texts.get(&format!("letters-{name}-empty")),
            next: next.map(|id| format!("{ALL}&before={id}")),
            first: later.then(|| ALL.to_owned()),
            c,
        }
    }
}

/// Shows the letters.
pub(super) async fn page(me: SignedInViewer, Asked(query): Asked) -> Result<Response, Failed> {
    let stuck_only = query.get("show") != "all";
    let before = query.get("before").parse().ok();
    let read = me.node.read(&me.viewer, LettersQuery { stuck_only, before }).await;
    let found = read.map_err(|error| me.failed(&error))?;
    let c = me.chrome(Place::Letters, me.texts.get("nav-letters"), flash::of(&query));
    Ok(render::page(StatusCode::OK, &LettersPage::of(c, &found, stuck_only, before.is_some(), me.now)))
}
