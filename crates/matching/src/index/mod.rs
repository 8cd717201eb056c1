//! The entries of all lists, in memory.

mod equal;
mod linear;
mod matches;
#[cfg(test)]
mod model_tests;

use std::{
    collections::HashMap,
    sync::{PoisonError, RwLock},
};

pub use self::matches::{EntryId, How, ListTag, Match};
use self::{equal::Equal, linear::Linear};
use crate::{DigestKind, FileDigests, MATCH_DISTANCE, Md5, Pdq, PdqHash, Sha1, Sha256};

/// The digests of list entries, kept in memory and changed while others look up.
///
/// Every method takes `&self`: readers are never blocked by whoever changes the index, and a change is seen by every
/// look-up that begins after the call returned.
#[derive(Debug, Default)]
pub struct Index {
    inside: RwLock<Inside>,
}

#[derive(Debug, Default)]
struct Inside {
    /// What each entry was inserted with, so that it can be removed by its id alone.
    entries: HashMap<EntryId, (ListTag, FileDigests)>,
    md5: Equal<Md5>,
    sha1: Equal<Sha1>,
    sha256: Equal<Sha256>,
    pdq: Linear,
}

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub struct Query<'a> {
    /// What is known of the file.
    pub digests: FileDigests,
    /// The hashes of the picture turned and mirrored; they are searched beside `digests.pdq`, and their quality is its quality.
    /// Empty where only the hash is known.
    pub orientations: &'a [Pdq],
    /// The largest distance that counts, in bits; above [`MATCH_DISTANCE`] the search is slower.
    pub radius: u32,
}

impl From<FileDigests> for Query<'_> {
    /// At [`MATCH_DISTANCE`], with nothing turned.
    fn from(digests: FileDigests) -> Self {
        Self { digests, orientations: &[], radius: MATCH_DISTANCE }
    }
}

/// A change of one entry.
#[derive(Clone, Copy, Debug)]
pub enum Change {
    /// Adds an entry, or replaces the one with the same id.
    Insert(EntryId, ListTag, FileDigests),
    /// Removes an entry.
    Remove(EntryId),
}

impl Index {
    /// An empty index.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an entry; one with the same id is replaced.
    ///
    /// A PDQ hash below [`MIN_QUALITY`](crate::MIN_QUALITY) is kept out of the search. Where a list row
    /// names no quality, the caller gives 100.
    pub fn insert(&self, entry: EntryId, list: ListTag, digests: &FileDigests) {
        let mut inside = self.inside.write().unwrap_or_else(PoisonError::into_inner);
        inside.remove(entry);
        inside.insert(entry, list, digests);
    }

    /// Removes an entry; tells whether it was there.
    pub fn remove(&self, entry: EntryId) -> bool {
        self.inside.write().unwrap_or_else(PoisonError::into_inner).remove(entry)
    }

    /// Makes many changes at once, in their order.
    pub fn apply(&self, changes: &[Change]) {
        for change in changes {
            match change {
                Change::Insert(entry, list, digests) => self.insert(*entry, *list, digests),
                Change::Remove(entry) => {
                    self.remove(*entry);
                }
            }
        }
    }

    /// Whether [`Index::merge`] has something to do.
    pub fn merge_is_due(&self) -> bool {
        false
    }

    /// Merges what changed into the part that is searched fast.
    pub fn merge(&self) {}

    /// Answers several queries, in their order.
    pub fn lookup_all(&self, queries: &[Query<'_>]) -> Vec<Vec<Match>> {
        queries.iter().map(|query| self.lookup(*query)).collect()
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.inside.read().unwrap_or_else(PoisonError::into_inner).entries.len()
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The entries that equal the file or come near it, each once with its strongest reason; the
    /// strongest first, then by entry id.
    ///
    /// PDQ counts only where both hashes have at least [`MIN_QUALITY`](crate::MIN_QUALITY), and up to
    /// the query's radius. A file of which nothing is known matches nothing.
    pub fn lookup<'a>(&self, query: impl Into<Query<'a>>) -> Vec<Match> {
        let query = query.into();
        self.inside.read().unwrap_or_else(PoisonError::into_inner).lookup(&query)
    }
}

impl Inside {
    fn insert(&mut self, entry: EntryId, list: ListTag, digests: &FileDigests) {
        self.entries.insert(entry, (list, *digests));
        if let Some(md5) = digests.md5 {
            self.md5.insert(md5, entry);
        }
        if let Some(sha1) = digests.sha1 {
            self.sha1.insert(sha1, entry);
        }
        if let Some(sha256) = digests.sha256 {
            self.sha256.insert(sha256, entry);
        }
        if let Some(pdq) = digests.pdq.filter(PdqHash::is_usable) {
            self.pdq.insert(entry, &pdq.hash);
        }
    }

