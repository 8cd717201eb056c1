//! How to clear the visit from the browser: leaving is fast, but the browser's history stays.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::frame::Frame;
use super::{Site, page};

/// The page.
#[derive(Template)]
#[template(path = "public/left.html")]
pub(super) struct Left {
    pub(super) frame: Frame,
}

pub(super) async fn show(State(site): State<Site>) -> Response {
    page(StatusCode::OK, &Left { frame: site.frame("left") })
}
