//! One report, from top to bottom like a story: what was said, what is known, what was decided, what was done, what came of it;
//! and what the desk does with it. One act is one file.

mod ask;
mod asking;
mod assess;
mod claim;
mod close;
mod decide;
mod deciding;
mod done;
mod holding;
pub(super) mod known;
mod notify;
pub(super) mod page;
mod said;
pub(super) mod team;
mod traced;
pub(super) mod viewing;
mod vote;

use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use tutela_model::access::Permission;
use tutela_model::id::{EntryId, NoteId, ReportId};
use tutela_model::member::MemberKind;
use tutela_workflow::Error;
use tutela_workflow::read::{BesideQuery, MembersQuery, ReportQuery, ReportReferralsQuery};

use super::chrome::Place;
use super::failure::Failed;
use super::fields::{Asked, Fields};
use super::problem::{Problem, problems};
use super::queue::List;
use super::signed_in::SignedInViewer;
use super::{Console, flash, render};
use page::{Around, ReportPage};
pub(super) use traced::left;

/// The page and every act on it.
pub(super) fn routes() -> Router<Console> {
    Router::new()
        .route("/console/reports/{id}", get(open))
        .route("/console/reports/{id}/claim", post(claim::claim))
        .route("/console/reports/{id}/release", post(claim::release))
        .route("/console/reports/{id}/ask", post(ask::ask))
        .route("/console/reports/{id}/items/{position}/assess", post(assess::assess))
        .route("/console/reports/{id}/items/{position}/viewing-token", post(viewing::token))
        .route("/console/reports/{id}/items/{position}/matches/{entry}/vote", post(vote::vote))
        .route("/console/reports/{id}/items/{position}/trace", post(traced::ask))
        .route("/console/reports/{id}/items/{position}/host", post(traced::by_hand))
        .route("/console/reports/{id}/country", post(traced::set_country))
        .route("/console/reports/{id}/hold", post(holding::hold))
        .route("/console/reports/{id}/preserve", post(holding::preserve))
        .route("/console/reports/{id}/decide", post(decide::decide))
        .route("/console/reports/{id}/notices", post(notify::notify))
        .route("/console/reports/{id}/close", post(close::close))
        .route("/console/reports/{id}/notes", post(team::note))
        .route("/console/reports/{id}/notes/{note}/correct", post(team::correct))
        .route("/console/reports/{id}/offer", post(team::offer))
        .route("/console/reports/{id}/offer/{answer}", post(team::answer))
}

/// Which report, and which list stands beside it.
#[derive(Clone, Copy)]
struct Target {
    id: ReportId,
    list: List,
}

impl Target {
    /// From an address, for whoever may work on reports.
    fn of(me: &SignedInViewer, id: &str, query: &Fields) -> Result<Self, Failed> {
        let id = me.permitted(Permission::ReadReport)?.named(id)?;
        Ok(Self { id, list: List::of(query) })
    }

    /// The report's address, at a place in it.
    fn path(self, anchor: &str) -> String {
        format!("/console/reports/{}{}#{anchor}", self.id, self.list.query())
    }
}

/// A form on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// The question to the reporter.
    Ask,
    /// The assessment of the item at this place.
    Assess(u32),
    /// The decision.
    Decide,
    /// A further notice.
    Notify,
    /// A note of the desk.
    Note,
    /// The correction of this note.
    Correct(NoteId),
    /// The offer to a colleague.
    Offer,
    /// What a person found of the host of the item at this place.
    Trace(u32),
    /// The country that a person chooses.
    Country,
    /// What the police ask for.
    Hold,
    /// A request to a service.
    Preserve,
    /// What an analyst says of an entry that the item at this place matches.
    Vote(u32, EntryId),
}

/// What was typed into a form that is shown again, and what is wrong.
#[derive(Default)]
pub(super) struct Typed {
    pub(super) form: Option<Form>,
    pub(super) fields: Fields,
    pub(super) problems: Vec<Problem>,
}

impl Typed {
    /// What was typed into this form, if it is the one that was sent.
    fn fields_of(&self, form: Form) -> Option<&Fields> {
        (self.form == Some(form)).then_some(&self.fields)
    }

    /// Whether this field of this form is wrong.
    fn is_wrong(&self, form: Form, field: &str) -> bool {
        self.form == Some(form) && self.problems.iter().any(|problem| problem.field.as_deref() == Some(field))
    }
}

/// Shows a report.
async fn open(me: SignedInViewer, Path(id): Path<String>, Asked(query): Asked) -> Result<Response, Failed> {
    let target = Target::of(&me, &id, &query)?;
    show(&me, target, StatusCode::OK, Typed::default(), flash::of(&query)).await
}

/// After an act: on to the report with a message, or the page again with what was typed and what is wrong.
async fn after(
    me: &SignedInViewer,
    target: Target,
    done: Result<(), Error>,
    (message, anchor): (&'static str, &str),
    (form, fields): (Option<Form>, Fields),
) -> Result<Response, Failed> {
    match done {
        Ok(()) => Ok(render::see(&flash::with(&target.path(anchor), message))),
        Err(error) => {
            let problems = problems(me.texts, error).map_err(|error| me.failed(&error))?;
            again(me, target, Typed { form, fields, problems }).await
        }
    }
}

/// The page again, with what was typed and what is wrong.
async fn again(me: &SignedInViewer, target: Target, typed: Typed) -> Result<Response, Failed> {
    show(me, target, StatusCode::UNPROCESSABLE_ENTITY, typed, None).await
}

async fn show(
    me: &SignedInViewer,
    target: Target,
    status: StatusCode,
    typed: Typed,
    done: Option<&'static str>,
) -> Result<Response, Failed> {
    let failed = |error: Error| me.failed(&error);
    let report = me.node.read(&me.viewer, ReportQuery { id: target.id }).await.map_err(failed)?;
    let queue = target.list.asked(me.viewer.person.id, None);
    let beside = me.node.read(&me.viewer, queue).await.map_err(failed)?;
    let team = me.node.read(&me.viewer, BesideQuery { id: target.id }).await.map_err(failed)?;
    let referrals = ReportReferralsQuery { report: target.id };
    let referrals = me.node.read(&me.viewer, referrals).await.map_err(failed)?;
    let members = me.node.read(&me.viewer, MembersQuery).await.map_err(failed)?;
    let around = Around {
        viewer: &me.viewer,
        list: target.list,
        beside: &beside.lines,
        team: &team,
        hosts: members.into_iter().filter(|member| member.kind == MemberKind::Host).collect(),
        settings: me.node.settings(),
        now: me.now,
        typed: &typed,
        referrals: &referrals,
    };
    let mut c = me.chrome(Place::Queue, String::new(), done);
    c.pause = me.pause().await?;
    Ok(render::page(status, &ReportPage::of(c, &report, &around)))
}

/// After a second opinion was asked for: the report with a message, or with what is wrong.
pub(super) async fn after_asking(
    me: &SignedInViewer,
    id: ReportId,
    position: u32,
    query: &Fields,
    done: Result<(), Error>,
) -> Result<Response, Failed> {
    let target = Target { id, list: List::of(query) };
    let place = format!("item-{position}");
    after(me, target, done, ("opinion_asked", &place), (None, Fields::default())).await
}
