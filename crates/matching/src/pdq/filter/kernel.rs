//! One strip, on any set of instructions.
//!
//! Everything here is inlined into a function that may use the instructions, so that sums stay in
//! registers. What takes a closure over registers, such as `array::map`, is not: hence the loops.

use super::Filter;
use crate::pdq::simd::{Divisor, LANES, Lanes, Sixteen};

/// Writes the luma of a row.
#[inline(always)]
pub fn luma_of_rgb<L: Lanes>(lanes: L, row: &[u8], luma: &mut [Sixteen]) {
    let (pixels, rest) = row.as_chunks::<{ 3 * LANES }>();
    for (luma, pixels) in luma.iter_mut().zip(pixels) {
        lanes.store(lanes.luma_of_rgb(pixels), luma);
    }
    if !rest.is_empty() {
        let mut padded = [0; 3 * LANES];
        padded[..rest.len()].copy_from_slice(rest);
        lanes.store(lanes.luma_of_rgb(&padded), &mut luma[pixels.len()]);
    }
}

/// The same of a row that is luma already.
#[inline(always)]
pub fn luma_of_grey<L: Lanes>(lanes: L, row: &[u8], luma: &mut [Sixteen]) {
    let (pixels, rest) = row.as_chunks::<LANES>();
    for (luma, pixels) in luma.iter_mut().zip(pixels) {
        lanes.store(lanes.luma_of_grey(pixels), luma);
    }
    if !rest.is_empty() {
        let mut padded = [0; LANES];
        padded[..rest.len()].copy_from_slice(rest);
        lanes.store(lanes.luma_of_grey(&padded), &mut luma[pixels.len()]);
    }
}

/// A running sum over a window, sixteen side by side.
struct Running<'a, L: Lanes> {
    lanes: L,
    sum: L::V,
    window: &'a mut [Sixteen],
    /// Where in the window the oldest lies.
    oldest: usize,
}

impl<L: Lanes> Running<'_, L> {
    /// The sum after `v` came in and the oldest went out.
    #[inline(always)]
    fn step(&mut self, v: L::V) -> L::V {
        let slot = &mut self.window[self.oldest];
        let out = self.lanes.load(slot);
        self.lanes.store(v, slot);
        self.sum = self.lanes.sub(self.lanes.add(self.sum, v), out);
        self.oldest += 1;
        if self.oldest == self.window.len() {
            self.oldest = 0;
        }
        self.sum
    }
}

/// Takes the strip through both passes.
#[inline(always)]
pub fn strip<L: Lanes>(lanes: L, filter: &mut Filter) {
    let column_window = filter.columns.window;
    let oldest = filter.step % column_window;
    let divisors: [Divisor; LANES] = std::array::from_fn(|row| filter.columns.divisor(filter.step + row));
    let zero = lanes.load(&Sixteen::default());
    let [first, second] = &mut filter.row_windows;
    first.fill(Sixteen::default());
    second.fill(Sixteen::default());
    let mut first = Running { lanes, sum: zero, window: first, oldest: 0 };
    let mut second = Running { lanes, sum: zero, window: second, oldest: 0 };
    let mut samples = filter.row_samples.iter().zip(&mut filter.sampled).peekable();

    let divisors_along = filter.divisors.as_chunks::<LANES>().0.iter();
    let columns = filter.sums.iter_mut().zip(filter.window.chunks_exact_mut(column_window));
    // Of the tile before, the second pass along rows is still to come. It goes along with the first pass of
    // this one, so that no sum waits for itself.
    let mut before = [zero; LANES];
    for (at, (row_divisors, (sums, window))) in divisors_along.zip(columns).enumerate() {
        let mut v = [zero; LANES];
        for (v, row) in v.iter_mut().zip(filter.strip.chunks_exact(filter.stride)) {
            *v = lanes.load(&row[at]);
        }
        let mut v = lanes.transpose(v);
        // Along rows: the sixteen rows side by side.
        for ((v, divisor), before) in v.iter_mut().zip(row_divisors).zip(&mut before) {
            *v = lanes.divide(first.step(*v), divisor);
            *before = second.step(*before);
        }
        while let Some((&(step, count), sampled)) = samples.next_if(|(sample, _)| sample.0 / LANES + 1 == at)
        {
            lanes.store(before[step % LANES], sampled);
            sampled.0 = sampled.0.map(|sum| sum / count);
        }
        // First pass along columns: the sixteen columns side by side.
        let mut v = lanes.transpose(v);
        let mut columns = Running { lanes, sum: lanes.load(sums), window, oldest };
        for (v, divisor) in v.iter_mut().zip(&divisors) {
            *v = lanes.divide(columns.step(*v), divisor);
        }
        lanes.store(columns.sum, sums);
        before = lanes.transpose(v);
    }
    drop(samples);
    sampled_columns(filter);
}

/// The second pass along columns, at the 64 sampled columns.
#[inline(always)]
fn sampled_columns(filter: &mut Filter) {
    let mut oldest = filter.step % filter.columns.window;
    for row in 0..LANES {
        let window = &mut filter.sampled_window[oldest];
        let sums = filter.sampled_sums.iter_mut().zip(window);
        for ((sum, slot), sampled) in sums.zip(&filter.sampled) {
            let v = sampled.0[row];
            *sum = *sum + v - *slot;
            *slot = v;
        }
        oldest += 1;
        if oldest == filter.columns.window {
            oldest = 0;
        }
        while let Some(&(step, count)) = filter.column_samples.get(filter.complete) {
            if step != filter.step + row {
                break;
            }
            filter.samples[filter.complete] = filter.sampled_sums.map(|sum| sum / count);
            filter.complete += 1;
        }
    }
}
