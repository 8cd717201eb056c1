//! Hashes in buckets by their parts of 16 bits.

use super::{
    Asked, Column, Filling, Found, Hashes, differing, distance, halves,
    plan::{PARTS, Plan, part, sketch},
};
use crate::{
    index::bytes::number,
    simd::{Hit, Level, Probe, prefetch},
};

/// Different values of a part.
const BUCKETS: usize = 1 << 16;

/// Where the buckets of one table begin, and where the last one ends.
pub(in crate::index) const OFFSETS: usize = BUCKETS + 1;

/// Sixteen tables, one by each part of the hash. In a bucket stand, one after the other, sketches of 32 bits of the hashes
/// whose part has the bucket's value; and in another column, at the same place, the rows of the hashes.
///
/// 128 bytes a hash, and 4 MB.
#[derive(Clone)]
pub(in crate::index) struct Tables {
    /// [`OFFSETS`] numbers a table.
    pub(in crate::index) offsets: Column<4>,
    pub(in crate::index) sketches: Column<4>,
    pub(in crate::index) rows: Column<4>,
}

impl Tables {
    pub(super) fn new(hashes: &Hashes<'_>) -> Self {
        let len = hashes.heads.len();
        let mut offsets = Filling::<4>::zeroed(PARTS * OFFSETS);
        let mut sketches = Filling::<4>::zeroed(PARTS * len);
        let mut rows = Filling::<4>::zeroed(PARTS * len);
        let tables = offsets
            .values_mut()
            .chunks_mut(OFFSETS)
            .zip(sketches.values_mut().chunks_mut(len.max(1)).zip(rows.values_mut().chunks_mut(len.max(1))));
        for (table, (offsets, (sketches, rows))) in tables.enumerate() {
            match table / 4 {
                0 => fill(
                    table,
                    hashes.heads.iter().map(|head| u64::from_le_bytes(*head)),
                    offsets,
                    sketches,
                    rows,
                ),
                1 => fill(
                    table,
                    hashes.necks.iter().map(|neck| u64::from_le_bytes(*neck)),
                    offsets,
                    sketches,
                    rows,
                ),
                2 => fill(table, hashes.tails.iter().map(|tail| halves(tail)[0]), offsets, sketches, rows),
                _ => fill(table, hashes.tails.iter().map(|tail| halves(tail)[1]), offsets, sketches, rows),
            }
        }
        Self { offsets: offsets.done(), sketches: sketches.done(), rows: rows.done() }
    }

    /// Adds the hashes within the radius to `found`, each once. Tells `false` where that would cost more than a tenth of looking
    /// at every hash; what was added until then is not complete.
    pub(super) fn search(
        &self,
        hashes: &Hashes<'_>,
        asked: &Asked,
        level: Level,
        found: &mut Vec<Found>,
    ) -> bool {
        let len = hashes.heads.len();
        let mut budget = Budget::of(len);
        let plan = Plan::of(asked.radius);
        let mut probes = Probes::new();
        let in_buckets = probes.gather(self.offsets.values(), asked, &plan, len);
        if !budget.spend(probes.len * Budget::PROBE + in_buckets) {
            return false;
        }
        let sketches = self.sketches.values();
        let mut hits = Vec::with_capacity(64);
        level.probe(sketches, probes.all(), budget.left / Budget::HIT, &mut hits);
        if !budget.spend(hits.len() * Budget::HIT) {
            return false;
        }
        self.compare(hashes, asked, &plan, &hits, found);
        true
    }

    /// Compares the whole hashes of the hits.
    fn compare(&self, hashes: &Hashes<'_>, asked: &Asked, plan: &Plan, hits: &[Hit], found: &mut Vec<Found>) {
        /// Hits whose memory is waited for together.
        const TOGETHER: usize = 64;
        let rows = self.rows.values();
        let mut of_hits = [0_u32; TOGETHER];
        hits.iter().take(TOGETHER).for_each(|hit| prefetch(rows, hit.at));
        for (at, group) in hits.chunks(TOGETHER).enumerate() {
            hits.iter().skip((at + 1) * TOGETHER).take(TOGETHER).for_each(|hit| prefetch(rows, hit.at));
            for (row, hit) in of_hits.iter_mut().zip(group) {
                *row = number(rows, hit.at).unwrap_or(u32::MAX);
                prefetch(hashes.heads, *row as usize);
                prefetch(hashes.necks, *row as usize);
                prefetch(hashes.tails, *row as usize);
            }
            for (&row, hit) in of_hits.iter().zip(group) {
                let Some(held) = hashes.words(row) else { continue };
                let differing = differing(held, asked.words);
                let distance = distance(differing);
                if distance <= asked.radius && plan.first_table(differing) == Some(hit.table) {
                    found.push((row, distance));
                }
            }
        }
    }
}

