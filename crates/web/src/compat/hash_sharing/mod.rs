//! Hash Sharing, version 2, the server's side: members read the published entries of shared lists, and vote on them.
//!
//! Each shared list is a member of the dialect: its number is the member's, its name and provenance the member's name.

mod cursor;
mod entries;
mod feedback;
mod members;
mod reasons;
mod span;
mod status;

use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get, put};
use tutela_formats::hash_sharing::Member;
use tutela_model::api_key::Scope;
use tutela_workflow::lists::SharedList;

use super::dialect::{self, Dialect, DialectKey, no_such_path};
use crate::api::ApiState;

/// The dialect.
#[derive(Debug)]
struct HashSharing;

type Failed = dialect::Failed<HashSharing>;
type HashSharingKey = DialectKey<HashSharing>;

impl Dialect for HashSharing {
    const SCOPE: Scope = Scope::List;
    const MEDIA: &'static str = MEDIA;

    fn write(message: &str) -> String {
        let message = message.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<error><message>{message}</message></error>\n")
    }
}

const MEDIA: &str = "application/xml; charset=utf-8";

/// A document.
struct Xml(String);

impl IntoResponse for Xml {
    fn into_response(self) -> Response {
        ([(CONTENT_TYPE, MEDIA)], self.0).into_response()
    }
}

pub(super) fn routes() -> Router<ApiState> {
    Router::new()
        .route("/compat/hashsharing/v2/status", get(status::get))
        .route("/compat/hashsharing/v2/members", get(members::get))
        .route("/compat/hashsharing/v2/entries", get(entries::get))
        .route("/compat/hashsharing/v2/feedback/{kind}/reasons", get(reasons::get))
        .route("/compat/hashsharing/v2/entries/{member}/{id}/{kind}/feedback", put(feedback::put))
        .route("/compat/hashsharing/{*rest}", any(no_such_path::<HashSharing>))
        .method_not_allowed_fallback(dialect::wrong_method::<HashSharing>)
}

/// A list as the dialect names it.
fn member(list: &SharedList) -> Member {
    Member { id: list.number, name: format!("{} ({})", list.name, list.provenance) }
}
