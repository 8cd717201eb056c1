//! API keys and session tokens: the bearer holds the token, the database its digest.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use subtle::ConstantTimeEq;
use tutela_model::rng::{Rng, random};
use zeroize::Zeroizing;

use crate::{mac::mac, secret::Secret};

/// The key under which tokens are digested, so that whoever reads the database can't use them.
#[derive(Debug)]
pub struct TokenKey(pub(crate) Secret);

impl TokenKey {
    /// The digest of a token, HMAC-SHA-256: what is stored and looked up.
    pub fn digest(&self, token: &[u8]) -> [u8; 32] {
        mac(&self.0, &[b"tutela token v1\n", token])
    }
}

/// A new token: 32 random bytes as 43 characters of base64url without padding.
pub fn random_token(rng: &dyn Rng) -> String {
    URL_SAFE_NO_PAD.encode(Zeroizing::new(random::<32>(rng)).as_slice())
}

/// Whether both are equal, in a time that depends on their lengths alone.
pub fn ct_eq(a: &[u8], b: &[u8]) -> bool {
    a.ct_eq(b).into()
}

#[cfg(test)]
mod tests {
    use std::array::from_fn;

    use super::*;
    use crate::{hex, test_rng::TestRng};

    /// Made by Python's `hmac`.
    #[test]
    fn the_digest_is_pinned() {
        let key = TokenKey(Secret::from_slice(&from_fn::<u8, 32, _>(|at| at as u8)).unwrap());
        let digest = hex::bytes("b331cbaaf3670e9be362cc3c51e2739798076253688171d04e47135cba7e8275");
        assert_eq!(key.digest(b"secret"), *digest);
    }

    #[test]
    fn tokens_fit_into_a_url_and_differ() {
        let rng = TestRng::default();
        let token = random_token(&rng);
        assert_eq!(token.len(), 43);
        assert!(token.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)));
        assert_ne!(token, random_token(&rng));
    }

    #[test]
    fn equality_is_of_every_byte_and_of_the_length() {
        assert!(ct_eq(b"same", b"same"));
        assert!(!ct_eq(b"same", b"sane"));
        assert!(!ct_eq(b"same", b"same "));
    }
}
