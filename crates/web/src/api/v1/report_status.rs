//! `GET /api/v1/reports/{id}`: where a report stands.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::Serialize;
use tutela_model::id::ReportId;
use tutela_workflow::{Node, intake};
use utoipa::ToSchema;

use super::reports::Completeness;
use crate::api::key::{Key, Reporting};
use crate::api::problem::Problem;

/// Where a report stands. Nothing about a person or child but what the officer has released, so that nobody is tipped off.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReportStatus {
    /// Its id.
    #[schema(value_type = String, format = Uuid)]
    id: ReportId,
    /// The sender's own id of it.
    reference: Option<String>,
    /// `received`, `looked_at`, `passed_on`, `removed` or `closed`.
    #[schema(value_type = String, example = "looked_at")]
    status: &'static str,
    /// What came of it for a person, as far as the officer has released it: `child_safe`, `child_identified`,
    /// `suspect_identified`, `charge`, `conviction`.
    #[schema(value_type = Vec<String>, example = json!(["child_safe"]))]
    outcomes: Vec<&'static str>,
    /// How complete it is.
    completeness: Completeness,
    /// When that last changed, RFC 3339.
    #[schema(format = DateTime)]
    updated_at: String,
}

/// Ask where a report stands that this key sent.
#[utoipa::path(
    get,
    path = "/api/v1/reports/{id}",
    tag = "reports",
    security(("key" = [])),
    params(("id" = String, Path, description = "The id that the report was given", format = Uuid)),
    responses(
        (status = 200, description = "Where it stands", body = ReportStatus),
        (status = 401, description = "No valid key", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "A key of another scope", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "This key sent no such report", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "The key's budget is used up", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn get(
    State(node): State<Node>,
    Key { key, .. }: Key<Reporting>,
    Path(id): Path<String>,
) -> Result<Json<ReportStatus>, Problem> {
    let id: ReportId =
        id.parse().map_err(|_| Problem::new(StatusCode::NOT_FOUND, "there is no such report of yours"))?;
    let status = intake::status(&node, &key, id).await?;
    Ok(Json(ReportStatus {
        id,
        reference: status.reference,
        status: status.status.as_str(),
        outcomes: status.outcomes.iter().map(|kind| kind.as_str()).collect(),
        completeness: Completeness::from(&status.completeness),
        updated_at: status.updated_at.to_string(),
    }))
}
