//! Measures how long a picture takes to hash, on each path that this processor has.
//!
//! ```sh
//! cargo run --release -p tutela-matching --example pdq_bench
//! ```

use std::error::Error;
use std::io::{Write, stdout};
use std::time::Instant;

use tutela_matching::{CpuPath, PdqHasher, PdqPicture};

fn main() -> Result<(), Box<dyn Error>> {
    let mut output = stdout().lock();
    for (width, height, rounds) in [(4000, 3000, 15), (1920, 1080, 50), (512, 512, 300), (64, 64, 1000)] {
        let rgb = noise(3 * width as usize * height as usize);
        for path in CpuPath::available() {
            for (kind, bytes) in [("rgb", 3), ("luma", 1)] {
                let pixels = &rgb[..bytes * width as usize * height as usize];
                let mut times = Vec::new();
                for _ in 0..rounds {
                    #[expect(clippy::disallowed_methods, reason = "measuring is what this is for")]
                    let start = Instant::now();
                    std::hint::black_box(hash(width, height, bytes, pixels, path)?);
                    times.push(start.elapsed().as_secs_f64() * 1e3);
                }
                times.sort_by(f64::total_cmp);
                let (best, median) = (times[0], times[times.len() / 2]);
                let name = path.name();
                writeln!(output, "{width}x{height} {kind:4} {name:6}: {best:8.3} ms, median {median:8.3}")?;
            }
        }
    }
    Ok(())
}

fn hash(
    width: u32,
    height: u32,
    bytes: usize,
    pixels: &[u8],
    path: CpuPath,
) -> Result<PdqPicture, Box<dyn Error>> {
    let mut hasher = PdqHasher::with_path(width, height, path)?;
    for row in pixels.chunks_exact(bytes * width as usize) {
        if bytes == 3 { hasher.push_rgb(row)? } else { hasher.push_luma(row)? }
    }
    Ok(hasher.finish()?)
}

/// Noise over a gradient.
fn noise(length: usize) -> Vec<u8> {
    let mut state = 1_u32;
    (0..length)
        .map(|at| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 25) as u8 + (at * 128 / length) as u8
        })
        .collect()
}
