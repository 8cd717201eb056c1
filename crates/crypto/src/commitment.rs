//! Salted commitments: the audit log holds these, and the details lie elsewhere. Once detail and salt are
//! erased, a commitment tells nothing about them.

use sha2::{Digest, Sha256};

use crate::token::ct_eq;

/// Commits to a detail: SHA-256 over a prefix, the salt, the detail's length and the detail.
///
/// Draw a new random salt each time; with a known salt, a short detail can be guessed.
pub fn commit(salt: &[u8; 16], detail: &[u8]) -> [u8; 32] {
    Sha256::new()
        .chain_update(b"tutela commitment v1\n")
        .chain_update(salt)
        .chain_update((detail.len() as u64).to_be_bytes())
        .chain_update(detail)
        .finalize()
        .into()
}

/// Whether this salt and this detail are what the commitment was made of.
pub fn verify(commitment: &[u8; 32], salt: &[u8; 16], detail: &[u8]) -> bool {
    ct_eq(commitment, &commit(salt, detail))
}

#[cfg(test)]
mod tests {
    use std::array::from_fn;

    use super::*;
    use crate::hex;

    /// Made by Python's `hashlib`.
    #[test]
    fn the_commitment_is_pinned() {
        let expected = hex::bytes("53d1c99e5a3c52df2e036288f0e8050fff858fa4b8076e722d8c010e787bcd38");
        assert_eq!(commit(&from_fn(|at| at as u8), b"detail"), *expected);
    }

    #[test]
    fn only_the_same_salt_and_detail_verify() {
        let commitment = commit(&[1; 16], b"opened record 5");
        assert!(verify(&commitment, &[1; 16], b"opened record 5"));
        assert!(!verify(&commitment, &[2; 16], b"opened record 5"));
        assert!(!verify(&commitment, &[1; 16], b"opened record 6"));
        assert!(!verify(&[0; 32], &[1; 16], b"opened record 5"));
    }
}