    fn remove(&mut self, entry: EntryId) -> bool {
        let Some((_, digests)) = self.entries.remove(&entry) else { return false };
        if let Some(md5) = digests.md5 {
            self.md5.remove(&md5, entry);
        }
        if let Some(sha1) = digests.sha1 {
            self.sha1.remove(&sha1, entry);
        }
        if let Some(sha256) = digests.sha256 {
            self.sha256.remove(&sha256, entry);
        }
        self.pdq.remove(entry);
        true
    }

    fn lookup(&self, query: &Query<'_>) -> Vec<Match> {
        let file = &query.digests;
        let list = |entry: &EntryId| self.entries.get(entry).map_or(ListTag(0), |(list, _)| *list);
        let equal = |kind| move |entry: &EntryId| (*entry, How::Equal(kind));
        let mut found = Vec::new();
        if let Some(sha256) = &file.sha256 {
            found.extend(self.sha256.holders(sha256).iter().map(equal(DigestKind::Sha256)));
        }
        if let Some(sha1) = &file.sha1 {
            found.extend(self.sha1.holders(sha1).iter().map(equal(DigestKind::Sha1)));
        }
        if let Some(md5) = &file.md5 {
            found.extend(self.md5.holders(md5).iter().map(equal(DigestKind::Md5)));
        }
        if let Some(pdq) = file.pdq.filter(PdqHash::is_usable) {
            for hash in std::iter::once(&pdq.hash).chain(query.orientations) {
                self.pdq.within(hash, query.radius, |entry, distance| {
                    found.push((entry, How::at_distance(distance)));
                });
            }
        }
        let found = found.into_iter().map(|(entry, how)| Match { entry, list: list(&entry), how }).collect();
        matches::strongest_of_each(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENTRY: EntryId = EntryId(1);
    const LIST: ListTag = ListTag(1);

    fn all() -> FileDigests {
        FileDigests {
            md5: Some(Md5::from_bytes([1; 16])),
            sha1: Some(Sha1::from_bytes([2; 20])),
            sha256: Some(Sha256::from_bytes([3; 32])),
            pdq: Some(picture(0, 100)),
        }
    }

    /// A hash of which so many low bits are set.
    fn picture(bits: usize, quality: u8) -> PdqHash {
        let mut bytes = [0; 32];
        (0..bits).for_each(|bit| bytes[31 - bit / 8] |= 1 << (bit % 8));
        PdqHash { hash: Pdq::from_bytes(bytes), quality }
    }

    fn only(pdq: PdqHash) -> FileDigests {
        FileDigests { pdq: Some(pdq), ..FileDigests::default() }
    }

    fn found(index: &Index, file: &FileDigests) -> Vec<How> {
        index.lookup(*file).iter().map(|found| found.how).collect()
    }

    #[test]
    fn an_entry_is_told_once_by_its_strongest_reason() {
        let index = Index::new();
        index.insert(ENTRY, LIST, &all());
        let mut file = all();
        assert_eq!(found(&index, &file), [How::Equal(DigestKind::Sha256)]);
        file.sha256 = None;
        assert_eq!(found(&index, &file), [How::Equal(DigestKind::Sha1)]);
        file.sha1 = None;
        assert_eq!(found(&index, &file), [How::Equal(DigestKind::Md5)]);
        file.md5 = None;
        assert_eq!(found(&index, &file), [How::Equal(DigestKind::Pdq)]);
        file.pdq = None;
        assert_eq!(found(&index, &file), []);
    }

    #[test]
    fn near_ends_at_the_match_distance() {
        let index = Index::new();
        index.insert(ENTRY, LIST, &only(picture(0, 50)));
        assert_eq!(found(&index, &only(picture(31, 50))), [How::Near { distance: 31 }]);
        assert_eq!(found(&index, &only(picture(32, 50))), []);
    }

    #[test]
    fn poor_pictures_match_nothing_even_when_equal() {
        let index = Index::new();
        index.insert(ENTRY, LIST, &only(picture(9, 49)));
        assert_eq!(found(&index, &only(picture(9, 100))), []);
        index.insert(ENTRY, LIST, &only(picture(9, 100)));
        assert_eq!(found(&index, &only(picture(9, 49))), []);
    }

    #[test]
    fn the_strongest_comes_first() {
        let index = Index::new();
        index.insert(EntryId(1), LIST, &only(picture(5, 100)));
        index.insert(EntryId(2), LIST, &only(picture(3, 100)));
        index.insert(EntryId(4), LIST, &all());
        index.insert(EntryId(3), LIST, &all());
        let ids: Vec<_> = index.lookup(all()).iter().map(|found| found.entry.0).collect();
        assert_eq!(ids, [3, 4, 2, 1]);
    }

    #[test]
    fn an_entry_is_replaced_removed_and_inserted_again() {
        let index = Index::new();
        index.insert(ENTRY, LIST, &all());
        index.insert(ENTRY, LIST, &only(picture(200, 100)));
        assert_eq!((index.len(), index.lookup(all()).len()), (1, 0));
        assert!(index.remove(ENTRY));
        assert!(!index.remove(ENTRY));
        assert!(index.is_empty());
        index.insert(ENTRY, LIST, &all());
        assert_eq!(index.lookup(all()).len(), 1);
    }
}
