//! The public site, the console and the APIs; templates and translations.
//!
//! Architecture Invariant: the public site shares no session, cookie or template with the console. What both use is [`texts`],
//! [`headers`], [`assets`] and the limit of floods. The store is reached through `tutela_workflow` and in no other way.

pub mod api;
pub mod assets;
mod charts;
mod compat;
pub mod console;
pub mod headers;
mod panics;
pub mod public;
pub mod scan_summary;
pub mod texts;

use std::time::Duration;

use axum::Router;
use axum::http::StatusCode;
use tower_http::timeout::TimeoutLayer;
use tutela_workflow::Node;

/// How long a request may take from its last header on.
const PATIENCE: Duration = Duration::from_secs(60);

/// Everything a node serves, ready for `into_make_service_with_connect_info::<SocketAddr>()`: without the peer's address all
/// visitors share one budget.
pub fn app(node: Node) -> Router {
    let https = node.settings().https;
    let pages = Router::new()
        .merge(api::router(node.clone()))
        .merge(public::router(node.clone()))
        .merge(console::router(node))
        .merge(assets::router());
    // A body that never ends and a store that never answers end here; a header that never ends is the reverse proxy's to end.
    let pages = pages.layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, PATIENCE));
    headers::protect(panics::caught(pages), https)
}
