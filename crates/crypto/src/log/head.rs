//! Signed heads: the node vouches for how long its log is and what it holds.

use std::{fmt, str::FromStr};

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use thiserror::Error;

use crate::{hex, secret::Secret};

/// The head of the log at a moment, signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignedHead {
    /// How many leaves the log has.
    pub size: u64,
    /// The root of their tree.
    pub root: [u8; 32],
    /// When it was signed, in microseconds since 1970-01-01T00:00:00Z.
    pub at_micros: i64,
    /// The Ed25519 signature.
    pub signature: [u8; 64],
}

/// A head that the key did not sign.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error(
    "the signature on the audit log's head of {size} entries does not verify: check that the public key is the one of this node; if it is, the head was changed, so compare the log with a copy kept elsewhere"
)]
pub struct BadHead {
    /// The size that the head names.
    pub size: u64,
}

/// Why a text is not a public key.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PublicKeyError {
    /// Not 64 hexadecimal digits.
    #[error("a public log key has 64 hexadecimal digits: copy the whole key and nothing else")]
    NotHex,
    /// No Ed25519 public key, or one under which anybody could sign.
    #[error("this is not a usable Ed25519 public key: ask the node's operator for it again")]
    NotAKey,
}

/// The key that signs the heads of the log.
#[derive(Debug)]
pub struct LogKey(pub(crate) Secret);

impl LogKey {
    /// Signs a head. `root` is the root of the tree of `size` leaves; `at_micros` is now, in microseconds
    /// since 1970.
    pub fn sign_head(&self, size: u64, root: [u8; 32], at_micros: i64) -> SignedHead {
        let signature = self.signing_key().sign(&signed_bytes(size, &root, at_micros)).to_bytes();
        SignedHead { size, root, at_micros, signature }
    }

    /// The key that others verify with.
    pub fn public(&self) -> LogPublicKey {
        LogPublicKey(self.signing_key().verifying_key())
    }

    /// Made anew each time, and wiped after: heads are signed seldom, and the seed then lies in one place only.
    fn signing_key(&self) -> SigningKey {
        SigningKey::from_bytes(self.0.bytes())
    }
}

/// The key that verifies the heads of a node's log. Its text is 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct LogPublicKey(VerifyingKey);

impl LogPublicKey {
    /// From the 32 bytes of an Ed25519 public key.
    ///
    /// # Errors
    ///
    /// [`PublicKeyError::NotAKey`].
    pub fn from_bytes(bytes: &[u8; 32]) -> Result<Self, PublicKeyError> {
        let key = VerifyingKey::from_bytes(bytes).map_err(|_| PublicKeyError::NotAKey)?;
        if key.is_weak() { Err(PublicKeyError::NotAKey) } else { Ok(Self(key)) }
    }

    /// The 32 bytes of the key.
    pub fn as_bytes(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }

    /// Reads 64 hexadecimal digits of either case.
    ///
    /// # Errors
    ///
    /// [`PublicKeyError`].
    pub fn parse(text: &str) -> Result<Self, PublicKeyError> {
        Self::from_bytes(&hex::read(text).ok_or(PublicKeyError::NotHex)?)
    }

    /// Verifies that the node signed this head.
    ///
    /// # Errors
    ///
    /// [`BadHead`] where it did not.
    pub fn verify_head(&self, head: &SignedHead) -> Result<(), BadHead> {
        let signature = Signature::from_bytes(&head.signature);
        self.0
            .verify_strict(&signed_bytes(head.size, &head.root, head.at_micros), &signature)
            .map_err(|_| BadHead { size: head.size })
    }
}

/// What is signed: a prefix, then size, root and time, the numbers big-endian.
fn signed_bytes(size: u64, root: &[u8; 32], at_micros: i64) -> Vec<u8> {
    [b"tutela audit head v1\n", &size.to_be_bytes()[..], root, &at_micros.to_be_bytes()].concat()
}

impl FromStr for LogPublicKey {
    type Err = PublicKeyError;

    fn from_str(text: &str) -> Result<Self, PublicKeyError> {
        Self::parse(text)
    }
}

impl fmt::Display for LogPublicKey {
    /// Lower-case hexadecimal.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        hex::write(self.as_bytes(), f)
    }
}

impl fmt::Debug for LogPublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "LogPublicKey({self})")
    }
}

#[cfg(test)]
mod tests {
    use std::array::from_fn;

    use super::*;

    const PUBLIC: &str = "03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8";

    fn key() -> LogKey {
        LogKey(Secret::from_slice(&from_fn::<u8, 32, _>(|at| at as u8)).unwrap())
    }

    /// Made by libsodium (PyNaCl), not by this code.
    #[test]
    fn the_signature_is_pinned() {
        let root = hex::read("5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328").unwrap();
        let signature = hex::bytes(
            "96b312c1f85c2f3b75e38afb50b813758f8658a8978b6bce9bda032ba47de1b4\
             6f56c845698de2faa9836a8b0f81c8ca3c586fdeec66acee16ad68710d6dea0b",
        );
        let head = key().sign_head(8, root, 1_234_567_890_123_456);
        assert_eq!(head.signature, *signature);
        assert_eq!(key().public().to_string(), PUBLIC);
        assert_eq!(key().public().verify_head(&head), Ok(()));
    }

    #[test]
    fn every_change_of_a_head_is_noticed() {
        let (key, head) = (key(), key().sign_head(5, [7; 32], 9));
        let bad = |head| key.public().verify_head(&head).is_err();
        assert!(bad(SignedHead { size: 6, ..head }));
        assert!(bad(SignedHead { root: [8; 32], ..head }));
        assert!(bad(SignedHead { at_micros: -9, ..head }));
        assert!(bad(SignedHead { signature: [0; 64], ..head }));
        for bit in 0..512 {
            let mut signature = head.signature;
            signature[bit / 8] ^= 1 << (bit % 8);
            assert!(bad(SignedHead { signature, ..head }));
        }
        let other = LogKey(Secret::from_slice(&[1; 32]).unwrap());
        assert_eq!(other.public().verify_head(&head), Err(BadHead { size: 5 }));
    }

    #[test]
    fn the_public_key_is_read_and_written() {
        let key = LogPublicKey::parse(&PUBLIC.to_uppercase()).unwrap();
        assert_eq!(format!("{key:?}"), format!("LogPublicKey({PUBLIC})"));
        assert_eq!(LogPublicKey::from_bytes(key.as_bytes()), Ok(key));
    }

    #[test]
    fn what_is_no_usable_key_is_refused() {
        assert_eq!(LogPublicKey::parse(&PUBLIC[1..]), Err(PublicKeyError::NotHex));
        assert_eq!(LogPublicKey::parse(&PUBLIC.replace('0', "g")), Err(PublicKeyError::NotHex));
        // The neutral point, under which anybody can sign.
        assert_eq!(LogPublicKey::parse(&format!("01{:062}", 0)), Err(PublicKeyError::NotAKey));
        // Not on the curve.
        assert_eq!(LogPublicKey::parse(&format!("02{:062}", 0)), Err(PublicKeyError::NotAKey));
    }
}
