//! How far decoding a JPEG at a smaller size moves its PDQ hash: a table for docs/performance.md.
//!
//! `cargo run --release -p tutela-media --example scaled_jpeg [PICTURES]`; 400 pictures where nothing is said.
#![expect(clippy::print_stdout, reason = "a table for a person")]
#![expect(clippy::disallowed_methods, reason = "measures how long decoding takes")]

#[path = "../tests/main/samples.rs"]
#[expect(dead_code, clippy::unwrap_used, reason = "they are the tests' own")]
mod samples;

use std::time::{Duration, Instant};

use samples::{Numbers, jpeg_with, picture};
use turbojpeg::Subsamp;
use tutela_matching::distance;
use tutela_media::{Decoded, HASH_WORKER, Picture, PictureLimits, Pool, PoolSettings, worker_main};

const BOUNDS: [u32; 4] = [128, 256, 512, 1024];

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, command, order] = arguments.as_slice()
        && command == HASH_WORKER
    {
        worker_main(order);
        return;
    }
    distances(arguments.get(1).and_then(|count| count.parse().ok()).unwrap_or(400));
    times();
}

fn distances(count: u64) {
    let mut numbers = Numbers(1);
    // By bound: how often each distance came, of quality 80 and above, and of less.
    let mut seen = [[[0_u32; 33]; 2]; BOUNDS.len()];
    let mut scaled = [0; BOUNDS.len()];
    for number in 0..count {
        let width = 1030 + numbers.below(1800) as u32;
        let height = 1030 + numbers.below(1400) as u32;
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
}

fn times() {
    let large = jpeg_with(&picture(4000, 3000, 5), 85, Subsamp::Sub2x2, |_| ());
    let small = jpeg_with(&picture(512, 512, 5), 85, Subsamp::Sub2x2, |_| ());
    println!("12 MP JPEG, {} kB, in this process:", large.len() / 1000);
    for bound in [0].into_iter().chain(BOUNDS) {
        println!("- short side ≥ {bound}: {:.1?}", best(|| decode(&large, bound).1));
    }
    println!(
        "512 × 512 JPEG, {} kB, in this process: {:.1?}",
        small.len() / 1000,
        best(|| decode(&small, 512).1)
    );
    println!(
        "Digests of the large one: {:.1?}",
        best(|| time(|| tutela_media::digests_of(large.as_slice()).is_ok()).1)
    );
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("threads");
    for (name, settings) in
        [("a child for each file", PoolSettings::for_api()), ("one child", PoolSettings::for_scan())]
    {
        let pool = runtime.block_on(Pool::start(settings)).expect("a sandbox");
        for (size, bytes) in [("12 MP", &large), ("512 × 512", &small)] {
            let through =
                || time(|| runtime.block_on(pool.hash(bytes.clone())).is_ok_and(|file| file.picture.is_ok()));
            println!("{size} through the pool, {name}, with digests: {:.1?}", best(|| through().1));
        }
    }
}

fn best(mut run: impl FnMut() -> Duration) -> Duration {
    (0..20).map(|_| run()).min().unwrap_or_default()
}

fn time(run: impl FnOnce() -> bool) -> (bool, Duration) {
    let start = Instant::now();
    let is_well = run();
    assert!(is_well, "what is measured has to work");
    (is_well, start.elapsed())
}

fn decode(bytes: &[u8], bound: u32) -> (Picture, Duration) {
    let start = Instant::now();
    let decoded = Decoded::jpeg(bytes, &PictureLimits::default(), bound).expect("a JPEG that was just made");
    let picture = decoded.into_picture();
    (picture, start.elapsed())
}
