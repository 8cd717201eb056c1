//! One referral, as the desk sees it: what was sent, how it was answered, what came of it, and what a person can do.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use tutela_model::access::Permission;
use tutela_model::clock::Timestamp;
use tutela_model::id::ReferralId;
use tutela_workflow::Error;
use tutela_workflow::read::{ReferralPage as Found, ReferralQuery};
use tutela_workflow::referral::{self, By};

use super::answering::{OutcomeChoice, act, choices};
use super::words::{Line, OutcomeWords, PackageWords, ToldWords};
use crate::console::chrome::{Chrome, Place};
use crate::console::failure::Failed;
use crate::console::fields::{Asked, Fields};
use crate::console::letters;
use crate::console::problem::{Problem, problems};
use crate::console::signed_in::SignedInViewer;
use crate::console::{flash, render};
use crate::texts::Texts;

/// The page.
#[derive(Template)]
#[template(path = "console/referral/record.html")]
pub(in crate::console) struct RecordPage {
    pub(in crate::console) c: Chrome,
    pub(in crate::console) line: Line,
    pub(in crate::console) mailbox: Option<String>,
    pub(in crate::console) package: Option<PackageWords>,
    pub(in crate::console) reason: Option<String>,
    pub(in crate::console) outcomes: Vec<OutcomeWords>,
    pub(in crate::console) corrections: Vec<ToldWords>,
    pub(in crate::console) letters: Vec<letters::Line>,
    pub(in crate::console) choices: Vec<OutcomeChoice>,
    pub(in crate::console) typed: Fields,
    pub(in crate::console) problems: Vec<Problem>,
}

impl RecordPage {
    /// The page of what was read, with what was typed and what is wrong.
    pub(in crate::console) fn of(
        c: Chrome,
        found: &Found,
        (typed, problems): (Fields, Vec<Problem>),
        now: Timestamp,
    ) -> Self {
        let texts = Texts::console();
        Self {
            c,
            line: Line::of(texts, &found.line, now),
            mailbox: found.mailbox.clone(),
            package: found.package.as_ref().map(|package| PackageWords::of(texts, package)),
            reason: found.reason.clone(),
            outcomes: OutcomeWords::all(texts, &found.outcomes, now),
            corrections: ToldWords::all(texts, &found.corrections, now),
            letters: found.letters.iter().map(|letter| letters::Line::of(texts, letter, now)).collect(),
            choices: choices(texts, &typed),
            typed,
            problems,
        }
    }
}

/// Shows a referral.
pub(in crate::console) async fn page(
    me: SignedInViewer,
    Path(id): Path<String>,
    Asked(query): Asked,
) -> Result<Response, Failed> {
    let id = me.permitted(Permission::Refer)?.named(&id)?;
    show(&me, id, (StatusCode::OK, Fields::default(), Vec::new()), flash::of(&query)).await
}

/// Sends a new link.
pub(in crate::console) async fn new_link(
    me: SignedInViewer,
    Path(id): Path<String>,
    form: Fields,
) -> Result<Response, Failed> {
    let id = me.permitted(Permission::Refer)?.named(&id)?;
    let done = referral::new_link(&me.node, &me.viewer, id, Some(form.get("mailbox"))).await;
    after(&me, id, done.map(|()| "referral_new_link"), form).await
}

/// Takes the offer back.
pub(in crate::console) async fn take_back(
    me: SignedInViewer,
    Path(id): Path<String>,
) -> Result<Response, Failed> {
    let id = me.permitted(Permission::Refer)?.named(&id)?;
    let done = referral::take_back(&me.node, &me.viewer, id).await;
    after(&me, id, done.map(|()| "referral_taken_back"), Fields::default()).await
}

/// Notes what the desk was told by telephone.
pub(in crate::console) async fn answer(
    me: SignedInViewer,
    Path(id): Path<String>,
    form: Fields,
) -> Result<Response, Failed> {
    let id = me.permitted(Permission::Refer)?.named(&id)?;
    let done = act(&me.node, By::Desk(&me.viewer, id), &form).await;
    after(&me, id, done, form).await
}

async fn after(
    me: &SignedInViewer,
    id: ReferralId,
    done: Result<&'static str, Error>,
    form: Fields,
) -> Result<Response, Failed> {
    match done {
        Ok(name) => Ok(render::see(&flash::with(&format!("/console/referrals/{id}"), name))),
        Err(error) => {
            let wrong = problems(me.texts, error).map_err(|error| me.failed(&error))?;
            show(me, id, (StatusCode::UNPROCESSABLE_ENTITY, form, wrong), None).await
        }
    }
}

async fn show(
    me: &SignedInViewer,
    id: ReferralId,
    (status, typed, wrong): (StatusCode, Fields, Vec<Problem>),
    done: Option<&'static str>,
) -> Result<Response, Failed> {
    let found = me.node.read(&me.viewer, ReferralQuery { id }).await.map_err(|error| me.failed(&error))?;
    let c = me.chrome(Place::Referrals, me.texts.get("referral-title"), done);
    Ok(render::page(status, &RecordPage::of(c, &found, (typed, wrong), me.now)))
}
