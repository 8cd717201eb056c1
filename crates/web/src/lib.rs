//! The public site, the console and the APIs; templates and translations.
//!
//! Architecture Invariant: the public site shares no session, cookie or template with the console. What both use is [`texts`],
//! [`headers`] and [`assets`]. The store is reached through `tutela_workflow` and in no other way.

pub mod api;
pub mod assets;
pub mod console;
pub mod headers;
mod panics;
pub mod public;
pub mod texts;

use axum::Router;
use tutela_workflow::Node;

/// Everything a node serves, ready for `into_make_service_with_connect_info::<SocketAddr>()`: without the peer's address all
/// visitors share one budget.
pub fn app(node: Node) -> Router {
    let https = node.settings().https;
    let pages = Router::new()
        .merge(api::router(node.clone()))
        .merge(public::router(node.clone()))
        .merge(console::router(node))
        .merge(assets::router());
    headers::protect(panics::caught(pages), https)
}
