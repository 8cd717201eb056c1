//! From 64 × 64 samples to hash, quality and orientations.
//!
//! The method is that of the PDQ paper and of facebook/ThreatExchange. Products are summed in the
//! order of the reference, in single precision, without fused operations.

use super::filter::SIDE;
use crate::Pdq;

/// Frequencies along each side: 1 to 16. Frequency 0, the mean, is left out.
const FREQUENCIES: usize = 16;

/// Samples along both sides.
pub(super) type Samples = [[f32; SIDE]; SIDE];
type Spectrum = [[f32; FREQUENCIES]; FREQUENCIES];
/// One bit a frequency: bit `j` of row `i`.
type Bits = [u16; FREQUENCIES];

/// `sqrt(2 / 64) * cos(pi * n / 128)`, a quarter of a wave, rounded to single precision. The factor
/// itself is rounded first. A table, because cosines differ between platforms; a test computes it.
#[rustfmt::skip]
const COSINES: [f32; SIDE] = [
    0.17677669, 0.17672345, 0.17656375, 0.17629771, 0.17592546, 0.17544726, 0.17486335, 0.17417413,
    0.17337997, 0.17248139, 0.17147891, 0.17037314, 0.16916475, 0.16785446, 0.16644305, 0.16493139,
    0.16332036, 0.16161098, 0.15980424, 0.15790124, 0.15590313, 0.1538111, 0.15162642, 0.14935042,
    0.14698444, 0.14452994, 0.14198837, 0.13936128, 0.13665023, 0.13385688, 0.13098289, 0.12803,
    0.125, 0.121894695, 0.11871597, 0.11546574, 0.112145945, 0.108758606, 0.10530575, 0.10178947,
    0.09821187, 0.09457511, 0.090881385, 0.08713291, 0.08333196, 0.079480805, 0.075581774, 0.07163722,
    0.06764951, 0.06362105, 0.059554275, 0.05545162, 0.051315565, 0.0471486, 0.042953234, 0.038731992,
    0.034487423, 0.030222077, 0.025938528, 0.021639355, 0.017327147, 0.0130045, 0.008674021, 0.004338317,
];

/// The matrix of the transform, `[sample][frequency - 1]`.
const MATRIX: [[f32; FREQUENCIES]; SIDE] = matrix();

const fn matrix() -> [[f32; FREQUENCIES]; SIDE] {
    let mut matrix = [[0.0; FREQUENCIES]; SIDE];
    let mut sample = 0;
    while sample < SIDE {
        let mut frequency = 0;
        while frequency < FREQUENCIES {
            let angle = (frequency + 1) * (2 * sample + 1) % 256;
            matrix[sample][frequency] = match angle {
                0..=63 => COSINES[angle],
                // No angle is a right one: that would need frequency 64.
                64..=128 => -COSINES[128 - angle],
                129..=191 => -COSINES[angle - 128],
                _ => COSINES[256 - angle],
            };
            frequency += 1;
        }
        sample += 1;
    }
    matrix
}

/// The lowest frequencies of the samples: row by frequency down, column by frequency across.
fn spectrum(samples: &Samples) -> Spectrum {
    let mut half = [[0.0_f32; SIDE]; FREQUENCIES];
    for (row, weights) in samples.iter().zip(&MATRIX) {
        for (sums, weight) in half.iter_mut().zip(weights) {
            for (sum, sample) in sums.iter_mut().zip(row) {
                *sum += weight * sample;
            }
        }
    }
    let mut spectrum = [[0.0_f32; FREQUENCIES]; FREQUENCIES];
    for (sums, half) in spectrum.iter_mut().zip(&half) {
        for (weights, value) in MATRIX.iter().zip(half) {
            for (sum, weight) in sums.iter_mut().zip(weights) {
                *sum += value * weight;
            }
        }
    }
    spectrum
}

