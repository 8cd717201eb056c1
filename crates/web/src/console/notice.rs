//! One notice: its letters in full, where it stands, and what a person does about it.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use tutela_model::access::Permission;
use tutela_model::clock::Timestamp;
use tutela_model::id::NoticeId;
use tutela_model::ladder::Rung;
use tutela_model::notice::{Finding, NoticeState};
use tutela_workflow::Error;
use tutela_workflow::outbox::Letter;
use tutela_workflow::read::{LetterView, NoticePage as Found, NoticeQuery};
use tutela_workflow::removal::{self, NextRung};

use super::chrome::{Chrome, Place};
use super::defang::defang;
use super::failure::Failed;
use super::fields::{Asked, Fields};
use super::hosts::record_words;
use super::moment::{Moment, written};
use super::notices::Line;
use super::problem::{Problem, problems};
use super::report::left;
use super::signed_in::SignedInViewer;
use super::words::{count, word};
use super::{flash, render};
use crate::texts::Texts;

/// A letter.
pub(super) struct LetterWords {
    pub(super) purpose: String,
    pub(super) created: Moment,
    pub(super) sent: Option<Moment>,
    /// How often it was tried, in words, where it has not left the house.
    pub(super) attempts: Option<String>,
    pub(super) last_error: Option<String>,
    /// `None` once erased.
    pub(super) letter: Option<Letter>,
}

impl LetterWords {
    fn of(texts: Texts, view: &LetterView, now: Timestamp) -> Self {
        let tried = view.sent_at.is_none() && view.attempts > 0;
        Self {
            purpose: word(texts, "letter", &view.purpose),
            created: Moment::of(texts, view.created_at, now),
            sent: view.sent_at.map(|at| Moment::of(texts, at, now)),
            attempts: tried.then(|| count(texts, "tries", view.attempts.unsigned_abs())),
            last_error: view.last_error.clone(),
            letter: view.letter.clone(),
        }
    }
}

/// The page.
#[derive(Template)]
#[template(path = "console/notice.html")]
pub(super) struct NoticePage {
    pub(super) c: Chrome,
    pub(super) line: Line,
    /// `None` once erased.
    pub(super) contact: Option<String>,
    /// Defanged; `None` once erased.
    pub(super) url: Option<String>,
    pub(super) letters: Vec<LetterWords>,
    /// Whether letters wait that a person must hand over.
    pub(super) to_hand_over: bool,
    /// Whether something can be found about it.
    pub(super) to_look: bool,
    /// Whether "still up" can be found: only after the host was told.
    pub(super) told: bool,
    pub(super) problems: Vec<Problem>,
    /// The host's name, how fast it removes, and its page.
    pub(super) host: Option<(String, String, String)>,
    /// Until when the police asked to wait, in words.
    pub(super) held: Option<String>,
    /// Who can be told next.
    pub(super) above: Vec<Above>,
    /// When the time of whoever was told is over, in words.
    pub(super) due: Option<String>,
}

/// Somebody above the host.
pub(super) struct Above {
    pub(super) value: &'static str,
    pub(super) name: String,
    pub(super) organisation: Option<String>,
    pub(super) mailbox: String,
}

impl NoticePage {
    /// The page of what was read, with what is wrong.
    pub(super) fn of(c: Chrome, found: &Found, problems: Vec<Problem>, now: Timestamp) -> Self {
        let texts = Texts::console();
        let state = found.line.state;
        let told = !matches!(state, NoticeState::Queued | NoticeState::Held | NoticeState::Removed);
        Self {
            c,
            line: Line::of(texts, &found.line, now),
            contact: found.contact.clone(),
            url: found.url.as_deref().map(defang),
            letters: found.letters.iter().map(|letter| LetterWords::of(texts, letter, now)).collect(),
            // By hand where there is no mail server, or where it did not take the letter.
            to_hand_over: found
                .letters
                .iter()
                .any(|letter| letter.sent_at.is_none() && (!found.by_mail || letter.last_error.is_some())),
            to_look: state != NoticeState::Removed,
            told,
            problems,
            host: found.host.as_ref().map(|record| {
                let href = format!("/console/hosts/{}", record.host.id);
                (record.host.name.clone(), record_words(texts, record), href)
            }),
            held: found.held_until.map(|until| texts.with("notice-held-until", "until", written(until))),
            due: found.above.first().and_then(|next| next.due).map(|at| match at.since(now) {
                over if over <= 0 => texts.with("climb-over", "at", written(at)),
                _ => texts.with_all(
                    "climb-due",
                    &[("at", written(at).into()), ("left", left(texts, at, now).into())],
                ),
            }),
            above: if told {
                found.above.iter().map(|next| Above::of(texts, next)).collect()
            } else {
                Vec::new()
            },
        }
    }
}

