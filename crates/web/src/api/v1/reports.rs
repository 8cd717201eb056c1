//! `POST /api/v1/reports`: a sender with a key tells of something.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, StatusCode, header};
use serde::Serialize;
use tutela_model::completeness::{self, Missing};
use tutela_model::id::ReportId;
use tutela_model::limits;
use tutela_workflow::Node;
use tutela_workflow::intake::{self, Sender};
use utoipa::ToSchema;

use super::report_body::{ReportBody, read_report};
use crate::api::key::{Key, Reporting};
use crate::api::problem::Problem;

/// A report that was taken.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReportTaken {
    /// Its id: ask with it where the report stands.
    #[schema(value_type = String, format = Uuid)]
    id: ReportId,
    /// Where it stands: `received` for a new one.
    #[schema(value_type = String, example = "received")]
    status: &'static str,
    /// How complete it is.
    completeness: Completeness,
}

/// How complete a report is. Two thirds of the work is done where who, what, where and when are told.
#[derive(Debug, Serialize, ToSchema)]
pub struct Completeness {
    /// 0 to 100.
    #[schema(minimum = 0, maximum = 100)]
    score: u8,
    /// What would make it actionable: `what`, `who`, `where`, `when`, `address_time`, `address_port`.
    missing: Vec<&'static str>,
}

impl From<&completeness::Completeness> for Completeness {
    fn from(of: &completeness::Completeness) -> Self {
        Self { score: of.score, missing: of.missing.iter().copied().map(Missing::as_str).collect() }
    }
}

/// Send a report.
///
/// The answer comes when the report is durable. Sending the same body again under the same `Idempotency-Key` gives the same
/// report; it never tells whether anything in it was known.
#[utoipa::path(
    post,
    path = "/api/v1/reports",
    tag = "reports",
    security(("key" = [])),
    params(("Idempotency-Key" = String, Header, description = "1 to 255 visible ASCII characters, new for each report", min_length = 1, max_length = 255)),
    request_body = ReportBody,
    responses(
        (status = 201, description = "The report is stored", body = ReportTaken),
        (status = 400, description = "The header is missing or the body is no JSON", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "No valid key", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "A key of another scope", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "The Idempotency-Key was used with another body", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "The body is not declared as JSON", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "A field is wrong", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "The key's budget is used up", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Too many reports wait to be written", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn post(
    State(node): State<Node>,
    Key { key, .. }: Key<Reporting>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<(StatusCode, Json<ReportTaken>), Problem> {
    let idempotency_key = idempotency_key(&headers)?;
    let is_json =
        headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).is_some_and(|value| {
            value.split(';').next().is_some_and(|mime| mime.trim().eq_ignore_ascii_case("application/json"))
        });
    if !is_json {
        return Err(Problem::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "send the report as `Content-Type: application/json`",
        ));
    }
    let body = body.map_err(too_large)?;
    let report = read_report(&body, node.now())?;
    let sender = Sender { key: &key, idempotency_key, body: &body };
    let accepted = intake::submit_by_key(&node, report, sender).await?;
    let (status, completeness) = if accepted.replayed {
        let now = intake::status(&node, &key, accepted.id).await?;
        (now.status.as_str(), Completeness::from(&now.completeness))
    } else {
        ("received", Completeness::from(&accepted.completeness))
    };
    Ok((StatusCode::CREATED, Json(ReportTaken { id: accepted.id, status, completeness })))
}

fn idempotency_key(headers: &HeaderMap) -> Result<&str, Problem> {
    headers
        .get("idempotency-key")
        .and_then(|value| value.to_str().ok())
        .filter(|key| (1..=255).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic()))
        .ok_or_else(|| {
            let detail =
                "send an `Idempotency-Key` header of 1 to 255 visible ASCII characters, new for each report";
            Problem::new(StatusCode::BAD_REQUEST, detail)
        })
}

pub(super) fn too_large(rejection: BytesRejection) -> Problem {
    match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => {
            let detail = format!("the body may have {} bytes at most: split the report", limits::BODY);
            Problem::new(StatusCode::PAYLOAD_TOO_LARGE, detail)
        }
        _ => Problem::new(StatusCode::BAD_REQUEST, "the body could not be read: send it again"),
    }
}
