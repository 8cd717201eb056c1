//! How far decoding a JPEG at a smaller size moves its PDQ hash: a table for docs/performance.md.
//!
//! `cargo run --release -p tutela-media --example scaled_jpeg [PICTURES]`; 400 pictures where nothing is said.
#![expect(clippy::print_stdout, reason = "a table for a person")]
#![expect(clippy::disallowed_methods, reason = "measures how long decoding takes")]

#[path = "../tests/main/samples.rs"]
#[expect(dead_code, reason = "the tests use the rest")]
mod samples;

use std::time::{Duration, Instant};

use samples::{Numbers, jpeg_with, picture};
use turbojpeg::Subsamp;
use tutela_matching::distance;
use tutela_media::{Decoded, Picture, PictureLimits};

const BOUNDS: [u32; 4] = [128, 256, 512, 1024];

fn main() {
    let count = std::env::args().nth(1).and_then(|count| count.parse().ok()).unwrap_or(400);
    let mut numbers = Numbers(1);
    // By bound: how often each distance came, of quality 80 and above, and of less.
    let mut seen = [[[0_u32; 33]; 2]; BOUNDS.len()];
    let mut scaled = [0; BOUNDS.len()];
    for number in 0..count {
        let width = 1030 + numbers.below(2400) as u32;
        let height = 1030 + numbers.below(2000) as u32;
        let subsampling =
            [Subsamp::None, Subsamp::Sub2x1, Subsamp::Sub2x2, Subsamp::Sub1x2][number as usize % 4];
        let quality = 40 + numbers.below(56) as i32;
        let bytes = jpeg_with(&picture(width, height, 10_000 + number), quality, subsampling, |_| ());
        let full = decode(&bytes, 0).0;
        for (at, bound) in BOUNDS.into_iter().enumerate() {
            let small = decode(&bytes, bound).0;
            if small.is_scaled {
                scaled[at] += 1;
                let apart = distance(&full.hash.hash, &small.hash.hash).min(32) as usize;
                seen[at][usize::from(full.hash.quality < 80)][apart] += 1;
            }
        }
    }
    println!("| distance | {} |", BOUNDS.map(|bound| format!("short side ≥ {bound}")).join(" | "));
    println!("|---|{}", "---|".repeat(BOUNDS.len()));
    for apart in 0..=32 {
        let row: Vec<[u32; 2]> = seen.iter().map(|bound| [bound[0][apart], bound[1][apart]]).collect();
        if row.iter().flatten().any(|count| *count > 0) {
            let cells = row.iter().map(|[good, poor]| format!("{good} + {poor}")).collect::<Vec<_>>();
            println!("| {apart}{} | {} |", if apart == 32 { " or more" } else { "" }, cells.join(" | "));
        }
    }
    println!("\n(pictures of quality ≥ 80 + pictures of less; scaled at all: {scaled:?} of {count})\n");
    let large = jpeg_with(&picture(4000, 3000, 5), 85, Subsamp::Sub2x2, |_| ());
    println!("12 MP JPEG, {} kB:", large.len() / 1000);
    for bound in [0].into_iter().chain(BOUNDS) {
        let best = (0..5).map(|_| decode(&large, bound).1).min().unwrap_or_default();
        println!("- short side ≥ {bound}: {best:.1?}");
    }
}

fn decode(bytes: &[u8], bound: u32) -> (Picture, Duration) {
    let start = Instant::now();
    let decoded = Decoded::jpeg(bytes, &PictureLimits::default(), bound).expect("a JPEG that was just made");
    let picture = decoded.into_picture();
    (picture, start.elapsed())
}
