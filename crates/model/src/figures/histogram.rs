//! How long things took: counts in buckets that widen with the time, so that any number of days can be added up.
//!
//! A second below 64 is a bucket of its own; above, each doubling has 64 buckets. What is told of a bucket is its middle, which is at
//! most 1/128 (0.8 %) from every time in it.

use std::collections::BTreeMap;

/// Buckets of each doubling.
const FINE: u64 = 64;

/// Times in seconds, counted in buckets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Histogram {
    buckets: BTreeMap<u32, u64>,
}

/// How long a share of all things took at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wait {
    /// So many seconds, within 0.8 %.
    Seconds(u64),
    /// It is not over yet for so many that nobody can say.
    NotYet,
}

fn bucket(seconds: u64) -> u32 {
    if seconds < FINE {
        return seconds as u32;
    }
    // How often the time must be halved until 64 to 127 are left.
    let halved = seconds.ilog2() - FINE.ilog2();
    (u64::from(halved) * FINE + (seconds >> halved)) as u32
}

/// The first second of a bucket, and how many it has.
fn seconds_of(bucket: u32) -> (u64, u64) {
    let bucket = u64::from(bucket);
    if bucket < 2 * FINE {
        return (bucket, 1);
    }
    let halved = bucket / FINE - 1;
    ((bucket - halved * FINE) << halved, 1 << halved)
}

impl Histogram {
    /// The highest bucket: that of half a million years.
    pub(super) const LAST: u32 = 64 * 38 + 63;

    /// Counts one time; below zero, as after a clock was set back, counts as none.
    pub fn add(&mut self, seconds: i64) {
        let at = bucket(u64::try_from(seconds).unwrap_or(0)).min(Self::LAST);
        *self.buckets.entry(at).or_default() += 1;
    }

    /// Adds the counts of another.
    pub fn merge(&mut self, other: &Self) {
        for (at, n) in &other.buckets {
            *self.buckets.entry(*at).or_default() += n;
        }
    }

    /// How many were counted.
    pub fn count(&self) -> u64 {
        self.buckets.values().sum()
    }

    /// The time that `share` of all did not exceed (nearest rank). `open` more are not over yet: they took longer than any that is.
    /// `None` where there is nothing at all.
    pub fn quantile(&self, share: f64, open: u64) -> Option<Wait> {
        let all = self.count() + open;
        if all == 0 {
            return None;
        }
        let rank = ((all as f64 * share).ceil() as u64).clamp(1, all);
        let mut below = 0;
        for (at, n) in &self.buckets {
            below += n;
            if below >= rank {
                let (first, wide) = seconds_of(*at);
                return Some(Wait::Seconds(first + wide / 2));
            }
        }
        Some(Wait::NotYet)
    }

    pub(super) fn pairs(&self) -> impl ExactSizeIterator<Item = (u32, u64)> {
        self.buckets.iter().map(|(at, n)| (*at, *n))
    }

    pub(super) fn set(&mut self, bucket: u32, n: u64) {
        self.buckets.insert(bucket, n);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(times: &[i64]) -> Histogram {
        let mut histogram = Histogram::default();
        times.iter().for_each(|time| histogram.add(*time));
        histogram
    }

    proptest! {
        #[test]
        fn a_quantile_is_within_a_hundred_and_twenty_eighth(mut times in prop::collection::vec(0i64..400_000_000, 1..60), share in 0.01f64..1.0) {
            let told = of(&times).quantile(share, 0);
            times.sort_unstable();
            let rank = ((times.len() as f64 * share).ceil() as usize).clamp(1, times.len());
            let true_time = times[rank - 1] as f64;
            let Some(Wait::Seconds(told)) = told else { panic!("{told:?}") };
            prop_assert!((told as f64 - true_time).abs() <= true_time / 128.0 + 0.5, "{told} for {true_time}");
        }

        #[test]
        fn buckets_are_in_order_and_hold_their_seconds(seconds in 0u64..u64::MAX >> 8) {
            let (first, wide) = seconds_of(bucket(seconds));
            prop_assert!(first <= seconds && seconds - first < wide);
            prop_assert!(bucket(seconds + wide) > bucket(seconds));
        }
    }

    #[test]
    fn what_is_not_over_took_longer_than_anything() {
        let two = of(&[10, 20]);
        assert_eq!(two.quantile(0.5, 0), Some(Wait::Seconds(10)));
        assert_eq!(two.quantile(0.5, 2), Some(Wait::Seconds(20)));
        assert_eq!(two.quantile(0.9, 2), Some(Wait::NotYet));
        assert_eq!(Histogram::default().quantile(0.5, 1), Some(Wait::NotYet));
        assert_eq!(Histogram::default().quantile(0.5, 0), None);
    }

    #[test]
    fn a_clock_that_was_set_back_counts_as_no_time() {
        assert_eq!(of(&[-5]).quantile(0.5, 0), Some(Wait::Seconds(0)));
        assert_eq!(of(&[i64::MAX]).count(), 1);
    }
}
