//! `POST /m/compare`: how far two hashes are apart. No list is asked; it is for keys that may be told distances.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::Request;
use tutela_formats::hma::{Compare, Compared, Distance};
use tutela_matching::{MATCH_DISTANCE, Pdq, distance};

use super::{Failed, HmaKey};
use crate::api::refused::Refused;
use crate::api::upload;

/// Bytes of the body: two hashes.
const BODY: usize = 4 << 10;

pub(super) async fn post(key: HmaKey, request: Request) -> Result<Json<BTreeMap<String, Compared>>, Failed> {
    if !key.tells_distance() {
        return Err(Refused::no_distance(key.key.scope).into());
    }
    let body = upload::body(request, BODY).await?;
    let asked: Compare = serde_json::from_slice(&body)
        .map_err(|_| Failed::bad("send JSON such as {\"pdq\": [\"HASH\", \"HASH\"]}"))?;
    let mut compared = BTreeMap::new();
    for (signal, [one, other]) in asked {
        if signal != "pdq" {
            return Err(Failed::bad("only `pdq` can be compared: other hashes are equal or are not"));
        }
        let read = |text: &str| {
            text.trim().parse::<Pdq>().map_err(|error| Failed::bad(format!("invalid signal: {error}")))
        };
        let distance = distance(&read(&one)?, &read(&other)?);
        compared.insert(signal, Compared(distance <= MATCH_DISTANCE, Distance { distance }));
    }
    Ok(Json(compared))
}
