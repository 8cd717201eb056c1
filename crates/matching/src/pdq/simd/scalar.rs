//! One number after the other, as every processor can.

use std::array::from_fn;

use super::{Divisor, LANES, Lanes, Sixteen, THOUSAND};

#[derive(Clone, Copy, Debug)]
pub(super) struct Scalar;

impl Lanes for Scalar {
    type V = [f32; LANES];

    #[inline(always)]
    fn load(self, from: &Sixteen) -> Self::V {
        from.0
    }

    #[inline(always)]
    fn store(self, v: Self::V, to: &mut Sixteen) {
        to.0 = v;
    }

    #[inline(always)]
    fn add(self, a: Self::V, b: Self::V) -> Self::V {
        from_fn(|lane| a[lane] + b[lane])
    }

    #[inline(always)]
    fn sub(self, a: Self::V, b: Self::V) -> Self::V {
        from_fn(|lane| a[lane] - b[lane])
    }

    #[inline(always)]
    fn divide(self, a: Self::V, by: &Divisor) -> Self::V {
        if cfg!(target_arch = "aarch64") {
            // Every such processor can fuse, and that is faster than it divides.
            from_fn(|lane| a[lane].mul_add(by.hi, a[lane] * by.lo))
        } else {
            from_fn(|lane| a[lane] / by.count)
        }
    }

    #[inline(always)]
    fn transpose(self, rows: [Self::V; LANES]) -> [Self::V; LANES] {
        from_fn(|column| from_fn(|row| rows[row][column]))
    }

    #[inline(always)]
    fn luma_of_rgb(self, pixels: &[u8; 3 * LANES]) -> Self::V {
        let mut thousandfold = [0.0; LANES];
        for (luma, rgb) in thousandfold.iter_mut().zip(pixels.as_chunks::<3>().0) {
            let [red, green, blue] = [i32::from(rgb[0]), i32::from(rgb[1]), i32::from(rgb[2])];
            *luma = (299 * red + 587 * green + 114 * blue) as f32;
        }
        self.divide(thousandfold, &THOUSAND)
    }

    #[inline(always)]
    fn luma_of_grey(self, pixels: &[u8; LANES]) -> Self::V {
        pixels.map(f32::from)
    }
}
