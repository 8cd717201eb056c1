//! Pictures from a recipe, the same as `draw` in `scripts/check_pdq.py`.

/// Red, green and blue of the picture.
pub fn draw(kind: &str, seed: u32, width: u32, height: u32) -> Vec<u8> {
    let mut pixels = Vec::new();
    for y in 0..height {
        for x in 0..width {
            for colour in 0..3 {
                pixels.push(pixel(kind, seed, (width, height), (x, y), colour));
            }
        }
    }
    pixels
}

fn pixel(kind: &str, seed: u32, (width, height): (u32, u32), (x, y): (u32, u32), colour: u32) -> u8 {
    match kind {
        "noise" => (mix(seed, x, y, colour) >> 24) as u8,
        "faint" => 100 + (mix(seed, x, y, colour) & 3) as u8,
        "flat" => mix(seed, 0, 0, colour) as u8,
        "board" => {
            let side = 1 + mix(seed, 1, 1, 1) % (width.min(height) / 2).max(1);
            mix(seed, (x / side + y / side) & 1, 7, colour) as u8
        }
        "slope" => slope(seed, (width, height), (x, y), colour),
        "discs" => {
            let disc = (0..12).rev().find(|&at| {
                let left = i64::from(mix(seed, 3, at, 0) % width);
                let top = i64::from(mix(seed, 3, at, 1) % height);
                let radius = i64::from(1 + mix(seed, 3, at, 2) % (width.min(height) / 3).max(1));
                (i64::from(x) - left).pow(2) + (i64::from(y) - top).pow(2) <= radius.pow(2)
            });
            match disc {
                Some(at) => mix(seed, 4, at, colour) as u8,
                None => slope(seed, (width, height), (x, y), colour),
            }
        }
        _ => panic!("no picture is called {kind}"),
    }
}

fn slope(seed: u32, (width, height): (u32, u32), (x, y): (u32, u32), colour: u32) -> u8 {
    let (across, down) = (mix(seed, 2, 0, 0) % 256, mix(seed, 2, 1, 0) % 256);
    ((x * across / width + y * down / height) / 2 + 20 * colour) as u8
}

/// A number that looks random, of four numbers.
fn mix(seed: u32, x: u32, y: u32, colour: u32) -> u32 {
    let mut h = seed.wrapping_mul(0x9e37_79b1);
    h ^= (x + 1).wrapping_mul(0x85eb_ca77);
    h ^= (y + 1).wrapping_mul(0xc2b2_ae3d);
    h ^= (colour + 1).wrapping_mul(0x27d4_eb2f);
    h = (h ^ h >> 15).wrapping_mul(0x2c1b_3c6d);
    h = (h ^ h >> 12).wrapping_mul(0x297a_2d39);
    h ^ h >> 15
}
