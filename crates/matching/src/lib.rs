//! Digests, PDQ distance and the exact in-memory index. Depends on no other crate of Tutela.
//!
//! A hash list names files by their digests. This crate answers one question about them: which list
//! entries does this file equal, or come near?
//!
//! - [`Md5`], [`Sha1`], [`Sha256`], [`Pdq`]: digests, read from and written as hexadecimal;
//! - [`FileDigests`]: what is known of one file, in any combination of the four;
//! - [`PdqHasher`], [`hash_rgb`], [`hash_luma`]: the PDQ hash of a picture, from its decoded rows;
//! - [`VpdqFeature`], [`match_videos`]: videos as the PDQ hashes of their frames;
//! - [`distance`]: how many of the 256 bits of two PDQ hashes differ;
//! - [`Index`]: the entries, kept in memory, and [`Index::lookup`]; changed while others look up ([`Index::apply`],
//!   [`Index::merge`]), and kept as a snapshot ([`Index::write_snapshot`], [`Index::from_snapshot`]).
//!
//! ```
//! use tutela_matching::{EntryId, FileDigests, How, Index, ListTag, PdqHash};
//!
//! let listed = FileDigests {
//!     pdq: Some(PdqHash {
//!         hash: "f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22".parse()?,
//!         quality: 100,
//!     }),
//!     ..FileDigests::default()
//! };
//! let index = Index::new();
//! index.insert(EntryId(7), ListTag(1), &listed);
//!
//! // The same picture, saved again by somebody else: one bit of its hash changed.
//! let seen = FileDigests {
//!     pdq: Some(PdqHash {
//!         hash: "d8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22".parse()?,
//!         quality: 87,
//!     }),
//!     ..FileDigests::default()
//! };
//! let matches = index.lookup(seen);
//! assert_eq!(matches.len(), 1);
//! assert_eq!(matches[0].entry, EntryId(7));
//! assert_eq!(matches[0].how, How::Near { distance: 1 });
//! # Ok::<(), tutela_matching::DigestError>(())
//! ```
//!
//! `examples/recognise.rs` shows a list and look-ups in it, `examples/search` measures the index and maps a snapshot.
//!
//! # Invariants
//!
//! - No input or output, no clock, no randomness, no `async`: a look-up depends on the index and the
//!   question alone.
//! - The index is exact. Every entry within [`MATCH_DISTANCE`] is found; nothing is approximated.
//! - A match is a thing to be shown to a person. Only equality of SHA-256 says that two files are the same.

mod digest;
mod file_digests;
mod index;
mod pdq;
mod simd;
mod vpdq;

pub use digest::{DigestError, DigestKind, Md5, Pdq, Sha1, Sha256};
pub use file_digests::FileDigests;
pub use index::{
    AlignedBytes, Change, EntryId, How, Index, ListTag, Match, Query, SnapshotBytes, SnapshotError,
};
pub use pdq::{
    CpuPath, MATCH_DISTANCE, MAX_PICTURE_SIDE, MIN_QUALITY, PdqError, PdqHash, PdqHasher, PdqPicture,
    distance, hash_luma, hash_rgb,
};
pub use vpdq::{
    VpdqError, VpdqFault, VpdqFeature, VpdqMatch, VpdqText, match_percentages, match_videos, usable_features,
};
