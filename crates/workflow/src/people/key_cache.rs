//! Keys looked up in the last second, so that a busy sender does not cost a look-up for each request, while a revoked key is
//! refused a second later everywhere.

use std::collections::HashMap;
use std::sync::Mutex;

use tutela_model::api_key::ApiKey;
use tutela_model::clock::{SECOND, Timestamp};

/// How long an answer is believed.
const FRESH: i64 = SECOND;
/// Keys kept at most; beyond, all are forgotten and looked up again.
const KEYS: usize = 1_024;

/// Keys by the digest of their secret.
#[derive(Default)]
pub struct KeyCache {
    keys: Mutex<HashMap<[u8; 32], (ApiKey, Timestamp)>>,
}

impl KeyCache {
    pub(crate) fn get(&self, secret: &[u8; 32], now: Timestamp) -> Option<ApiKey> {
        let keys = self.keys.lock().ok()?;
        keys.get(secret).filter(|(_, at)| (0..FRESH).contains(&now.since(*at))).map(|(key, _)| key.clone())
    }

    pub(crate) fn put(&self, secret: [u8; 32], key: ApiKey, now: Timestamp) {
        if let Ok(mut keys) = self.keys.lock() {
            if keys.len() >= KEYS {
                keys.clear();
            }
            keys.insert(secret, (key, now));
        }
    }
}
