//! From rows of luma to 64 × 64 samples, in one walk.
//!
//! The method is that of the PDQ paper and of facebook/ThreatExchange: twice a box filter along the
//! rows and then along the columns, each a running sum, after which the middle of every 64th part is
//! taken. Running sums of floating-point numbers depend on their order, so that of the reference is
//! kept: add what enters the window, then subtract what leaves it, then divide.
//!
//! What differs is the way through memory. Sixteen rows make a strip, and sixteen columns of a strip
//! a tile. Along rows, the sixteen rows are summed side by side; along columns, the sixteen columns.
//! Of the rows above, one window of the first pass is kept, and of the second pass only the 64 columns
//! that are sampled.
//!
//! Outside of the picture everything counts as zero. Zeros change no sum, and so a window that is cut
//! off by an edge needs no code of its own: only its divisor differs. An output lies half a window
//! behind the input that completes it, so that the first pass ends `lag` later than the picture, and
//! the second `2 * lag`.

pub(super) mod kernel;

use super::simd::{CpuPath, Divisor, LANES, Sixteen};

/// Samples along each side.
pub(super) const SIDE: usize = 64;

/// What a filter along one direction needs to know.
pub(super) struct Axis {
    length: usize,
    window: usize,
    /// How many steps an output lies behind the input that completes it.
    lag: usize,
}

impl Axis {
    fn new(length: usize) -> Self {
        let window = length.div_ceil(2 * SIDE);
        Self { length, window, lag: window / 2 }
    }

    /// The number of steps until the last output of the second pass.
    const fn steps(&self) -> usize {
        self.length + 2 * self.lag
    }

    /// The divisor of the output that step `at` completes.
    fn divisor(&self, at: usize) -> Divisor {
        if at < self.lag || at >= self.length + self.lag {
            return Divisor::OUTSIDE;
        }
        let (end, start) = ((at + 1).min(self.length), (at + 1).saturating_sub(self.window));
        Divisor::new((end - start) as u32)
    }

    /// The places that are sampled: for each, the step of the second pass that completes it, and its
    /// divisor.
    fn samples(&self) -> [(usize, f32); SIDE] {
        std::array::from_fn(|at| {
            let place = (2 * at + 1) * self.length / (2 * SIDE);
            let step = place + self.lag;
            (step + self.lag, self.divisor(step).count)
        })
    }
}

/// The state between two strips.
pub(super) struct Filter {
    path: CpuPath,
    columns: Axis,
    /// The divisors of the first pass along rows, by step.
    divisors: Vec<Divisor>,
    /// The steps along a row at which a sample is complete, and their divisors.
    row_samples: [(usize, f32); SIDE],
    /// The same along columns.
    column_samples: [(usize, f32); SIDE],

    /// The luma of the present strip, row by row; beyond the picture zero.
    strip: Vec<Sixteen>,
    /// From one of its rows to the next.
    stride: usize,
    /// How many rows of the strip are there.
    filled: usize,
    /// The step of the strip's first row.
    step: usize,

    /// The windows of the two passes along rows. Empty between strips.
    row_windows: [Vec<Sixteen>; 2],
    /// The sums of the first pass along columns, and their window: `columns.window` rows for each tile.
    sums: Vec<Sixteen>,
    window: Vec<Sixteen>,
    /// The second pass along rows: for each sampled column, the sixteen rows of the strip.
    sampled: [Sixteen; SIDE],
    /// The sums of the second pass along columns, and their window.
    sampled_sums: [f32; SIDE],
    sampled_window: Vec<[f32; SIDE]>,
    /// The samples, and how many rows of them are complete.
    samples: Box<[[f32; SIDE]; SIDE]>,
    complete: usize,
}

impl Filter {
    /// A filter for a picture of this size, neither side zero.
    pub fn new(width: usize, height: usize, path: CpuPath) -> Self {
        let (rows, columns) = (Axis::new(width), Axis::new(height));
        let tiles = rows.steps().div_ceil(LANES) + 1;
        // Odd, so that the rows of a tile don't meet in the same places of the cache.
        let stride = tiles | 1;
        let none = Sixteen::default();
        Self {
            path,
            divisors: (0..tiles * LANES).map(|at| rows.divisor(at)).collect(),
            row_samples: rows.samples(),
            column_samples: columns.samples(),
            strip: vec![none; LANES * stride],
            stride,
            filled: 0,
            step: 0,
            row_windows: [vec![none; rows.window], vec![none; rows.window]],
            sums: vec![none; tiles],
            window: vec![none; tiles * columns.window],
            sampled: [none; SIDE],
            sampled_sums: [0.0; SIDE],
            sampled_window: vec![[0.0; SIDE]; columns.window],
            samples: Box::new([[0.0; SIDE]; SIDE]),
            complete: 0,
            columns,
        }
    }

    /// Takes a row of red, green and blue, as many pixels as the picture is wide.
    pub fn push_rgb(&mut self, row: &[u8]) {
        self.path.luma_of_rgb(row, &mut self.strip[self.filled * self.stride..][..self.stride]);
        self.end_row();
    }

    /// Takes a row of luma.
    pub fn push_luma(&mut self, row: &[u8]) {
        self.path.luma_of_grey(row, &mut self.strip[self.filled * self.stride..][..self.stride]);
        self.end_row();
    }

    fn end_row(&mut self) {
        self.filled += 1;
        if self.filled == LANES {
            self.end_strip();
        }
    }

    fn end_strip(&mut self) {
        self.path.strip(self);
        self.filled = 0;
        self.step += LANES;
    }

    /// The samples, after the last row.
    pub fn finish(mut self) -> Box<[[f32; SIDE]; SIDE]> {
        while self.step < self.columns.steps() {
            self.strip[self.filled * self.stride..].fill(Sixteen::default());
            self.end_strip();
        }
        self.samples
    }
}

#[cfg(test)]
mod tests;
