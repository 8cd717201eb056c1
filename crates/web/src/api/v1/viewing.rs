//! `POST /api/v1/viewing`: the desk's isolated viewing machine redeems a token and learns one address, once.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use serde::{Deserialize, Serialize};
use tutela_model::field_error::{self, FieldError};
use tutela_workflow::{Node, desk};
use utoipa::ToSchema;

use super::reports::too_large;
use crate::api::key::{Key, ViewingTokens};
use crate::api::problem::Problem;

/// A token from the console.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ViewingBody {
    /// The token, as the console showed it.
    #[schema(max_length = 128)]
    token: String,
}

/// What to look at.
#[derive(Debug, Serialize, ToSchema)]
pub struct Viewing {
    /// The report.
    #[schema(format = Uuid)]
    report: String,
    /// The content's id inside this node.
    content: Option<String>,
    /// The address.
    url: String,
}

/// Redeem a viewing token.
#[utoipa::path(
    post,
    path = "/api/v1/viewing",
    tag = "viewing",
    security(("key" = [])),
    request_body = ViewingBody,
    responses(
        (status = 200, description = "What to look at", body = Viewing),
        (status = 400, description = "The body is no JSON", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "No valid key", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "A key of another scope", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such token, or it was redeemed or has expired", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "A field is wrong", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "The key's budget is used up", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn post(
    State(node): State<Node>,
    Key { key, .. }: Key<ViewingTokens>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Viewing>, Problem> {
    let body: ViewingBody = super::report_body::from_json(&body.map_err(too_large)?)?;
    if body.token.len() > 128 {
        let problem = field_error::Problem::TooLong { limit: 128 };
        return Err(Problem::fields(vec![FieldError::new("token", problem)]));
    }
    let redeemed = desk::redeem_viewing_token(&node, &key, &body.token).await?;
    Ok(Json(Viewing {
        report: redeemed.report.to_string(),
        content: redeemed.content.map(|content| content.to_string()),
        url: redeemed.url,
    }))
}
