//! What is answered when a handler panics.

use std::any::Any;

use axum::Router;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use tower_http::catch_panic::CatchPanicLayer;

/// Answers 500 where a handler panics, in plain text: whoever has pages of their own uses [`caught_with`] as well.
pub(crate) fn caught(router: Router) -> Router {
    router.layer(CatchPanicLayer::custom(|panic: Box<dyn Any + Send>| {
        note(panic);
        (
            StatusCode::INTERNAL_SERVER_ERROR,
            [(CONTENT_TYPE, "text/plain; charset=utf-8")],
            "Something is broken on our side. Please try again in a few minutes.\n",
        )
            .into_response()
    }))
}

/// The same with a page of the caller's.
pub(crate) fn caught_with<S>(
    router: Router<S>,
    page: impl Fn() -> Response + Clone + Send + Sync + 'static,
) -> Router<S>
where
    S: Clone + Send + Sync + 'static,
{
    router.layer(CatchPanicLayer::custom(move |panic: Box<dyn Any + Send>| {
        note(panic);
        page()
    }))
}

/// The panic's message stays out of the log: it may repeat what somebody wrote.
fn note(panic: Box<dyn Any + Send>) {
    drop(panic);
    tracing::error!("a request handler panicked: this is a mistake in Tutela, please report it");
}
