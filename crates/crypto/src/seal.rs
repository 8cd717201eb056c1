//! Sealing: what names a person or a place of abuse, encrypted before the database sees it.
//!
//! Each record has its own data key, kept beside it wrapped by the node's sealing key; without the data key
//! the record is gone.

use tutela_model::rng::Rng;
use zeroize::Zeroizing;

use crate::{
    aead::{OpenError, decrypt, encrypt},
    padding,
    secret::Secret,
    token::ct_eq,
};

/// What a sealed value is and which record it belongs to. A value opens only with the context it was sealed
/// with, so that it can't be moved to another place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Context {
    what: &'static str,
    record: [u8; 16],
}

impl Context {
    /// `what` names the kind of value, such as `"item"`, and must never be renamed; `record` is the bytes of
    /// the record's id.
    pub const fn new(what: &'static str, record: [u8; 16]) -> Self {
        Self { what, record }
    }

    /// The context as bytes, which no other context shares.
    fn associated(&self) -> Vec<u8> {
        let len = (self.what.len() as u64).to_be_bytes();
        [b"tutela sealed v1\n", &len[..], self.what.as_bytes(), &self.record].concat()
    }
}

/// The key of one record.
#[derive(Debug)]
pub struct DataKey(Secret);

impl DataKey {
    /// The bytes, for the other forms of sealing.
    pub(crate) fn bytes(&self) -> &[u8; 32] {
        self.0.bytes()
    }

    /// A new random key.
    pub fn generate(rng: &dyn Rng) -> Self {
        Self(Secret::generate(rng))
    }

    /// Seals a value. The answer is 41 bytes longer than the value padded to a multiple of 64 bytes, so that
    /// short values look alike.
    pub fn seal(&self, plain: &[u8], context: &Context, rng: &dyn Rng) -> Vec<u8> {
        seal(&self.0, plain, context, rng)
    }

    /// Opens a value sealed with this key in the same context.
    ///
    /// # Errors
    ///
    /// [`OpenError`] where the key or the context is another one, or the value was changed.
    pub fn open(&self, sealed: &[u8], context: &Context) -> Result<Zeroizing<Vec<u8>>, OpenError> {
        open(&self.0, sealed, context)
    }
}

/// The node's key: it wraps the data keys, and seals small values that belong to no such record.
#[derive(Debug)]
pub struct SealingKey(pub(crate) Secret);

impl SealingKey {
    /// Wraps a data key for the record with this id: 73 bytes, to be kept beside the record.
    pub fn wrap(&self, key: &DataKey, record: &[u8; 16], rng: &dyn Rng) -> Vec<u8> {
        encrypt(&self.0, &wrapping(record), [key.0.bytes(), &[]], rng)
    }

    /// Unwraps the data key of the record with this id.
    ///
    /// # Errors
    ///
    /// [`OpenError`] where the node's key is another one, or the wrapped key was changed or belongs to
    /// another record.
    pub fn unwrap(&self, wrapped: &[u8], record: &[u8; 16]) -> Result<DataKey, OpenError> {
        let bytes = decrypt(&self.0, &wrapping(record), wrapped)?;
        Secret::from_slice(&bytes).map(DataKey).ok_or(OpenError::Refused)
    }

    /// Whether this is the same key.
    pub(crate) fn is(&self, other: &Self) -> bool {
        ct_eq(self.0.bytes(), other.0.bytes())
    }

    /// Wraps a sealing key that this one replaced: 73 bytes, to be kept as long as backups stand under it.
    pub(crate) fn wrap_retired(&self, retired: &Self, rng: &dyn Rng) -> Vec<u8> {
        encrypt(&self.0, RETIRED, [retired.0.bytes(), &[]], rng)
    }

    /// Unwraps a sealing key that [`SealingKey::wrap_retired`] wrapped.
    pub(crate) fn unwrap_retired(&self, wrapped: &[u8]) -> Result<Self, OpenError> {
        let bytes = decrypt(&self.0, RETIRED, wrapped)?;
        Secret::from_slice(&bytes).map(Self).ok_or(OpenError::Refused)
    }

