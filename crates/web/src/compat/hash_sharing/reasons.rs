//! `GET /v2/feedback/{kind}/reasons`: why an entry may be said to be wrong.

use axum::extract::Path;
use tutela_formats::hash_sharing::{FeedbackReason, FeedbackReasons};
use tutela_model::list::DisputeReason;

use super::feedback::fingerprint;
use super::{Failed, HashSharingKey, Xml};

pub(super) async fn get(_key: HashSharingKey, Path(kind): Path<String>) -> Result<Xml, Failed> {
    fingerprint(&kind)?;
    let reason = |reason: &DisputeReason| FeedbackReason {
        guid: reason.guid().to_owned(),
        name: said(*reason).to_owned(),
    };
    Ok(Xml(FeedbackReasons(DisputeReason::ALL.iter().map(reason).collect()).to_xml()))
}

fn said(reason: DisputeReason) -> &'static str {
    match reason {
        DisputeReason::Harmless => "It shows nothing illegal",
        DisputeReason::Misclassified => "It does not belong on this list, or under this label",
        DisputeReason::MatchesOthers => "Its perceptual hash matches pictures that are something else",
        DisputeReason::Other => "Something else",
    }
}
