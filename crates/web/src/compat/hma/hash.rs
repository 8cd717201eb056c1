//! `/h/hash`: the hashes of a file that is sent.

use std::sync::Arc;

use axum::Json;
use axum::extract::{RawQuery, Request, State};
use axum::http::StatusCode;
use tutela_formats::hma::Hashes;
use tutela_workflow::Node;

use super::file::HashedFile;
use super::params::Params;
use super::{Failed, HmaKey};
use crate::api::upload::Uploads;

/// HMA fetches the file at an address; a node never does.
pub(super) async fn get(_key: HmaKey) -> Failed {
    let detail = "this node fetches nothing: send the file itself by POST, or ask /m/lookup?url= whether the address is listed";
    Failed::new(StatusCode::FORBIDDEN, detail)
}

pub(super) async fn post(
    State(node): State<Node>,
    State(uploads): State<Arc<Uploads>>,
    key: HmaKey,
    RawQuery(query): RawQuery,
    request: Request,
) -> Result<Json<Hashes>, Failed> {
    let params = Params::read(query.as_deref());
    let file = HashedFile::read(&node, &uploads, key.key.id, params.types.as_deref(), request).await?;
    let text = |signal: &super::signal::Signal| (signal.name().to_owned(), signal.text_of(&file.hashed));
    Ok(Json(file.signals.iter().map(text).collect()))
}
