//! The limit of the same run: how often a second this disk makes a page durable.

use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

/// Writes and syncs 4 KiB pages for a second; how many.
#[expect(clippy::disallowed_methods, reason = "a bench measures real time")]
pub(super) fn syncs_a_second(folder: &Path) -> std::io::Result<f64> {
    let path = folder.join("disk-limit");
    let mut file = File::create(&path)?;
    let begin = Instant::now();
    let mut syncs = 0_u32;
    while begin.elapsed() < Duration::from_secs(1) {
        file.write_all(&[0x5a; 4096])?;
        file.sync_data()?;
        syncs += 1;
    }
    let rate = f64::from(syncs) / begin.elapsed().as_secs_f64();
    drop(file);
    std::fs::remove_file(path)?;
    Ok(rate)
}
