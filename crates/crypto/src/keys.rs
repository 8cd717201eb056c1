//! The secrets of a node.

use tutela_model::rng::Rng;

use crate::{
    blind_index::IndexKey, log::LogKey, receipt::ReceiptKey, seal::SealingKey, secret::Secret,
    token::TokenKey,
};

/// Every secret of a node, each independent of the others, so that one that leaks gives none of them away.
///
/// They are kept in a key file, which [`NodeKeys::parse`] reads and [`NodeKeys::to_text`] writes.
#[derive(Debug)]
pub struct NodeKeys {
    pub(crate) seal: SealingKey,
    pub(crate) index: IndexKey,
    pub(crate) receipt: ReceiptKey,
    pub(crate) token: TokenKey,
    pub(crate) log: LogKey,
}

impl NodeKeys {
    /// New random keys, for a new node.
    pub fn generate(rng: &dyn Rng) -> Self {
        Self {
            seal: SealingKey(Secret::generate(rng)),
            index: IndexKey(Secret::generate(rng)),
            receipt: ReceiptKey(Secret::generate(rng)),
            token: TokenKey(Secret::generate(rng)),
            log: LogKey(Secret::generate(rng)),
        }
    }

    /// Wraps data keys and seals node-wide values.
    pub const fn sealing(&self) -> &SealingKey {
        &self.seal
    }

    /// Digests values for search.
    pub const fn index(&self) -> &IndexKey {
        &self.index
    }

    /// Digests receipts.
    pub const fn receipts(&self) -> &ReceiptKey {
        &self.receipt
    }

    /// Digests API keys and session tokens.
    pub const fn tokens(&self) -> &TokenKey {
        &self.token
    }

    /// Signs the heads of the audit log.
    pub const fn log(&self) -> &LogKey {
        &self.log
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_rng::TestRng;

    #[test]
    fn debug_shows_no_key() {
        let keys = NodeKeys::generate(&TestRng::default());
        assert_eq!(
            format!("{keys:?}"),
            "NodeKeys { seal: SealingKey([secret]), index: IndexKey([secret]), receipt: ReceiptKey([secret]), \
             token: TokenKey([secret]), log: LogKey([secret]) }"
        );
    }

    #[test]
    fn the_keys_are_independent() {
        let keys = NodeKeys::generate(&TestRng::default());
        let mut secrets = [&keys.seal.0, &keys.index.0, &keys.receipt.0, &keys.token.0, &keys.log.0]
            .map(Secret::bytes)
            .to_vec();
        secrets.sort();
        secrets.dedup();
        assert_eq!(secrets.len(), 5);
    }
}
