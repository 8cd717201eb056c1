//! AVX2: sixteen numbers in two registers.
#![expect(unsafe_code, reason = "instructions that not every processor has; see the SAFETY comments")]

use std::arch::x86_64::*;

use super::{Divisor, LANES, Lanes, Sixteen, THOUSAND};
use crate::pdq::filter::{Filter, kernel};

/// Proof that the processor has AVX2 and FMA: only [`Avx2::detect`] makes one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Avx2(());

impl Avx2 {
    pub fn detect() -> Option<Self> {
        (is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma")).then_some(Self(()))
    }

    pub fn strip(self, filter: &mut Filter) {
        // SAFETY: `self` proves AVX2 and FMA.
        unsafe { strip(self, filter) }
    }

    pub fn luma_of_rgb_row(self, row: &[u8], luma: &mut [Sixteen]) {
        // SAFETY: `self` proves AVX2 and FMA.
        unsafe { luma_of_rgb(self, row, luma) }
    }

    pub fn luma_of_grey_row(self, row: &[u8], luma: &mut [Sixteen]) {
        // SAFETY: `self` proves AVX2 and FMA.
        unsafe { luma_of_grey(self, row, luma) }
    }
}

#[target_feature(enable = "avx2,fma")]
fn strip(lanes: Avx2, filter: &mut Filter) {
    kernel::strip(lanes, filter);
}

#[target_feature(enable = "avx2,fma")]
fn luma_of_rgb(lanes: Avx2, row: &[u8], luma: &mut [Sixteen]) {
    kernel::luma_of_rgb(lanes, row, luma);
}

#[target_feature(enable = "avx2,fma")]
fn luma_of_grey(lanes: Avx2, row: &[u8], luma: &mut [Sixteen]) {
    kernel::luma_of_grey(lanes, row, luma);
}

impl Lanes for Avx2 {
    type V = [__m256; 2];

    #[inline(always)]
    fn load(self, from: &Sixteen) -> Self::V {
        let at = from.0.as_ptr();
        // SAFETY: `self` proves AVX2; sixteen numbers lie there, aligned to 64 bytes.
        unsafe { [_mm256_load_ps(at), _mm256_load_ps(at.add(8))] }
    }

    #[inline(always)]
    fn store(self, v: Self::V, to: &mut Sixteen) {
        let at = to.0.as_mut_ptr();
        // SAFETY: `self` proves AVX2; there is room for sixteen numbers, aligned to 64 bytes.
        unsafe {
            _mm256_store_ps(at, v[0]);
            _mm256_store_ps(at.add(8), v[1]);
        }
    }

    #[inline(always)]
    fn add(self, a: Self::V, b: Self::V) -> Self::V {
        // SAFETY: `self` proves AVX2.
        unsafe { [_mm256_add_ps(a[0], b[0]), _mm256_add_ps(a[1], b[1])] }
    }

    #[inline(always)]
    fn sub(self, a: Self::V, b: Self::V) -> Self::V {
        // SAFETY: `self` proves AVX2.
        unsafe { [_mm256_sub_ps(a[0], b[0]), _mm256_sub_ps(a[1], b[1])] }
    }

    #[inline(always)]
    fn divide(self, a: Self::V, by: &Divisor) -> Self::V {
        // SAFETY: `self` proves AVX2 and FMA.
        unsafe {
            let (hi, lo) = (_mm256_set1_ps(by.hi), _mm256_set1_ps(by.lo));
            [
                _mm256_fmadd_ps(a[0], hi, _mm256_mul_ps(a[0], lo)),
                _mm256_fmadd_ps(a[1], hi, _mm256_mul_ps(a[1], lo)),
            ]
        }
    }

    #[inline(always)]
    fn transpose(self, r: [Self::V; LANES]) -> [Self::V; LANES] {
        let mut out = r;
        for side in 0..2 {
            // Quarters off the diagonal change places.
            let (mut upper, mut lower) = ([r[0][0]; 8], [r[0][0]; 8]);
            for row in 0..8 {
                upper[row] = r[row][side];
                lower[row] = r[8 + row][side];
            }
            // SAFETY: `self` proves AVX2.
            let (upper, lower) = unsafe { (eight_by_eight(upper), eight_by_eight(lower)) };
            for row in 0..8 {
                out[8 * side + row] = [upper[row], lower[row]];
            }
        }
        out
    }

