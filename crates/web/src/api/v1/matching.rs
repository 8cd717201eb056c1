//! `POST /api/v1/match`: a member asks whether files are known.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use serde::Serialize;
use tutela_model::limits;
use tutela_model::list::MatchKind;
use tutela_workflow::Node;
use tutela_workflow::lookup::{Answer, Found, look_up};
use utoipa::ToSchema;

use super::match_body::MatchBody;
use crate::api::asking;
use crate::api::key::{Key, LookUps};
use crate::api::problem::Problem;
use crate::api::upload::{self, Uploads, media_type};

/// What is known.
#[derive(Debug, Serialize, ToSchema)]
pub struct MatchAnswer {
    /// One answer for each file asked about, in the same order.
    files: Vec<FileAnswer>,
}

/// What is known of one file.
#[derive(Debug, Serialize, ToSchema)]
pub struct FileAnswer {
    /// Entries that it matches, strongest first, at most 1,000; empty where nothing is known.
    matches: Vec<MatchFound>,
    /// Of a file that was sent: why its picture could not be compared, so that only its digests were.
    #[serde(skip_serializing_if = "Option::is_none")]
    not_compared: Option<String>,
}

/// An entry that matches.
#[derive(Debug, Serialize, ToSchema)]
pub struct MatchFound {
    /// Name of its list.
    list: String,
    /// `sha256`, `sha1`, `md5` or `url`: equal. `pdq`: the picture looks alike.
    #[schema(value_type = String, example = "pdq")]
    kind: &'static str,
    /// `automatic`: the list's keeper vouches for acting without a person. `review`: a person looks first.
    #[schema(value_type = String, example = "review")]
    action: &'static str,
    /// Bits of 256 that differ. Only for `pdq`, and only for keys of scope `distance`.
    #[serde(skip_serializing_if = "Option::is_none")]
    distance: Option<u32>,
    /// The entry. Only for keys of scope `distance`.
    #[schema(value_type = Option<String>, format = Uuid)]
    #[serde(skip_serializing_if = "Option::is_none")]
    entry: Option<String>,
}

/// Look files up.
///
/// Either `application/json` with up to 1,000 files or addresses, or the bytes of one file. Bytes are hashed in memory and kept
/// nowhere. Each file costs one of the key's budget.
#[utoipa::path(
    post,
    path = "/api/v1/match",
    tag = "look-ups",
    security(("key" = [])),
    request_body(content(
        (MatchBody = "application/json"),
        (Vec<u8> = "application/octet-stream"),
        (Vec<u8> = "image/*"),
        (Vec<u8> = "video/*"),
    )),
    responses(
        (status = 200, description = "What is known", body = MatchAnswer),
        (status = 400, description = "The body is empty or no JSON", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "No valid key", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "A key of another scope", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "Neither JSON nor a picture, a video or bytes", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "A field is wrong, the file cannot be hashed, or the batch is larger than the budget", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "The key's budget is used up", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "This node hashes no files, or is busy", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn post(
    State(node): State<Node>,
    State(uploads): State<Arc<Uploads>>,
    key: Key<LookUps>,
    request: Request,
) -> Result<Json<MatchAnswer>, Problem> {
    let media = media_type(request.headers());
    if media == "application/json" {
        let asked = super::match_body::read(&upload::body(request, limits::BODY).await?)?;
        key.take_batch(&node, asked.len())?;
        let answers = look_up(&node, &key.key, &asked).await?;
        let files = answers.into_iter().map(|answer| told(&key, answer, None)).collect();
        return Ok(Json(MatchAnswer { files }));
    }
    if media != "application/octet-stream" && !media.starts_with("image/") && !media.starts_with("video/") {
        let detail = "send digests as `application/json`, or a file as `application/octet-stream`, `image/…` or `video/…`";
        return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail));
    }
    let hashed = asking::hash(&node, uploads.read(key.key.id, request).await?).await?;
    let answer = asking::ask_file(&node, &key.key, &hashed).await?;
    Ok(Json(MatchAnswer { files: vec![told(&key, answer, hashed.problem)] }))
}

fn told(key: &Key<LookUps>, answer: Answer, not_compared: Option<String>) -> FileAnswer {
    let near = key.tells_distance();
    let one = |found: Found| MatchFound {
        list: found.list_name.to_string(),
        kind: found.kind.as_str(),
        action: found.action.as_str(),
        distance: (near && found.kind == MatchKind::Pdq).then_some(found.distance),
        entry: near.then(|| found.entry.to_string()),
    };
    FileAnswer { matches: answer.found.into_iter().take(asking::MATCHES).map(one).collect(), not_compared }
}
