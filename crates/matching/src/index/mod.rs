//! The entries of all lists, in memory.

mod equal;
mod linear;
mod matches;
#[cfg(test)]
mod model_tests;

use std::collections::HashMap;

pub use self::matches::{EntryId, How, Match};
use self::{equal::Equal, linear::Linear};
use crate::{DigestKind, FileDigests, MATCH_DISTANCE, Md5, PdqHash, Sha1, Sha256};

/// The digests of list entries, kept in memory.
///
/// Equal digests are found by hash maps, near PDQ hashes by an exact search; a look-up among 10,000
/// entries takes some tens of microseconds. An entry costs about half a kilobyte.
#[derive(Debug, Default)]
pub struct Index {
    /// What each entry was inserted with, so that it can be removed by its id alone.
    entries: HashMap<EntryId, FileDigests>,
    md5: Equal<Md5>,
    sha1: Equal<Sha1>,
    sha256: Equal<Sha256>,
    pdq: Linear,
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
    pub fn insert(&mut self, entry: EntryId, digests: &FileDigests) {
        self.remove(entry);
        self.entries.insert(entry, *digests);
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

    /// Removes an entry; tells whether it was there.
    pub fn remove(&mut self, entry: EntryId) -> bool {
        let Some(digests) = self.entries.remove(&entry) else { return false };
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

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The entries that equal the file or come near it, each once with its strongest reason; the
    /// strongest first, then by entry id.
    ///
    /// PDQ counts only where both hashes have at least [`MIN_QUALITY`](crate::MIN_QUALITY), and up to
    /// [`MATCH_DISTANCE`] bits apart. A file of which nothing is known matches nothing.
    pub fn lookup(&self, file: &FileDigests) -> Vec<Match> {
        let equal = |kind| move |&entry: &EntryId| Match { entry, how: How::Equal(kind) };
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
            self.pdq.within(&pdq.hash, MATCH_DISTANCE, |entry, distance| {
                found.push(Match { entry, how: How::at_distance(distance) });
            });
        }
        matches::strongest_of_each(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Pdq;

    const ENTRY: EntryId = EntryId(1);

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
        index.lookup(file).iter().map(|found| found.how).collect()
    }

    #[test]
    fn an_entry_is_told_once_by_its_strongest_reason() {
        let mut index = Index::new();
        index.insert(ENTRY, &all());
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
        let mut index = Index::new();
        index.insert(ENTRY, &only(picture(0, 50)));
        assert_eq!(found(&index, &only(picture(31, 50))), [How::Near { distance: 31 }]);
        assert_eq!(found(&index, &only(picture(32, 50))), []);
    }

    #[test]
    fn poor_pictures_match_nothing_even_when_equal() {
        let mut index = Index::new();
        index.insert(ENTRY, &only(picture(9, 49)));
        assert_eq!(found(&index, &only(picture(9, 100))), []);
        index.insert(ENTRY, &only(picture(9, 100)));
        assert_eq!(found(&index, &only(picture(9, 49))), []);
    }

    #[test]
    fn the_strongest_comes_first() {
        let mut index = Index::new();
        index.insert(EntryId(1), &only(picture(5, 100)));
        index.insert(EntryId(2), &only(picture(3, 100)));
        index.insert(EntryId(4), &all());
        index.insert(EntryId(3), &all());
        let ids: Vec<_> = index.lookup(&all()).iter().map(|found| found.entry.0).collect();
        assert_eq!(ids, [3, 4, 2, 1]);
    }

    #[test]
    fn an_entry_is_replaced_removed_and_inserted_again() {
        let mut index = Index::new();
        index.insert(ENTRY, &all());
        index.insert(ENTRY, &only(picture(200, 100)));
        assert_eq!((index.len(), index.lookup(&all()).len()), (1, 0));
        assert!(index.remove(ENTRY));
        assert!(!index.remove(ENTRY));
        assert!(index.is_empty());
        index.insert(ENTRY, &all());
        assert_eq!(index.lookup(&all()).len(), 1);
    }
}
