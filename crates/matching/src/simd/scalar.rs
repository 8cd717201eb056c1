//! The loops with plain instructions; what the others are compared with.

use super::{Hit, Probe, Scan, ask_ahead, ask_first};

/// As [`super::Level::probe`] says.
pub(super) fn probe(sketches: &[[u8; 4]], probes: &[Probe], limit: usize, hits: &mut Vec<Hit>) {
    ask_first(sketches, probes);
    for (current, probe) in probes.iter().enumerate() {
        ask_ahead(sketches, probes, current);
        let Some(bucket) = sketches.get(probe.start..probe.end) else { continue };
        rest(bucket, probe.start, probe, hits);
        if hits.len() > limit {
            return;
        }
    }
}

/// Some sketches of a probe, one at a time; `start` is where the first of them stands.
#[inline(always)]
pub(super) fn rest(sketches: &[[u8; 4]], start: usize, probe: &Probe, hits: &mut Vec<Hit>) {
    for (at, sketch) in sketches.iter().enumerate() {
        let differing = u32::from_le_bytes(*sketch) ^ probe.asked;
        if differing.count_ones() < u32::from(probe.below) && probe.is_ours(differing) {
            hits.push(Hit { at: start + at, table: probe.table });
        }
    }
}

/// How many rows are compared before their results are looked at; a loop without branches over so many is what the
/// compiler turns into vector instructions where it has some.
const BLOCK: usize = 64;

/// As [`super::Level::scan`] says.
pub(super) fn scan(scan: Scan<'_>, rows: &mut Vec<u32>) {
    let mut first = scan.first;
    for (heads, necks) in scan.heads.chunks(BLOCK).zip(scan.necks.chunks(BLOCK)) {
        let mut distances = [u32::MAX; BLOCK];
        for ((distance, head), neck) in distances.iter_mut().zip(heads).zip(necks) {
            *distance = (u64::from_le_bytes(*head) ^ scan.asked[0]).count_ones()
                + (u64::from_le_bytes(*neck) ^ scan.asked[1]).count_ones();
        }
        let near = distances.iter().filter(|&&distance| distance <= scan.radius).count();
        if near > 0 {
            rows.extend(
                (first..).zip(distances).filter(|&(_, distance)| distance <= scan.radius).map(|(row, _)| row),
            );
        }
        first += BLOCK as u32;
    }
}
