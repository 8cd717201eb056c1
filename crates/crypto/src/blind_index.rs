//! Finding a sealed value again without opening every record.

use crate::{mac::mac, secret::Secret};

/// The key under which values are digested for search. Without it, digests of guessed values can't be made.
#[derive(Debug)]
pub struct IndexKey(pub(crate) Secret);

impl IndexKey {
    /// The digest of a value: HMAC-SHA-256 over its kind, such as `"email"`, and its normalised bytes.
    ///
    /// The caller normalises, always in the same way. Equal values of one kind give equal digests, which whoever
    /// reads the database can see; values of different kinds never do.
    pub fn digest(&self, kind: &str, normalised: &[u8]) -> [u8; 32] {
        let len = (kind.len() as u64).to_be_bytes();
        mac(&self.0, &[b"tutela index v1\n", &len, kind.as_bytes(), normalised])
    }

    /// The first 8 bytes of the digest as a big-endian number, for a compact search column.
    ///
    /// Different values may share it: open what was found and compare before relying on it.
    pub fn short(&self, kind: &str, normalised: &[u8]) -> i64 {
        let [a, b, c, d, e, f, g, h, ..] = self.digest(kind, normalised);
        i64::from_be_bytes([a, b, c, d, e, f, g, h])
    }
}

#[cfg(test)]
mod tests {
    use std::array::from_fn;

    use super::*;
    use crate::hex;

    fn key() -> IndexKey {
        IndexKey(Secret::from_slice(&from_fn::<u8, 32, _>(|at| at as u8)).unwrap())
    }

    /// Made by Python's `hmac`.
    #[test]
    fn the_digest_is_pinned() {
        let digest = hex::bytes("d755baa19acd54d5ee1853afff7a0c5b8713c3dd9eefc1d209a8d81ac7100d95");
        assert_eq!(key().digest("email", b"a@example.org"), *digest);
        assert_eq!(key().short("email", b"a@example.org"), 0xd755_baa1_9acd_54d5_u64 as i64);
    }

    #[test]
    fn kind_and_value_do_not_run_together() {
        assert_ne!(key().digest("ab", b"c"), key().digest("a", b"bc"));
        assert_ne!(key().digest("", b"abc"), key().digest("abc", b""));
    }

    #[test]
    fn another_key_gives_another_digest() {
        let other = IndexKey(Secret::from_slice(&[9; 32]).unwrap());
        assert_ne!(key().digest("a", b"b"), other.digest("a", b"b"));
    }
}
