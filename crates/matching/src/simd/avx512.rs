//! The loops with AVX-512, whose VPOPCNTDQ counts the bits of a whole vector at once.
#![expect(unsafe_code, reason = "vector loads take pointers")]

use std::arch::x86_64::{
    __m512i, _mm512_add_epi64, _mm512_cmple_epu64_mask, _mm512_cmplt_epu32_mask, _mm512_loadu_si512,
    _mm512_maskz_loadu_epi32, _mm512_popcnt_epi32, _mm512_popcnt_epi64, _mm512_set1_epi32, _mm512_set1_epi64,
    _mm512_xor_si512,
};

use super::{Hit, Probe, Scan, ask_ahead, ask_first, prefetch, scalar};

/// As [`super::Level::probe`] says.
#[target_feature(enable = "avx512f,avx512vpopcntdq,popcnt,bmi1")]
pub(super) fn probe(sketches: &[[u8; 4]], probes: &[Probe], limit: usize, hits: &mut Vec<Hit>) {
    ask_first(sketches, probes);
    for (current, probe) in probes.iter().enumerate() {
        ask_ahead(sketches, probes, current);
        let Some(bucket) = sketches.get(probe.start..probe.end) else { continue };
        let (asked, below) =
            (_mm512_set1_epi32(probe.asked.cast_signed()), _mm512_set1_epi32(i32::from(probe.below)));
        let near = |sketches: __m512i| {
            _mm512_cmplt_epu32_mask(_mm512_popcnt_epi32(_mm512_xor_si512(sketches, asked)), below)
        };
        let (vectors, rest) = bucket.as_chunks::<16>();
        let mut at = probe.start;
        for vector in vectors {
            // SAFETY: the array is 64 bytes long; the load asks for no alignment.
            let mask = near(unsafe { _mm512_loadu_si512(vector.as_ptr().cast()) });
            if mask != 0 {
                add(mask, vector, at, probe, hits);
            }
            at += 16;
        }
        if !rest.is_empty() {
            let inside = (1_u16 << rest.len()) - 1;
            // SAFETY: only the lanes of the mask are read, as many as `rest` has elements of four bytes: fewer than 16.
            let mask = near(unsafe { _mm512_maskz_loadu_epi32(inside, rest.as_ptr().cast()) }) & inside;
            if mask != 0 {
                add(mask, rest, at, probe, hits);
            }
        }
        if hits.len() > limit {
            return;
        }
    }
}

/// Adds the sketches of the mask, unless they are hits of another probe.
#[inline(always)]
fn add(mut mask: u16, sketches: &[[u8; 4]], start: usize, probe: &Probe, hits: &mut Vec<Hit>) {
    while mask != 0 {
        let lane = mask.trailing_zeros() as usize;
        mask &= mask - 1;
        if let Some(sketch) = sketches.get(lane)
            && probe.is_ours(u32::from_le_bytes(*sketch) ^ probe.asked)
        {
            hits.push(Hit { at: start + lane, table: probe.table });
        }
    }
}

/// As [`super::Level::scan`] says.
#[target_feature(enable = "avx512f,avx512vpopcntdq,popcnt")]
pub(super) fn scan(scan: Scan<'_>, rows: &mut Vec<u32>) {
    let len = scan.heads.len().min(scan.necks.len());
    let (heads, heads_left) = scan.heads[..len].as_chunks::<8>();
    let (necks, necks_left) = scan.necks[..len].as_chunks::<8>();
    let asked = scan.asked.map(|word| _mm512_set1_epi64(word.cast_signed()));
    let radius = _mm512_set1_epi64(i64::from(scan.radius));
    let mut first = scan.first;
    for (at, (head, neck)) in heads.iter().zip(necks).enumerate() {
        prefetch(heads, at + FAR);
        prefetch(necks, at + FAR);
        // SAFETY: both arrays are 64 bytes long; the load asks for no alignment.
        let (head, neck) =
            unsafe { (_mm512_loadu_si512(head.as_ptr().cast()), _mm512_loadu_si512(neck.as_ptr().cast())) };
        let distance = _mm512_add_epi64(
            _mm512_popcnt_epi64(_mm512_xor_si512(head, asked[0])),
            _mm512_popcnt_epi64(_mm512_xor_si512(neck, asked[1])),
        );
        let mut mask = _mm512_cmple_epu64_mask(distance, radius);
        while mask != 0 {
            rows.push(first + mask.trailing_zeros());
            mask &= mask - 1;
        }
        first += 8;
    }
    scalar::scan(Scan { heads: heads_left, necks: necks_left, first, ..scan }, rows);
}

/// How many vectors ahead a scan asks for memory.
const FAR: usize = 24;
