//! Thirty-two secret bytes.

use std::fmt;

use base64::{Engine, engine::general_purpose::STANDARD};
use tutela_model::rng::Rng;
use zeroize::Zeroize;

/// A key of 32 bytes, wiped when it is dropped. Boxed, so that moving it leaves no copy behind.
pub(crate) struct Secret(Box<[u8; 32]>);

impl Secret {
    /// A new random key.
    pub(crate) fn generate(rng: &dyn Rng) -> Self {
        let mut secret = Self::zero();
        rng.fill(secret.0.as_mut_slice());
        secret
    }

    /// From bytes of exactly the right length; the caller wipes them.
    pub(crate) fn from_slice(bytes: &[u8]) -> Option<Self> {
        let mut secret = Self::zero();
        secret.0.copy_from_slice(bytes.as_array::<32>()?);
        Some(secret)
    }

    /// From standard base64 with padding, of exactly the right length.
    pub(crate) fn from_base64(text: &str) -> Option<Self> {
        let mut secret = Self::zero();
        let read = STANDARD.decode_slice(text, secret.0.as_mut_slice()).ok()?;
        (read == secret.0.len()).then_some(secret)
    }

    /// Appends standard base64 with padding, 44 characters.
    pub(crate) fn push_base64(&self, text: &mut String) {
        STANDARD.encode_string(self.bytes(), text);
    }

    /// The bytes.
    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    fn zero() -> Self {
        Self(Box::new([0; 32]))
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[secret]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_rng::TestRng;

    #[test]
    fn base64_is_read_and_written() {
        let secret = Secret::generate(&TestRng::default());
        let mut text = String::new();
        secret.push_base64(&mut text);
        assert_eq!(text.len(), 44);
        assert_eq!(Secret::from_base64(&text).unwrap().bytes(), secret.bytes());
    }

    #[test]
    fn any_other_length_is_refused() {
        for len in [0, 1, 31, 33, 64] {
            assert!(Secret::from_slice(&vec![0; len]).is_none());
            assert!(Secret::from_base64(&STANDARD.encode(vec![0; len])).is_none());
        }
    }

    #[test]
    fn debug_hides_the_bytes() {
        assert_eq!(format!("{:?}", Secret::from_slice(&[7; 32]).unwrap()), "[secret]");
    }
}
