//! One entry of the help directory: call it, note who answered, say what came of it.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use tutela_model::access::Permission;
use tutela_model::clock::Timestamp;
use tutela_model::help::{CONFIRMED_FOR, CallOutcome, HelpDetails, HelpTyped};
use tutela_model::id::HelpEntryId;
use tutela_workflow::help::{Call, note_call, remove_help};
use tutela_workflow::read::{HelpEntryPage as Found, HelpEntryQuery, HelpQuery};

use super::chrome::{Chrome, Place};
use super::failure::Failed;
use super::fields::{Asked, Fields};
use super::help::{PATH, plain};
use super::members::Choice;
use super::moment::{Moment, written};
use super::problem::{Problem, problems};
use super::signed_in::SignedInViewer;
use super::words::{country, word};
use super::{flash, render};
use crate::texts::{Texts, spoken};

/// A web address as text that nothing makes a link of.
pub(super) fn web(url: &str) -> String {
    let bare = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")).unwrap_or(url);
    bare.trim_end_matches('/').to_owned()
}

/// How an entry is reached, shortest way first.
pub(super) fn reached(details: &HelpDetails) -> String {
    let url = details.url.as_deref().map(web);
    let ways = [details.phone.clone(), url, details.email.clone(), details.chat.as_deref().map(web)];
    ways.into_iter().flatten().next().unwrap_or_default()
}

/// A call that was made.
pub(super) struct CallLine {
    pub(super) at: Moment,
    pub(super) by: String,
    pub(super) outcome: String,
    pub(super) answered: String,
}

/// The page.
#[derive(Template)]
#[template(path = "console/help_entry.html")]
pub(super) struct EntryPage {
    pub(super) c: Chrome,
    pub(super) id: String,
    pub(super) kind: String,
    pub(super) country: String,
    pub(super) country_href: String,
    pub(super) phone: Option<String>,
    /// What else is known, in words.
    pub(super) facts: Vec<(String, String)>,
    pub(super) standing: &'static str,
    pub(super) standing_words: String,
    /// Until when it is confirmed.
    pub(super) until: Option<String>,
    pub(super) calls: Vec<CallLine>,
    pub(super) outcomes: Vec<Choice>,
    /// What stands in the fields for a change.
    pub(super) typed: Fields,
    pub(super) problems: Vec<Problem>,
}

impl EntryPage {
    /// The page of what was read; `typed`: what was typed before.
    pub(super) fn of(
        c: Chrome,
        found: &Found,
        typed: Option<Fields>,
        problems: Vec<Problem>,
        now: Timestamp,
    ) -> Self {
        let texts = Texts::console();
        let (entry, details) = (&found.entry, &found.entry.details);
        let languages: Vec<_> = details.languages.iter().map(|code| spoken(code)).collect();
        let fact = |key: &str, value: String| (!value.is_empty()).then(|| (texts.get(key), value));
        let facts = [
            fact("help-url", plain(details.url.as_deref())),
            fact("help-chat", plain(details.chat.as_deref())),
            fact("help-email", details.email.clone().unwrap_or_default()),
            fact("help-hours", details.hours.clone().unwrap_or_default()),
            fact("help-languages", languages.join(", ")),
            fact("help-source", details.source.clone()),
        ];
        let typed = typed.unwrap_or_else(|| {
            [
                ("phone", details.phone.as_deref().unwrap_or_default()),
                ("url", &plain(details.url.as_deref())),
                ("email", details.email.as_deref().unwrap_or_default()),
                ("chat", &plain(details.chat.as_deref())),
                ("hours", details.hours.as_deref().unwrap_or_default()),
                ("languages", &details.languages.join("; ")),
            ]
            .into()
        });
        let outcome = |outcome: &CallOutcome| Choice {
            value: outcome.to_string(),
            name: word(texts, "help-outcome", outcome),
            chosen: typed.get("outcome") == outcome.as_str(),
        };
        let until = entry.confirmed.map(|(at, _)| written(at.plus(CONFIRMED_FOR)));
        Self {
            id: entry.id.to_string(),
            kind: word(texts, "help-kind", details.kind),
            country: country(texts, details.country),
            country_href: format!("{PATH}/in/{}", details.country),
            phone: details.phone.clone(),
            facts: facts.into_iter().flatten().collect(),
            standing: entry.standing(now).as_str(),
            standing_words: word(texts, "help-standing", entry.standing(now)),
            until: until.map(|at| texts.with("help-until", "at", at)),
            calls: found
                .calls
                .iter()
                .map(|call| CallLine {
                    at: Moment::of(texts, call.at, now),
                    by: call.by.clone(),
                    outcome: word(texts, "help-came", call.outcome),
                    answered: call.answered.clone(),
                })
                .collect(),
            outcomes: CallOutcome::ALL.iter().map(outcome).collect(),
            typed,
            problems,
            c,
        }
    }
}

