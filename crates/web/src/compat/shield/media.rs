//! `POST /v1/media/`: a file, as its bytes.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Request, State};
use tutela_formats::shield::{ScannedMedia, sha1_base32};
use tutela_workflow::Node;

use super::{Failed, ShieldKey, judged};
use crate::api::asking;
use crate::api::upload::Uploads;

pub(super) async fn post(
    State(node): State<Node>,
    State(uploads): State<Arc<Uploads>>,
    key: ShieldKey,
    request: Request,
) -> Result<Json<ScannedMedia>, Failed> {
    let hashed = asking::hash(&node, uploads.read(key.key.id, request).await?).await?;
    let (classification, match_type) = judged(&asking::ask_file(&node, &key.key, &hashed).await?);
    Ok(Json(ScannedMedia {
        size_bytes: hashed.size,
        sha1_base32: hashed.digests.sha1.as_ref().map(sha1_base32).unwrap_or_default(),
        sha256_hex: hashed.digests.sha256.map(|sha256| sha256.to_string()).unwrap_or_default(),
        classification,
        match_type,
        near_match_details: Vec::new(),
    }))
}
