//! The report form and the way in for somebody under 18: two pages, one way of being read and sent.

use askama::Template;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::StatusCode;
use axum::response::Response;
use tutela_model::field_error::FieldError;
use tutela_model::report::Origin;
use tutela_workflow::{Error, intake};

use super::fields::{Field, Mistake, summary};
use super::flood::Kind;
use super::frame::Frame;
use super::problem::Problem;
use super::reads::Reads;
use super::report_fields::report_fields;
use super::report_form::{FormErrors, Typed, parse_report_form};
use super::sent::Sent;
use super::source::Source;
use super::{Site, page};

/// A report form, and what went wrong with it.
pub(super) struct Form {
    pub(super) fields: Vec<Field>,
    pub(super) mistakes: Vec<Mistake>,
    /// Why it was not sent though nothing is wrong with it.
    pub(super) failed: Option<String>,
}

/// The page to report something.
#[derive(Template)]
#[template(path = "public/report.html")]
pub(super) struct ReportPage {
    pub(super) frame: Frame,
    pub(super) form: Form,
    pub(super) reads: Reads,
}

/// The page for somebody under 18: help first, then a shorter form.
#[derive(Template)]
#[template(path = "public/young.html")]
pub(super) struct YoungPage {
    pub(super) frame: Frame,
    pub(super) form: Form,
    pub(super) reads: Reads,
}

/// Why a report was not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// Too much came from this network.
    Flood,
    /// The node cannot take it now.
    Busy,
    /// The node is broken.
    Broken,
}

impl Failure {
    pub(super) const ALL: &'static [Self] = &[Self::Flood, Self::Busy, Self::Broken];

    pub(super) fn status(self) -> StatusCode {
        match self {
            Self::Flood => StatusCode::TOO_MANY_REQUESTS,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Broken => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// How its sentences end.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Flood => "flood",
            Self::Busy => "busy",
            Self::Broken => "broken",
        }
    }

    /// What an error of an operation means to whoever waits for it. Nothing of what they sent goes into the log.
    pub(super) fn of(error: &Error) -> Self {
        if error.is_busy() {
            return Self::Busy;
        }
        tracing::error!(%error, "a public page could not do its work");
        Self::Broken
    }
}

impl Form {
    pub(super) fn new(frame: &Frame, origin: Origin, typed: &Typed, errors: &[FieldError]) -> Self {
        let fields = report_fields(frame, origin, typed, errors);
        Self { mistakes: summary(&fields), fields, failed: None }
    }

    /// A form in which nothing is wrong, and which was not sent all the same.
    pub(super) fn failed(frame: &Frame, origin: Origin, typed: &Typed, failure: Failure) -> Self {
        let words = frame.t(&format!("failed-{}", failure.key()));
        Self { failed: Some(words), ..Self::new(frame, origin, typed, &[]) }
    }
}

pub(super) async fn show(State(site): State<Site>) -> Response {
    Attempt::new(&site, Origin::Public).await.empty()
}

pub(super) async fn show_young(State(site): State<Site>) -> Response {
    Attempt::new(&site, Origin::Young).await.empty()
}

pub(super) async fn send(
    State(site): State<Site>,
    source: Source,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    Attempt::new(&site, Origin::Public).await.receive(source, body).await
}

pub(super) async fn send_young(
    State(site): State<Site>,
    source: Source,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    Attempt::new(&site, Origin::Young).await.receive(source, body).await
}

/// One visit of a page with a report form.
struct Attempt<'a> {
    site: &'a Site,
    origin: Origin,
    frame: Frame,
    reads: Reads,
}

impl<'a> Attempt<'a> {
    async fn new(site: &'a Site, origin: Origin) -> Self {
        let path = if origin == Origin::Young { "young" } else { "report" };
        let frame = site.frame(path);
        let reads = Reads::now(site, &frame).await;
        Self { site, origin, frame, reads }
    }

    fn empty(self) -> Response {
        let form = Form::new(&self.frame, self.origin, &Typed::default(), &[]);
        self.page(StatusCode::OK, form)
    }

    fn page(self, status: StatusCode, form: Form) -> Response {
        let Self { frame, reads, .. } = self;
        match self.origin {
            Origin::Young => page(status, &YoungPage { frame, form, reads }),
            Origin::Public | Origin::Api => page(status, &ReportPage { frame, form, reads }),
        }
    }

    /// The form again, with everything that was typed.
    fn again(mut self, typed: &Typed, wrong: Wrong) -> Response {
        self.frame = self.frame.keeping();
        let (status, form) = match wrong {
            Wrong::Fields(errors) => {
                (StatusCode::UNPROCESSABLE_ENTITY, Form::new(&self.frame, self.origin, typed, &errors))
            }
            Wrong::Failure(failure) => {
                (failure.status(), Form::failed(&self.frame, self.origin, typed, failure))
            }
        };
        self.page(status, form)
    }

    /// Reads, stores and answers with the receipt. Whatever goes wrong, what was typed stands in the page again.
    async fn receive(self, source: Source, body: Result<Bytes, BytesRejection>) -> Response {
        let body = match body {
            Ok(body) => body,
            Err(rejection) => return unread(self.site, &rejection),
        };
        let report = match parse_report_form(&body, self.origin) {
            Ok(report) => report,
            Err(FormErrors { errors, typed }) => return self.again(&typed, Wrong::Fields(errors)),
        };
        // Only whole reports are counted: nobody is sent away for mistakes in typing.
        if !self.site.admits(Kind::Report, source) {
            return self.again(&Typed::read(&body), Wrong::Failure(Failure::Flood));
        }
        let danger = report.child.immediate_danger == Some(true);
        match intake::submit_public(&self.site.node, report).await {
            Ok(receipt) => page(StatusCode::OK, &Sent::new(self.frame, &receipt, self.origin, danger)),
            Err(Error::Fields(errors)) => self.again(&Typed::read(&body), Wrong::Fields(errors)),
            Err(error) => self.again(&Typed::read(&body), Wrong::Failure(Failure::of(&error))),
        }
    }
}

/// Why a form is shown again.
enum Wrong {
    Fields(Vec<FieldError>),
    Failure(Failure),
}

/// The page for a body that was not read.
pub(super) fn unread(site: &Site, rejection: &BytesRejection) -> Response {
    let problem = match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::Large,
        _ => Problem::Broken,
    };
    problem.page(site.frame(""))
}
