//! Problems (RFC 9457): what an endpoint answers where it did not do what was asked.

use axum::Json;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use tutela_model::field_error::FieldError;
use tutela_workflow::Error;
use utoipa::ToSchema;

use super::refused::Refused;

/// What went wrong, and what to do.
#[derive(Debug, Serialize, ToSchema)]
pub struct Problem {
    /// Always `about:blank`: the title says what the status means.
    #[serde(rename = "type")]
    kind: &'static str,
    /// The name of the status.
    title: &'static str,
    /// The status.
    status: u16,
    /// What to do about it.
    detail: String,
    /// Which fields are wrong.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<ProblemField>,
    #[serde(skip)]
    header: Option<Box<(HeaderName, HeaderValue)>>,
}

/// A field that is wrong.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProblemField {
    /// Its path in the body: `items[2].digests.sha256`.
    field: String,
    /// What is wrong with it.
    problem: String,
}

impl Problem {
    /// A problem with this status.
    pub fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Self {
            kind: "about:blank",
            title: status.canonical_reason().unwrap_or("Problem"),
            status: status.as_u16(),
            detail: detail.into(),
            errors: Vec::new(),
            header: None,
        }
    }

    /// The body was read but cannot be taken as it is.
    pub fn fields(errors: Vec<FieldError>) -> Self {
        let mut problem = Self::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "correct the fields named in `errors` and send again",
        );
        problem.errors = errors
            .into_iter()
            .map(|error| ProblemField { field: error.field, problem: error.problem.to_string() })
            .collect();
        problem
    }

    /// The same problem with a header.
    #[must_use]
    pub fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.header = Some(Box::new((name, value)));
        self
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Fields(errors) => Self::fields(errors),
            Error::IdempotencyConflict => Self::new(StatusCode::CONFLICT, error.to_string()),
            _ if error.is_busy() => Self::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "too many reports are waiting to be written: send it again",
            )
            .with_header(header::RETRY_AFTER, HeaderValue::from_static("1")),
            _ => Refused::from(error).into(),
        }
    }
}

impl From<Refused> for Problem {
    fn from(refused: Refused) -> Self {
        Self { header: refused.header, ..Self::new(refused.status, refused.detail) }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut problem = self;
        let header = problem.header.take();
        let mut response = (status, Json(problem)).into_response();
        let kind = HeaderValue::from_static("application/problem+json");
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
        Refused::mark(header, &mut response);
        response
    }
}
