//! Who is on call: the plan, the people with a mailbox to be told at, and what is set.

use std::cmp::Ordering;
use std::collections::HashMap;

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use tutela_model::access::Permission;
use tutela_model::id::{PersonId, TurnId};
use tutela_model::on_call::{Turn, TurnDay, written_minutes};
use tutela_workflow::on_call::{NewTurn, add_turn, remove_mailbox, remove_turn, set_mailbox, set_on_call};
use tutela_workflow::read::{OnCallNow, OnCallPlan, OnCallQuery};
use tutela_workflow::{Error, Viewer};

use super::chrome::{Chrome, Place};
use super::failure::Failed;
use super::fields::{Asked, Fields};
use super::members::Choice;
use super::problem::{Problem, problems};
use super::signed_in::SignedInViewer;
use super::words::count;
use super::{flash, render};
use crate::texts::Texts;

/// The page's address.
pub(super) const PATH: &str = "/console/on-call";

/// Who is on call now, as the head of the queue says it.
pub(super) fn said(texts: Texts, now: &OnCallNow) -> Option<String> {
    match now.names.as_slice() {
        [] => now.planned.then(|| texts.get("on-call-nobody")),
        [one] => Some(texts.with("on-call-one", "name", one.clone())),
        [first, others @ ..] => {
            let values = [("name", first.clone().into()), ("others", others.join(", ").into())];
            Some(texts.with_all("on-call-many", &values))
        }
    }
}

/// A turn in words.
pub(super) struct TurnLine {
    pub(super) id: String,
    pub(super) hours: String,
    pub(super) who: String,
    pub(super) rank: u8,
    /// Whether the person has no mailbox, and so cannot be told.
    pub(super) unreachable: bool,
}

/// A day with its turns.
pub(super) struct DayLines {
    pub(super) name: String,
    pub(super) turns: Vec<TurnLine>,
}

/// A person who may be on call.
pub(super) struct PersonLine {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) mailbox: bool,
    /// Whether the viewer may take the mailbox away.
    pub(super) may: bool,
}

/// The page.
#[derive(Template)]
#[template(path = "console/on_call.html")]
pub(super) struct OnCallPage {
    pub(super) c: Chrome,
    pub(super) now: String,
    /// What is wrong with the plan as it stands.
    pub(super) warnings: Vec<String>,
    pub(super) clock: String,
    pub(super) week: Vec<DayLines>,
    pub(super) dates: Vec<DayLines>,
    pub(super) planned: bool,
    pub(super) people: Vec<PersonLine>,
    pub(super) may_manage: bool,
    pub(super) days: Vec<Choice>,
    pub(super) persons: Vec<Choice>,
    pub(super) mailbox_of: Vec<Choice>,
    pub(super) zone: String,
    pub(super) minutes: String,
    pub(super) minutes_said: String,
    pub(super) typed: Fields,
    pub(super) problems: Vec<Problem>,
}

impl OnCallPage {
    /// The page of what was read, with what was typed.
    pub(super) fn of(
        c: Chrome,
        found: &OnCallPlan,
        viewer: &Viewer,
        (typed, problems): (Fields, Vec<Problem>),
    ) -> Self {
        let texts = Texts::console();
        let names: HashMap<PersonId, String> =
            found.people.iter().map(|person| (person.id, person.name.clone())).collect();
        let days = Days { texts, found, names: &names };
        let may_manage = viewer.may(Permission::ManageOnCall);
        let on_call = OnCallNow {
            planned: !found.turns.is_empty(),
            names: found.now.iter().filter_map(|id| names.get(id).cloned()).collect(),
        };
        let chosen = |name: &str, id: &str| typed.get(name) == id;
        let weekday = |day: u8| Choice {
            value: day.to_string(),
            name: texts.get(&format!("weekday-{day}")),
            chosen: typed.has("day", &day.to_string()),
        };
        let person = |name: &'static str| {
            move |person: &tutela_model::person::Person| (name, person.id.to_string(), person.name.clone())
        };
        let choices = |name: &'static str, own_only: bool| -> Vec<Choice> {
            let people = found.people.iter().filter(|person| !own_only || person.id == viewer.person.id);
            people
                .map(person(name))
                .map(|(name, id, label)| Choice { chosen: chosen(name, &id), value: id, name: label })
                .collect()
        };
        let set = &found.settings;
        let or = |name: &str, set: String| match typed.get(name) {
            "" => set,
            typed => typed.to_owned(),
        };
        Self {
            now: said(texts, &on_call).unwrap_or_default(),
            warnings: warnings(texts, found),
            clock: texts.with_all(
                "on-call-clock",
                &[("at", found.clock.clone().into()), ("zone", set.zone.clone().into())],
            ),
            week: (1..=7)
                .map(|day| days.of(TurnDay::Weekly(day), texts.get(&format!("weekday-{day}"))))
                .collect(),
            dates: days.dates(),
            planned: !found.turns.is_empty(),
            people: found
                .people
                .iter()
                .map(|person| PersonLine {
                    id: person.id.to_string(),
                    name: person.name.clone(),
                    mailbox: found.mailboxes.contains_key(&person.id),
                    may: may_manage || person.id == viewer.person.id,
                })
                .collect(),
            may_manage,
            days: (1..=7).map(weekday).collect(),
            persons: choices("person", false),
            mailbox_of: choices("of", !may_manage),
            zone: or("zone", set.zone.clone()),
            minutes: or("minutes", set.minutes.to_string()),
            minutes_said: count(texts, "on-call-minutes", u64::from(set.minutes)),
            typed,
            problems,
            c,
        }
    }
}

struct Days<'a> {
    texts: Texts,
    found: &'a OnCallPlan,
    names: &'a HashMap<PersonId, String>,
}

