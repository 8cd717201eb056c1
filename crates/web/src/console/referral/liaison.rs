//! The liaison's own small console: what was offered to their organisation, and nothing else.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use tutela_model::access::Permission;
use tutela_model::clock::Timestamp;
use tutela_model::id::ReferralId;
use tutela_workflow::Error;
use tutela_workflow::correction::{Acknowledging, acknowledge};
use tutela_workflow::read::{LiaisonQuery, LiaisonReferralQuery, ReferralLine, ReferralPage as Found};
use tutela_workflow::referral::By;

use super::answering::{OutcomeChoice, act, choices};
use super::print;
use super::words::{Line, OutcomeWords, PackageWords, ToldWords};
use crate::console::chrome::{Chrome, Place};
use crate::console::failure::Failed;
use crate::console::fields::{Asked, Fields};
use crate::console::problem::{Problem, problems};
use crate::console::signed_in::SignedInViewer;
use crate::console::{flash, render};
use crate::texts::Texts;

/// The page's address.
pub(in crate::console) const PATH: &str = "/console/for-us";

/// The list.
#[derive(Template)]
#[template(path = "console/referral/for_us.html")]
pub(in crate::console) struct ForUsPage {
    pub(in crate::console) c: Chrome,
    pub(in crate::console) member: String,
    pub(in crate::console) lines: Vec<Line>,
    pub(in crate::console) first: Option<String>,
    pub(in crate::console) next: Option<String>,
}

impl ForUsPage {
    /// The page of what was read. `later`: whether it is a further page of the list.
    pub(in crate::console) fn of(
        c: Chrome,
        (member, found, next): &(String, Vec<ReferralLine>, Option<ReferralId>),
        later: bool,
        now: Timestamp,
    ) -> Self {
        let texts = Texts::console();
        Self {
            c,
            member: member.clone(),
            lines: found.iter().map(|line| Line::of(texts, line, now)).collect(),
            first: later.then(|| PATH.to_owned()),
            next: next.map(|id| format!("{PATH}?before={id}")),
        }
    }
}

/// One referral.
#[derive(Template)]
#[template(path = "console/referral/for_us_record.html")]
pub(in crate::console) struct ForUsRecordPage {
    pub(in crate::console) c: Chrome,
    pub(in crate::console) line: Line,
    pub(in crate::console) package: Option<PackageWords>,
    pub(in crate::console) outcomes: Vec<OutcomeWords>,
    pub(in crate::console) corrections: Vec<ToldWords>,
    pub(in crate::console) choices: Vec<OutcomeChoice>,
    pub(in crate::console) typed: Fields,
    pub(in crate::console) problems: Vec<Problem>,
    /// Where answers are sent.
    pub(in crate::console) answer_to: String,
}

impl ForUsRecordPage {
    /// The page of what was read, with what was typed and what is wrong.
    pub(in crate::console) fn of(
        c: Chrome,
        found: &Found,
        (typed, problems): (Fields, Vec<Problem>),
        now: Timestamp,
    ) -> Self {
        let texts = Texts::console();
        let line = Line::of(texts, &found.line, now);
        Self {
            c,
            answer_to: format!("{}/answer", line.for_us),
            line,
            package: found.package.as_ref().map(|package| PackageWords::of(texts, package)),
            outcomes: OutcomeWords::all(texts, &found.outcomes, now),
            corrections: ToldWords::all(texts, &found.corrections, now),
            choices: choices(texts, &typed),
            typed,
            problems,
        }
    }
}

/// Shows what was offered.
pub(in crate::console) async fn page(me: SignedInViewer, Asked(query): Asked) -> Result<Response, Failed> {
    let before = query.get("before").parse().ok();
    let read = me.node.read(&me.viewer, LiaisonQuery { before }).await;
    let found = read.map_err(|error| me.failed(&error))?;
    let c = me.chrome(Place::ForUs, me.texts.get("for-us-title"), flash::of(&query));
    Ok(render::page(StatusCode::OK, &ForUsPage::of(c, &found, before.is_some(), me.now)))
}

/// Opens one.
pub(super) async fn open(
    me: SignedInViewer,
    Path(id): Path<String>,
    Asked(query): Asked,
) -> Result<Response, Failed> {
    let id = me.permitted(Permission::Liaison)?.named(&id)?;
    show(&me, id, (StatusCode::OK, Fields::default(), Vec::new()), flash::of(&query)).await
}

/// The package for printing.
pub(super) async fn print(me: SignedInViewer, Path(id): Path<String>) -> Result<Response, Failed> {
    let id = me.permitted(Permission::Liaison)?.named(&id)?;
    let found = read(&me, id).await?;
    print::printed(&me, found)
}

/// The package as JSON.
pub(super) async fn json(me: SignedInViewer, Path(id): Path<String>) -> Result<Response, Failed> {
    let id = me.permitted(Permission::Liaison)?.named(&id)?;
    let found = read(&me, id).await?;
    print::as_json(&me, found)
}

/// Answers it.
pub(super) async fn answer(
    me: SignedInViewer,
    Path(id): Path<String>,
    form: Fields,
) -> Result<Response, Failed> {
    let id = me.permitted(Permission::Liaison)?.named(&id)?;
    let done = act(&me.node, By::Liaison(&me.viewer, id), &form).await;
    after(&me, id, done, form).await
}

/// Notes that a correction was noted.
pub(super) async fn noted(
    me: SignedInViewer,
    Path((id, told)): Path<(String, String)>,
) -> Result<Response, Failed> {
    let id = me.permitted(Permission::Liaison)?.named(&id)?;
    let done = acknowledge(&me.node, Acknowledging::Liaison(&me.viewer, me.named(&told)?)).await;
    after(&me, id, done.map(|()| "correction_noted"), Fields::default()).await
}

async fn after(
    me: &SignedInViewer,
    id: ReferralId,
    done: Result<&'static str, Error>,
    form: Fields,
) -> Result<Response, Failed> {
    match done {
        Ok(name) => Ok(render::see(&flash::with(&format!("{PATH}/{id}"), name))),
        Err(error) => {
            let wrong = problems(me.texts, error).map_err(|error| me.failed(&error))?;
            show(me, id, (StatusCode::UNPROCESSABLE_ENTITY, form, wrong), None).await
        }
    }
}

async fn read(me: &SignedInViewer, id: ReferralId) -> Result<Found, Failed> {
    me.node.read(&me.viewer, LiaisonReferralQuery { id }).await.map_err(|error| me.failed(&error))
}

async fn show(
    me: &SignedInViewer,
    id: ReferralId,
    (status, typed, wrong): (StatusCode, Fields, Vec<Problem>),
    done: Option<&'static str>,
) -> Result<Response, Failed> {
    let found = read(me, id).await?;
    let c = me.chrome(Place::ForUs, me.texts.get("referral-title"), done);
    Ok(render::page(status, &ForUsRecordPage::of(c, &found, (typed, wrong), me.now)))
}
