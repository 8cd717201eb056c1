//! A file in a multipart form, hashed, and the signals that are asked for.

use axum::extract::Request;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use tutela_model::id::ApiKeyId;
use tutela_workflow::Node;
use tutela_workflow::lookup::Hashed;

use super::signal::Signal;
use super::{Failed, multipart};
use crate::api::asking;
use crate::api::upload::{Upload, Uploads};

/// A file that was hashed.
pub(super) struct HashedFile {
    pub(super) hashed: Hashed,
    pub(super) signals: Vec<Signal>,
}

impl HashedFile {
    /// Reads and hashes it. The name of the field says what it is, as in HMA: `photo` or `video`.
    pub(super) async fn read(
        node: &Node,
        uploads: &Uploads,
        key: ApiKeyId,
        types: Option<&str>,
        request: Request,
    ) -> Result<Self, Failed> {
        let chosen = types.map(chosen).transpose()?;
        let kind = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let boundary = multer::parse_boundary(kind.unwrap_or_default()).map_err(|_| {
            let detail =
                "send one file as `Content-Type: multipart/form-data`, in a field `photo` or `video`";
            Failed::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail)
        })?;
        let Upload { bytes, place } = uploads.read(key, request).await?;
        let part = multipart::only_file(&bytes, boundary).await.map_err(Failed::bad)?;
        let signals = match (chosen, part.name.as_str()) {
            (Some(chosen), "photo" | "video") => chosen,
            (None, "photo") => vec![Signal::Pdq],
            (None, "video") => vec![Signal::VideoMd5],
            _ => {
                return Err(Failed::bad(
                    "no such content type: name the field of the file `photo` or `video`",
                ));
            }
        };
        // Only the file itself is kept in memory from here on.
        drop(bytes);
        let file = Upload { bytes: part.content, place };
        let hashed = asking::hash(node, file).await?;
        if signals.contains(&Signal::Pdq) && hashed.digests.pdq.is_none() {
            let why = hashed.problem.as_deref().unwrap_or("it is no picture that can be read");
            let detail = format!("the file has no PDQ hash: {why}");
            return Err(Failed::new(StatusCode::UNPROCESSABLE_ENTITY, detail));
        }
        Ok(Self { hashed, signals })
    }
}

/// The signals of the parameter `types`.
fn chosen(types: &str) -> Result<Vec<Signal>, Failed> {
    let names = types.split(',').map(str::trim).filter(|name| !name.is_empty());
    let mut chosen = Vec::new();
    for name in names {
        let signal = Signal::of(name)?;
        if !chosen.contains(&signal) && signal != Signal::Url {
            chosen.push(signal);
        }
    }
    if chosen.is_empty() { Err(Failed::bad("`types` names no signal type of a file")) } else { Ok(chosen) }
}
