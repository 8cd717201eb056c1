//! Near PDQ hashes by looking at every one of them.

use std::collections::HashMap;

use super::EntryId;
use crate::{Pdq, pdq::words};

/// How many rows are compared before their results are looked at; a loop without branches over so many
/// is what the compiler turns into vector instructions.
const BLOCK: usize = 64;

/// PDQ hashes in contiguous memory, searched from the first to the last.
///
/// A hash is kept in two halves. Two unrelated hashes differ in about 64 of their first 128 bits, and in
/// 31 or fewer only once in half a billion, so nearly always the second half is never read.
#[derive(Debug, Default)]
pub(super) struct Linear {
    heads: Vec<[u64; 2]>,
    tails: Vec<[u64; 2]>,
    entries: Vec<EntryId>,
    /// The row of each entry.
    rows: HashMap<EntryId, usize>,
}

impl Linear {
    /// Adds an entry, which must not be there yet.
    pub(super) fn insert(&mut self, entry: EntryId, hash: &Pdq) {
        let [a, b, c, d] = words(hash);
        self.rows.insert(entry, self.entries.len());
        self.heads.push([a, b]);
        self.tails.push([c, d]);
        self.entries.push(entry);
    }

    /// Removes an entry in constant time, by moving the last row into its place; nothing happens where it
    /// is not there.
    pub(super) fn remove(&mut self, entry: EntryId) {
        let Some(row) = self.rows.remove(&entry) else { return };
        self.heads.swap_remove(row);
        self.tails.swap_remove(row);
        self.entries.swap_remove(row);
        if let Some(&moved) = self.entries.get(row) {
            self.rows.insert(moved, row);
        }
    }

    /// Calls `found` with every entry at most `radius` bits away, and with its distance; in no order.
    pub(super) fn within(&self, hash: &Pdq, radius: u32, mut found: impl FnMut(EntryId, u32)) {
        let [a, b, c, d] = words(hash);
        for (block, heads) in self.heads.chunks(BLOCK).enumerate() {
            let mut distances = [u32::MAX; BLOCK];
            for (distance, head) in distances.iter_mut().zip(heads) {
                *distance = differing(head, &[a, b]);
            }
            if distances.iter().all(|&distance| distance > radius) {
                continue;
            }
            for (at, head) in distances.into_iter().enumerate().filter(|&(_, head)| head <= radius) {
                let row = block * BLOCK + at;
                let distance = head + differing(&self.tails[row], &[c, d]);
                if distance <= radius {
                    found(self.entries[row], distance);
                }
            }
        }
    }
}

/// Bits in which two halves of a hash differ, 0 to 128.
fn differing(a: &[u64; 2], b: &[u64; 2]) -> u32 {
    (a[0] ^ b[0]).count_ones() + (a[1] ^ b[1]).count_ones()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::distance;

    fn within(linear: &Linear, hash: &Pdq, radius: u32) -> Vec<(EntryId, u32)> {
        let mut found = Vec::new();
        linear.within(hash, radius, |entry, distance| found.push((entry, distance)));
        found.sort_unstable();
        found
    }

    #[test]
    fn the_last_and_the_moved_row_can_be_removed() {
        let hash = |byte| Pdq::from_bytes([byte; 32]);
        let mut linear = Linear::default();
        (0..3).for_each(|id| linear.insert(EntryId(id), &hash(id as u8)));
        linear.remove(EntryId(0));
        linear.remove(EntryId(2));
        linear.remove(EntryId(2));
        assert_eq!(within(&linear, &hash(1), 256), [(EntryId(1), 0)]);
        linear.remove(EntryId(1));
        assert_eq!(within(&linear, &hash(1), 256), []);
    }

    proptest! {
        /// Bytes of few kinds make hashes that lie at all distances from each other, more than a block of them.
        #[test]
        fn finds_what_comparing_each_pair_finds(
            rows in proptest::collection::vec(proptest::array::uniform32(0_u8..4), 0..150),
            asked in proptest::array::uniform32(0_u8..4),
            radius in 0_u32..=256,
        ) {
            let asked = Pdq::from_bytes(asked);
            let mut linear = Linear::default();
            let mut expected = Vec::new();
            for (id, row) in rows.into_iter().map(Pdq::from_bytes).enumerate() {
                let (entry, distance) = (EntryId(id as u128), distance(&row, &asked));
                linear.insert(entry, &row);
                if distance <= radius {
                    expected.push((entry, distance));
                }
            }
            prop_assert_eq!(within(&linear, &asked, radius), expected);
        }
    }
}
