//! Videos, through the ffmpeg program.
//!
//! vPDQ: the frame at every whole second, hashed. The child confines itself with a profile of its own, reports that, and
//! becomes ffmpeg, which reads the video from its standard input and writes small grey pictures of one size.
//! Those are no format: they are hashed here as they come, without being kept.
//!
//! Each frame is scaled to 512 × 512 by averaging, as the reference does with larger pictures, without
//! regard to its proportions: PDQ samples 64 × 64 points of a blurred picture in any case.

use std::fs::File;
use std::io::{self, Seek, Write};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use rustix::fs::{MemfdFlags, SealFlags, fcntl_add_seals, memfd_create};
use tokio::io::{AsyncRead, AsyncReadExt};
use tutela_matching::{PdqPicture, VpdqFeature};

use crate::answer::{self, Answer};
use crate::worker::Order;
use crate::{Family, FileKind, Sandbox, VideoError, VideoSettings};

/// Side of the frames that ffmpeg gives.
pub const SIDE: u32 = 512;

/// Where distributions put it. The environment is not asked: it may be anybody's.
const PLACES: [&str; 3] = ["/usr/bin/ffmpeg", "/usr/local/bin/ffmpeg", "/bin/ffmpeg"];

/// The program, its links followed, because what is allowed is the file itself.
pub fn find_ffmpeg(settings: &VideoSettings) -> Option<PathBuf> {
    match &settings.program {
        Some(program) => program.canonicalize().ok(),
        None => PLACES.iter().find_map(|place| Path::new(place).canonicalize().ok()),
    }
}

/// The child's order for a file of this kind.
pub fn order(program: PathBuf, kind: FileKind, settings: &VideoSettings) -> Order {
    let is_picture = kind.family() == Family::FfmpegPicture;
    // The last frame that is not later than each whole second of the video.
    let every_second = if is_picture { "" } else { "setpts=PTS-STARTPTS,fps=1:round=up," };
    let frames = if is_picture { 1 } else { settings.max_frames };
    let filter = format!("{every_second}scale={SIDE}:{SIDE}:flags=area,format=gray");
    let frames = frames.to_string();
    let arguments = [
        "-nostdin",
        "-hide_banner",
        "-loglevel",
        "quiet",
        "-threads",
        "2",
        "-filter_threads",
        "1",
        // One reader, chosen by us, and no way to another file or to the network.
        "-protocol_whitelist",
        "file",
        "-f",
        kind.demuxer(),
        // Stored as it is: a look-up tries every orientation.
        "-noautorotate",
        "-i",
        "file:/proc/self/fd/0",
        "-map",
        "0:v:0",
        "-an",
        "-sn",
        "-dn",
        "-vf",
        &filter,
        "-frames:v",
        &frames,
        "-f",
        "rawvideo",
        "-pix_fmt",
        "gray",
        "pipe:1",
    ];
    Order::Video {
        program,
        arguments: arguments.map(str::to_owned).to_vec(),
        memory_mib: settings.memory_mib,
        cpu_seconds: settings.seconds.saturating_mul(4).max(1),
    }
}

/// In the child: says what is in force, then is ffmpeg.
pub fn become_ffmpeg(program: &Path, arguments: &[String], sandbox: Sandbox) -> io::Result<()> {
    answer::write(&Answer::Hello(sandbox), io::stdout().lock())?;
    Err(Command::new(program).args(arguments).env_clear().exec())
}

/// The bytes as a file that is nowhere, cannot change any more, and can be sought in.
pub fn file_in_memory(bytes: &[u8]) -> io::Result<File> {
    let file = memfd_create("video", MemfdFlags::CLOEXEC | MemfdFlags::ALLOW_SEALING)?;
    let mut file = File::from(file);
    file.write_all(bytes)?;
    file.rewind()?;
    fcntl_add_seals(&file, SealFlags::WRITE | SealFlags::GROW | SealFlags::SHRINK | SealFlags::SEAL)?;
    Ok(file)
}

/// Hashes the frames that come from ffmpeg, until its end. The hashes go where the caller can reach them even if it
/// stops waiting.
pub async fn hash_frames(
    mut output: impl AsyncRead + Unpin,
    hashed: &std::sync::Mutex<Vec<PdqPicture>>,
    max_frames: u32,
) -> Result<(), VideoError> {
    let mut frame = vec![0; (SIDE * SIDE) as usize];
    // ffmpeg was told how many to give; one that was taken over may give more.
    for _ in 0..max_frames {
        if output.read_exact(&mut frame).await.is_err() {
            break;
        }
        let (hash, back) =
            tokio::task::spawn_blocking(move || (crate::decode::hash_luma_frame(SIDE, SIDE, &frame), frame))
                .await
                .map_err(|_| VideoError::Undecodable)?;
        frame = back;
        let hash = hash.map_err(|_| VideoError::Undecodable)?;
        hashed.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(hash);
    }
    Ok(())
}

/// The frames by their seconds. A frame's number is its second: no other frame is given out.
pub fn features_of(hashed: &[PdqPicture]) -> Vec<VpdqFeature> {
    (0_u32..)
        .zip(hashed)
        .map(|(frame, picture)| VpdqFeature { frame, hash: picture.hash, seconds: f64::from(frame) })
        .collect()
}
