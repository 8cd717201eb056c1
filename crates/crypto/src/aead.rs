//! The form of every encrypted value: a version byte 1, a nonce of 24 bytes, then what XChaCha20-Poly1305
//! made of the value, its tag of 16 bytes at the end.

use chacha20poly1305::{AeadInOut, KeyInit, Tag, XChaCha20Poly1305, XNonce};
use thiserror::Error;
use tutela_model::rng::{Rng, random};
use zeroize::Zeroizing;

use crate::secret::Secret;

const VERSION: u8 = 1;
const NONCE_LEN: usize = 24;
const HEADER_LEN: usize = 1 + NONCE_LEN;
const TAG_LEN: usize = 16;

/// Why a sealed value does not open. Nothing of it is given out.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum OpenError {
    /// Too few bytes to be a sealed value.
    #[error("a sealed value of {found} bytes is cut short: the record was damaged; restore it from a backup")]
    TooShort {
        /// Bytes found.
        found: usize,
    },
    /// A form that this program does not know.
    #[error(
        "a sealed value has form {found}, and this program reads form 1: run the newest version of the program; if it is, the record was damaged, so restore it from a backup"
    )]
    UnknownVersion {
        /// The version byte found.
        found: u8,
    },
    /// The key is another one, or the value was changed or moved here from another record.
    #[error(
        "a sealed value does not open: check first that the node key file is the one that belongs to this database; if it is, the record was damaged or moved, so restore it from a backup"
    )]
    Refused,
}

/// Encrypts the parts as one value, bound to `associated`, under a random nonce.
pub(crate) fn encrypt(key: &Secret, associated: &[u8], parts: [&[u8]; 2], rng: &dyn Rng) -> Vec<u8> {
    let nonce = random::<NONCE_LEN>(rng);
    let plain_len: usize = parts.iter().map(|part| part.len()).sum();
    // Whole from the start: a vector that grows leaves a copy of the plaintext behind.
    let mut sealed = Vec::with_capacity(HEADER_LEN + plain_len + TAG_LEN);
    sealed.push(VERSION);
    sealed.extend_from_slice(&nonce);
    parts.iter().for_each(|part| sealed.extend_from_slice(part));
    let tag = cipher(key)
        .encrypt_inout_detached(&XNonce::from(nonce), associated, (&mut sealed[HEADER_LEN..]).into())
        .expect("values stay far below XChaCha20's 256 GiB");
    sealed.extend_from_slice(&tag);
    sealed
}

/// Decrypts what [`encrypt`] made with the same key and the same `associated`.
pub(crate) fn decrypt(
    key: &Secret,
    associated: &[u8],
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, OpenError> {
    let too_short = OpenError::TooShort { found: sealed.len() };
    let Some((&version, rest)) = sealed.split_first() else { return Err(too_short) };
    if version != VERSION {
        return Err(OpenError::UnknownVersion { found: version });
    }
    let Some((nonce, rest)) = rest.split_first_chunk::<NONCE_LEN>() else { return Err(too_short) };
    let Some((encrypted, tag)) = rest.split_last_chunk::<TAG_LEN>() else { return Err(too_short) };
    let mut plain = Zeroizing::new(encrypted.to_vec());
    cipher(key)
        .decrypt_inout_detached(
            &XNonce::from(*nonce),
            associated,
            plain.as_mut_slice().into(),
            &Tag::from(*tag),
        )
        .map_err(|_| OpenError::Refused)?;
    Ok(plain)
}

fn cipher(key: &Secret) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(key.bytes().into())
}
