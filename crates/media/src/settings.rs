//! What a pool may spend.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// The most seconds that somebody who waits for an answer is kept waiting by one file.
pub const API_SECONDS: u64 = 30;

/// How a [`Pool`](crate::Pool) works.
#[derive(Clone, Debug)]
pub struct PoolSettings {
    /// The program that calls [`worker_main`](crate::worker_main) for the two hidden commands.
    pub program: PathBuf,
    /// Arguments that stand before the hidden command.
    pub arguments: Vec<String>,
    /// Children for pictures that are kept ready, at least one. As many files are decoded at once.
    pub children: usize,
    /// Seconds of wall-clock time for one picture; then its child is killed.
    pub per_file_seconds: u64,
    /// Files after which a child is replaced: 1 where files of different senders must never meet.
    pub files_per_child: u32,
    /// What a picture may need.
    pub pictures: PictureLimits,
    /// How videos are hashed; `None` gives them their digests only.
    pub video: Option<VideoSettings>,
    /// Decode even where the kernel cannot deny files and sockets. Logged once.
    pub allow_unsandboxed: bool,
}

impl PoolSettings {
    /// For an API: each file has a child of its own, which was started before.
    pub fn for_api() -> Self {
        Self {
            // The running program itself, even if its file was replaced by an upgrade since.
            program: PathBuf::from("/proc/self/exe"),
            arguments: Vec::new(),
            children: std::thread::available_parallelism().map_or(1, usize::from),
            per_file_seconds: 20,
            files_per_child: 1,
            pictures: PictureLimits::default(),
            // An answer waits for it: what was hashed until then counts.
            video: Some(VideoSettings { seconds: API_SECONDS, ..VideoSettings::default() }),
            allow_unsandboxed: false,
        }
    }

    /// For a scan of an organisation's own files: a child is replaced after a hundred.
    pub fn for_scan() -> Self {
        let video = Some(VideoSettings::default());
        Self { files_per_child: 100, per_file_seconds: 60, video, ..Self::for_api() }
    }
}

/// What decoding one picture may need.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct PictureLimits {
    /// Bytes of the file.
    pub max_bytes: u64,
    /// Pixels, by its header, before anything is allocated. Also the pixels of all frames of an animation.
    pub max_pixels: u64,
    /// Frames of an animation that are hashed.
    pub max_frames: u32,
    /// Memory of a child, in MiB.
    pub memory_mib: u64,
}

impl Default for PictureLimits {
    /// Enough for what telephones make: the largest sensors have 200 million pixels.
    fn default() -> Self {
        Self { max_bytes: 256 << 20, max_pixels: 220_000_000, max_frames: 300, memory_mib: 1536 }
    }
}

/// How videos are hashed.
#[derive(Clone, Debug)]
pub struct VideoSettings {
    /// The `ffmpeg` program; where absent, the usual places are looked through.
    pub program: Option<PathBuf>,
    /// Seconds of wall-clock time for one video; then ffmpeg is killed and what it gave until then counts.
    pub seconds: u64,
    /// Frames at most, one for each second of the video.
    pub max_frames: u32,
    /// Memory of ffmpeg, in MiB.
    pub memory_mib: u64,
}

impl Default for VideoSettings {
    fn default() -> Self {
        Self { program: None, seconds: 600, max_frames: 4 * 3600, memory_mib: 4096 }
    }
}

impl VideoSettings {
    /// Where the `ffmpeg` program is, if it is there.
    pub fn find_program(&self) -> Option<PathBuf> {
        crate::video::find_ffmpeg(self)
    }
}
