//! Matching the digests of reported files with the lists, on arrival. The sender is never told.

use tutela_model::id::ApiKeyId;
use tutela_model::item::Item;
use tutela_model::list::MatchKind;
use tutela_store::records::item::MatchRow;

use crate::lookup::{Asked, Found};
use crate::node::Node;

/// What a report's items match.
pub(super) struct Recognised {
    /// The matches of each item, strongest first.
    pub(super) matches: Vec<Vec<MatchRow>>,
    /// Whose copies of a list have leaked.
    pub(super) leaked: Vec<ApiKeyId>,
}

/// Looks every item up.
pub(super) fn recognise(node: &Node, items: &[Item]) -> Recognised {
    let asked: Vec<Asked> = items.iter().map(asked).collect();
    let hits = node.find(&asked);
    Recognised {
        leaked: hits.iter().flat_map(|hits| hits.leaked.iter().copied()).collect(),
        matches: hits.into_iter().map(|hits| hits.found.iter().map(match_row).collect()).collect(),
    }
}

/// What is asked of the lists about an item.
pub(crate) fn asked(item: &Item) -> Asked {
    match item {
        Item::File(file) => Asked { digests: file.digests, ..Asked::default() },
        Item::Url(url) => Asked { url: Some(url.url.clone()), ..Asked::default() },
        Item::Account(_) | Item::Text(_) => Asked::default(),
    }
}

/// A match as it is kept beside its item.
pub(crate) fn match_row(found: &Found) -> MatchRow {
    MatchRow { entry: found.entry, kind: found.kind, distance: found.distance }
}

/// Whether a match is strong enough for the item to count as known when urgency is summed: an equal digest of the file, or the
/// address. A near picture may be new material of the same child.
pub(crate) fn is_known(matches: &[MatchRow]) -> bool {
    matches.iter().any(|found| found.kind != MatchKind::Pdq)
}
