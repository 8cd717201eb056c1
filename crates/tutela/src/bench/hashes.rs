//! Made-up PDQ hashes: the same for the same seed, on every machine, and for the peers' bench.

use tutela_matching::Pdq;

/// Numbers of SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014).
pub(super) struct Numbers(u64);

impl Numbers {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// One of the first `count` numbers.
    pub(super) fn below(&mut self, count: usize) -> usize {
        (self.next() % count.max(1) as u64) as usize
    }

    /// A hash of nothing.
    pub(super) fn hash(&mut self) -> Pdq {
        let mut bytes = [0; 32];
        for chunk in bytes.as_chunks_mut::<8>().0 {
            *chunk = self.next().to_le_bytes();
        }
        Pdq::from_bytes(bytes)
    }

    /// The hash with so many of its bits turned.
    pub(super) fn near(&mut self, hash: &Pdq, bits: usize) -> Pdq {
        let mut bytes = *hash.as_bytes();
        let mut turned = [false; 256];
        let mut left = bits.min(256);
        while left > 0 {
            let bit = self.below(256);
            if !turned[bit] {
                turned[bit] = true;
                bytes[bit / 8] ^= 1 << (bit % 8);
                left -= 1;
            }
        }
        Pdq::from_bytes(bytes)
    }
}

/// Hashes to be searched, made anew each time they are walked: a hundred million need no room of their own.
#[derive(Clone, Copy)]
pub(super) struct MadeUp {
    /// What they are made from.
    pub(super) seed: u64,
    /// How many.
    pub(super) count: usize,
    /// Crowded as hot pictures make them: every tenth lies within 20 bits of one of a hundred centres, of which every tenth is like a
    /// blank picture's, with few bits set.
    pub(super) skewed: bool,
}

impl MadeUp {
    /// Walks them.
    pub(super) fn iter(&self) -> impl Iterator<Item = Pdq> + use<> {
        let Self { seed, count, skewed } = *self;
        let mut numbers = Numbers::new(seed);
        let blank = Pdq::from_bytes([0; 32]);
        let centres: Vec<Pdq> = (0..100)
            .map(|at| if at % 10 == 0 { numbers.near(&blank, 2 * at) } else { numbers.hash() })
            .collect();
        (0..count).map(move |at| {
            if skewed && at % 10 == 0 {
                let (centre, bits) = (numbers.below(centres.len()), numbers.below(21));
                numbers.near(&centres[centre], bits)
            } else {
                numbers.hash()
            }
        })
    }

    /// Questions: every second one lies 0 to 31 bits from a hash that is there, the others are of nothing. Of skewed hashes half of
    /// the former lie at the crowded ones.
    pub(super) fn questions(&self, count: usize) -> Vec<Pdq> {
        let mut numbers = Numbers::new(!self.seed);
        let mut targets: Vec<(usize, usize)> = (0..count)
            .step_by(2)
            .map(|question| {
                let target = numbers.below(self.count);
                let crowded = self.skewed && question % 4 == 0;
                (if crowded { target - target % 10 } else { target }, question)
            })
            .collect();
        targets.sort_unstable();
        let mut questions: Vec<Pdq> = (0..count).map(|_| numbers.hash()).collect();
        let mut waiting = targets.into_iter().peekable();
        for (at, hash) in self.iter().enumerate() {
            while let Some((_, question)) = waiting.next_if(|(target, _)| *target == at) {
                questions[question] = numbers.near(&hash, (question / 2) % 32);
            }
            if waiting.peek().is_none() {
                break;
            }
        }
        questions
    }
}

#[cfg(test)]
mod tests {
    use tutela_matching::distance;

    use super::*;

    #[test]
    fn planted_questions_are_as_far_as_they_say() {
        let made_up = MadeUp { seed: 1, count: 500, skewed: true };
        let listed: Vec<Pdq> = made_up.iter().collect();
        assert_eq!(listed, made_up.iter().collect::<Vec<_>>());
        for (at, asked) in made_up.questions(200).iter().enumerate().filter(|(at, _)| at % 2 == 0) {
            let nearest = listed.iter().map(|hash| distance(hash, asked)).min().unwrap();
            assert!(nearest as usize <= (at / 2) % 32);
        }
    }
}
