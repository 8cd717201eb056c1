//! A search finds what comparing each pair finds, through the tables and without.

use proptest::prelude::*;

use super::{Asked, Near, Row, Way, differing, distance};
use crate::simd::Level;

/// Words with few bits, and such as lie near to one of four centres.
fn hash() -> impl Strategy<Value = [u64; 4]> {
    let centre =
        prop_oneof![Just(0), Just(u64::MAX), Just(0x0123_4567_89ab_cdef), Just(0xffff_0000_ffff_0000)];
    (centre, proptest::collection::vec(0_usize..256, 0..40)).prop_map(|(centre, bits)| {
        let mut words = [centre; 4];
        bits.iter().for_each(|bit| words[bit / 64] ^= 1 << (bit % 64));
        words
    })
}

proptest! {
    #[test]
    fn finds_what_comparing_each_pair_finds(
        rows in proptest::collection::vec(hash(), 0..400),
        asked in proptest::collection::vec((hash(), prop_oneof![0_u32..=31, Just(31), 0_u32..=256]), 1..4),
    ) {
        let asked: Vec<_> = asked.into_iter().map(|(words, radius)| Asked { words, radius }).collect();
        let near = Near::new(
            rows.iter().zip(0..).map(|(&words, row)| Row { words, owner: row * 2 }).collect(),
            2 * rows.len(),
        );
        let mut expected = Vec::new();
        for (number, question) in asked.iter().enumerate() {
            for (row, words) in (0_u32..).zip(&rows) {
                let distance = distance(differing(*words, question.words));
                if distance <= question.radius {
                    expected.push((number, (row, distance)));
                }
            }
        }
        for level in Level::all() {
            for way in [Way::Best, Way::Scan] {
                let mut found = Vec::new();
                near.search(&asked, way, level, |number, hash| found.push((number, hash)));
                found.sort_unstable();
                prop_assert_eq!(&found, &expected, "{} {:?}", level.name(), way);
            }
        }
    }
}
