//! What can go wrong, and what to do about it. No message repeats anything of a file.

use std::io;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The pool cannot work at all.
#[derive(Debug, Error)]
pub enum MediaError {
    /// A child could not be started.
    #[error(
        "the hashing process could not be started ({0}): is the program still where it was, and may this user start processes?"
    )]
    Start(#[source] io::Error),
    /// A child was started and did not answer as one of ours does.
    #[error(
        "the hashing process did not report itself: is the program of the same version? Start the node again"
    )]
    NoHello,
    /// The kernel does not deny what must be denied.
    #[error(
        "pictures are not decoded, because the kernel does not keep their decoder apart: {missing}. Use a kernel with Landlock and seccomp (Debian 12 or later), or allow decoding without them in the configuration and take the risk"
    )]
    NotSandboxed {
        /// What is not in force.
        missing: &'static str,
    },
    /// A file could not be read.
    #[error("the file could not be read: {0}")]
    Read(#[source] io::Error),
    /// The pool's thread is gone, as at the end of the program.
    #[error("the hashing pool has ended: start the node again")]
    Ended,
}

/// Why a file has no perceptual hash. Its digests are there all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum PictureError {
    /// There are no bytes.
    #[error("the file is empty: send the file itself")]
    Empty,
    /// No known kind of picture or video.
    #[error("the file is no picture or video of a known kind: only its digests were made")]
    NotAPicture,
    /// It begins like a picture, and is broken.
    #[error("the picture is damaged or cut off and could not be decoded: only its digests were made")]
    Damaged,
    /// A kind, or a variant of it, that no decoder here reads.
    #[error("this kind of picture cannot be decoded here: only its digests were made")]
    Unsupported,
    /// HEIC and AVIF are read by ffmpeg, which is missing.
    #[error(
        "ffmpeg is not installed: install the ffmpeg package to hash pictures of this kind; whole-file digests were made without it"
    )]
    NoFfmpeg,
    /// More pixels than are decoded.
    #[error(
        "the picture has more pixels than are decoded here: only its digests were made; raise the limit to hash it"
    )]
    TooLarge,
    /// More bytes than a picture may have.
    #[error(
        "the file has more bytes than are decoded here: only its digests were made; raise the limit to hash it"
    )]
    TooManyBytes,
    /// It took too long.
    #[error(
        "decoding took longer than allowed and was stopped: only its digests were made; a retry may help on a busy machine"
    )]
    TimedOut,
    /// The child died over it, or answered nonsense.
    #[error(
        "the hashing process failed over this file and was replaced (it may need too much memory, or be made to do harm): only its digests were made"
    )]
    Failed,
}

/// Why a video has no features. Its digests are there all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum VideoError {
    /// The program is missing.
    #[error(
        "ffmpeg is not installed: install the ffmpeg package to hash videos; whole-file digests were made without it"
    )]
    NoFfmpeg,
    /// Videos are switched off.
    #[error("videos are not hashed here: only digests were made; switch them on in the configuration")]
    SwitchedOff,
    /// No frame came out.
    #[error("no frame of the video could be decoded: only its digests were made")]
    Undecodable,
    /// It took too long.
    #[error(
        "decoding the video took longer than allowed and was stopped: only its digests were made; raise the limit to hash it"
    )]
    TimedOut,
}
