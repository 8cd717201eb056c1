//! How much each key asked. Look-ups come by thousands a second: the log holds one entry a minute and key, not one a look-up.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use tutela_model::clock::{MINUTE, Timestamp};
use tutela_model::id::ApiKeyId;
use tutela_model::person::Actor;

use crate::error::Error;
use crate::node::Node;

/// Look-ups that are not in the log yet.
#[derive(Default)]
pub(crate) struct Tally {
    counts: Mutex<Counts>,
}

#[derive(Default)]
struct Counts {
    keys: HashMap<ApiKeyId, (u64, u64)>,
    written_at: Option<Timestamp>,
}

impl Tally {
    /// Counts look-ups and how many of them found something.
    pub(crate) fn add(&self, key: ApiKeyId, asked: u64, matched: u64) {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.keys.entry(key).or_default();
        count.0 += asked;
        count.1 += matched;
    }

    /// Takes what is due for the log: once a minute, or whatever there is at the end.
    fn take(&self, now: Timestamp, all: bool) -> HashMap<ApiKeyId, (u64, u64)> {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let due = counts.written_at.is_none_or(|at| !(0..MINUTE).contains(&now.since(at)));
        if !(due || all) || counts.keys.is_empty() {
            return HashMap::new();
        }
        counts.written_at = Some(now);
        std::mem::take(&mut counts.keys)
    }
}

/// Writes what is due into the log.
pub(crate) async fn write(node: &Node, all: bool) -> Result<(), Error> {
    let counts = node.inner.tally.take(node.now(), all);
    if counts.is_empty() {
        return Ok(());
    }
    let written = node
        .store()
        .run("tally look-ups", |tx| {
            let counts = &counts;
            async move {
                let entries = counts.iter().map(|(key, (asked, matched))| {
                    let detail = format!("asked={asked} matched={matched}");
                    node.entry(Actor::Key(*key), "lookup.asked", format!("key:{key}"), detail)
                });
                tx.audit(entries.collect::<Vec<_>>()).await
            }
        })
        .await;
    if written.is_err() {
        // Counted again with the next minute.
        counts.into_iter().for_each(|(key, (asked, matched))| node.inner.tally.add(key, asked, matched));
    }
    Ok(written?)
}
