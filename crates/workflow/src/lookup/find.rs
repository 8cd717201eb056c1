//! What matches: entries of every list, each within its list's radius, without what a harmless picture explains.

use std::sync::Arc;

use tutela_matching::{DigestKind, How, Match, Query};
use tutela_model::id::{ApiKeyId, EntryId, ListId};
use tutela_model::list::{Action, MatchKind, Purpose};
use uuid::Uuid;

use super::Asked;
use crate::lists::ListInMemory;
use crate::lists::Marks;
use crate::node::Node;

/// Matches of one question.
const MOST: usize = 100;

/// An entry that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The entry.
    pub entry: EntryId,
    /// Its list.
    pub list: ListId,
    /// The list's number.
    pub list_number: u32,
    /// The list's name.
    pub list_name: Arc<str>,
    /// The strongest reason.
    pub kind: MatchKind,
    /// Bits that differ, for a near picture; else 0.
    pub distance: u32,
    /// What may be done: what the list says, but a disputed entry always goes to a person first.
    pub action: Action,
}

/// All that was found.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hits {
    /// Matches, strongest first.
    pub(crate) found: Vec<Found>,
    /// Whose copies of a list have leaked: what was asked for stands in no other. Never part of an answer.
    pub(crate) leaked: Vec<ApiKeyId>,
}

impl Node {
    /// The entries that these digests match, strongest first.
    pub(crate) fn find(&self, asked: &[Asked]) -> Vec<Hits> {
        let lists = &self.inner.lists;
        let radius = lists.marks(Marks::radius);
        let queries: Vec<Query<'_>> = asked
            .iter()
            .map(|asked| Query { digests: asked.digests, orientations: &asked.orientations, radius })
            .collect();
        let matches = lists.index.lookup_all(&queries);
        let urls: Vec<_> = asked
            .iter()
            .map(|asked| asked.url.as_ref().map(|url| crate::lists::url_digest(self, url)))
            .collect();
        lists.marks(|marks| {
            matches.into_iter().zip(urls).map(|(matches, url)| judge(marks, &matches, url.as_ref())).collect()
        })
    }
}

/// What the matches come to, as the lists stand.
fn judge(marks: &Marks, matches: &[Match], url: Option<&[u8; 16]>) -> Hits {
    let mut hits = Hits::default();
    let mut harmless: Option<u32> = None;
    for found in matches {
        let entry = EntryId(Uuid::from_u128(found.entry.0));
        if let Some(key) = marks.canaries.get(&entry) {
            hits.leaked.push(*key);
            continue;
        }
        let Some(list) = marks.lists.get(&found.list) else { continue };
        let (kind, distance) = reason(found.how);
        if distance > list.radius {
            continue;
        }
        match list.purpose {
            Purpose::Harmless => {
                let near = if kind == MatchKind::Pdq { distance } else { 0 };
                harmless = Some(harmless.map_or(near, |nearest| nearest.min(near)));
            }
            Purpose::Known => {
                hits.found.push(told(marks, list, entry, found.list.0, (kind, distance)));
            }
        }
    }
    if let Some(harmless) = harmless {
        // The digest of a file says what it is; only what merely looks alike is explained by something harmless that is nearer.
        hits.found.retain(|found| found.kind != MatchKind::Pdq || found.distance <= harmless);
    }
    // A hash that comes near to more is near to everything; the strongest come first.
    hits.found.truncate(MOST);
    for (entry, tag) in url.and_then(|url| marks.urls.get(url)).into_iter().flatten() {
        if let Some(list) = marks.lists.get(tag).filter(|list| list.purpose == Purpose::Known) {
            hits.found.push(told(marks, list, *entry, tag.0, (MatchKind::Url, 0)));
        }
    }
    hits
}

fn told(
    marks: &Marks,
    list: &ListInMemory,
    entry: EntryId,
    list_number: u32,
    (kind, distance): (MatchKind, u32),
) -> Found {
    let action = if marks.disputed.contains(&entry) { Action::Review } else { list.action };
    Found { entry, list: list.id, list_number, list_name: Arc::clone(&list.name), kind, distance, action }
}

fn reason(how: How) -> (MatchKind, u32) {
    match how {
        How::Equal(DigestKind::Sha256) => (MatchKind::Sha256, 0),
        How::Equal(DigestKind::Sha1) => (MatchKind::Sha1, 0),
        How::Equal(DigestKind::Md5) => (MatchKind::Md5, 0),
        How::Equal(DigestKind::Pdq) => (MatchKind::Pdq, 0),
        How::Near { distance } => (MatchKind::Pdq, distance),
    }
}