    /// Seals a small value directly, such as an account's TOTP secret; see [`DataKey::seal`].
    pub fn seal(&self, plain: &[u8], context: &Context, rng: &dyn Rng) -> Vec<u8> {
        seal(&self.0, plain, context, rng)
    }

    /// Opens a value sealed by [`SealingKey::seal`] in the same context.
    ///
    /// # Errors
    ///
    /// [`OpenError`] where the key or the context is another one, or the value was changed.
    pub fn open(&self, sealed: &[u8], context: &Context) -> Result<Zeroizing<Vec<u8>>, OpenError> {
        open(&self.0, sealed, context)
    }
}

/// What a wrapped sealing key of an earlier time is bound to.
const RETIRED: &[u8] = b"tutela retired sealing key v1\n";

fn wrapping(record: &[u8; 16]) -> Vec<u8> {
    [b"tutela data key v1\n", &record[..]].concat()
}

fn seal(key: &Secret, plain: &[u8], context: &Context, rng: &dyn Rng) -> Vec<u8> {
    encrypt(key, &context.associated(), [plain, padding::after(plain.len())], rng)
}

fn open(key: &Secret, sealed: &[u8], context: &Context) -> Result<Zeroizing<Vec<u8>>, OpenError> {
    let mut plain = decrypt(key, &context.associated(), sealed)?;
    let len = padding::value_len(&plain).ok_or(OpenError::Refused)?;
    plain.truncate(len);
    Ok(plain)
}

#[cfg(test)]
mod tests {
    use std::array::from_fn;

    use proptest::prelude::*;

    use super::*;
    use crate::{
        hex,
        test_rng::{Script, TestRng},
    };

    const ITEM: Context = Context::new("item", [1; 16]);

    /// Bytes counted up from `first`, as the other program was given.
    fn counted<const N: usize>(first: u8) -> [u8; N] {
        from_fn(|at| first + at as u8)
    }

    fn secret(bytes: &[u8; 32]) -> Secret {
        Secret::from_slice(bytes).unwrap()
    }

    /// Made by libsodium (PyNaCl), not by this code.
    #[test]
    fn the_form_of_sealed_values_is_pinned() {
        let sealed = hex::bytes(
            "01404142434445464748494a4b4c4d4e4f5051525354555657bc5c691cbf6079168ff487beaf9c6592\
             92baadc41359539a6a31fd450904239016f9026e55928410ffb2f44c0adadaf19b6b7de86f85b49cb6\
             fc08f413b24c540413e215b61c864ca9c18f517db5ad01",
        );
        let (key, context) = (DataKey(secret(&counted(0))), Context::new("item", counted(0)));
        assert_eq!(key.seal(b"hello", &context, &Script::new(counted::<24>(64))), sealed);
        assert_eq!(key.open(&sealed, &context).unwrap().as_slice(), b"hello");
    }

    /// Made by libsodium (PyNaCl), not by this code.
    #[test]
    fn the_form_of_wrapped_keys_is_pinned() {
        let wrapped = hex::bytes(
            "01404142434445464748494a4b4c4d4e4f5051525354555657b05c6317b889137de399e9d1dfed17e1\
             e6cfdbb36b2029e1164c833a8985a1137307464e0bc83f42527a2c3219339759",
        );
        let (node, key) = (SealingKey(secret(&counted(0))), DataKey(secret(&counted(100))));
        assert_eq!(node.wrap(&key, &counted(0), &Script::new(counted::<24>(64))), wrapped);
        assert_eq!(node.unwrap(&wrapped, &counted(0)).unwrap().0.bytes(), key.0.bytes());
    }

