//! How long requests took.

use std::time::Duration;

/// The times of many requests.
#[derive(Default)]
pub(super) struct Latencies(Vec<Duration>);

impl Latencies {
    pub(super) fn add(&mut self, one: Duration) {
        self.0.push(one);
    }

    pub(super) fn join(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    pub(super) fn count(&self) -> usize {
        self.0.len()
    }

    /// How many there would be a second, one after the other.
    pub(super) fn a_second(&self) -> f64 {
        let all: Duration = self.0.iter().sum();
        if all.is_zero() { 0.0 } else { self.0.len() as f64 / all.as_secs_f64() }
    }

    /// The time that this share of the requests did not exceed, in milliseconds.
    pub(super) fn quantile(&mut self, share: f64) -> f64 {
        self.0.sort_unstable();
        let last = self.0.len().saturating_sub(1);
        let at = ((last as f64) * share).round() as usize;
        self.0.get(at).map_or(0.0, |time| time.as_secs_f64() * 1_000.0)
    }
}
