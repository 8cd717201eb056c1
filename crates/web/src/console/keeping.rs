//! How long one report is kept: legal hold, erasure by hand, and that it was erased.

use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use tutela_model::access::Permission;
use tutela_model::clock::Timestamp;
use tutela_model::id::ReportId;
use tutela_model::retention::ErasureReason;
use tutela_workflow::read::{HoldLine, KeepingPage as Found, KeepingQuery};
use tutela_workflow::retention::{self, NewHold};

use super::chrome::{Chrome, Place};
use super::failure::Failed;
use super::fields::{Asked, Fields};
use super::key::end_of_day;
use super::line::short;
use super::moment::{Moment, written};
use super::problem::{Problem, problems};
use super::retention::ErasedWords;
use super::signed_in::SignedInViewer;
use super::words::word;
use super::{Console, flash, render};
use crate::texts::Texts;

/// The page and what is done on it.
pub(super) fn routes() -> Router<Console> {
    Router::new()
        .route("/console/reports/{id}/keeping", get(page))
        .route("/console/reports/{id}/keeping/hold", post(hold))
        .route("/console/reports/{id}/keeping/{hold}/lift", post(lift))
        .route("/console/reports/{id}/keeping/erase", post(erase))
}

/// A hold in words.
pub(super) struct HoldWords {
    pub(super) id: String,
    pub(super) reason: Option<String>,
    pub(super) by: String,
    pub(super) since: Moment,
    pub(super) until: String,
    /// Whether it stands.
    pub(super) stands: bool,
    /// Who lifted it, and when.
    pub(super) lifted: Option<(Moment, String)>,
}

/// A reason to choose.
pub(super) struct ReasonChoice {
    pub(super) value: &'static str,
    pub(super) name: String,
}

/// The page.
#[derive(Template)]
#[template(path = "console/keeping.html")]
pub(super) struct KeepingPage {
    pub(super) c: Chrome,
    pub(super) problems: Vec<Problem>,
    pub(super) path: String,
    pub(super) back: String,
    /// When it goes by itself, in a sentence.
    pub(super) due: String,
    pub(super) held: bool,
    pub(super) holds: Vec<HoldWords>,
    pub(super) erased: Option<ErasedWords>,
    pub(super) reasons: Vec<ReasonChoice>,
    pub(super) typed: Fields,
}

impl KeepingPage {
    /// The page of what was read, with what was typed.
    pub(super) fn of(
        mut c: Chrome,
        found: &Found,
        (typed, problems): (Fields, Vec<Problem>),
        now: Timestamp,
    ) -> Self {
        let texts = Texts::console();
        c.title = texts.with("keeping-title", "id", short(&found.id.to_string()).to_owned());
        let hold = |line: &HoldLine| HoldWords {
            id: line.id.to_string(),
            reason: line.reason.clone(),
            by: line.by.clone(),
            since: Moment::of(texts, line.since, now),
            until: line.until.map_or_else(|| texts.get("hold-open"), written),
            stands: line.lifted.is_none() && line.until.is_none_or(|until| now < until),
            lifted: line.lifted.as_ref().map(|(at, by)| (Moment::of(texts, *at, now), by.clone())),
        };
        let due = match &found.due {
            Some((kind, at)) => texts.with_all(
                "keeping-due",
                &[("kind", word(texts, "kept", kind).into()), ("at", written(*at).into())],
            ),
            None => texts.get("keeping-not-due"),
        };
        let by_hand = |reason: &&ErasureReason| {
            matches!(reason, ErasureReason::ReporterAsked | ErasureReason::Ordered | ErasureReason::Mistake)
        };
        let reason = |reason: &ErasureReason| ReasonChoice {
            value: reason.as_str(),
            name: word(texts, "erased-why", reason),
        };
        Self {
            c,
            problems,
            path: format!("/console/reports/{}/keeping", found.id),
            back: format!("/console/reports/{}", found.id),
            due,
            held: found.held,
            holds: found.holds.iter().map(hold).collect(),
            erased: found.erased.as_ref().map(|row| ErasedWords::of(texts, row, now)),
            reasons: ErasureReason::ALL.iter().filter(by_hand).map(reason).collect(),
            typed,
        }
    }
}

async fn build(
    me: &SignedInViewer,
    id: ReportId,
    typed: (Fields, Vec<Problem>),
    done: Option<&'static str>,
) -> Result<KeepingPage, Failed> {
    let found = me.node.read(&me.viewer, KeepingQuery { id }).await.map_err(|error| me.failed(&error))?;
    let c = me.chrome(Place::Queue, String::new(), done);
    Ok(KeepingPage::of(c, &found, typed, me.now))
}

async fn page(me: SignedInViewer, Path(id): Path<String>, Asked(query): Asked) -> Result<Response, Failed> {
    let id = me.permitted(Permission::LegalHold)?.named(&id)?;
    let page = build(&me, id, (Fields::default(), Vec::new()), flash::of(&query)).await?;
    Ok(render::page(StatusCode::OK, &page))
}

async fn again(
    me: &SignedInViewer,
    id: ReportId,
    typed: Fields,
    wrong: Vec<Problem>,
) -> Result<Response, Failed> {
    Ok(render::page(StatusCode::UNPROCESSABLE_ENTITY, &build(me, id, (typed, wrong), None).await?))
}

async fn after(
    me: &SignedInViewer,
    id: ReportId,
    typed: Fields,
    done: Result<(), tutela_workflow::Error>,
    message: &'static str,
) -> Result<Response, Failed> {
    match done {
        Ok(()) => Ok(render::see(&flash::with(&format!("/console/reports/{id}/keeping"), message))),
        Err(error) => {
            let wrong = problems(me.texts, error).map_err(|error| me.failed(&error))?;
            again(me, id, typed, wrong).await
        }
    }
}

async fn hold(me: SignedInViewer, Path(id): Path<String>, form: Fields) -> Result<Response, Failed> {
    let id = me.permitted(Permission::LegalHold)?.named(&id)?;
    let Ok(until) = end_of_day(form.get("until")) else {
        let problem = Problem::at("until", me.texts.get("wrong-day"));
        return again(&me, id, form, vec![problem]).await;
    };
    let new = NewHold { reason: form.get("reason").to_owned(), until };
    let done = retention::hold(&me.node, &me.viewer, id, &new).await.map(|_| ());
    after(&me, id, form, done, "held").await
}

async fn lift(me: SignedInViewer, Path((id, hold)): Path<(String, String)>) -> Result<Response, Failed> {
    let id = me.permitted(Permission::LegalHold)?.named(&id)?;
    let done = retention::lift_hold(&me.node, &me.viewer, id, me.named(&hold)?).await;
    after(&me, id, Fields::default(), done, "hold_lifted").await
}

async fn erase(me: SignedInViewer, Path(id): Path<String>, form: Fields) -> Result<Response, Failed> {
    let id = me.permitted(Permission::EraseReport)?.named(&id)?;
    let reason = ErasureReason::parse(form.get("why"))
        .filter(|reason| !matches!(reason, ErasureReason::Time | ErasureReason::Again));
    let Some(reason) = reason else {
        let problem = Problem::plain(me.texts.get("wrong-choice"));
        return again(&me, id, form, vec![problem]).await;
    };
    if form.get("sure") != "yes" {
        let problem = Problem::at("sure", me.texts.get("wrong-sure"));
        return again(&me, id, form, vec![problem]).await;
    }
    let done = retention::erase_as(&me.node, Some(&me.viewer), id, reason).await;
    after(&me, id, form, done, "erased").await
}