/// The hash of the samples and of their seven other orientations, in the order of
/// [`PdqPicture::orientations`](super::PdqPicture::orientations).
pub(super) fn orientations(samples: &Samples) -> [Pdq; 8] {
    let spectrum = spectrum(samples);
    // A mirrored picture has the odd frequencies of one direction negated, a transposed one the
    // spectrum transposed.
    let as_it_is = bits(&spectrum, |_, _| false);
    let mirrored = bits(&spectrum, |_, across| across % 2 == 0);
    let upside_down = bits(&spectrum, |down, _| down % 2 == 0);
    let half_turn = bits(&spectrum, |down, across| (down + across) % 2 == 1);
    [
        hash(as_it_is),
        hash(transposed(mirrored)),
        hash(half_turn),
        hash(transposed(upside_down)),
        hash(upside_down),
        hash(mirrored),
        hash(transposed(as_it_is)),
        hash(transposed(half_turn)),
    ]
}

/// Which frequencies lie above the median, some of them negated before.
fn bits(spectrum: &Spectrum, is_negated: impl Fn(usize, usize) -> bool) -> Bits {
    let mut values = *spectrum;
    for (down, row) in values.iter_mut().enumerate() {
        for (across, value) in row.iter_mut().enumerate() {
            *value = if is_negated(down, across) { -*value } else { *value };
        }
    }
    // Of the two in the middle the lower one, as Torben's method gives it.
    let mut sorted = values;
    let sorted = sorted.as_flattened_mut();
    let middle = sorted.len() / 2 - 1;
    let median = *sorted.select_nth_unstable_by(middle, f32::total_cmp).1;
    values.map(|row| {
        row.iter().enumerate().fold(0, |bits, (at, &value)| bits | u16::from(value > median) << at)
    })
}

fn transposed(bits: Bits) -> Bits {
    std::array::from_fn(|row| {
        bits.iter().enumerate().fold(0, |column, (at, bits)| column | (bits >> row & 1) << at)
    })
}

/// The last row and its last bit come first.
fn hash(bits: Bits) -> Pdq {
    let mut bytes = [0; 32];
    for (place, row) in bytes.as_chunks_mut::<2>().0.iter_mut().zip(bits.iter().rev()) {
        *place = row.to_be_bytes();
    }
    Pdq::from_bytes(bytes)
}

/// How much there is to see, 0 to 100: the differences between neighbours, each as a whole number of
/// hundredths of the range, so that faint ones count as nothing.
pub(super) fn quality(samples: &Samples) -> u8 {
    let step = |a: f32, b: f32| (((a - b) * 100.0 / 255.0) as i32).unsigned_abs();
    let down: u32 = samples
        .array_windows()
        .flat_map(|[above, below]| above.iter().zip(below))
        .map(|(&above, &below)| step(above, below))
        .sum();
    let across: u32 =
        samples.iter().flat_map(|row| row.array_windows()).map(|&[left, right]| step(left, right)).sum();
    ((down + across) / 90).min(100) as u8
}

#[cfg(test)]
mod tests {
    use std::f64::consts::PI;

    use super::*;

    #[test]
    fn the_matrix_is_made_of_cosines() {
        let factor = (2.0_f64 / 64.0).sqrt() as f32;
        for (sample, row) in MATRIX.iter().enumerate() {
            for (frequency, &value) in row.iter().enumerate() {
                let angle = PI / 2.0 / 64.0 * (frequency + 1) as f64 * (2 * sample + 1) as f64;
                assert_eq!(value, (f64::from(factor) * angle.cos()) as f32, "{sample}, {frequency}");
            }
        }
    }

    #[test]
    fn bits_stand_in_the_order_of_the_reference() {
        let mut bits = [0; 16];
        bits[15] = 1 << 15;
        bits[0] = 1;
        assert_eq!(hash(bits).to_string(), format!("8{}1", "0".repeat(62)));
        bits[0] = 0;
        bits[15] = 0;
        bits[1] = 1 << 3;
        assert_eq!(transposed(bits)[3], 1 << 1);
    }

    #[test]
    fn faint_steps_count_as_nothing() {
        let mut samples = [[0.0; SIDE]; SIDE];
        samples[0][0] = 2.54;
        assert_eq!(quality(&samples), 0);
        // 63 * 64 steps of one hundredth along each direction.
        for (down, row) in samples.iter_mut().enumerate() {
            for (across, value) in row.iter_mut().enumerate() {
                *value = 2.56 * ((down + across) % 2) as f32;
            }
        }
        assert_eq!(quality(&samples), (2 * 63 * 64 / 90) as u8);
    }
}
