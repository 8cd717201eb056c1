//! `PUT /v2/entries/{member}/{id}/{kind}/feedback`: a member's vote on an entry.

use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use tutela_formats::hash_sharing::{FeedbackSubmission, Fingerprint};
use tutela_model::id::EntryId;
use tutela_model::list::{DisputeReason, Verdict, Vote};
use tutela_workflow::Node;
use tutela_workflow::lists::{shared_lists, vote_by_key};

use super::{Failed, HashSharingKey};
use crate::api::upload;

/// Bytes of the body: a word and some ids.
const BODY: usize = 64 << 10;

pub(super) async fn put(
    State(node): State<Node>,
    key: HashSharingKey,
    Path((member, id, kind)): Path<(String, String, String)>,
    request: Request,
) -> Result<StatusCode, Failed> {
    fingerprint(&kind)?;
    let unknown = || Failed::new(StatusCode::NOT_FOUND, "there is no such entry of this member");
    let entry: EntryId = id.parse().map_err(|_| unknown())?;
    let lists = shared_lists(&node, &key.key).await?;
    if !lists.iter().any(|list| list.number.to_string() == member) {
        return Err(unknown());
    }
    let body = upload::body(request, BODY).await?;
    let said = FeedbackSubmission::parse(&body).map_err(|error| Failed::bad(error.to_string()))?;
    let (verdict, reason) = match said {
        FeedbackSubmission::Affirmative => (Verdict::Affirmative, None),
        FeedbackSubmission::Negative(guids) => (Verdict::Negative, Some(reason(&guids)?)),
    };
    vote_by_key(&node, &key.key, Vote { entry, verdict, reason }).await?;
    Ok(StatusCode::OK)
}

/// The first reason; all must be known.
fn reason(guids: &[String]) -> Result<DisputeReason, Failed> {
    let mut first = None;
    for guid in guids {
        let known = DisputeReason::of_guid(guid.trim());
        let known = known.ok_or_else(|| {
            let detail = format!("there is no reason {guid}: take one from /v2/feedback/MD5/reasons");
            Failed::bad(detail)
        })?;
        first = first.or(Some(known));
    }
    first.ok_or_else(|| Failed::bad("give at least one reason"))
}

/// The kind of fingerprint in an address. A vote counts for the whole entry, whichever is named.
pub(super) fn fingerprint(kind: &str) -> Result<Fingerprint, Failed> {
    let known: Vec<_> = Fingerprint::ALL.iter().map(|kind| kind.as_str()).collect();
    Fingerprint::of(kind)
        .ok_or_else(|| Failed::bad(format!("there is no such fingerprint: use one of {}", known.join(", "))))
}
