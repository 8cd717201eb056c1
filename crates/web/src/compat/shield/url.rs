//! `POST /v1/url/`: an address. Shield fetches it; here it is compared with lists of addresses.

use axum::Json;
use axum::extract::{Request, State};
use tutela_formats::shield::{ScanUrl, ScannedMedia};
use tutela_model::selector::parse_url;
use tutela_workflow::Node;
use tutela_workflow::lookup::Asked;

use super::{Failed, ShieldKey, judged};
use crate::api::{asking, upload};

/// Bytes of the body: one address.
const BODY: usize = 64 << 10;

pub(super) async fn post(
    State(node): State<Node>,
    key: ShieldKey,
    request: Request,
) -> Result<Json<ScannedMedia>, Failed> {
    let body = upload::body(request, BODY).await?;
    let asked: ScanUrl = serde_json::from_slice(&body)
        .map_err(|_| Failed::bad("send JSON such as {\"url\": \"https://host.example/a\"}"))?;
    let url = parse_url("url", &asked.url).map_err(|error| Failed::bad(error.to_string()))?;
    let asked = Asked { url: Some(url.into()), ..Asked::default() };
    let (classification, match_type) = judged(&asking::ask(&node, &key.key, asked).await?);
    // The client needs all fields; of a file that was not fetched there is nothing to say.
    Ok(Json(ScannedMedia {
        size_bytes: 0,
        sha1_base32: String::new(),
        sha256_hex: String::new(),
        classification,
        match_type,
        near_match_details: Vec::new(),
    }))
}
