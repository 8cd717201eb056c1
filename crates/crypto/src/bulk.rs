//! Sealing gigabytes: parts of a large file, each sealed in place under a key that seals this one file and nothing else.
//!
//! The form is that of STREAM (Hoang, Reyhanitabar, Rogaway, Vizár: Online Authenticated-Encryption, 2015): a part's nonce is its number
//! and whether it is the last, so that parts cannot be left out, moved or cut off at the end. Nothing is padded: the length of such
//! a file tells how many entries a list has, which stands beside it in the open.

use chacha20poly1305::{AeadInOut, KeyInit, Tag, XChaCha20Poly1305, XNonce};

use crate::aead::OpenError;
use crate::seal::DataKey;

/// The tag of a part: kept beside it.
pub type PartTag = [u8; 16];

/// Bytes of overhead for each part.
pub const TAG: usize = 16;

impl DataKey {
    /// Seals a part in place. The key must have been generated for this file alone: the numbers are the nonces.
    pub fn seal_part(&self, part: &mut [u8], number: u64, last: bool) -> PartTag {
        let tag = XChaCha20Poly1305::new(self.bytes().into())
            .encrypt_inout_detached(&nonce(number, last), ASSOCIATED, part.into())
            .expect("parts stay far below XChaCha20's 256 GiB");
        tag.into()
    }

    /// Opens a part in place. Where it does not open, what stands in `part` is worth nothing.
    ///
    /// # Errors
    ///
    /// [`OpenError::Refused`] where the key, the number or the place is another one, or the part was changed.
    pub fn open_part(
        &self,
        part: &mut [u8],
        tag: &PartTag,
        number: u64,
        last: bool,
    ) -> Result<(), OpenError> {
        XChaCha20Poly1305::new(self.bytes().into())
            .decrypt_inout_detached(&nonce(number, last), ASSOCIATED, part.into(), &Tag::from(*tag))
            .map_err(|_| OpenError::Refused)
    }
}

const ASSOCIATED: &[u8] = b"tutela sealed part v1\n";

fn nonce(number: u64, last: bool) -> XNonce {
    let mut nonce = [0; 24];
    nonce[..8].copy_from_slice(&number.to_be_bytes());
    nonce[23] = u8::from(last);
    XNonce::from(nonce)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hex;
    use crate::test_rng::{Script, TestRng};

    /// Made by libsodium (PyNaCl), not by this code.
    #[test]
    fn the_form_of_sealed_parts_is_pinned() {
        let key = DataKey::generate(&Script::new(std::array::from_fn::<u8, 32, _>(|at| at as u8)));
        let mut part = *b"digests of nothing";
        let tag = key.seal_part(&mut part, 7, true);
        let sealed = hex::bytes("bf3eabb43f1ea0fe8b7f8ecf1f82fb474aca4a9f07a555ecc2ab2d8db6ad0223a2fb");
        assert_eq!([&part[..], &tag[..]].concat(), sealed);
    }

    #[test]
    fn a_part_opens_in_its_place_and_in_no_other() {
        let rng = TestRng::default();
        let key = DataKey::generate(&rng);
        let mut part = *b"digests of nothing";
        let tag = key.seal_part(&mut part, 7, false);
        assert_ne!(&part, b"digests of nothing");
        for (number, last) in [(6, false), (7, true), (8, false)] {
            assert!(key.open_part(&mut part.clone(), &tag, number, last).is_err());
        }
        assert!(DataKey::generate(&rng).open_part(&mut part.clone(), &tag, 7, false).is_err());
        let mut changed = part;
        changed[0] ^= 1;
        assert!(key.open_part(&mut changed, &tag, 7, false).is_err());
        key.open_part(&mut part, &tag, 7, false).unwrap();
        assert_eq!(&part, b"digests of nothing");
    }
}
