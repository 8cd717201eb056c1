//! The three hashes of the tree. Leaves and nodes begin with different bytes, so that none can pass for the other.

use sha2::{Digest, Sha256};

/// The root of the tree without leaves: SHA-256 of nothing.
pub fn empty_root() -> [u8; 32] {
    Sha256::digest([]).into()
}

/// The hash of an entry: SHA-256 of a byte 0 and the entry.
pub fn leaf_hash(entry: &[u8]) -> [u8; 32] {
    Sha256::new().chain_update([0]).chain_update(entry).finalize().into()
}

/// The hash of two neighbours: SHA-256 of a byte 1 and both hashes.
pub fn node_hash(left: &[u8; 32], right: &[u8; 32]) -> [u8; 32] {
    Sha256::new().chain_update([1]).chain_update(left).chain_update(right).finalize().into()
}
