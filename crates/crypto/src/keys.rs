//! The secrets of a node.

use tutela_model::rng::Rng;

use crate::{
    blind_index::IndexKey, log::LogKey, receipt::ReceiptKey, seal::SealingKey, secret::Secret,
    token::TokenKey,
};

/// Every secret of a node, each independent of the others, so that one that leaks gives none of them away.
///
/// They are kept in a key file, which [`NodeKeys::parse`] reads and [`NodeKeys::to_text`] writes.
///
/// While the sealing key is rotated, the one before stands beside the new one: see [`NodeKeys::begin_rotation`].
#[derive(Debug)]
pub struct NodeKeys {
    pub(crate) seal: SealingKey,
    pub(crate) seal_before: Option<SealingKey>,
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
            seal_before: None,
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

    /// The sealing key before, while a rotation runs: some values are still under it.
    pub const fn sealing_before(&self) -> Option<&SealingKey> {
        self.seal_before.as_ref()
    }

    /// A new sealing key takes the place of the one at hand, which stays beside it until the rotation has ended. Where a rotation
    /// runs already, nothing changes: what is under its keys would be lost.
    #[must_use]
    pub fn begin_rotation(self, rng: &dyn Rng) -> Self {
        if self.seal_before.is_some() {
            return self;
        }
        Self { seal: SealingKey(Secret::generate(rng)), seal_before: Some(self.seal), ..self }
    }

    /// A sealing key of an earlier time stands beside the one at hand: data that was sealed under it came back from a backup.
    /// `None` where a rotation from another key runs.
    #[must_use]
    pub fn take_back(self, earlier: SealingKey) -> Option<Self> {
        match &self.seal_before {
            Some(before) if !before.is(&earlier) => None,
            _ => Some(Self { seal_before: Some(earlier), ..self }),
        }
    }

    /// The sealing key before is forgotten: nothing is under it any more.
    #[must_use]
    pub fn end_rotation(self) -> Self {
        Self { seal_before: None, ..self }
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
            "NodeKeys { seal: SealingKey([secret]), seal_before: None, index: IndexKey([secret]), \
             receipt: ReceiptKey([secret]), token: TokenKey([secret]), log: LogKey([secret]) }"
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

    #[test]
    fn a_rotation_keeps_the_key_before_until_it_ends_and_the_other_four() {
        let rng = TestRng::default();
        let keys = NodeKeys::generate(&rng);
        let text = keys.to_text();
        let old = NodeKeys::parse(&text).unwrap().seal;
        let running = keys.begin_rotation(&rng);
        assert!(running.sealing_before().is_some_and(|before| before.is(&old)) && !running.seal.is(&old));
        let new = NodeKeys::parse(&running.to_text()).unwrap().seal;
        let running = running.begin_rotation(&rng);
        assert!(running.seal.is(&new), "begun twice, it is the same rotation");
        let running = running.take_back(old).unwrap();
        let ended = running.end_rotation();
        assert!(ended.seal.is(&new) && ended.sealing_before().is_none());
        let others = |text: &str| {
            text.lines().filter(|line| !line.starts_with("seal")).map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(others(&ended.to_text()), others(&text));
        let running = ended.begin_rotation(&rng);
        assert!(
            running.take_back(NodeKeys::generate(&rng).seal).is_none(),
            "from another key than the one that runs"
        );
    }
}
