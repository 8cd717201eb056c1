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
use super::report_fields::report_fields;
use super::report_form::{FormErrors, Typed};
use super::sent::Sent;
use super::source::Source;
use super::{Site, page};

/// What a page with a report form shows besides its words.
pub(super) struct Form {
    pub(super) frame: Frame,
    pub(super) fields: Vec<Field>,
    pub(super) mistakes: Vec<Mistake>,
    /// Why it was not sent though nothing is wrong with it.
    pub(super) failed: Option<String>,
}

/// The page to report something.
#[derive(Template)]
#[template(path = "public/report.html")]
pub(super) struct ReportPage(pub(super) Form);

/// The page for somebody under 18: help first, then a shorter form.
#[derive(Template)]
#[template(path = "public/young.html")]
pub(super) struct YoungPage(pub(super) Form);

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
    pub(super) fn new(frame: Frame, origin: Origin, typed: &Typed, errors: &[FieldError]) -> Self {
        let fields = report_fields(&frame, origin, typed, errors);
        Self { mistakes: summary(&fields), fields, frame, failed: None }
    }

    pub(super) fn failed(self, failure: Failure) -> Self {
        let words = self.frame.t(&format!("failed-{}", failure.key()));
        Self { failed: Some(words), frame: self.frame.keeping(), ..self }
    }

    fn page(self, status: StatusCode, origin: Origin) -> Response {
        match origin {
            Origin::Young => page(status, &YoungPage(self)),
            Origin::Public | Origin::Api => page(status, &ReportPage(self)),
        }
    }
}

pub(super) async fn show(State(site): State<Site>) -> Response {
    empty(&site, Origin::Public)
}

pub(super) async fn show_young(State(site): State<Site>) -> Response {
    empty(&site, Origin::Young)
}

pub(super) async fn send(State(site): State<Site>, source: Source, body: Result<Bytes, BytesRejection>) -> Response {
    receive(&site, Origin::Public, source, body).await
}

pub(super) async fn send_young(
    State(site): State<Site>,
    source: Source,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    receive(&site, Origin::Young, source, body).await
}

fn empty(site: &Site, origin: Origin) -> Response {
    Form::new(frame(site, origin), origin, &Typed::default(), &[]).page(StatusCode::OK, origin)
}

fn frame(site: &Site, origin: Origin) -> Frame {
    site.frame(if origin == Origin::Young { "young" } else { "report" })
}

/// Reads, stores and answers with the receipt. Whatever goes wrong, what was typed stands in the page again.
async fn receive(site: &Site, origin: Origin, source: Source, body: Result<Bytes, BytesRejection>) -> Response {
    let body = match body {
        Ok(body) => body,
        Err(rejection) => return unread(site, &rejection),
    };
    let report = match super::parse_report_form(&body, origin) {
        Ok(report) => report,
        Err(FormErrors { errors, typed }) => {
            let form = Form::new(frame(site, origin).keeping(), origin, &typed, &errors);
            return form.page(StatusCode::UNPROCESSABLE_ENTITY, origin);
        }
    };
    let failed = |failure: Failure| {
        let form = Form::new(frame(site, origin), origin, &Typed::read(&body), &[]);
        form.failed(failure).page(failure.status(), origin)
    };
    // Only whole reports are counted: nobody is sent away for mistakes in typing.
    if !site.admits(Kind::Report, source) {
        return failed(Failure::Flood);
    }
    let danger = report.child.immediate_danger == Some(true);
    match intake::submit_public(&site.node, report).await {
        Ok(receipt) => page(StatusCode::OK, &Sent::new(frame(site, origin), &receipt, origin, danger)),
        Err(Error::Fields(errors)) => {
            let form = Form::new(frame(site, origin).keeping(), origin, &Typed::read(&body), &errors);
            form.page(StatusCode::UNPROCESSABLE_ENTITY, origin)
        }
        Err(error) => failed(Failure::of(&error)),
    }
}

/// The page for a body that was not read.
pub(super) fn unread(site: &Site, rejection: &BytesRejection) -> Response {
    let problem = match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::Large,
        _ => Problem::Broken,
    };
    problem.page(site.frame(""))
}
