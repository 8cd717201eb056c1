//! Requests to services to preserve, those first that end first; and what is done about one.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use tutela_model::access::Permission;
use tutela_model::clock::Timestamp;
use tutela_model::id::PreservationId;
use tutela_model::preservation::{PreservationEvent, PreservationState, USUAL_DAYS};
use tutela_workflow::Error;
use tutela_workflow::read::{PreservationLine, PreservationsQuery};
use tutela_workflow::removal;

use super::chrome::{Chrome, Place};
use super::failure::Failed;
use super::fields::{Asked, Fields};
use super::line::short;
use super::moment::{Moment, written};
use super::problem::{Problem, problems};
use super::queue::Tab;
use super::removal_tabs::{self, tabs};
use super::report::left;
use super::signed_in::SignedInViewer;
use super::words::word;
use super::{flash, render};
use crate::texts::Texts;

pub(super) const PATH: &str = "/console/preservation";

/// A request.
pub(super) struct Line {
    pub(super) id: String,
    pub(super) service: String,
    pub(super) report: String,
    pub(super) report_name: String,
    pub(super) state: String,
    pub(super) by: String,
    pub(super) asked: Moment,
    pub(super) until: String,
    pub(super) left: String,
    /// Whether its clock runs out.
    pub(super) late: bool,
    pub(super) open: bool,
    pub(super) confirmable: bool,
    pub(super) days: u32,
}

impl Line {
    pub(super) fn of(texts: Texts, line: &PreservationLine, now: Timestamp) -> Self {
        let report = line.report.to_string();
        Self {
            id: line.id.to_string(),
            service: line.service.clone().unwrap_or_else(|| texts.get("erased")),
            report: format!("/console/reports/{report}#holding"),
            report_name: texts.with("report-title", "id", short(&report)),
            state: word(texts, "preservation", line.state),
            by: line.by.clone(),
            asked: Moment::of(texts, line.asked_at, now),
            until: written(line.until),
            left: left(texts, line.until, now),
            late: line.near,
            open: line.ended_at.is_none(),
            confirmable: line.state == PreservationState::Asked,
            days: USUAL_DAYS,
        }
    }
}

/// The page.
#[derive(Template)]
#[template(path = "console/preservations.html")]
pub(super) struct PreservationsPage {
    pub(super) c: Chrome,
    pub(super) tabs: Vec<Tab>,
    pub(super) lines: Vec<Line>,
    pub(super) problems: Vec<Problem>,
}

impl PreservationsPage {
    pub(super) fn of(c: Chrome, found: &[PreservationLine], problems: Vec<Problem>, now: Timestamp) -> Self {
        let texts = Texts::console();
        Self {
            tabs: tabs(texts, Some(removal_tabs::Place::Preservation)),
            lines: found.iter().map(|line| Line::of(texts, line, now)).collect(),
            problems,
            c,
        }
    }
}

/// Shows the requests.
pub(super) async fn page(me: SignedInViewer, Asked(query): Asked) -> Result<Response, Failed> {
    show(&me, StatusCode::OK, Vec::new(), flash::of(&query)).await
}

/// Notes what a service answered, makes a request longer, or ends it.
pub(super) async fn change(
    me: SignedInViewer,
    Path(id): Path<String>,
    form: Fields,
) -> Result<Response, Failed> {
    let id: PreservationId = me.permitted(Permission::Notices)?.named(&id)?;
    let done = match form.get("act") {
        "extend" => {
            removal::extend_preservation(&me.node, &me.viewer, id, form.get("days").parse().unwrap_or(0))
                .await
        }
        "confirmed" => {
            removal::note_preservation(&me.node, &me.viewer, id, PreservationEvent::Confirmed).await
        }
        "refused" => removal::note_preservation(&me.node, &me.viewer, id, PreservationEvent::Refused).await,
        "ended" => removal::note_preservation(&me.node, &me.viewer, id, PreservationEvent::Ended).await,
        _ => Err(Error::Refused("choose what became of the request")),
    };
    match done {
        Ok(()) => Ok(render::see(&flash::with(PATH, "preservation_noted"))),
        Err(error) => {
            let wrong = problems(me.texts, error).map_err(|error| me.failed(&error))?;
            show(&me, StatusCode::UNPROCESSABLE_ENTITY, wrong, None).await
        }
    }
}

async fn show(
    me: &SignedInViewer,
    status: StatusCode,
    wrong: Vec<Problem>,
    done: Option<&'static str>,
) -> Result<Response, Failed> {
    let found = me.node.read(&me.viewer, PreservationsQuery).await.map_err(|error| me.failed(&error))?;
    let c = me.chrome(Place::Notices, me.texts.get("preservation-title"), done);
    Ok(render::page(status, &PreservationsPage::of(c, &found, wrong, me.now)))
}
