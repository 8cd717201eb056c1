//! Signing in: name, password and code on one page. Whatever is wrong with them, the answer is the same.

use std::convert::Infallible;
use std::net::IpAddr;

use askama::Template;
use axum::extract::{FromRequestParts, State};
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use tutela_workflow::Node;
use tutela_workflow::people::{self, SignInError};

use super::chrome::{Chrome, first_place};
use super::failure::Failed;
use super::fields::{Asked, Fields};
use super::problem::Problem;
use super::signed_in::next;
use super::{Console, flash, queue, render, session};
use crate::public::flood::{Flood, Kind};
use crate::public::source;

/// Tries that one network may make in an hour: a desk behind one address signs in, errs and comes back, a guesser starves.
const TRIES: u32 = 120;

/// Counts tries by network, in memory and bounded; apart from the count of the public site. Each try costs a password hash, so
/// they are counted before anything is looked up.
pub(super) struct Tries(Flood);

impl Tries {
    /// Nobody has tried yet.
    pub(super) fn new() -> Self {
        Self(Flood::new(TRIES))
    }

    fn admits(&self, node: &Node, from: IpAddr) -> bool {
        self.0.admits(Kind::SignIn, from, node.clock(), node.rng())
    }
}

/// The address a try comes from, for counting alone.
pub(super) struct From(IpAddr);

impl FromRequestParts<Console> for From {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, console: &Console) -> Result<Self, Infallible> {
        Ok(Self(source::address(parts, console.node.settings().trusted_proxy)))
    }
}

/// The page.
#[derive(Template)]
#[template(path = "console/sign_in.html")]
pub(super) struct SignInPage {
    pub(super) c: Chrome,
    pub(super) organisation: String,
    pub(super) problems: Vec<Problem>,
    /// What was typed as name. Password and code are typed anew.
    pub(super) name: String,
    pub(super) next: String,
}

impl SignInPage {
    /// The page, with what was typed and what is wrong.
    pub(super) fn new(node: &Node, name: &str, wanted: &str, wrong: Option<&str>) -> Self {
        let mut c = Chrome::bare();
        c.title = c.t("sign-in-title");
        let problems = wrong.map(|key| Problem::at("name", c.t(key))).into_iter().collect();
        let organisation = node.settings().organisation.clone();
        Self { c, organisation, problems, name: name.to_owned(), next: next(wanted).to_owned() }
    }
}

/// Shows the page.
pub(super) async fn page(State(console): State<Console>, Asked(query): Asked) -> Response {
    let mut page = SignInPage::new(&console.node, "", query.get("next"), None);
    page.c.done = flash::of(&query).map(|name| page.c.t(&format!("done-{name}")));
    render::page(StatusCode::OK, &page)
}

/// Signs somebody in.
pub(super) async fn sign_in(State(console): State<Console>, From(from): From, form: Fields) -> Response {
    let node = &console.node;
    let again = |status, wrong| {
        render::page(status, &SignInPage::new(node, form.get("name"), form.get("next"), Some(wrong)))
    };
    if !console.tries.admits(node, from) {
        return again(StatusCode::TOO_MANY_REQUESTS, "wrong-tries");
    }
    match people::sign_in(node, form.get("name"), form.get("password"), form.get("code")).await {
        Ok(signed_in) => {
            let viewer = tutela_workflow::Viewer { person: signed_in.person };
            let wanted = next(form.get("next"));
            // The queue is where everybody is sent who wanted nothing else; not everybody may see it.
            let place = if wanted == queue::PATH { first_place(&viewer).unwrap_or(wanted) } else { wanted };
            let mut response = render::see(place);
            if let Some(cookie) = session::cookie(&signed_in.token, node.settings().https) {
                response.headers_mut().append(SET_COOKIE, cookie);
            }
            response
        }
        // That a name is locked would tell that it exists.
        Err(SignInError::Wrong | SignInError::Locked) => {
            again(StatusCode::UNPROCESSABLE_ENTITY, "wrong-sign-in")
        }
        Err(SignInError::Node(error)) => Failed::of(Chrome::bare(), None, &error).into_response(),
    }
}
