//! Hash lists: curated sets of digests with provenance.

use crate::clock::Timestamp;
use crate::id::ListId;
use crate::named_enum;

/// A hash list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// Its id.
    pub id: ListId,
    /// Its name, unique in the node.
    pub name: String,
    /// Where it comes from: the organisation that curates it and how it reached this node.
    pub provenance: String,
    /// When it was first imported.
    pub created_at: Timestamp,
}

named_enum! {
    /// How a reported file matches an entry.
    MatchKind {
        /// Equal SHA-256.
        Sha256 = "sha256",
        /// Equal SHA-1.
        Sha1 = "sha1",
        /// Equal MD5.
        Md5 = "md5",
        /// PDQ at a distance of at most 31.
        Pdq = "pdq",
    }
}
