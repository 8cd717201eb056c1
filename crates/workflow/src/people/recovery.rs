//! Recovery codes: printed once when somebody is added, kept where the authenticator is not, each good for one sign-in.

use tutela_model::id::PersonId;
use tutela_model::rng::{Rng, random};
use zeroize::Zeroizing;

use super::persons::grouped_letters;
use crate::node::Node;

/// Codes of one person.
const CODES: usize = 8;
/// Letters of a code: 60 bits.
const LETTERS: usize = 12;

/// Codes that were just made. Told once.
pub struct RecoveryCodes(Vec<Zeroizing<String>>);

impl RecoveryCodes {
    pub(super) fn generate(rng: &dyn Rng) -> Self {
        Self((0..CODES).map(|_| grouped_letters(&random::<LETTERS>(rng))).collect())
    }

    /// The codes.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|code| code.as_str())
    }

    pub(super) fn digests(&self, node: &Node, person: PersonId) -> Vec<[u8; 32]> {
        self.iter().filter_map(|code| digest(node, person, code)).collect()
    }
}

/// The keyed digest of what was typed as a code, bound to the person; `None` where it cannot be one.
pub(super) fn digest(node: &Node, person: PersonId, typed: &str) -> Option<[u8; 32]> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(64));
    bytes.extend_from_slice(b"recovery code\n");
    bytes.extend_from_slice(person.bytes());
    let before = bytes.len();
    bytes.extend(typed.bytes().filter(u8::is_ascii_alphanumeric).map(|byte| byte.to_ascii_lowercase()));
    (bytes.len() - before == LETTERS).then(|| node.sealing().keys.tokens().digest(&bytes))
}
