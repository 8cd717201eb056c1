//! How often a key may ask: a bucket that holds a minute's requests and fills evenly.

use std::collections::HashMap;
use std::sync::Mutex;

use tutela_model::api_key::ApiKey;
use tutela_model::clock::{MINUTE, Timestamp};
use tutela_model::id::ApiKeyId;

/// What a full bucket holds, in nanoseconds' worth of filling: fine enough for budgets of millions a minute.
const FULL: i64 = MINUTE * 1_000;
const NANOS_OF_SECOND: i64 = 1_000_000_000;

/// The buckets of all keys. There are as many as there are keys: only a key that exists has one.
#[derive(Default)]
pub(crate) struct Budgets {
    buckets: Mutex<HashMap<ApiKeyId, Bucket>>,
}

struct Bucket {
    /// What is left, in nanoseconds' worth of filling.
    left: i64,
    at: Timestamp,
}

impl Budgets {
    /// Takes so many requests, at most those of a minute, from a key's budget; else the seconds after which there are enough.
    pub(crate) fn take(&self, key: &ApiKey, requests: u32, now: Timestamp) -> Result<(), u64> {
        let budget = i64::from(key.budget.max(1));
        let cost = FULL / budget * i64::from(requests);
        let Ok(mut buckets) = self.buckets.lock() else { return Ok(()) };
        let bucket = buckets.entry(key.id).or_insert(Bucket { left: FULL, at: now });
        let filled = now.since(bucket.at).max(0).saturating_mul(1_000);
        let left = bucket.left.saturating_add(filled).min(FULL);
        bucket.at = bucket.at.max(now);
        if left < cost {
            bucket.left = left;
            let wait = (cost - left + NANOS_OF_SECOND - 1) / NANOS_OF_SECOND;
            return Err(wait.unsigned_abs());
        }
        bucket.left = left - cost;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use tutela_model::api_key::Scope;
    use tutela_model::clock::SECOND;
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
            assert_eq!(budgets.take(&key(60), 1, start), Ok(()));
        }
        assert_eq!(budgets.take(&key(60), 1, start), Err(1));
        assert_eq!(budgets.take(&key(60), 1, start.plus(SECOND)), Ok(()));
        assert_eq!(budgets.take(&key(60), 1, start.plus(SECOND)), Err(1));
    }

    #[test]
    fn a_clock_that_steps_back_gives_nothing_away() {
        let budgets = Budgets::default();
        let start = Timestamp::from_micros(10 * MINUTE);
        assert_eq!(budgets.take(&key(1), 1, start), Ok(()));
        assert!(budgets.take(&key(1), 1, start.plus(-5 * MINUTE)).is_err());
        assert!(budgets.take(&key(1), 1, start).is_err());
    }

    #[test]
    fn a_batch_costs_as_many_as_it_holds_and_is_taken_whole_or_not() {
        let budgets = Budgets::default();
        let start = Timestamp::from_micros(0);
        assert_eq!(budgets.take(&key(60), 59, start), Ok(()));
        assert_eq!(budgets.take(&key(60), 11, start), Err(10));
        assert_eq!(budgets.take(&key(60), 1, start), Ok(()), "the batch that was refused took nothing");
    }

    #[test]
    fn millions_a_minute_are_counted() {
        let budgets = Budgets::default();
        let (key, start) = (key(5_000_000), Timestamp::from_micros(0));
        assert_eq!(budgets.take(&key, 5_000_000, start), Ok(()));
        assert_eq!(budgets.take(&key, 1, start), Err(1));
        assert_eq!(budgets.take(&key, 80_000, start.plus(SECOND)), Ok(()));
        assert!(budgets.take(&key, 10_000, start.plus(SECOND)).is_err());
    }
}
