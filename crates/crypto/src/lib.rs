//! Keys, sealing, blind index, receipts, signatures and the Merkle log. No input or output.
//!
//! - [`NodeKeys`]: every secret of a node, and the text of the key file they are kept in;
//! - [`SealingKey`], [`DataKey`], [`Context`]: what names a person or a place of abuse is sealed before the
//!   database sees it, each record under its own data key. Erasing the data key erases the record;
//! - [`IndexKey`]: keyed digests by which a sealed value is found again;
//! - [`DataKey::seal_part`], [`DataKey::open_part`]: gigabytes, part by part and in place;
//! - [`TokenKey`], [`random_token`], [`ct_eq`]: API keys and session tokens, of which only digests are stored;
//! - [`RecoveryFile`]: the keys of backups by period, and the text of the file they are kept in;
//! - [`Receipt`], [`ReceiptKey`]: seven words by which somebody without an account asks after their report;
//! - [`log`]: the RFC 6962 Merkle tree of the audit log, and its signed heads;
//! - [`commitment`]: salted commitments, so that the log holds no detail and details can be erased.
//!
//! # Invariants
//!
//! - No input or output, no clock, no `async`; every random byte comes from the [`Rng`] that is passed in.
//! - Every key serves one purpose. What is authenticated starts with a text that names its purpose and its
//!   version, and every part of variable length is preceded by its length, so that no value can be taken for
//!   another.
//! - Secrets are wiped when they are dropped, and `Debug` never shows them. Errors never repeat their input.
//! - What is stored (sealed values, digests, log hashes, signatures) is pinned by tests against values made
//!   by other programs: a change that would make stored data unreadable fails a test.
//!
//! [`Rng`]: tutela_model::rng::Rng

mod aead;
mod blind_index;
mod bulk;
pub mod commitment;
mod hex;
mod key_file;
mod keys;
pub mod log;
mod mac;
mod padding;
mod receipt;
mod recovery_file;
mod seal;
mod secret;
#[cfg(test)]
mod test_rng;
mod token;
mod words;

pub use aead::OpenError;
pub use blind_index::IndexKey;
pub use bulk::{PartTag, TAG};
pub use key_file::KeyFileError;
pub use keys::NodeKeys;
pub use receipt::{Receipt, ReceiptError, ReceiptKey};
pub use recovery_file::{PERIOD_DAYS, RecoveryFile, RecoveryFileError, period};
pub use seal::{Context, DataKey, SealingKey};
pub use token::{TokenKey, ct_eq, random_token};
