//! Why a request was not done, before it takes the shape of the API or dialect that it came by.

use axum::http::header::{RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use tutela_model::api_key::Scope;
use tutela_workflow::Error;

/// Why a request was not done, and what to do.
#[derive(Debug)]
pub(crate) struct Refused {
    pub(crate) status: StatusCode,
    pub(crate) detail: String,
    pub(crate) header: Option<Box<(HeaderName, HeaderValue)>>,
}

impl Refused {
    /// Refused with this status; `detail` says what to do.
    pub(crate) fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Self { status, detail: detail.into(), header: None }
    }

    /// What was sent is wrong.
    pub(crate) fn bad(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, detail)
    }

    pub(super) fn no_key(basic: bool) -> Self {
        let (detail, challenge) = if basic {
            (
                "send a valid key: as the password of HTTP Basic, with any user name, or as `Authorization: Bearer KEY`",
                "Basic realm=\"Tutela\"",
            )
        } else {
            ("send a valid key as `Authorization: Bearer KEY`", "Bearer")
        };
        Self::new(StatusCode::UNAUTHORIZED, detail)
            .with_header(WWW_AUTHENTICATE, HeaderValue::from_static(challenge))
    }

    pub(super) fn scope(has: Scope, needed: Scope) -> Self {
        let detail = format!("this key has the scope `{has}`, and `{needed}` is needed: ask for another key");
        Self::new(StatusCode::FORBIDDEN, detail)
    }

    pub(super) fn budget(budget: u32, seconds: u64) -> Self {
        let detail =
            format!("this key may ask {budget} times a minute: wait {seconds} s, or ask for a larger budget");
        Self::new(StatusCode::TOO_MANY_REQUESTS, detail).with_header(RETRY_AFTER, HeaderValue::from(seconds))
    }

    pub(super) fn batch(budget: u32) -> Self {
        let detail = format!(
            "this key may ask {budget} times a minute, and each of a batch counts: send smaller batches, or ask for a \
             larger budget"
        );
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, detail)
    }

    /// Only keys of scope `distance` are told how near something is.
    pub(crate) fn no_distance(has: Scope) -> Self {
        Self::scope(has, Scope::Distance)
    }

    pub(crate) fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.header = Some(Box::new((name, value)));
        self
    }

    /// Puts its header on an answer.
    pub(crate) fn mark(header: Option<Box<(HeaderName, HeaderValue)>>, response: &mut Response) {
        if let Some((name, value)) = header.map(|header| *header) {
            response.headers_mut().insert(name, value);
        }
    }
}

impl From<Error> for Refused {
    fn from(error: Error) -> Self {
        match error {
            Error::Fields(_) | Error::Refused(_) => {
                Self::new(StatusCode::UNPROCESSABLE_ENTITY, error.to_string())
            }
            Error::Denied(_) => {
                Self::new(StatusCode::FORBIDDEN, "this key is for something else: use one of the right scope")
            }
            Error::NotFound(_) => Self::new(StatusCode::NOT_FOUND, error.to_string()),
            Error::NotSetUp(_) => Self::new(StatusCode::SERVICE_UNAVAILABLE, error.to_string()),
            _ if error.is_busy() => {
                Self::new(StatusCode::SERVICE_UNAVAILABLE, "the node is busy: send it again in a moment")
                    .with_header(RETRY_AFTER, HeaderValue::from_static("1"))
            }
            _ if error.is_callers() => Self::new(StatusCode::CONFLICT, error.to_string()),
            _ => {
                tracing::error!(%error, "an API request failed");
                Self::new(
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "the node failed: send it again later; nothing was half written",
                )
            }
        }
    }
}
