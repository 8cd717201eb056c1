//! Which parts of a hash are looked up, and how far from equal they may be.

/// Parts of 16 bits that a hash has, and so bucket tables.
pub(in crate::index) const PARTS: usize = 16;

/// The largest radius that the tables answer.
pub(in crate::index) const WIDEST: u32 = 31;

/// How many differing bits are too many in each word and in each part for a radius, by the pigeonhole principle.
///
/// If every word of a hash had at least its number of differing bits, the hash had at least the sum of them, which is one more
/// than the radius. So some word of a near hash has fewer; and for the same reason some part of that word has fewer than the
/// part's number, as the parts' numbers add up to their word's. A part's number is 0 (no hash needs it), 1 (it must be equal)
/// or 2 (one bit may differ).
#[derive(Clone, Copy, Debug)]
pub(super) struct Plan {
    /// For each word.
    pub words: [u32; 4],
    /// For each part: four of every word, its lowest bits first.
    pub parts: [u32; PARTS],
}

impl Plan {
    /// For a radius up to [`WIDEST`].
    pub(super) fn of(radius: u32) -> Self {
        let share = |sum: u32, at: usize| sum / 4 + u32::from((at as u32) < sum % 4);
        let words = std::array::from_fn(|at| share(radius.min(WIDEST) + 1, at));
        Self { words, parts: std::array::from_fn(|at| share(words[at / 4], at % 4)) }
    }

    /// The first table in which a hash is found that differs in these bits.
    pub(super) fn first_table(&self, differing: [u64; 4]) -> Option<u8> {
        (0..PARTS)
            .find(|&table| {
                let word = differing[table / 4];
                word.count_ones() < self.words[table / 4]
                    && part(word, table).count_ones() < self.parts[table]
            })
            .map(|table| table as u8)
    }
}

/// The part of a word by which a table is made.
pub(super) fn part(word: u64, table: usize) -> u16 {
    (word >> (16 * (table % 4))) as u16
}

/// What a table holds of the word: the part before its own in the upper half, the one before that in the lower.
pub(super) fn sketch(word: u64, table: usize) -> u32 {
    (word.rotate_right(16 * (table as u32 % 4) + 16) >> 16) as u32
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_sketch_holds_the_parts_before() {
        let word = 0x4444_3333_2222_1111;
        assert_eq!([0, 1, 2, 3].map(|table| part(word, table)), [0x1111, 0x2222, 0x3333, 0x4444]);
        let sketches = [0x4444_3333, 0x1111_4444, 0x2222_1111, 0x3333_2222];
        assert_eq!([0, 1, 2, 3].map(|table| sketch(word, table)), sketches);
    }

    #[test]
    fn the_numbers_add_up() {
        for radius in 0..=WIDEST {
            let plan = Plan::of(radius);
            assert_eq!(plan.words.iter().sum::<u32>(), radius + 1);
            for (word, parts) in plan.words.iter().zip(plan.parts.chunks(4)) {
                assert_eq!(parts.iter().sum::<u32>(), *word);
                assert!(parts.iter().all(|&part| part <= 2));
            }
        }
    }

    proptest! {
        #[test]
        fn every_near_hash_has_a_table(bits in proptest::collection::vec(0_usize..256, 0..=31), more in 0_u32..4) {
            let mut differing = [0_u64; 4];
            bits.iter().for_each(|bit| differing[bit / 64] |= 1 << (bit % 64));
            let distance: u32 = differing.iter().map(|word| word.count_ones()).sum();
            prop_assert!(Plan::of((distance + more).min(31)).first_table(differing).is_some());
        }
    }
}
