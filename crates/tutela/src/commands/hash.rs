//! `tutela hash`: digests and hashes of files.

use std::fs::File;
use std::os::fd::AsFd;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use serde::Serialize;
use tutela_matching::{VpdqFeature, VpdqText, usable_features};
use tutela_media::{HashedFile, MediaError, Pool, PoolSettings, Probe};

use super::{say, start_log};
use crate::config::LogFormat;
use crate::error::Failure;

/// One line of JSON for each file, in the order given:
///
/// `file`, `size`, `mime` (by its bytes), `md5`, `sha1`, `sha256`; for a picture `pdq`, `pdq_quality`, and for an animation
/// `frames`, how many of its frames were hashed; for a video `frames`, how many seconds of it were; `error`, a
/// sentence, where it could not be read or decoded. Names that are not UTF-8 are written with replacement characters.
///
/// The exit code is 1 where a file could not be read. A file that cannot be decoded has its digests, and is no failure.
#[derive(Args)]
pub struct Hash {
    /// Files; `-` is standard input.
    #[arg(required_unless_present = "self_test", value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Print a video's features too: `vpdq`, a list of `hash,quality,seconds`.
    #[arg(long)]
    vpdq: bool,
    /// Files that are hashed at once; as many as the machine has processors where not given.
    #[arg(long, value_name = "N")]
    children: Option<usize>,
    /// Decode even where the kernel cannot keep the decoder apart. Only for files that you trust.
    #[arg(long)]
    allow_unsandboxed: bool,
    /// Print what the sandbox denies on this machine, and end. The exit code is 1 where it lets something through.
    #[arg(long)]
    self_test: bool,
}

#[derive(Default, Serialize)]
struct Line {
    file: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    size: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mime: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    md5: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sha1: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sha256: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pdq: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pdq_quality: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    frames: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    vpdq: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

impl Hash {
    pub async fn run(self) -> Result<ExitCode, Failure> {
        start_log(LogFormat::Text, "warn");
        let mut settings = PoolSettings::for_scan();
        settings.allow_unsandboxed = self.allow_unsandboxed;
        settings.children = self.children.unwrap_or(settings.children).max(1);
        let at_once = settings.children;
        let pool = Pool::start(settings).await.map_err(said)?;
        if self.self_test {
            return self_test(&pool).await;
        }
        let mut waiting = std::collections::VecDeque::new();
        let mut is_well = true;
        for path in self.files {
            if waiting.len() >= 2 * at_once {
                is_well &= tell(waiting.pop_front(), self.vpdq).await?;
            }
            let pool = pool.clone();
            let name = path.to_string_lossy().into_owned();
            waiting.push_back((name, tokio::spawn(async move { hash(&pool, &path).await })));
        }
        while !waiting.is_empty() {
            is_well &= tell(waiting.pop_front(), self.vpdq).await?;
        }
        Ok(if is_well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

type Hashing = tokio::task::JoinHandle<Result<HashedFile, MediaError>>;

fn said(error: MediaError) -> Failure {
    Failure::Said(error.to_string())
}

async fn hash(pool: &Pool, path: &Path) -> Result<HashedFile, MediaError> {
    let opened = if path == Path::new("-") {
        std::io::stdin().as_fd().try_clone_to_owned().map(File::from)
    } else {
        File::open(path)
    };
    pool.hash_file(opened.map_err(MediaError::Read)?).await
}

/// Prints a file's line. Says whether it could be read; only a pool that does not work at all is an error.
async fn tell(hashing: Option<(String, Hashing)>, with_vpdq: bool) -> Result<bool, Failure> {
    let Some((file, hashing)) = hashing else { return Ok(true) };
    let (line, is_well) = match hashing.await.map_err(|_| said(MediaError::Ended))? {
        Ok(hashed) => (line(file, &hashed, with_vpdq), true),
        Err(error @ MediaError::Read(_)) => {
            (Line { file, error: Some(error.to_string()), ..Line::default() }, false)
        }
        Err(error) => return Err(said(error)),
    };
    let json = serde_json::to_string(&line).map_err(|error| Failure::Said(error.to_string()))?;
    say(json);
    Ok(is_well)
}

fn line(file: String, hashed: &HashedFile, with_vpdq: bool) -> Line {
    let digests = hashed.digests;
    let video = hashed.video.as_ref().and_then(|video| video.as_ref().ok());
    let animated = hashed.picture.as_ref().ok().filter(|picture| !picture.frames.is_empty());
    Line {
        file,
        size: Some(hashed.size),
        mime: Some(hashed.mime()),
        md5: digests.md5.map(|digest| digest.to_string()),
        sha1: digests.sha1.map(|digest| digest.to_string()),
        sha256: digests.sha256.map(|digest| digest.to_string()),
        pdq: digests.pdq.map(|pdq| pdq.hash.to_string()),
        pdq_quality: digests.pdq.map(|pdq| pdq.quality),
        frames: video
            .map(|video| video.features.len())
            .or_else(|| animated.map(|picture| picture.frames.len() + 1)),
        vpdq: video.filter(|_| with_vpdq).map(|video| {
            let usable: Vec<VpdqFeature> = usable_features(&video.features);
            usable.iter().map(|feature| feature.line(VpdqText::Compact).to_string()).collect()
        }),
        error: hashed.problem(),
    }
}

async fn self_test(pool: &Pool) -> Result<ExitCode, Failure> {
    let probes = pool.self_test().await.map_err(said)?;
    for Probe { tried, denied } in &probes {
        say(format!("{}: {tried}", if *denied { "denied" } else { "ALLOWED" }));
    }
    let is_well = probes.iter().all(|probe| probe.denied);
    Ok(if is_well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
