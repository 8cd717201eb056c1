//! AVX-512: sixteen numbers in one register.
#![expect(unsafe_code, reason = "instructions that not every processor has; see the SAFETY comments")]

use std::arch::x86_64::*;

use super::{Divisor, LANES, Lanes, Sixteen, THOUSAND};
use crate::pdq::filter::{Filter, kernel};

/// Proof that the processor has AVX-512 F and BW, AVX2 and FMA: only [`Avx512::detect`] makes one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Avx512(());

impl Avx512 {
    pub fn detect() -> Option<Self> {
        let has = is_x86_feature_detected!("avx512f")
            && is_x86_feature_detected!("avx512bw")
            && is_x86_feature_detected!("avx2")
            && is_x86_feature_detected!("fma");
        has.then_some(Self(()))
    }

    pub fn strip(self, filter: &mut Filter) {
        // SAFETY: `self` proves AVX-512 F and BW, AVX2 and FMA.
        unsafe { strip(self, filter) }
    }

    pub fn luma_of_rgb_row(self, row: &[u8], luma: &mut [Sixteen]) {
        // SAFETY: `self` proves AVX-512 F and BW, AVX2 and FMA.
        unsafe { luma_of_rgb(self, row, luma) }
    }

    pub fn luma_of_grey_row(self, row: &[u8], luma: &mut [Sixteen]) {
        // SAFETY: `self` proves AVX-512 F and BW, AVX2 and FMA.
        unsafe { luma_of_grey(self, row, luma) }
    }
}

#[target_feature(enable = "avx512f,avx512bw,avx2,fma")]
fn strip(lanes: Avx512, filter: &mut Filter) {
    kernel::strip(lanes, filter);
}

#[target_feature(enable = "avx512f,avx512bw,avx2,fma")]
fn luma_of_rgb(lanes: Avx512, row: &[u8], luma: &mut [Sixteen]) {
    kernel::luma_of_rgb(lanes, row, luma);
}

#[target_feature(enable = "avx512f,avx512bw,avx2,fma")]
fn luma_of_grey(lanes: Avx512, row: &[u8], luma: &mut [Sixteen]) {
    kernel::luma_of_grey(lanes, row, luma);
}

impl Lanes for Avx512 {
    type V = __m512;

    #[inline(always)]
    fn load(self, from: &Sixteen) -> Self::V {
        // SAFETY: `self` proves AVX-512; sixteen numbers lie there, aligned to 64 bytes.
        unsafe { _mm512_load_ps(from.0.as_ptr()) }
    }

    #[inline(always)]
    fn store(self, v: Self::V, to: &mut Sixteen) {
        // SAFETY: `self` proves AVX-512; there is room for sixteen numbers, aligned to 64 bytes.
        unsafe { _mm512_store_ps(to.0.as_mut_ptr(), v) }
    }

    #[inline(always)]
    fn add(self, a: Self::V, b: Self::V) -> Self::V {
        // SAFETY: `self` proves AVX-512.
        unsafe { _mm512_add_ps(a, b) }
    }

    #[inline(always)]
    fn sub(self, a: Self::V, b: Self::V) -> Self::V {
        // SAFETY: `self` proves AVX-512.
        unsafe { _mm512_sub_ps(a, b) }
    }

    #[inline(always)]
    fn divide(self, a: Self::V, by: &Divisor) -> Self::V {
        // SAFETY: `self` proves AVX-512.
        unsafe { _mm512_fmadd_ps(a, _mm512_set1_ps(by.hi), _mm512_mul_ps(a, _mm512_set1_ps(by.lo))) }
    }

    #[inline(always)]
    fn transpose(self, rows: [Self::V; LANES]) -> [Self::V; LANES] {
        // SAFETY: `self` proves AVX-512.
        unsafe { sixteen_by_sixteen(rows) }
    }

