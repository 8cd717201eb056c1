//! The filter against a plain one over whole pictures, on every path.

use proptest::prelude::*;

use super::*;

/// What a picture looks like.
#[derive(Clone, Copy, Debug)]
enum Kind {
    Noise,
    Faint,
    Slope,
    Stripes,
    Flat,
}

/// Red, green and blue of a picture of this kind.
fn pixels(kind: Kind, mut seed: u64, width: usize, height: usize) -> Vec<u8> {
    let flat = seed as u8;
    let mut random = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 56) as u8
    };
    let mut pixels = Vec::new();
    for y in 0..height {
        for x in 0..width {
            for colour in 0..3 {
                pixels.push(match kind {
                    Kind::Noise => random(),
                    Kind::Faint => 100 + random() % 3,
                    Kind::Slope => (x * 255 / width + y * 100 / height + 30 * colour) as u8,
                    Kind::Stripes => 255 * ((x / 9 + y / 5 + colour) % 2) as u8,
                    Kind::Flat => flat,
                });
            }
        }
    }
    pixels
}

fn kind() -> impl Strategy<Value = Kind> {
    prop_oneof![
        Just(Kind::Noise),
        Just(Kind::Faint),
        Just(Kind::Slope),
        Just(Kind::Stripes),
        Just(Kind::Flat)
    ]
}

/// Every size that matters: small, exactly sampled, around the steps of the window, long.
fn size() -> impl Strategy<Value = (usize, usize)> {
    prop_oneof![
        4 => (5_usize..300, 5_usize..300),
        1 => Just((64, 64)),
        1 => (120_usize..140, 250_usize..270),
        1 => (5_usize..20, 1000_usize..3000),
        1 => (1000_usize..3000, 5_usize..20),
    ]
}

/// A box filter over one line, written as its definition: what enters, what leaves, then the mean.
fn box_filter(line: &mut [f32], window: usize) {
    let input = line.to_vec();
    let (length, lag) = (input.len(), window / 2);
    let mut sum = 0.0_f32;
    let mut inside = 0_usize;
    for at in 0..length + lag {
        if at < length {
            sum += input[at];
            inside += 1;
        }
        if at >= window {
            sum -= input[at - window];
            inside -= 1;
        }
        if at >= lag {
            line[at - lag] = sum / inside as f32;
        }
    }
}

/// Both passes over the whole picture, and its samples.
fn plain(luma: &[f32], width: usize, height: usize) -> Vec<f32> {
    let mut picture = luma.to_vec();
    for _ in 0..2 {
        for row in picture.chunks_exact_mut(width) {
            box_filter(row, width.div_ceil(128));
        }
        for column in 0..width {
            let mut line: Vec<f32> = picture.iter().skip(column).step_by(width).copied().collect();
            box_filter(&mut line, height.div_ceil(128));
            for (row, value) in line.into_iter().enumerate() {
                picture[row * width + column] = value;
            }
        }
    }
    let place = |at: usize, length: usize| ((at as f64 + 0.5) * length as f64 / 64.0) as usize;
    (0..SIDE * SIDE).map(|at| picture[place(at / SIDE, height) * width + place(at % SIDE, width)]).collect()
}

fn bits(samples: impl IntoIterator<Item = f32>) -> Vec<u32> {
    samples.into_iter().map(f32::to_bits).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_path_gives_the_bits_of_a_plain_filter(kind in kind(), seed: u64, (width, height) in size()) {
        let pixels = pixels(kind, seed, width, height);
        // As the reference's binding computes it, in double precision.
        let luma: Vec<f32> = pixels
            .as_chunks::<3>()
            .0
            .iter()
            .map(|rgb| rgb.map(f64::from))
            .map(|[r, g, b]| (r * 0.299 + g * 0.587 + b * 0.114) as f32)
            .collect();
        let expected = bits(plain(&luma, width, height));
        let grey: Vec<u8> = pixels.iter().copied().step_by(3).collect();
        let expected_of_grey = bits(plain(&grey.iter().copied().map(f32::from).collect::<Vec<_>>(), width, height));
        for path in CpuPath::available() {
            let mut filter = Filter::new(width, height, path);
            pixels.chunks_exact(3 * width).for_each(|row| filter.push_rgb(row));
            let samples = filter.finish();
            prop_assert_eq!(&bits(samples.as_flattened().iter().copied()), &expected, "{}", path.name());

            let mut filter = Filter::new(width, height, path);
            grey.chunks_exact(width).for_each(|row| filter.push_luma(row));
            let samples = filter.finish();
            prop_assert_eq!(&bits(samples.as_flattened().iter().copied()), &expected_of_grey, "{}", path.name());
        }
    }
}

#[test]
fn every_colour_has_its_luma_on_every_path() {
    let mut tiles = [Sixteen::default(); 256 / LANES];
    for path in CpuPath::available() {
        for red in 0..=255 {
            for green in 0..=255 {
                let row: Vec<u8> = (0..=255).flat_map(|blue| [red, green, blue]).collect();
                path.luma_of_rgb(&row, &mut tiles);
                for blue in 0..256 {
                    let exact = 299 * i32::from(red) + 587 * i32::from(green) + 114 * blue;
                    let luma = tiles[blue as usize / LANES].0[blue as usize % LANES];
                    assert_eq!(luma, exact as f32 / 1000.0, "{red} {green} {blue} on {}", path.name());
                }
            }
        }
    }
}

#[test]
fn windows_grow_by_one_in_128() {
    for (length, window, lag) in [(5, 1, 0), (128, 1, 0), (129, 2, 1), (1024, 8, 4), (1025, 9, 4)] {
        let axis = Axis::new(length);
        assert_eq!((axis.window, axis.lag), (window, lag), "{length}");
    }
}

#[test]
fn samples_are_in_the_middle_of_their_parts() {
    for length in (5..2000).chain([65_535, 262_144]) {
        let axis = Axis::new(length);
        for (at, (step, count)) in axis.samples().into_iter().enumerate() {
            let place = ((at as f64 + 0.5) * length as f64 / 64.0) as usize;
            assert_eq!(step, place + 2 * axis.lag, "{length}");
            assert!(count >= 1.0 && count <= axis.window as f32);
        }
    }
}