impl Above {
    fn of(texts: Texts, next: &NextRung) -> Self {
        Self {
            value: next.rung.as_str(),
            name: word(texts, "rung", next.rung),
            organisation: next.organisation.clone(),
            mailbox: next.mailbox.clone().unwrap_or_default(),
        }
    }
}

/// Tells somebody above the host.
pub(super) async fn escalate(
    me: SignedInViewer,
    Path(id): Path<String>,
    form: Fields,
) -> Result<Response, Failed> {
    let id = me.permitted(Permission::Notices)?.named(&id)?;
    let Some(rung) = Rung::parse(form.get("rung")) else {
        let problem = Problem::at("climb", me.texts.get("wrong-choice"));
        return show(&me, id, StatusCode::UNPROCESSABLE_ENTITY, vec![problem], None).await;
    };
    let done = removal::escalate(&me.node, &me.viewer, id, rung, form.get("mailbox")).await;
    after(&me, id, done, "escalated").await
}

/// Shows a notice.
pub(super) async fn page(
    me: SignedInViewer,
    Path(id): Path<String>,
    Asked(query): Asked,
) -> Result<Response, Failed> {
    let id = me.permitted(Permission::Notices)?.named(&id)?;
    show(&me, id, StatusCode::OK, Vec::new(), flash::of(&query)).await
}

/// Notes that its letters were handed over.
pub(super) async fn hand_over(me: SignedInViewer, Path(id): Path<String>) -> Result<Response, Failed> {
    let id = me.permitted(Permission::Notices)?.named(&id)?;
    let done = removal::hand_over(&me.node, &me.viewer, id).await;
    after(&me, id, done, "handed_over").await
}

/// Notes what a person found.
pub(super) async fn found(
    me: SignedInViewer,
    Path(id): Path<String>,
    form: Fields,
) -> Result<Response, Failed> {
    let id = me.permitted(Permission::Notices)?.named(&id)?;
    let Some(finding) = Finding::parse(form.get("finding")) else {
        let problem = Problem::at("look", me.texts.get("wrong-choice"));
        return show(&me, id, StatusCode::UNPROCESSABLE_ENTITY, vec![problem], None).await;
    };
    let done = removal::record_found(&me.node, &me.viewer, id, finding).await;
    after(&me, id, done, "found").await
}

async fn after(
    me: &SignedInViewer,
    id: NoticeId,
    done: Result<(), Error>,
    name: &'static str,
) -> Result<Response, Failed> {
    match done {
        Ok(()) => Ok(render::see(&flash::with(&format!("/console/notices/{id}"), name))),
        Err(error) => {
            let wrong = problems(me.texts, error).map_err(|error| me.failed(&error))?;
            show(me, id, StatusCode::UNPROCESSABLE_ENTITY, wrong, None).await
        }
    }
}

async fn show(
    me: &SignedInViewer,
    id: NoticeId,
    status: StatusCode,
    wrong: Vec<Problem>,
    done: Option<&'static str>,
) -> Result<Response, Failed> {
    let found = me.node.read(&me.viewer, NoticeQuery { id }).await.map_err(|error| me.failed(&error))?;
    let c = me.chrome(Place::Notices, me.texts.get("notice-title"), done);
    Ok(render::page(status, &NoticePage::of(c, &found, wrong, me.now)))
}