    #[inline(always)]
    fn luma_of_rgb(self, pixels: &[u8; 3 * LANES]) -> Self::V {
        let at = pixels.as_ptr();
        // SAFETY: `self` proves AVX2 and FMA. Bytes 0..32 and 16..48 are read, of 48.
        unsafe {
            let first = _mm256_loadu_si256(at.cast());
            let last = _mm256_loadu_si256(at.add(16).cast());
            // Twelve bytes, four pixels, to each half of a register.
            let first = _mm256_permutevar8x32_epi32(first, _mm256_setr_epi32(0, 1, 2, 2, 3, 4, 5, 5));
            let last = _mm256_permutevar8x32_epi32(last, _mm256_setr_epi32(2, 3, 4, 4, 5, 6, 7, 7));
            self.divide([weigh(first), weigh(last)], &THOUSAND)
        }
    }

    #[inline(always)]
    fn luma_of_grey(self, pixels: &[u8; LANES]) -> Self::V {
        let at = pixels.as_ptr();
        // SAFETY: `self` proves AVX2; eight bytes are read at 0 and at 8, of 16.
        unsafe { [eight(at), eight(at.add(8))] }
    }
}

/// Eight bytes as numbers.
///
/// # Safety
///
/// Eight bytes lie at `from`.
#[inline]
#[target_feature(enable = "avx2,fma")]
unsafe fn eight(from: *const u8) -> __m256 {
    // SAFETY: the caller's promise.
    _mm256_cvtepi32_ps(_mm256_cvtepu8_epi32(unsafe { _mm_loadl_epi64(from.cast()) }))
}

/// `299 R + 587 G + 114 B` of eight pixels, of which each half of the register holds four.
#[inline]
#[target_feature(enable = "avx2,fma")]
fn weigh(pixels: __m256i) -> __m256 {
    let red_green = _mm_setr_epi8(0, -1, 1, -1, 3, -1, 4, -1, 6, -1, 7, -1, 9, -1, 10, -1);
    let blue = _mm_setr_epi8(2, -1, -1, -1, 5, -1, -1, -1, 8, -1, -1, -1, 11, -1, -1, -1);
    let red_green = _mm256_shuffle_epi8(pixels, _mm256_broadcastsi128_si256(red_green));
    let blue = _mm256_shuffle_epi8(pixels, _mm256_broadcastsi128_si256(blue));
    let red_green = _mm256_madd_epi16(red_green, _mm256_set1_epi32(587 << 16 | 299));
    let blue = _mm256_madd_epi16(blue, _mm256_set1_epi32(114));
    _mm256_cvtepi32_ps(_mm256_add_epi32(red_green, blue))
}

#[inline]
#[target_feature(enable = "avx2,fma")]
fn eight_by_eight(r: [__m256; 8]) -> [__m256; 8] {
    let pairs = |a, b| (_mm256_unpacklo_ps(a, b), _mm256_unpackhi_ps(a, b));
    let (a0, a1) = pairs(r[0], r[1]);
    let (a2, a3) = pairs(r[2], r[3]);
    let (a4, a5) = pairs(r[4], r[5]);
    let (a6, a7) = pairs(r[6], r[7]);
    let fours = |a, b| (_mm256_shuffle_ps::<0x44>(a, b), _mm256_shuffle_ps::<0xee>(a, b));
    let (b0, b1) = fours(a0, a2);
    let (b2, b3) = fours(a1, a3);
    let (b4, b5) = fours(a4, a6);
    let (b6, b7) = fours(a5, a7);
    let low = |a, b| _mm256_permute2f128_ps::<0x20>(a, b);
    let high = |a, b| _mm256_permute2f128_ps::<0x31>(a, b);
    [
        low(b0, b4),
        low(b1, b5),
        low(b2, b6),
        low(b3, b7),
        high(b0, b4),
        high(b1, b5),
        high(b2, b6),
        high(b3, b7),
    ]
}