/// Shows the entry.
pub(super) async fn page(
    me: SignedInViewer,
    Path(id): Path<String>,
    Asked(query): Asked,
) -> Result<Response, Failed> {
    let id: HelpEntryId = me.permitted(Permission::HelpDirectory)?.named(&id)?;
    show(&me, id, StatusCode::OK, (None, Vec::new()), flash::of(&query)).await
}

/// Notes a call, and leads to the next of the same country that needs one.
pub(super) async fn called(
    me: SignedInViewer,
    Path(id): Path<String>,
    form: Fields,
) -> Result<Response, Failed> {
    let id: HelpEntryId = me.permitted(Permission::HelpDirectory)?.named(&id)?;
    let Some(outcome) = CallOutcome::parse(form.get("outcome")) else {
        let wrong = vec![Problem::at("outcome", me.texts.get("wrong-help-outcome"))];
        return show(&me, id, StatusCode::UNPROCESSABLE_ENTITY, (Some(form), wrong), None).await;
    };
    let changed = HelpTyped {
        phone: form.get("phone"),
        url: form.get("url"),
        email: form.get("email"),
        chat: form.get("chat"),
        hours: form.get("hours"),
        languages: form.get("languages"),
        ..HelpTyped::default()
    };
    let call = Call { entry: id, outcome, answered: form.get("answered"), changed };
    match note_call(&me.node, &me.viewer, &call).await {
        Ok(()) => {
            let found = me.node.read(&me.viewer, HelpQuery).await.map_err(|error| me.failed(&error))?;
            let here = found.entries.iter().find(|entry| entry.id == id).map(|entry| entry.details.country);
            let (path, done) = match (found.next_in(here, me.now), here) {
                (Some(next), _) => (format!("{PATH}/{next}"), "help_called"),
                (None, Some(country)) => (format!("{PATH}/in/{country}"), "help_country_called"),
                (None, None) => (PATH.to_owned(), "help_country_called"),
            };
            Ok(render::see(&flash::with(&path, done)))
        }
        Err(error) => {
            let wrong = problems(me.texts, error).map_err(|error| me.failed(&error))?;
            show(&me, id, StatusCode::UNPROCESSABLE_ENTITY, (Some(form), wrong), None).await
        }
    }
}

/// Takes the entry away.
pub(super) async fn remove(me: SignedInViewer, Path(id): Path<String>) -> Result<Response, Failed> {
    let id: HelpEntryId = me.permitted(Permission::HelpDirectory)?.named(&id)?;
    remove_help(&me.node, &me.viewer, id).await.map_err(|error| me.failed(&error))?;
    Ok(render::see(&flash::with(PATH, "help_removed")))
}

async fn show(
    me: &SignedInViewer,
    id: HelpEntryId,
    status: StatusCode,
    (typed, wrong): (Option<Fields>, Vec<Problem>),
    done: Option<&'static str>,
) -> Result<Response, Failed> {
    let found = me.node.read(&me.viewer, HelpEntryQuery { id }).await.map_err(|error| me.failed(&error))?;
    let c = me.chrome(Place::Help, found.entry.details.name.clone(), done);
    Ok(render::page(status, &EntryPage::of(c, &found, typed, wrong, me.now)))
}
