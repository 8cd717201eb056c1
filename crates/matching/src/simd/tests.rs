//! Every level gives what the plain loops give.

use proptest::prelude::*;

use super::{Level, Probe, Scan};

/// Numbers with few bits set, so that all distances happen.
fn sparse() -> impl Strategy<Value = u64> {
    (any::<u64>(), any::<u64>(), any::<u64>()).prop_map(|(a, b, c)| a & b & c)
}

fn probe() -> impl Strategy<Value = Probe> {
    (0_usize..120, 0_usize..120, sparse(), 0_u8..=33, 0_u8..3, 0_u8..3, 0_u8..16).prop_map(
        |(start, len, asked, below, upper, lower, table)| Probe {
            start,
            end: start + len,
            asked: asked as u32,
            below,
            upper,
            lower,
            table,
        },
    )
}

proptest! {
    #[test]
    fn probes_give_the_same_hits_at_every_level(
        sketches in proptest::collection::vec(sparse().prop_map(|word| (word as u32).to_le_bytes()), 0..200),
        probes in proptest::collection::vec(probe(), 0..12),
        limit in 0_usize..400,
    ) {
        let hits = |level: Level| {
            let mut hits = Vec::new();
            level.probe(&sketches, &probes, limit, &mut hits);
            hits
        };
        let expected = hits(Level::Scalar);
        for level in Level::all() {
            prop_assert_eq!(&hits(level), &expected, "{}", level.name());
        }
    }

    #[test]
    fn scans_give_the_same_rows_at_every_level(
        rows in proptest::collection::vec((sparse(), sparse()), 0..200),
        asked in (sparse(), sparse()),
        radius in 0_u32..=130,
        first in 0_u32..1000,
    ) {
        let column = |pick: fn(&(u64, u64)) -> u64| rows.iter().map(|row| pick(row).to_le_bytes()).collect::<Vec<_>>();
        let (heads, necks) = (column(|row| row.0), column(|row| row.1));
        let expected: Vec<u32> = rows
            .iter()
            .zip(first..)
            .filter(|(row, _)| (row.0 ^ asked.0).count_ones() + (row.1 ^ asked.1).count_ones() <= radius)
            .map(|(_, number)| number)
            .collect();
        for level in Level::all() {
            let mut found = Vec::new();
            level.scan(
                Scan { heads: &heads, necks: &necks, asked: [asked.0, asked.1], radius, first },
                &mut found,
            );
            prop_assert_eq!(&found, &expected, "{}", level.name());
        }
    }
}
