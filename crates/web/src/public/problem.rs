//! The pages for when something does not work.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::frame::Frame;
use super::page;

/// What does not work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Problem {
    /// There is no such page.
    Missing,
    /// The page is not opened in this way.
    Method,
    /// What was sent is too long.
    Large,
    /// What was sent did not arrive, or a handler broke.
    Broken,
}

impl Problem {
    pub(super) const ALL: &'static [Self] = &[Self::Missing, Self::Method, Self::Large, Self::Broken];

    fn status(self) -> StatusCode {
        match self {
            Self::Missing => StatusCode::NOT_FOUND,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::Large => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Broken => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// How its sentences begin.
    fn key(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Method => "method",
            Self::Large => "large",
            Self::Broken => "broken",
        }
    }

    /// The page that says so.
    pub(super) fn page(self, frame: Frame) -> Response {
        page(self.status(), &ProblemPage::new(frame, self))
    }
}

/// The page.
#[derive(Template)]
#[template(path = "public/problem.html")]
pub(super) struct ProblemPage {
    frame: Frame,
    title: String,
    heading: String,
    advice: String,
}

impl ProblemPage {
    pub(super) fn new(frame: Frame, problem: Problem) -> Self {
        let say = |part: &str| frame.t(&format!("{}-{part}", problem.key()));
        Self { title: say("title"), heading: say("h"), advice: say("do"), frame }
    }
}
