//! The machine's own clock and randomness: the only place that asks for them.

use std::time::{SystemTime, UNIX_EPOCH};

use tutela_model::clock::{Clock, Timestamp};
use tutela_model::rng::Rng;

/// The machine's clock.
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "here the time comes in")]
    fn now(&self) -> Timestamp {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Timestamp::from_micros(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
    }
}

/// The machine's randomness.
pub struct SystemRng;

impl Rng for SystemRng {
    #[expect(clippy::disallowed_methods, reason = "here randomness comes in")]
    #[expect(
        clippy::expect_used,
        reason = "without randomness no key, nonce or receipt may be made: stopping is right"
    )]
    fn fill(&self, bytes: &mut [u8]) {
        getrandom::fill(bytes).expect("the machine gives no random bytes");
    }
}
