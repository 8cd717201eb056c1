//! How often a key may ask: a bucket that holds a minute's requests and fills evenly.

use std::collections::HashMap;
use std::sync::Mutex;

use tutela_model::api_key::ApiKey;
use tutela_model::clock::{MINUTE, SECOND, Timestamp};
use tutela_model::id::ApiKeyId;

/// The buckets of all keys. There are as many as there are keys: only a key that exists has one.
#[derive(Default)]
pub(crate) struct Budgets {
    buckets: Mutex<HashMap<ApiKeyId, Bucket>>,
}

struct Bucket {
    /// What is left, in microseconds' worth of filling.
    left: i64,
    at: Timestamp,
}

impl Budgets {
    /// Takes one request from a key's budget; else the seconds after which there is one again.
    pub(crate) fn take(&self, key: &ApiKey, now: Timestamp) -> Result<(), u64> {
        let cost = MINUTE / i64::from(key.budget.max(1));
        let Ok(mut buckets) = self.buckets.lock() else { return Ok(()) };
        let bucket = buckets.entry(key.id).or_insert(Bucket { left: MINUTE, at: now });
        let filled = bucket.left.saturating_add(now.since(bucket.at).max(0)).min(MINUTE);
        bucket.at = bucket.at.max(now);
        if filled < cost {
            bucket.left = filled;
            let wait = (cost - filled + SECOND - 1) / SECOND;
            return Err(wait.unsigned_abs());
        }
        bucket.left = filled - cost;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use tutela_model::api_key::Scope;
    use uuid::Uuid;

    use super::*;

    fn key(budget: u32) -> ApiKey {
        ApiKey { id: ApiKeyId(Uuid::nil()), name: "a".into(), scope: Scope::Report, budget, revoked: false }
    }

    #[test]
    fn a_minute_holds_the_budget_and_no_more() {
        let budgets = Budgets::default();
        let start = Timestamp::from_micros(0);
        for _ in 0..60 {
            assert_eq!(budgets.take(&key(60), start), Ok(()));
        }
        assert_eq!(budgets.take(&key(60), start), Err(1));
        assert_eq!(budgets.take(&key(60), start.plus(SECOND)), Ok(()));
        assert_eq!(budgets.take(&key(60), start.plus(SECOND)), Err(1));
    }

    #[test]
    fn a_clock_that_steps_back_gives_nothing_away() {
        let budgets = Budgets::default();
        let start = Timestamp::from_micros(10 * MINUTE);
        assert_eq!(budgets.take(&key(1), start), Ok(()));
        assert!(budgets.take(&key(1), start.plus(-5 * MINUTE)).is_err());
        assert!(budgets.take(&key(1), start).is_err());
    }
}
