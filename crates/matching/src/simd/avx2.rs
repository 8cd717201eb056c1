//! The loops with AVX2, which counts bits by looking up the count of every half byte.
#![expect(unsafe_code, reason = "vector loads take pointers")]

use std::arch::x86_64::{
    __m256i, _mm256_add_epi8, _mm256_and_si256, _mm256_castsi256_pd, _mm256_castsi256_ps, _mm256_cmpgt_epi32,
    _mm256_cmpgt_epi64, _mm256_loadu_si256, _mm256_madd_epi16, _mm256_maddubs_epi16, _mm256_movemask_pd,
    _mm256_movemask_ps, _mm256_sad_epu8, _mm256_set1_epi8, _mm256_set1_epi16, _mm256_set1_epi32,
    _mm256_set1_epi64x, _mm256_setr_epi8, _mm256_setzero_si256, _mm256_shuffle_epi8, _mm256_srli_epi16,
    _mm256_xor_si256,
};

use super::{Hit, Probe, Scan, ask_ahead, ask_first, scalar};

/// How many bits are set in every byte.
#[target_feature(enable = "avx2")]
fn ones_of_bytes(vector: __m256i) -> __m256i {
    let counts = _mm256_setr_epi8(
        0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4, //
        0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4,
    );
    let half = _mm256_set1_epi8(0x0f);
    let lower = _mm256_and_si256(vector, half);
    let upper = _mm256_and_si256(_mm256_srli_epi16::<4>(vector), half);
    _mm256_add_epi8(_mm256_shuffle_epi8(counts, lower), _mm256_shuffle_epi8(counts, upper))
}

/// As [`super::Level::probe`] says.
#[target_feature(enable = "avx2,popcnt")]
pub(super) fn probe(sketches: &[[u8; 4]], probes: &[Probe], limit: usize, hits: &mut Vec<Hit>) {
    ask_first(sketches, probes);
    for (current, probe) in probes.iter().enumerate() {
        ask_ahead(sketches, probes, current);
        let Some(bucket) = sketches.get(probe.start..probe.end) else { continue };
        let (asked, below) =
            (_mm256_set1_epi32(probe.asked.cast_signed()), _mm256_set1_epi32(i32::from(probe.below)));
        let (vectors, rest) = bucket.as_chunks::<8>();
        let mut at = probe.start;
        for vector in vectors {
            // SAFETY: the array is 32 bytes long; the load asks for no alignment.
            let sketches = unsafe { _mm256_loadu_si256(vector.as_ptr().cast()) };
            let bytes = ones_of_bytes(_mm256_xor_si256(sketches, asked));
            let pairs = _mm256_maddubs_epi16(bytes, _mm256_set1_epi8(1));
            let distances = _mm256_madd_epi16(pairs, _mm256_set1_epi16(1));
            if _mm256_movemask_ps(_mm256_castsi256_ps(_mm256_cmpgt_epi32(below, distances))) != 0 {
                scalar::rest(vector, at, probe, hits);
            }
            at += 8;
        }
        scalar::rest(rest, at, probe, hits);
        if hits.len() > limit {
            return;
        }
    }
}

/// As [`super::Level::scan`] says.
#[target_feature(enable = "avx2,popcnt")]
pub(super) fn scan(scan: Scan<'_>, rows: &mut Vec<u32>) {
    let len = scan.heads.len().min(scan.necks.len());
    let (heads, heads_left) = scan.heads[..len].as_chunks::<4>();
    let (necks, necks_left) = scan.necks[..len].as_chunks::<4>();
    let asked = scan.asked.map(|word| _mm256_set1_epi64x(word.cast_signed()));
    let radius = _mm256_set1_epi64x(i64::from(scan.radius));
    let mut first = scan.first;
    for (head, neck) in heads.iter().zip(necks) {
        // SAFETY: both arrays are 32 bytes long; the load asks for no alignment.
        let (head, neck) =
            unsafe { (_mm256_loadu_si256(head.as_ptr().cast()), _mm256_loadu_si256(neck.as_ptr().cast())) };
        let bytes = _mm256_add_epi8(
            ones_of_bytes(_mm256_xor_si256(head, asked[0])),
            ones_of_bytes(_mm256_xor_si256(neck, asked[1])),
        );
        let distances = _mm256_sad_epu8(bytes, _mm256_setzero_si256());
        let far = _mm256_movemask_pd(_mm256_castsi256_pd(_mm256_cmpgt_epi64(distances, radius)));
        let mut near = !far & 0xf;
        while near != 0 {
            rows.push(first + near.trailing_zeros());
            near &= near - 1;
        }
        first += 4;
    }
    scalar::scan(Scan { heads: heads_left, necks: necks_left, first, ..scan }, rows);
}
