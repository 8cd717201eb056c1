//! Matching the digests of reported files with the lists, on arrival. The sender is never told.

use tutela_matching::{DigestKind, How};
use tutela_model::id::EntryId;
use tutela_model::item::Item;
use tutela_model::list::MatchKind;
use tutela_store::records::item::MatchRow;

use crate::node::Node;

impl Node {
    /// The entries that an item matches, strongest first.
    pub(crate) fn recognise(&self, item: &Item) -> Vec<MatchRow> {
        let Item::File(file) = item else { return Vec::new() };
        let Ok(lists) = self.inner.lists.read() else { return Vec::new() };
        lists
            .index
            .lookup(file.digests)
            .into_iter()
            .map(|found| {
                let (kind, distance) = match found.how {
                    How::Equal(DigestKind::Sha256) => (MatchKind::Sha256, 0),
                    How::Equal(DigestKind::Sha1) => (MatchKind::Sha1, 0),
                    How::Equal(DigestKind::Md5) => (MatchKind::Md5, 0),
                    How::Equal(DigestKind::Pdq) => (MatchKind::Pdq, 0),
                    How::Near { distance } => (MatchKind::Pdq, distance),
                };
                MatchRow { entry: EntryId(uuid::Uuid::from_u128(found.entry.0)), kind, distance }
            })
            .collect()
    }
}

/// Whether a match is strong enough for the item to count as known when urgency is summed: an equal digest of the file. A near
/// picture may be new material of the same child.
pub(crate) fn is_known(matches: &[MatchRow]) -> bool {
    matches.iter().any(|found| found.kind != MatchKind::Pdq)
}
