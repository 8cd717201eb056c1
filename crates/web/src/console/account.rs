//! One's own account: what was reset and by whom, one's password, one's recovery codes.

use askama::Template;
use axum::Router;
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use axum::response::Response;
use axum::routing::{get, post};
use tutela_model::clock::Timestamp;
use tutela_workflow::people::{self, Account, Reset};

use super::chrome::{Chrome, Place};
use super::failure::Failed;
use super::fields::{Asked, Fields};
use super::moment::Moment;
use super::problem::{Problem, problems};
use super::signed_in::SignedInViewer;
use super::words::count;
use super::{Console, flash, render, session};
use crate::texts::Texts;

/// The page's address.
pub(super) const PATH: &str = "/console/account";

/// Whether an address is that of one's own account or of leaving: open to whoever must first change something there.
pub(super) fn is_there(path: &str) -> bool {
    path == PATH || path.starts_with("/console/account/") || path == "/console/sign-out"
}

/// The page and what is done on it.
pub(super) fn routes() -> Router<Console> {
    Router::new()
        .route(PATH, get(page))
        .route("/console/account/password", post(password))
        .route("/console/account/recovery-codes", post(recovery_codes))
        .route("/console/account/told", post(told))
}

/// A reset in words.
pub(super) struct ResetLine {
    pub(super) what: String,
    pub(super) by: String,
    pub(super) at: Moment,
}

/// The page.
#[derive(Template)]
#[template(path = "console/account.html")]
pub(super) struct AccountPage {
    pub(super) c: Chrome,
    pub(super) problems: Vec<Problem>,
    /// Whether the password must be changed before anything else.
    pub(super) must_change: bool,
    /// Whether there is a reset to be told of.
    pub(super) untold: bool,
    pub(super) resets: Vec<ResetLine>,
    /// How many recovery codes are left, in words.
    pub(super) left: String,
    /// Codes that were just made, told once.
    pub(super) codes: Vec<String>,
}

impl AccountPage {
    /// The page of what was read.
    pub(super) fn of(c: Chrome, account: &Account, problems: Vec<Problem>, now: Timestamp) -> Self {
        let texts = Texts::console();
        let line = |what: &str, reset: &Reset| ResetLine {
            what: texts.get(what),
            by: reset.by.clone().unwrap_or_else(|| texts.get("actor-operator")),
            at: Moment::of(texts, reset.at, now),
        };
        let password = account.password_reset.iter().map(|reset| line("reset-password-was", reset));
        let codes = account.codes_reset.iter().map(|reset| line("reset-codes-was", reset));
        Self {
            c,
            problems,
            must_change: account.must_change,
            untold: account.untold,
            resets: password.chain(codes).collect(),
            left: count(texts, "recovery-left", account.recovery_codes),
            codes: Vec::new(),
        }
    }
}

async fn build(
    me: &SignedInViewer,
    wrong: Vec<Problem>,
    done: Option<&'static str>,
) -> Result<AccountPage, Failed> {
    let account = people::account(&me.node, &me.viewer).await.map_err(|error| me.failed(&error))?;
    let c = me.chrome(Place::Elsewhere, me.texts.get("account-title"), done);
    Ok(AccountPage::of(c, &account, wrong, me.now))
}

async fn again(me: &SignedInViewer, error: tutela_workflow::Error) -> Result<Response, Failed> {
    let wrong = problems(me.texts, error).map_err(|error| me.failed(&error))?;
    Ok(render::page(StatusCode::UNPROCESSABLE_ENTITY, &build(me, wrong, None).await?))
}

async fn page(me: SignedInViewer, Asked(query): Asked) -> Result<Response, Failed> {
    Ok(render::page(StatusCode::OK, &build(&me, Vec::new(), flash::of(&query)).await?))
}

async fn password(me: SignedInViewer, form: Fields) -> Result<Response, Failed> {
    let (old, new) = (form.get("password"), form.get("new"));
    match people::change_password(&me.node, &me.viewer, &me.token, old, new).await {
        Ok(()) => Ok(render::see(&flash::with(PATH, "password_changed"))),
        Err(error) => again(&me, error).await,
    }
}

async fn recovery_codes(me: SignedInViewer, form: Fields) -> Result<Response, Failed> {
    match people::new_recovery_codes(&me.node, &me.viewer, form.get("password")).await {
        Ok(codes) => {
            let mut page = build(&me, Vec::new(), None).await?;
            page.codes = codes.iter().map(str::to_owned).collect();
            Ok(render::page(StatusCode::OK, &page))
        }
        Err(error) => again(&me, error).await,
    }
}

/// They were told of a reset, and say whether they had asked for it.
async fn told(me: SignedInViewer, form: Fields) -> Result<Response, Failed> {
    let asked_for = form.get("asked") != "no";
    people::told_of_reset(&me.node, &me.viewer, asked_for).await.map_err(|error| me.failed(&error))?;
    if asked_for {
        return Ok(render::see(&flash::with(PATH, "told")));
    }
    let mut response = render::see(&flash::with("/console/sign-in", "signed_out"));
    if let Some(cookie) = session::no_cookie(me.node.settings().https) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    Ok(response)
}
