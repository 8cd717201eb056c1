//! Hashes files that come from outside: the only crate of Tutela with codecs.
//!
//! A decoder that reads what a stranger made is where an attacker gets in. So nothing is decoded in the process
//! that keeps reports and keys. A [`Pool`] starts children, which are this same program run again with a hidden
//! command ([`worker_main`]). Before a child reads a byte it gives up files, network, new programs and memory
//! dumps for good; then it reads one file from its standard input and answers with hashes.
//!
//! - [`Pool`]: hands files to children, replaces those that die, hang or talk nonsense;
//! - [`HashedFile`]: what is known of a file: [digests](HashedFile::digests) of its bytes, and the hashes of its
//!   [picture](HashedFile::picture) or [video](HashedFile::video);
//! - [`FileKind`]: what a file is, by its first bytes and never by its name;
//! - [`decode_picture`]: what a child does with a picture, for fuzzing and measuring;
//! - [`Pool::self_test`]: tries from inside what the sandbox must deny.
//!
//! # Invariants
//!
//! - A picture is decoded in a child whose file access Landlock denies and whose sockets seccomp denies, both
//!   tried out by the child itself before it takes work, or not at all, unless
//!   [`PoolSettings::allow_unsandboxed`] was set, which is logged.
//! - Bytes are kept in memory only: no temporary file, no core dump, no log.
//! - The digests by which a file is identified are computed outside the child, so that a file which takes its
//!   decoder over cannot pass for another file.
//! - A picture is hashed as it is stored: EXIF orientation is not applied, because a look-up tries all eight
//!   orientations.

mod answer;
mod decode;
mod digests;
mod error;
mod file_kind;
mod hashed;
mod pool;
mod sandbox;
mod settings;
mod video;
mod worker;

pub use decode::{Decoded, decode_picture};
pub use digests::digests_of;
pub use error::{MediaError, PictureError, VideoError};
pub use file_kind::{Family, FileKind};
pub use hashed::{Frame, HashedFile, Picture, Video};
pub use pool::Pool;
pub use sandbox::{Probe, Sandbox};
pub use settings::{API_SECONDS, PictureLimits, PoolSettings, VideoSettings};
pub use worker::{HASH_WORKER, VIDEO_WORKER, worker_main};
