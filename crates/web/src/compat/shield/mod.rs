//! Look-ups as Project Arachnid's Shield answers them: for platforms that have its client built in.
//!
//! Its clients act on what they are told, so that only entries count on which a platform may act by itself; and it has one word
//! for what is known, `csam`. Nothing of an entry is told, not even its digests.

mod media;
mod pdq;
mod url;

use axum::Router;
use axum::routing::{any, post};
use tutela_formats::shield::{Classification, ErrorDetail, MatchType};
use tutela_model::api_key::Scope;
use tutela_model::list::{Action, MatchKind};
use tutela_workflow::lookup::Answer;

use super::dialect::{self, Dialect, DialectKey, no_such_path};
use crate::api::ApiState;

/// The dialect.
#[derive(Debug)]
struct Shield;

type Failed = dialect::Failed<Shield>;
type ShieldKey = DialectKey<Shield>;

impl Dialect for Shield {
    const SCOPE: Scope = Scope::Lookup;
    const MEDIA: &'static str = "application/json";

    fn write(message: &str) -> String {
        serde_json::to_string(&ErrorDetail { detail: message.to_owned() }).unwrap_or_default()
    }
}

pub(super) fn routes() -> Router<ApiState> {
    Router::new()
        .route("/compat/shield/v1/media/", post(media::post))
        .route("/compat/shield/v1/media", post(media::post))
        .route("/compat/shield/v1/url/", post(url::post))
        .route("/compat/shield/v1/url", post(url::post))
        .route("/compat/shield/v1/pdq/", post(pdq::post))
        .route("/compat/shield/v1/pdq", post(pdq::post))
        .route("/compat/shield/{*rest}", any(no_such_path::<Shield>))
        .method_not_allowed_fallback(dialect::wrong_method::<Shield>)
}

/// What is known, and by what it was recognised: the bytes or the address before the picture.
fn judged(answer: &Answer) -> (Option<Classification>, Option<MatchType>) {
    let mut automatic = answer.found.iter().filter(|found| found.action == Action::Automatic).peekable();
    if automatic.peek().is_none() {
        return (Some(Classification::NoKnownMatch), None);
    }
    let exact = automatic.any(|found| found.kind != MatchKind::Pdq);
    (Some(Classification::Csam), Some(if exact { MatchType::Exact } else { MatchType::Near }))
}
