//! When there is no page to show: why, and what to do, in the console's look.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use tutela_model::access::{Permission, Role};
use tutela_workflow::Error;

use super::chrome::Chrome;
use super::render;
use super::words::word;
use crate::texts::Texts;

/// An answer that is no page of its own. Boxed, because handlers return it beside their pages.
pub(super) struct Failed(Box<Response>);

/// The page that says so.
#[derive(Template)]
#[template(path = "console/failed.html")]
pub(super) struct FailedPage {
    pub(super) c: Chrome,
    pub(super) heading: String,
    pub(super) what_to_do: String,
    /// Whether signing in is what to do.
    pub(super) sign_in: bool,
}

impl FailedPage {
    /// `name` gives the sentence `<name>-title`.
    pub(super) fn new(mut c: Chrome, name: &str, what_to_do: String, sign_in: bool) -> Self {
        let heading = c.t(&format!("{name}-title"));
        c.title.clone_from(&heading);
        Self { c, heading, what_to_do, sign_in }
    }
}

/// What somebody is told whose role does not cover something.
pub(super) fn denied(role: Option<Role>, permission: Permission) -> String {
    let texts = Texts::console();
    let role = role.map(|role| word(texts, "role", role)).unwrap_or_default();
    let may = word(texts, "permission", permission);
    texts.with_all("denied-do", &[("role", role.into()), ("permission", may.into())])
}

impl Failed {
    /// `name` gives the sentences `<name>-title` and `<name>-do`.
    fn named(chrome: Chrome, status: StatusCode, name: &str) -> Self {
        let what_to_do = chrome.t(&format!("{name}-do"));
        Self::new(chrome, status, name, what_to_do)
    }

    fn new(chrome: Chrome, status: StatusCode, name: &str, what_to_do: String) -> Self {
        let page = FailedPage::new(chrome, name, what_to_do, status == StatusCode::UNAUTHORIZED);
        Self(Box::new(render::page(status, &page)))
    }

    /// Nobody has signed in, or the session has ended, and something was to be changed.
    pub(super) fn signed_out() -> Self {
        Self::named(Chrome::bare(), StatusCode::UNAUTHORIZED, "signed-out")
    }

    /// A form that is not ours.
    pub(super) fn foreign() -> Self {
        Self::named(Chrome::bare(), StatusCode::FORBIDDEN, "foreign")
    }

    /// A form that holds more than any of ours.
    pub(super) fn too_large() -> Self {
        Self::named(Chrome::bare(), StatusCode::PAYLOAD_TOO_LARGE, "large")
    }

    /// What an operation answered, where the caller can do nothing about it on the page they came from.
    pub(super) fn of(chrome: Chrome, role: Option<Role>, error: &Error) -> Self {
        match error {
            Error::Denied(permission) => Self::denied(chrome, role, *permission),
            Error::NotFound(_) => Self::named(chrome, StatusCode::NOT_FOUND, "missing"),
            error if error.is_busy() => Self::named(chrome, StatusCode::SERVICE_UNAVAILABLE, "busy"),
            error => {
                tracing::error!(%error, "an operation of the console failed");
                Self::named(chrome, StatusCode::INTERNAL_SERVER_ERROR, "broken")
            }
        }
    }

    fn denied(chrome: Chrome, role: Option<Role>, permission: Permission) -> Self {
        let what_to_do = denied(role, permission);
        Self::new(chrome, StatusCode::FORBIDDEN, "denied", what_to_do)
    }
}

impl IntoResponse for Failed {
    fn into_response(self) -> Response {
        *self.0
    }
}

/// For addresses that lead nowhere. Whether somebody has signed in makes no difference: there is nothing to protect.
pub(super) async fn nothing_here() -> Failed {
    Failed::named(Chrome::bare(), StatusCode::NOT_FOUND, "missing")
}

/// For the address of an action that is opened like a page, as after a reload.
pub(super) async fn not_that_way() -> Failed {
    Failed::named(Chrome::bare(), StatusCode::METHOD_NOT_ALLOWED, "method")
}