    #[inline(always)]
    fn luma_of_rgb(self, pixels: &[u8; 3 * LANES]) -> Self::V {
        // SAFETY: `self` proves AVX-512; the mask lets twelve numbers of four bytes be read, of 48 bytes.
        unsafe { self.divide(weigh(_mm512_maskz_loadu_epi32(0xfff, pixels.as_ptr().cast())), &THOUSAND) }
    }

    #[inline(always)]
    fn luma_of_grey(self, pixels: &[u8; LANES]) -> Self::V {
        // SAFETY: `self` proves AVX-512; sixteen bytes lie there.
        unsafe { _mm512_cvtepi32_ps(_mm512_cvtepu8_epi32(_mm_loadu_si128(pixels.as_ptr().cast()))) }
    }
}

/// `299 R + 587 G + 114 B` of the sixteen pixels in the first 48 bytes.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx2,fma")]
fn weigh(pixels: __m512i) -> __m512 {
    // Twelve bytes, four pixels, to each quarter of the register.
    let quarters = _mm512_setr_epi32(0, 1, 2, 2, 3, 4, 5, 5, 6, 7, 8, 8, 9, 10, 11, 11);
    let pixels = _mm512_permutexvar_epi32(quarters, pixels);
    let red_green = _mm_setr_epi8(0, -1, 1, -1, 3, -1, 4, -1, 6, -1, 7, -1, 9, -1, 10, -1);
    let blue = _mm_setr_epi8(2, -1, -1, -1, 5, -1, -1, -1, 8, -1, -1, -1, 11, -1, -1, -1);
    let red_green = _mm512_shuffle_epi8(pixels, _mm512_broadcast_i32x4(red_green));
    let blue = _mm512_shuffle_epi8(pixels, _mm512_broadcast_i32x4(blue));
    let red_green = _mm512_madd_epi16(red_green, _mm512_set1_epi32(587 << 16 | 299));
    let blue = _mm512_madd_epi16(blue, _mm512_set1_epi32(114));
    _mm512_cvtepi32_ps(_mm512_add_epi32(red_green, blue))
}

#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx2,fma")]
fn sixteen_by_sixteen(r: [__m512; LANES]) -> [__m512; LANES] {
    // Four rows at a time: within each quarter of the register, rows become columns.
    let mut fours = r;
    for at in [0, 4, 8, 12] {
        let (a0, a1) = (_mm512_unpacklo_ps(r[at], r[at + 1]), _mm512_unpackhi_ps(r[at], r[at + 1]));
        let (a2, a3) = (_mm512_unpacklo_ps(r[at + 2], r[at + 3]), _mm512_unpackhi_ps(r[at + 2], r[at + 3]));
        fours[at] = _mm512_shuffle_ps::<0x44>(a0, a2);
        fours[at + 1] = _mm512_shuffle_ps::<0xee>(a0, a2);
        fours[at + 2] = _mm512_shuffle_ps::<0x44>(a1, a3);
        fours[at + 3] = _mm512_shuffle_ps::<0xee>(a1, a3);
    }
    // Then the quarters: `fours[4 * i + k]` holds, in quarter `q`, column `4 * q + k` of rows `4 * i ..`.
    let mut out = r;
    for k in 0..4 {
        let (b0, b1) = (fours[k], fours[4 + k]);
        let (b2, b3) = (fours[8 + k], fours[12 + k]);
        let (even01, odd01) = (_mm512_shuffle_f32x4::<0x88>(b0, b1), _mm512_shuffle_f32x4::<0xdd>(b0, b1));
        let (even23, odd23) = (_mm512_shuffle_f32x4::<0x88>(b2, b3), _mm512_shuffle_f32x4::<0xdd>(b2, b3));
        out[k] = _mm512_shuffle_f32x4::<0x88>(even01, even23);
        out[8 + k] = _mm512_shuffle_f32x4::<0xdd>(even01, even23);
        out[4 + k] = _mm512_shuffle_f32x4::<0x88>(odd01, odd23);
        out[12 + k] = _mm512_shuffle_f32x4::<0xdd>(odd01, odd23);
    }
    out
}
