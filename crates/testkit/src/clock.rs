//! A clock that stands still until a test moves it.

use std::sync::atomic::{AtomicI64, Ordering};

use tutela_model::clock::{Clock, Timestamp};

/// A clock that stands still until a test moves it.
#[derive(Debug)]
pub struct TestClock(AtomicI64);

impl TestClock {
    /// A clock that shows this time.
    pub fn at(time: Timestamp) -> Self {
        Self(AtomicI64::new(time.micros()))
    }

    /// Sets the time.
    pub fn set(&self, time: Timestamp) {
        self.0.store(time.micros(), Ordering::SeqCst);
    }

    /// Moves the time on by so many microseconds: `clock.advance(3 * HOUR)`.
    pub fn advance(&self, micros: i64) {
        self.0.fetch_add(micros, Ordering::SeqCst);
    }
}

impl Default for TestClock {
    /// 2026-11-23T10:17:33.123456Z: neither a whole hour, nor a whole minute, nor a whole millisecond.
    fn default() -> Self {
        Self::at(Timestamp::from_micros(1_795_429_053_123_456))
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_micros(self.0.load(Ordering::SeqCst))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_moves_only_when_told() {
        let clock = TestClock::default();
        assert_eq!(clock.now().to_string(), "2026-11-23T10:17:33Z");
        clock.advance(-33_123_456);
        assert_eq!(clock.now(), Timestamp::parse("2026-11-23T10:17:00Z").unwrap());
    }
}