impl Days<'_> {
    fn of(&self, day: TurnDay, name: String) -> DayLines {
        let mut turns: Vec<_> = self.found.turns.iter().filter(|turn| turn.day == day).collect();
        turns.sort_by_key(|turn| (turn.starts, turn.rank));
        DayLines { name, turns: turns.into_iter().map(|turn| self.line(turn)).collect() }
    }

    fn dates(&self) -> Vec<DayLines> {
        let mut dates: Vec<_> = self
            .found
            .turns
            .iter()
            .map(|turn| turn.day)
            .filter(|day| matches!(day, TurnDay::On(_)))
            .collect();
        dates.sort();
        dates.dedup();
        dates.into_iter().map(|day| self.of(day, day.to_string())).collect()
    }

    fn line(&self, turn: &Turn) -> TurnLine {
        let (from, until) = (written_minutes(turn.starts), written_minutes(turn.ends));
        let hours = [("from", from.into()), ("until", until.into())];
        let hours = match turn.ends.cmp(&turn.starts) {
            Ordering::Greater => self.texts.with_all("turn-hours", &hours),
            Ordering::Less => self.texts.with_all("turn-night", &hours),
            Ordering::Equal => self.texts.get("turn-day"),
        };
        let nobody = || self.texts.get("turn-nobody");
        let gone = |id: &PersonId| self.names.get(id).cloned().unwrap_or_else(|| self.texts.get("turn-gone"));
        TurnLine {
            id: turn.id.to_string(),
            hours,
            who: turn.person.as_ref().map_or_else(nobody, gone),
            rank: turn.rank,
            unreachable: turn.person.is_some_and(|id| !self.found.mailboxes.contains_key(&id)),
        }
    }
}

fn warnings(texts: Texts, found: &OnCallPlan) -> Vec<String> {
    let mut warnings = Vec::new();
    if found.unread {
        warnings.push(texts.get("on-call-unread"));
    }
    if !found.by_mail {
        warnings.push(texts.get("on-call-no-mail"));
    }
    if let Some(next) = found.next.as_ref().filter(|_| found.now.is_empty()) {
        warnings.push(texts.with("on-call-next", "at", next.clone()));
    }
    warnings
}

/// Shows the plan.
pub(super) async fn page(me: SignedInViewer, Asked(query): Asked) -> Result<Response, Failed> {
    show(&me, StatusCode::OK, (Fields::default(), Vec::new()), flash::of(&query)).await
}

/// Adds a turn.
pub(super) async fn add(me: SignedInViewer, form: Fields) -> Result<Response, Failed> {
    let date = form.get("date").trim();
    let days = if date.is_empty() { form.all("day").collect() } else { vec![date] };
    let new = NewTurn {
        days,
        starts: form.get("starts"),
        ends: form.get("ends"),
        person: form.get("person"),
        rank: form.get("rank"),
    };
    let added = add_turn(&me.node, &me.viewer, &new).await.map(|_| ());
    after(&me, added, "turn_added", form).await
}

/// Takes a turn away.
pub(super) async fn remove(me: SignedInViewer, Path(id): Path<String>) -> Result<Response, Failed> {
    let id: TurnId = me.permitted(Permission::ManageOnCall)?.named(&id)?;
    match remove_turn(&me.node, &me.viewer, id).await {
        // Taken away by somebody else meanwhile: gone all the same.
        Ok(()) | Err(Error::NotFound(_)) => Ok(render::see(&flash::with(PATH, "turn_removed"))),
        Err(error) => Err(me.failed(&error)),
    }
}

/// Sets the time zone and the minutes.
pub(super) async fn set(me: SignedInViewer, form: Fields) -> Result<Response, Failed> {
    let done = set_on_call(&me.node, &me.viewer, form.get("zone"), form.get("minutes")).await.map(|_| ());
    after(&me, done, "on_call_set", form).await
}

/// Sets a mailbox.
pub(super) async fn mailbox(me: SignedInViewer, form: Fields) -> Result<Response, Failed> {
    let of: PersonId = me.permitted(Permission::ReadOnCall)?.named(form.get("of"))?;
    let done = set_mailbox(&me.node, &me.viewer, of, form.get("mailbox")).await;
    after(&me, done, "mailbox_set", form).await
}

/// Takes a mailbox away.
pub(super) async fn no_mailbox(me: SignedInViewer, Path(id): Path<String>) -> Result<Response, Failed> {
    let of: PersonId = me.permitted(Permission::ReadOnCall)?.named(&id)?;
    match remove_mailbox(&me.node, &me.viewer, of).await {
        Ok(()) | Err(Error::NotFound(_)) => Ok(render::see(&flash::with(PATH, "mailbox_removed"))),
        Err(error) => Err(me.failed(&error)),
    }
}

async fn after(
    me: &SignedInViewer,
    done: Result<(), Error>,
    name: &'static str,
    form: Fields,
) -> Result<Response, Failed> {
    match done {
        Ok(()) => Ok(render::see(&flash::with(PATH, name))),
        Err(error) => {
            let wrong = problems(me.texts, error).map_err(|error| me.failed(&error))?;
            show(me, StatusCode::UNPROCESSABLE_ENTITY, (form, wrong), None).await
        }
    }
}

async fn show(
    me: &SignedInViewer,
    status: StatusCode,
    typed: (Fields, Vec<Problem>),
    done: Option<&'static str>,
) -> Result<Response, Failed> {
    let found = me.node.read(&me.viewer, OnCallQuery).await.map_err(|error| me.failed(&error))?;
    let c = me.chrome(Place::OnCall, me.texts.get("on-call-title"), done);
    Ok(render::page(status, &OnCallPage::of(c, &found, &me.viewer, typed)))
}