/// What a search may spend, in times that reading one sketch takes.
struct Budget {
    left: usize,
}

impl Budget {
    /// Waiting for the beginning of a bucket.
    const PROBE: usize = 64;
    /// Comparing a whole hash.
    const HIT: usize = 100;
    /// Looking at one hash of all, which reads four times as much memory as a sketch.
    const ROW: usize = 4;

    fn of(len: usize) -> Self {
        // Tests have few hashes, and shall see both ways.
        #[cfg(test)]
        let len = len + 75_000;
        Self { left: len * Self::ROW / 10 }
    }

    fn spend(&mut self, cost: usize) -> bool {
        match self.left.checked_sub(cost) {
            Some(left) => self.left = left,
            None => return false,
        }
        true
    }
}

/// Seventeen a table: the bucket of the part's value, and of each that one bit differs from it.
const MOST: usize = PARTS * 17;

struct Probes {
    probes: [Probe; MOST],
    len: usize,
}

impl Probes {
    fn new() -> Self {
        const NONE: Probe = Probe { start: 0, end: 0, asked: 0, below: 0, upper: 0, lower: 0, table: 0 };
        Self { probes: [NONE; MOST], len: 0 }
    }

    fn all(&self) -> &[Probe] {
        &self.probes[..self.len]
    }

    /// Finds the buckets; tells how many sketches are in them.
    fn gather(&mut self, offsets: &[[u8; 4]], asked: &Asked, plan: &Plan, len: usize) -> usize {
        let mut in_buckets = 0;
        for table in (0..PARTS).filter(|&table| plan.parts[table] > 0) {
            let Some(offsets) = offsets.get(table * OFFSETS..(table + 1) * OFFSETS) else { continue };
            let word = asked.words[table / 4];
            let value = part(word, table);
            // Parts before this one in the same word, which the sketch holds: a hash near in one of them was found there.
            let before = |back: usize| if table % 4 >= back { plan.parts[table - back] as u8 } else { 0 };
            let probe = Probe {
                asked: sketch(word, table),
                upper: before(1),
                lower: before(2),
                table: table as u8,
                ..Probe::default()
            };
            let others = if plan.parts[table] > 1 { 16 } else { 0 };
            let flips = std::iter::once(0).chain((0..others).map(|bit| 1_u16 << bit));
            for flip in flips {
                let bucket = usize::from(value ^ flip);
                let [start, end] = [bucket, bucket + 1].map(|at| u32::from_le_bytes(offsets[at]) as usize);
                in_buckets += end.saturating_sub(start);
                self.probes[self.len] = Probe {
                    start: table * len + start,
                    end: table * len + end,
                    below: (plan.words[table / 4] - u32::from(flip != 0)) as u8,
                    ..probe
                };
                self.len += 1;
            }
        }
        in_buckets
    }
}

/// Counts the buckets of a table, and then puts every hash into its own.
fn fill(
    table: usize,
    words: impl Iterator<Item = u64> + Clone,
    offsets: &mut [[u8; 4]],
    sketches: &mut [[u8; 4]],
    rows: &mut [[u8; 4]],
) {
    let mut ends = vec![0_u32; OFFSETS];
    words.clone().for_each(|word| ends[usize::from(part(word, table)) + 1] += 1);
    let mut sum = 0;
    for (end, offset) in ends.iter_mut().zip(offsets) {
        sum += *end;
        *end = sum;
        *offset = sum.to_le_bytes();
    }
    for (word, row) in words.zip(0_u32..) {
        let at = &mut ends[usize::from(part(word, table))];
        sketches[*at as usize] = sketch(word, table).to_le_bytes();
        rows[*at as usize] = row.to_le_bytes();
        *at += 1;
    }
}
