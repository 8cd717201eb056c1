//! `POST /v1/pdq/`: a batch of PDQ hashes.

use axum::Json;
use axum::extract::{Request, State};
use tutela_formats::shield::{MatchType, PdqMatch, ScanPdq, ScannedPdq};
use tutela_model::limits;
use tutela_workflow::Node;
use tutela_workflow::lookup::{Asked, look_up};

use super::{Failed, ShieldKey, judged};
use crate::api::{asking, upload};

pub(super) async fn post(
    State(node): State<Node>,
    key: ShieldKey,
    request: Request,
) -> Result<Json<ScannedPdq>, Failed> {
    let body = upload::body(request, limits::BODY).await?;
    let asked: ScanPdq = serde_json::from_slice(&body)
        .map_err(|_| Failed::bad("send JSON such as {\"hashes\": [\"BASE64\"]}"))?;
    let hashes = asked.read().map_err(|error| Failed::bad(error.to_string()))?;
    key.take_batch(&node, hashes.len())?;
    let questions: Vec<_> = hashes
        .iter()
        .map(|(_, hash)| Asked { digests: asking::picture(*hash), ..Asked::default() })
        .collect();
    let answers = look_up(&node, &key.key, &questions).await?;
    let scanned_hashes = hashes
        .iter()
        .zip(&answers)
        .map(|((text, _), answer)| {
            let (classification, found) = judged(answer);
            // Of a hash alone the dialect knows no better word than near.
            let match_type = found.map(|_| MatchType::Near);
            ((*text).to_owned(), PdqMatch { classification, match_type, near_match_details: None })
        })
        .collect();
    Ok(Json(ScannedPdq { scanned_hashes }))
}
