//! `tutela bench hash`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use clap::Args;
use serde::Serialize;
use tutela_media::{PictureLimits, Pool, PoolSettings, decode_picture};

use super::latency::Latencies;
use crate::commands::say;
use crate::error::Failure;

/// From a picture's file to its PDQ hash, on one core, and through the sandboxed pool.
#[derive(Args)]
pub struct Hash {
    /// A folder of pictures. Trusted ones: for this measurement they are decoded in this process.
    dir: PathBuf,
    /// How often each picture is hashed.
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// Print the figures as JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Figures {
    pictures: usize,
    rounds: usize,
    /// Decoding and hashing alone, in one thread.
    a_second: f64,
    p50_ms: f64,
    p99_ms: f64,
    /// Through the pool with one child, which is replaced after a hundred files as in a scan; digests included.
    pool_a_second: f64,
    /// Through the pool, each file with a child of its own as for the API; digests included.
    api_a_second: f64,
    files: Vec<Picture>,
}

#[derive(Serialize)]
struct Picture {
    file: String,
    pdq: String,
    quality: u8,
    is_scaled: bool,
}

impl Hash {
    #[expect(clippy::disallowed_methods, reason = "a bench measures how long things take")]
    pub(super) async fn run(self) -> Result<ExitCode, Failure> {
        let files = read(&self.dir)?;
        let limits = PictureLimits::default();
        let (mut times, mut pictures) = (Latencies::default(), Vec::new());
        for round in 0..self.rounds.max(1) {
            for (file, bytes) in &files {
                let begun = Instant::now();
                let decoded = decode_picture(bytes, &limits);
                times.add(begun.elapsed());
                let picture = decoded.map_err(|error| Failure::Said(format!("{file}: {error}")))?;
                if round == 0 {
                    pictures.push(Picture {
                        file: file.clone(),
                        pdq: picture.hash.hash.to_string(),
                        quality: picture.hash.quality,
                        is_scaled: picture.is_scaled,
                    });
                }
            }
        }
        let figures = Figures {
            pictures: files.len(),
            rounds: self.rounds.max(1),
            a_second: times.a_second(),
            p50_ms: times.quantile(0.5),
            p99_ms: times.quantile(0.99),
            pool_a_second: self.through(PoolSettings::for_scan(), &files).await?,
            api_a_second: self.through(PoolSettings::for_api(), &files).await?,
            files: pictures,
        };
        if self.json {
            say(serde_json::to_string(&figures).unwrap_or_default());
        } else {
            say(format_args!("{} pictures, {} rounds", figures.pictures, figures.rounds));
            say(format_args!(
                "one core             {:.1} a second, {:.2} ms median, {:.2} ms 99 %",
                figures.a_second, figures.p50_ms, figures.p99_ms
            ));
            say(format_args!(
                "through one child    {:.1} a second as in a scan, {:.1} with a child for each file",
                figures.pool_a_second, figures.api_a_second
            ));
        }
        Ok(ExitCode::SUCCESS)
    }

    #[expect(clippy::disallowed_methods, reason = "a bench measures how long things take")]
    async fn through(&self, settings: PoolSettings, files: &[(String, Vec<u8>)]) -> Result<f64, Failure> {
        let pool = Pool::start(PoolSettings { children: 1, ..settings })
            .await
            .map_err(tutela_workflow::Error::from)?;
        let mut times = Latencies::default();
        for _ in 0..self.rounds.max(1) {
            for (_, bytes) in files {
                let bytes = bytes.clone();
                let begun = Instant::now();
                pool.hash(bytes).await.map_err(tutela_workflow::Error::from)?;
                times.add(begun.elapsed());
            }
        }
        Ok(times.a_second())
    }
}

fn read(dir: &Path) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    let failed = |error| Failure::file(dir, error);
    let mut files = Vec::new();
    for entry in std::fs::read_dir(dir).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let bytes = std::fs::read(entry.path()).map_err(failed)?;
        files.push((entry.file_name().to_string_lossy().into_owned(), bytes));
    }
    files.sort();
    if files.is_empty() {
        return Err(Failure::file(dir, "holds no file: name a folder of pictures"));
    }
    Ok(files)
}
