//! Random bytes that are the same in every run.

use std::sync::atomic::{AtomicU64, Ordering};

use tutela_model::rng::Rng;

/// Random bytes that are the same in every run (SplitMix64): without visible pattern, and no secret.
#[derive(Debug)]
pub struct TestRng(AtomicU64);

/// SplitMix64's step.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

impl TestRng {
    /// The stream of this seed.
    pub fn new(seed: u64) -> Self {
        // Spread, so that the streams of neighbouring seeds do not overlap.
        Self(AtomicU64::new(mix(seed)))
    }

    fn next(&self) -> u64 {
        mix(self.0.fetch_add(STEP, Ordering::Relaxed))
    }
}

fn mix(state: u64) -> u64 {
    let a = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let b = (a ^ (a >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    b ^ (b >> 31)
}

impl Default for TestRng {
    fn default() -> Self {
        Self::new(1)
    }
}

impl Rng for TestRng {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            chunk.copy_from_slice(&self.next().to_le_bytes()[..chunk.len()]);
        }
    }
}

#[cfg(test)]
mod tests {
    use tutela_model::rng::random;

    use super::*;

    #[test]
    fn a_seed_gives_one_stream() {
        let (one, same, other) = (TestRng::new(7), TestRng::new(7), TestRng::new(8));
        let first: [u8; 40] = random(&one);
        assert_eq!(first, random::<40>(&same));
        assert_ne!(first, random::<40>(&one));
        assert_ne!(first, random::<40>(&other));
    }
}
