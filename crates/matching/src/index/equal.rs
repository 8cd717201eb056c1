//! Which entries hold exactly this digest.

use std::{collections::HashMap, hash::Hash};

use super::EntryId;

/// The entries by one kind of digest.
#[derive(Debug)]
pub(super) struct Equal<D> {
    /// Never an empty list. Lists are short, as only entries about the same file share a digest, so a
    /// removal may search them.
    holders: HashMap<D, Vec<EntryId>>,
}

impl<D> Default for Equal<D> {
    fn default() -> Self {
        Self { holders: HashMap::new() }
    }
}

impl<D: Eq + Hash> Equal<D> {
    /// Adds an entry, which must not hold the digest yet.
    pub(super) fn insert(&mut self, digest: D, entry: EntryId) {
        self.holders.entry(digest).or_default().push(entry);
    }

    /// Removes an entry; nothing happens where it is not there.
    pub(super) fn remove(&mut self, digest: &D, entry: EntryId) {
        let Some(holders) = self.holders.get_mut(digest) else { return };
        holders.retain(|&holder| holder != entry);
        if holders.is_empty() {
            self.holders.remove(digest);
        }
    }

    /// The entries that hold the digest, in no order.
    pub(super) fn holders(&self, digest: &D) -> &[EntryId] {
        self.holders.get(digest).map_or(&[], Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_share_a_digest_and_leave_nothing_behind() {
        let mut equal = Equal::default();
        equal.insert('a', EntryId(1));
        equal.insert('a', EntryId(2));
        equal.remove(&'a', EntryId(1));
        equal.remove(&'b', EntryId(1));
        assert_eq!(equal.holders(&'a'), [EntryId(2)]);
        equal.remove(&'a', EntryId(2));
        assert!(equal.holders.is_empty());
    }
}
