//! Sixteen numbers side by side, on whatever the processor offers.
//!
//! The filter is written once, over [`Lanes`]. Every implementation gives the same bits: each lane
//! is added, subtracted and divided as IEEE 754 says, one rounding an operation.

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
mod scalar;

use self::scalar::Scalar;
#[cfg(target_arch = "x86_64")]
use self::{avx2::Avx2, avx512::Avx512};
use super::filter::{Filter, kernel};

/// How many numbers lie side by side: the rows of a strip, and the columns of a tile.
pub(super) const LANES: usize = 16;

/// Sixteen numbers in memory, one cache line.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[repr(C, align(64))]
pub(super) struct Sixteen(pub [f32; LANES]);

/// What to divide by: a small whole number, and its reciprocal as the sum of two.
///
/// `s * hi + s * lo`, with the addition fused into the first product, is the correctly rounded
/// `s / count` for every `count` below 2^20: a quotient never lies closer than 2^-45 (relative) to
/// the middle between two numbers of 24 bits, and the sum is off by less than 2^-48. Tests compare
/// it with a division. (Numbers below 2^-85 would lose bits in `s * lo`. Bytes don't make such: a sum of the
/// two passes that are divided this way is zero, or a multiple of 2^-61.) An infinite count makes everything
/// zero.
#[derive(Clone, Copy, Debug)]
pub(super) struct Divisor {
    pub count: f32,
    pub hi: f32,
    pub lo: f32,
}

impl Divisor {
    /// Divides what lies outside of the picture: the result is zero.
    pub const OUTSIDE: Self = Self { count: f32::INFINITY, hi: 0.0, lo: 0.0 };

    /// Divides by `count`.
    pub const fn new(count: u32) -> Self {
        let exact = 1.0 / count as f64;
        let hi = exact as f32;
        Self { count: count as f32, hi, lo: (exact - hi as f64) as f32 }
    }
}

/// Luma is `299 R + 587 G + 114 B` divided by this.
const THOUSAND: Divisor = Divisor::new(1000);

/// A set of instructions. A value proves that the processor has them.
pub(super) trait Lanes: Copy {
    /// Sixteen numbers in registers.
    type V: Copy;

    fn load(self, from: &Sixteen) -> Self::V;
    fn store(self, v: Self::V, to: &mut Sixteen);
    fn add(self, a: Self::V, b: Self::V) -> Self::V;
    fn sub(self, a: Self::V, b: Self::V) -> Self::V;
    fn divide(self, a: Self::V, by: &Divisor) -> Self::V;
    /// Rows become columns.
    fn transpose(self, rows: [Self::V; LANES]) -> [Self::V; LANES];
    /// The luma of sixteen pixels of red, green and blue.
    fn luma_of_rgb(self, pixels: &[u8; 3 * LANES]) -> Self::V;
    /// Sixteen bytes as numbers.
    fn luma_of_grey(self, pixels: &[u8; LANES]) -> Self::V;
}

/// A set of instructions that a picture can be hashed with. All give the same bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CpuPath(Path);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Path {
    Scalar,
    #[cfg(target_arch = "x86_64")]
    Avx2(Avx2),
    #[cfg(target_arch = "x86_64")]
    Avx512(Avx512),
}

impl CpuPath {
    /// What every processor can do.
    pub const SCALAR: Self = Self(Path::Scalar);

    /// The paths that this processor can take, the fastest last.
    pub fn available() -> Vec<Self> {
        #[cfg_attr(not(target_arch = "x86_64"), expect(unused_mut, reason = "one path elsewhere"))]
        let mut paths = vec![Self::SCALAR];
        #[cfg(target_arch = "x86_64")]
        {
            paths.extend(Avx2::detect().map(|found| Self(Path::Avx2(found))));
            paths.extend(Avx512::detect().map(|found| Self(Path::Avx512(found))));
        }
        paths
    }

    /// The fastest path that this processor can take.
    pub fn best() -> Self {
        #[cfg(target_arch = "x86_64")]
        {
            if let Some(found) = Avx512::detect() {
                return Self(Path::Avx512(found));
            }
            if let Some(found) = Avx2::detect() {
                return Self(Path::Avx2(found));
            }
        }
        Self::SCALAR
    }

    /// Its name: `scalar`, `avx2` or `avx512`.
    pub const fn name(self) -> &'static str {
        match self.0 {
            Path::Scalar => "scalar",
            #[cfg(target_arch = "x86_64")]
            Path::Avx2(_) => "avx2",
            #[cfg(target_arch = "x86_64")]
            Path::Avx512(_) => "avx512",
        }
    }

    pub(super) fn strip(self, filter: &mut Filter) {
        match self.0 {
            Path::Scalar => kernel::strip(Scalar, filter),
            #[cfg(target_arch = "x86_64")]
            Path::Avx2(lanes) => lanes.strip(filter),
            #[cfg(target_arch = "x86_64")]
            Path::Avx512(lanes) => lanes.strip(filter),
        }
    }

    pub(super) fn luma_of_rgb(self, row: &[u8], luma: &mut [Sixteen]) {
        match self.0 {
            Path::Scalar => kernel::luma_of_rgb(Scalar, row, luma),
            #[cfg(target_arch = "x86_64")]
            Path::Avx2(lanes) => lanes.luma_of_rgb_row(row, luma),
            #[cfg(target_arch = "x86_64")]
            Path::Avx512(lanes) => lanes.luma_of_rgb_row(row, luma),
        }
    }

    pub(super) fn luma_of_grey(self, row: &[u8], luma: &mut [Sixteen]) {
        match self.0 {
            Path::Scalar => kernel::luma_of_grey(Scalar, row, luma),
            #[cfg(target_arch = "x86_64")]
            Path::Avx2(lanes) => lanes.luma_of_grey_row(row, luma),
            #[cfg(target_arch = "x86_64")]
            Path::Avx512(lanes) => lanes.luma_of_grey_row(row, luma),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Divisor;

    /// What the paths with fused operations compute.
    fn product(value: f32, by: &Divisor) -> f32 {
        value.mul_add(by.hi, value * by.lo)
    }

    #[test]
    fn reciprocals_divide_exactly_where_they_are_hardest() {
        // Around every multiple, and with every last bit set.
        for count in 1..=2048_u32 {
            let by = Divisor::new(count);
            for quotient in [1, 3, 0x7f_ffff, 0x80_0001, 0xff_fffe, 0xff_ffff_u32] {
                let near = (f64::from(quotient) * f64::from(count)) as f32;
                for value in [near.next_down(), near, near.next_up()] {
                    assert_eq!(product(value, &by), value / by.count, "{value} / {count}");
                }
                let middle = ((f64::from(quotient) + 0.5) * f64::from(count)) as f32;
                for value in [middle.next_down(), middle, middle.next_up()] {
                    assert_eq!(product(value, &by), value / by.count, "{value} / {count}");
                }
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4096))]

        #[test]
        fn reciprocals_divide_exactly(value in -1e6_f32..1e6, small in -1e-9_f32..1e-9, count in 1_u32..=2048) {
            let by = Divisor::new(count);
            prop_assert_eq!(product(value, &by).to_bits(), (value / by.count).to_bits());
            prop_assert_eq!(product(small, &by).to_bits(), (small / by.count).to_bits());
        }
    }
}
