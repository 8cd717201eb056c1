//! The child: confines itself, then answers.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use serde::{Deserialize, Serialize};

use crate::answer::{self, Answer, HASH, SELF_TEST, WirePicture};
use crate::sandbox::{self, Profile};
use crate::{PictureError, PictureLimits, decode_picture, video};

/// The hidden command of a child for pictures.
pub const HASH_WORKER: &str = "hash-worker";
/// The hidden command of a child that becomes ffmpeg.
pub const VIDEO_WORKER: &str = "video-worker";

/// What a parent wants of its child: the one argument after the command, as JSON.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum Order {
    Pictures { limits: PictureLimits, cpu_seconds: u64 },
    Video { program: PathBuf, arguments: Vec<String>, memory_mib: u64, cpu_seconds: u64 },
}

/// Runs a child until its parent has no more work. `order` is the argument that the parent gave.
///
/// To be called before the program starts any thread or opens anything.
pub fn worker_main(order: &str) -> ExitCode {
    let ended = match serde_json::from_str(order) {
        Ok(Order::Pictures { limits, cpu_seconds }) => pictures(&limits, cpu_seconds),
        Ok(Order::Video { program, arguments, memory_mib, cpu_seconds }) => {
            let sandbox = sandbox::enter(&Profile::Video { program: &program }, memory_mib, cpu_seconds);
            video::become_ffmpeg(&program, &arguments, sandbox)
        }
        Err(_) => Err(io::ErrorKind::InvalidInput.into()),
    };
    if ended.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn pictures(limits: &PictureLimits, cpu_seconds: u64) -> io::Result<()> {
    // Made ready while that is still allowed: the processor is looked at once.
    warm_up();
    let sandbox = sandbox::enter(&Profile::Picture, limits.memory_mib, cpu_seconds);
    let (mut input, mut output) = (io::stdin().lock(), io::stdout().lock());
    answer::write(&Answer::Hello(sandbox), &mut output)?;
    while let Some((asked, bytes)) = answer::read_question(&mut input, limits.max_bytes)? {
        let answer = match asked {
            HASH => Answer::Picture(hash(&bytes, limits)),
            SELF_TEST => Answer::SelfTest(sandbox::probe()),
            _ => return Err(io::ErrorKind::InvalidData.into()),
        };
        answer::write(&answer, &mut output)?;
    }
    Ok(())
}

/// A fault in a decoder ends as an answer. One that cannot be caught ends the child, and the parent sees that.
fn hash(bytes: &[u8], limits: &PictureLimits) -> Result<WirePicture, PictureError> {
    std::panic::catch_unwind(|| decode_picture(bytes, limits).map(WirePicture::from))
        .unwrap_or(Err(PictureError::Failed))
}

fn warm_up() {
    let luma: Vec<u8> = (0..80 * 80_u32).map(|at| (at % 251) as u8).collect();
    let _ = tutela_matching::hash_luma(80, 80, &luma);
    let _ = turbojpeg::Decompressor::new();
}
