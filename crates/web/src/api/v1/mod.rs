//! Version 1: reports and where they stand, look-ups, viewing tokens.

mod figures;
mod item_body;
mod match_body;
mod matching;
mod openapi;
mod report_body;
mod report_status;
mod reports;
mod viewing;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::routing::{get, post};
use tutela_model::limits;

use super::ApiState;
use super::problem::Problem;

pub use openapi::document as openapi_document;
pub use report_body::read_report;

pub(super) fn routes() -> Router<ApiState> {
    Router::new()
        .route("/api/v1/reports", post(reports::post))
        .route("/api/v1/reports/{id}", get(report_status::get))
        .route("/api/v1/figures", get(figures::get))
        .route("/api/v1/match", post(matching::post))
        .route("/api/v1/viewing", post(viewing::post))
        .route("/api/v1/openapi.json", get(openapi::get))
        .route("/api/{*rest}", axum::routing::any(not_found))
        .method_not_allowed_fallback(wrong_method)
        .layer(DefaultBodyLimit::max(limits::BODY))
}

async fn not_found() -> Problem {
    Problem::new(StatusCode::NOT_FOUND, "there is no such endpoint: see /api/v1/openapi.json")
}

async fn wrong_method() -> Problem {
    Problem::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "this endpoint takes another method: see /api/v1/openapi.json",
    )
}
