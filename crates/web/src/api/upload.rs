//! Files that members send for a look-up: read into memory once, a few at a time, and gone with the answer.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, FromRequest, Request};
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tutela_model::id::ApiKeyId;

use super::refused::Refused;

/// Bytes of one file: what HMA takes, too.
pub(crate) const FILE: usize = 100 << 20;
/// Files in memory at once, with whatever their hashing takes.
const AT_ONCE: usize = 4;
/// Of them, those of one key: nobody who sends slowly keeps the others out.
const OF_ONE_KEY: usize = 2;

/// The places for files in memory.
pub(crate) struct Uploads {
    all: Arc<Semaphore>,
    keys: Mutex<HashMap<ApiKeyId, Arc<Semaphore>>>,
}

/// A file in memory. Its place is free again once this is dropped.
pub(crate) struct Upload {
    /// The file, or the body that holds it.
    pub(crate) bytes: Bytes,
    /// Its place.
    pub(crate) place: Place,
}

/// A place of the node and one of the key.
pub(crate) type Place = (OwnedSemaphorePermit, OwnedSemaphorePermit);

impl Default for Uploads {
    fn default() -> Self {
        Self { all: Arc::new(Semaphore::new(AT_ONCE)), keys: Mutex::default() }
    }
}

impl Uploads {
    /// Reads a body that may hold a whole file.
    pub(crate) async fn read(&self, key: ApiKeyId, request: Request) -> Result<Upload, Refused> {
        let Some(place) = self.place(key) else {
            let busy = "too many files are being hashed: send it again in a moment, or ask with digests";
            return Err(Refused::new(StatusCode::SERVICE_UNAVAILABLE, busy)
                .with_header(RETRY_AFTER, HeaderValue::from_static("1")));
        };
        Ok(Upload { bytes: body(request, FILE).await?, place })
    }
}

impl Uploads {
    fn place(&self, key: ApiKeyId) -> Option<Place> {
        let of_key = {
            let mut keys = self.keys.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(keys.entry(key).or_insert_with(|| Arc::new(Semaphore::new(OF_ONE_KEY))))
        };
        let of_key = of_key.try_acquire_owned().ok()?;
        Some((Arc::clone(&self.all).try_acquire_owned().ok()?, of_key))
    }
}

/// Reads a body of at most `limit` bytes.
pub(crate) async fn body(mut request: Request, limit: usize) -> Result<Bytes, Refused> {
    DefaultBodyLimit::max(limit).apply(&mut request);
    Bytes::from_request(request, &()).await.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => {
            let detail = format!("the body may have {limit} bytes at most: send less at a time");
            Refused::new(StatusCode::PAYLOAD_TOO_LARGE, detail)
        }
        _ => Refused::bad("the body could not be read: send it again"),
    })
}

/// The media type of a body, in lower case and without its parameters; empty where none is named.
pub(crate) fn media_type(headers: &HeaderMap) -> String {
    let named = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    named.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}
