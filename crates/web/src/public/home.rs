//! The first page: is a child in danger now; report; help for young people; come back.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::frame::Frame;
use super::{Site, page};

/// The first page.
#[derive(Template)]
#[template(path = "public/home.html")]
pub(super) struct Home {
    pub(super) frame: Frame,
}

pub(super) async fn show(State(site): State<Site>) -> Response {
    page(StatusCode::OK, &Home { frame: site.frame("") })
}
