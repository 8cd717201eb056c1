//! What is kept and what is not, in plain words.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::frame::Frame;
use super::{Site, page};

/// The page.
#[derive(Template)]
#[template(path = "public/kept.html")]
pub(super) struct Kept {
    pub(super) frame: Frame,
}

pub(super) async fn show(State(site): State<Site>) -> Response {
    page(StatusCode::OK, &Kept { frame: site.frame("kept") })
}
