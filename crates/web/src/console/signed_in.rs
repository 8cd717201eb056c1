//! Somebody who has signed in: every page and every action begins with one.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use tutela_model::access::Permission;
use tutela_model::clock::Timestamp;
use tutela_workflow::read::OwnExposureQuery;
use tutela_workflow::{Error, Node, Viewer, people};
use url::form_urlencoded;

use super::chrome::{Chrome, Place};
use super::failure::Failed;
use super::quality::exposure;
use super::{Console, render, session};
use crate::texts::Texts;

/// Somebody who has signed in, and the node they work with. Whoever has not is sent to sign in, and comes back afterwards.
pub(super) struct SignedInViewer {
    /// The node.
    pub(super) node: Node,
    /// Who.
    pub(super) viewer: Viewer,
    /// Their session's token.
    pub(super) token: String,
    /// The console's sentences.
    pub(super) texts: Texts,
    /// When the request came.
    pub(super) now: Timestamp,
}

impl SignedInViewer {
    /// What is around a page for them.
    pub(super) fn chrome(&self, place: Place, title: String, done: Option<&'static str>) -> Chrome {
        Chrome::of(&self.viewer, place, title, done)
    }

    /// An error page for them.
    pub(super) fn failed(&self, error: &Error) -> Failed {
        Failed::of(self.chrome(Place::Elsewhere, String::new(), None), Some(self.viewer.person.role), error)
    }

    /// That a pause is due, in words, where one is.
    pub(super) async fn pause(&self) -> Result<Option<String>, Failed> {
        let own =
            self.node.read(&self.viewer, OwnExposureQuery).await.map_err(|error| self.failed(&error))?;
        Ok(exposure::pause(self.texts, &own.today, own.limit, self.now))
    }

    /// Themself, if they may; asked before anything in an address or a form is looked at.
    pub(super) fn permitted(&self, permission: Permission) -> Result<&Self, Failed> {
        self.viewer.must(permission).map(|()| self).map_err(|error| self.failed(&error))
    }

    /// The record that an address names; an address that names none is not found.
    pub(super) fn named<T: std::str::FromStr>(&self, text: &str) -> Result<T, Failed> {
        text.parse().map_err(|_| self.failed(&Error::NotFound("record")))
    }
}

impl FromRequestParts<Console> for SignedInViewer {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, console: &Console) -> Result<Self, Response> {
        let node = console.node.clone();
        let Some(token) = session::token(&parts.headers, node.settings().https).map(str::to_owned) else {
            return Err(nobody(parts));
        };
        match people::session(&node, &token).await {
            // A password to change, a reset to be told of: first that, and nothing else meanwhile.
            Ok(Some((_, true))) if !super::account::is_there(parts.uri.path()) => {
                Err(render::see(super::account::PATH))
            }
            Ok(Some((viewer, _))) => {
                let now = node.now();
                Ok(Self { node, viewer, token, texts: Texts::console(), now })
            }
            Ok(None) => Err(nobody(parts)),
            Err(error) => Err(Failed::of(Chrome::bare(), None, &error).into_response()),
        }
    }
}

/// Somebody whose page listens by itself. It is no click, and does not keep them signed in; whoever has not signed in is told so.
pub(super) struct QuietViewer {
    /// Who.
    pub(super) viewer: Viewer,
    /// Their session's token.
    pub(super) token: String,
}

impl FromRequestParts<Console> for QuietViewer {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, console: &Console) -> Result<Self, StatusCode> {
        let token = session::token(&parts.headers, console.node.settings().https).map(str::to_owned);
        let token = token.ok_or(StatusCode::UNAUTHORIZED)?;
        match people::session_lives(&console.node, &token).await {
            Ok(Some(viewer)) => Ok(Self { viewer, token }),
            Ok(None) => Err(StatusCode::UNAUTHORIZED),
            Err(_) => Err(StatusCode::SERVICE_UNAVAILABLE),
        }
    }
}

fn nobody(parts: &Parts) -> Response {
    if !matches!(parts.method, Method::GET | Method::HEAD) {
        return Failed::signed_out().into_response();
    }
    let wanted = parts.uri.path_and_query().map_or("", |path| path.as_str());
    let query: String = form_urlencoded::Serializer::new(String::new()).append_pair("next", wanted).finish();
    render::see(&format!("/console/sign-in?{query}"))
}

/// Where to go after signing in: into the console and nowhere else.
pub(super) fn next(wanted: &str) -> &str {
    let plain = wanted.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if wanted.starts_with("/console/") && plain && !wanted.starts_with("/console/sign-") {
        wanted
    } else {
        super::queue::PATH
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_led_out_of_the_console() {
        assert_eq!(next("/console/reports/x?list=mine"), "/console/reports/x?list=mine");
        for elsewhere in [
            "",
            "/",
            "//evil.example",
            "https://evil.example",
            "/consolex",
            "/console/\\x",
            "/console/\r\nx: y",
            "/console/sign-in",
        ] {
            assert_eq!(next(elsewhere), "/console/", "{elsewhere:?}");
        }
    }
}
