//! How long things are kept: rules that erase what has had its time, legal holds that keep it, erasure by hand, and proof of both.

mod erase;
mod hold;
mod job;
mod proof;

pub use erase::{erase_again, erase_as};
pub(crate) use hold::SealedHold;
pub use hold::{NewHold, hold, lift_hold};
pub use proof::{ErasureProof, NoProof, ProofError, prove_erasure};

pub(crate) use job::{KIND, retention};