    /// Made by libsodium (PyNaCl), not by this code.
    #[test]
    fn the_form_of_retired_keys_is_pinned() {
        let wrapped = hex::bytes(
            "01404142434445464748494a4b4c4d4e4f5051525354555657b05c6317b889137de399e9d1dfed17e1\
             e6cfdbb36b2029e1164c833a8985a113bb5ffc9b9c11ec1e718220a49fade7b2",
        );
        let (node, retired) = (SealingKey(secret(&counted(0))), SealingKey(secret(&counted(100))));
        assert_eq!(node.wrap_retired(&retired, &Script::new(counted::<24>(64))), wrapped);
        assert!(node.unwrap_retired(&wrapped).unwrap().is(&retired));
        assert_eq!(node.unwrap(&wrapped, &counted(0)).unwrap_err(), OpenError::Refused);
    }

    #[test]
    fn a_value_opens_only_where_it_belongs() {
        let rng = TestRng::default();
        let (key, other) = (DataKey::generate(&rng), DataKey::generate(&rng));
        let sealed = key.seal(b"a handle", &ITEM, &rng);
        assert!(key.open(&sealed, &ITEM).is_ok());
        for elsewhere in
            [Context::new("item", [2; 16]), Context::new("note", [1; 16]), Context::new("", [1; 16])]
        {
            assert_eq!(key.open(&sealed, &elsewhere), Err(OpenError::Refused));
        }
        assert_eq!(other.open(&sealed, &ITEM), Err(OpenError::Refused));
    }

    #[test]
    fn a_data_key_is_not_a_value_nor_another_records_key() {
        let rng = TestRng::default();
        let node = SealingKey(Secret::generate(&rng));
        let key = DataKey::generate(&rng);
        let wrapped = node.wrap(&key, &[1; 16], &rng);
        assert_eq!(wrapped.len(), 73);
        assert_eq!(node.unwrap(&wrapped, &[2; 16]).unwrap_err(), OpenError::Refused);
        assert_eq!(node.open(&wrapped, &ITEM), Err(OpenError::Refused));
        let sealed = node.seal(key.0.bytes(), &ITEM, &rng);
        assert_eq!(node.unwrap(&sealed, &[1; 16]).unwrap_err(), OpenError::Refused);
        assert_eq!(node.open(&sealed, &ITEM).unwrap().as_slice(), key.0.bytes());
    }

    #[test]
    fn every_changed_bit_and_every_cut_is_noticed() {
        let rng = TestRng::default();
        let key = DataKey::generate(&rng);
        let sealed = key.seal(b"+43 1 234", &ITEM, &rng);
        for bit in 0..sealed.len() * 8 {
            let mut changed = sealed.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            assert!(key.open(&changed, &ITEM).is_err());
        }
        for len in 0..sealed.len() {
            assert!(key.open(&sealed[..len], &ITEM).is_err());
        }
        assert_eq!(key.open(&sealed[..40], &ITEM), Err(OpenError::TooShort { found: 40 }));
        assert_eq!(key.open(&[2], &ITEM), Err(OpenError::UnknownVersion { found: 2 }));
    }

    #[test]
    fn short_values_look_alike() {
        let rng = TestRng::default();
        let key = DataKey::generate(&rng);
        assert_eq!(key.seal(b"", &ITEM, &rng).len(), 64 + 41);
        assert_eq!(key.seal(&[7; 63], &ITEM, &rng).len(), 64 + 41);
        assert_eq!(key.seal(&[7; 64], &ITEM, &rng).len(), 128 + 41);
    }

    #[test]
    fn the_same_value_is_never_sealed_the_same() {
        let rng = TestRng::default();
        let key = DataKey::generate(&rng);
        assert_ne!(key.seal(b"x", &ITEM, &rng), key.seal(b"x", &ITEM, &rng));
    }

    proptest! {
        #[test]
        fn what_is_sealed_opens(plain: Vec<u8>) {
            let rng = TestRng::default();
            let key = DataKey::generate(&rng);
            let opened = key.open(&key.seal(&plain, &ITEM, &rng), &ITEM).unwrap();
            prop_assert_eq!(opened.as_slice(), plain);
        }

        #[test]
        fn no_bytes_panic(mut sealed: Vec<u8>) {
            let key = DataKey::generate(&TestRng::default());
            let _ = key.open(&sealed, &ITEM);
            sealed.insert(0, 1);
            prop_assert!(key.open(&sealed, &ITEM).is_err());
        }
    }
}
