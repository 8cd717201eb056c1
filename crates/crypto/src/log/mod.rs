//! The audit log as a Merkle tree after RFC 6962, section 2.1.
//!
//! Whoever keeps a signed head can tell later whether the log still begins with the same entries.

mod frontier;
mod hash;
mod head;
mod inclusion;

pub use frontier::{Frontier, FrontierError};
pub use hash::{empty_root, leaf_hash, node_hash};
pub use head::{BadHead, LogKey, LogPublicKey, PublicKeyError, SignedHead};
pub use inclusion::Inclusion;
