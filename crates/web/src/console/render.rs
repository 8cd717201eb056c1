//! From a template to an answer.

use askama::Template;
use axum::http::header::{CACHE_CONTROL, REFERRER_POLICY};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Redirect, Response};

/// A rendered page.
pub(super) fn page(status: StatusCode, template: &impl Template) -> Response {
    match template.render() {
        Ok(html) => (status, Html(html)).into_response(),
        Err(error) => {
            tracing::error!(%error, "a page of the console could not be rendered");
            // Whatever failed may fail again in an error page: this needs neither template nor texts.
            (StatusCode::INTERNAL_SERVER_ERROR, "This page is broken. Go back, and tell your operator.")
                .into_response()
        }
    }
}

/// After something was done: the browser fetches the next page, so that a reload does nothing twice.
pub(super) fn see(path: &str) -> Response {
    Redirect::to(path).into_response()
}

/// No page of the console is kept by a browser or a proxy, and none tells another host where somebody came from. Towards this node
/// itself the referrer stays on: without it a browser hides the origin of a form, by which we know our own forms on plain HTTP.
pub(super) async fn private(mut response: Response) -> Response {
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response.headers_mut().insert(REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    response
}
