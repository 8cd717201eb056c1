//! The team: who is on shift, what the last ones left, and, for a senior, what each person holds.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use tutela_model::access::Permission;
use tutela_model::clock::Timestamp;
use tutela_workflow::Error;
use tutela_workflow::read::{CaseLoad, CaseLoadQuery, Held, Shifts, ShiftsQuery};
use tutela_workflow::team::{end_shift, start_shift};

use super::chrome::{Chrome, Place};
use super::failure::Failed;
use super::fields::{Asked, Fields};
use super::moment::Moment;
use super::problem::{Problem, problems};
use super::queue::{List, Shown};
use super::signed_in::SignedInViewer;
use super::words::{count, grouped};
use super::{flash, render};
use crate::texts::Texts;

/// The page's address.
pub(super) const PATH: &str = "/console/team";

/// Somebody who is on shift.
pub(super) struct OnShift {
    pub(super) name: String,
    pub(super) since: Moment,
    pub(super) me: bool,
}

/// A shift that ended.
pub(super) struct Ended {
    pub(super) name: String,
    pub(super) at: Moment,
    /// What they held then, in words, and where it is now.
    pub(super) held: String,
    pub(super) href: String,
    pub(super) urgent: bool,
    pub(super) note: Option<String>,
}

/// What one person holds.
pub(super) struct Load {
    pub(super) name: String,
    pub(super) href: String,
    /// On shift since, or last seen.
    pub(super) on: Option<Moment>,
    pub(super) seen: Option<Moment>,
    pub(super) disabled: bool,
    pub(super) held: String,
    pub(super) undecided: String,
    pub(super) urgent: String,
    pub(super) oldest: Option<Moment>,
    pub(super) decided: String,
}

/// The page.
#[derive(Template)]
#[template(path = "console/team.html")]
pub(super) struct TeamPage {
    pub(super) c: Chrome,
    pub(super) problems: Vec<Problem>,
    pub(super) on: Vec<OnShift>,
    /// Whether the viewer is on shift.
    pub(super) on_shift: bool,
    /// What the viewer holds, in words.
    pub(super) mine: String,
    pub(super) offered: Option<String>,
    /// The note that was typed and could not be taken.
    pub(super) typed: String,
    pub(super) left: Vec<(String, String)>,
    pub(super) ended: Vec<Ended>,
    /// `None` for whoever may not see it.
    pub(super) loads: Option<Vec<Load>>,
}

impl TeamPage {
    /// The page of what was read.
    pub(super) fn of(c: Chrome, shifts: &Shifts, loads: Option<&[CaseLoad]>, now: Timestamp) -> Self {
        let texts = Texts::console();
        let left = shifts.left.iter().map(|(person, name, n)| {
            let said = texts.with_all("left-urgent", &[("name", name.clone().into()), ("n", (*n).into())]);
            (List::whole(Shown::Held(*person)).href(), said)
        });
        Self {
            c,
            problems: Vec::new(),
            on_shift: shifts.on.iter().any(|(.., me)| *me),
            on: shifts
                .on
                .iter()
                .map(|(name, since, me)| OnShift {
                    name: name.clone(),
                    since: Moment::of(texts, *since, now),
                    me: *me,
                })
                .collect(),
            mine: held(texts, shifts.mine.held, shifts.mine.urgent),
            offered: (shifts.offered > 0).then(|| count(texts, "team-offered", shifts.offered)),
            typed: String::new(),
            left: left.collect(),
            ended: shifts
                .ended
                .iter()
                .map(|shift| Ended {
                    name: shift.name.clone(),
                    at: Moment::of(texts, shift.ended, now),
                    held: held(texts, shift.held.into(), shift.urgent.into()),
                    href: List::whole(Shown::Held(shift.person)).href(),
                    urgent: shift.urgent > 0,
                    note: shift.note.clone(),
                })
                .collect(),
            loads: loads.map(|loads| loads.iter().map(|load| Load::of(texts, load, now)).collect()),
        }
    }
}

impl Load {
    fn of(texts: Texts, load: &CaseLoad, now: Timestamp) -> Self {
        let Held { held, undecided, urgent, oldest, .. } = load.held;
        let moment = |at: Option<Timestamp>| at.map(|at| Moment::of(texts, at, now));
        Self {
            name: load.name.clone(),
            href: List::whole(Shown::Held(load.person)).href(),
            on: moment(load.on_shift),
            seen: moment(load.seen),
            disabled: load.disabled,
            held: grouped(held),
            undecided: grouped(undecided),
            urgent: grouped(urgent),
            oldest: moment(oldest),
            decided: grouped(load.decided),
        }
    }
}

/// What somebody holds, in words.
fn held(texts: Texts, held: u64, urgent: u64) -> String {
    match (held, urgent) {
        (0, _) => texts.get("team-held-none"),
        (held, 0) => count(texts, "team-held", held),
        (held, urgent) => {
            format!("{} {}", count(texts, "team-held", held), count(texts, "team-urgent", urgent))
        }
    }
}

/// Shows the team.
pub(super) async fn page(me: SignedInViewer, Asked(query): Asked) -> Result<Response, Failed> {
    me.permitted(Permission::ReadQueue)?;
    show(&me, StatusCode::OK, Vec::new(), String::new(), flash::of(&query)).await
}

/// Begins the viewer's shift.
pub(super) async fn start(me: SignedInViewer) -> Result<Response, Failed> {
    me.permitted(Permission::WorkOnReport)?;
    let done = start_shift(&me.node, &me.viewer).await;
    after(&me, done, "shift_started", String::new()).await
}

/// Ends the viewer's shift, with a note to the next.
pub(super) async fn end(me: SignedInViewer, form: Fields) -> Result<Response, Failed> {
    me.permitted(Permission::WorkOnReport)?;
    let note = form.get("shift-note").to_owned();
    let done = end_shift(&me.node, &me.viewer, &note).await;
    after(&me, done, "shift_ended", note).await
}

async fn after(
    me: &SignedInViewer,
    done: Result<(), Error>,
    message: &'static str,
    typed: String,
) -> Result<Response, Failed> {
    match done {
        Ok(()) => Ok(render::see(&flash::with(PATH, message))),
        Err(error) => {
            let problems = problems(me.texts, error).map_err(|error| me.failed(&error))?;
            show(me, StatusCode::UNPROCESSABLE_ENTITY, problems, typed, None).await
        }
    }
}

async fn show(
    me: &SignedInViewer,
    status: StatusCode,
    problems: Vec<Problem>,
    typed: String,
    done: Option<&'static str>,
) -> Result<Response, Failed> {
    let failed = |error: Error| me.failed(&error);
    let shifts = me.node.read(&me.viewer, ShiftsQuery).await.map_err(failed)?;
    let loads = if me.viewer.may(Permission::CaseLoad) {
        Some(me.node.read(&me.viewer, CaseLoadQuery).await.map_err(failed)?)
    } else {
        None
    };
    let c = me.chrome(Place::Team, me.texts.get("nav-team"), done);
    let mut page = TeamPage::of(c, &shifts, loads.as_deref(), me.now);
    (page.problems, page.typed) = (problems, typed);
    Ok(render::page(status, &page))
}
