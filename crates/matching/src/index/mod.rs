//! The entries of all lists, in memory.

mod bytes;
#[cfg(test)]
mod concurrency_tests;
mod dead;
mod equal;
mod matches;
#[cfg(test)]
mod model_tests;
mod near;
mod segment;
mod snapshot;
mod state;
mod writer;

use std::{fmt, io, iter, sync::Arc};

pub use self::{
    bytes::{AlignedBytes, SnapshotBytes},
    matches::{EntryId, How, ListTag, Match},
    snapshot::SnapshotError,
};
use self::{
    near::Way,
    segment::Segment,
    state::State,
    writer::{Published, Step},
};
use crate::{FileDigests, MATCH_DISTANCE, Pdq, simd::Level};

/// The digests of list entries, kept in memory and changed while others look up.
///
/// Every method takes `&self`: readers are never blocked by whoever changes the index, and a change is seen by every
/// look-up that begins after the call returned.
///
/// Changes go to a small part that is searched beside the large one. Somebody must call [`Index::merge`] now and then, on a
/// thread of its own, or look-ups become slower as that part grows.
///
/// # Memory
///
/// Bytes an entry: 20, and with an MD5 digest 20 more, with SHA-1 24, with SHA-256 36, with a PDQ hash 32 and from 65,536
/// hashes on 160 (4 more where some entries have no PDQ hash). Ten million entries with all four take 2.6 GB, with PDQ alone
/// 1.8 GB. A merge needs that once more until it is done.
///
/// # Time
///
/// A look-up of a PDQ hash at radius 31 or less reads about a hundredth of what a scan of all hashes reads. Where hashes crowd, as
/// those of blank pictures do, it gives up as soon as it cost a tenth of the scan, and scans: so no look-up costs more than 1.1
/// times the scan.
pub struct Index {
    published: Published,
    level: Level,
}

/// A change of the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// As [`Index::insert`].
    Insert(EntryId, ListTag, FileDigests),
    /// As [`Index::remove`].
    Remove(EntryId),
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

impl Default for Index {
    fn default() -> Self {
        Self::of(Segment::empty())
    }
}

impl fmt::Debug for Index {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Index").field("len", &self.len()).field("level", &self.level).finish_non_exhaustive()
    }
}

impl Index {
    /// An empty index.
    pub fn new() -> Self {
        Self::default()
    }

    /// An index of these entries; of several with the same id the last counts.
    ///
    /// The fastest way to load many, above all in the order of their ids. It needs at most as much memory again as the entries'
    /// digests take, and nothing beside the tables of the finished index while it makes them.
    pub fn build(entries: impl IntoIterator<Item = (EntryId, ListTag, FileDigests)>) -> Self {
        Self::of(Segment::new(entries))
    }

    fn of(segment: Segment) -> Self {
        Self { published: Published::new(State::of(segment)), level: Level::best() }
    }

    /// Adds an entry; one with the same id is replaced.
    ///
    /// A PDQ hash below [`MIN_QUALITY`](crate::MIN_QUALITY) is kept out of the search. Where a list row
    /// names no quality, the caller gives 100.
    pub fn insert(&self, entry: EntryId, list: ListTag, digests: &FileDigests) {
        self.published.apply(iter::once(Step::Insert(entry, list, digests)));
    }

    /// Removes an entry; tells whether it was there.
    pub fn remove(&self, entry: EntryId) -> bool {
        self.published.apply(iter::once(Step::Remove(entry))) > 0
    }

    /// Makes many changes at once, in their order; a look-up sees all of them or none.
    ///
    /// Much faster than one by one. An insertion after a removal begins a new part, so put removals first where you can.
    pub fn apply(&self, changes: &[Change]) {
        self.published.apply(changes.iter().map(Step::from));
    }

    /// Whether so much changed that look-ups would be faster after a merge.
    pub fn merge_is_due(&self) -> bool {
        self.published.merge_is_due()
    }

    /// Merges what changed into the large part, if it is due; otherwise does nothing.
    ///
    /// It takes some seconds for ten million entries, and as much memory again. Others look up and change the index meanwhile.
    pub fn merge(&self) {
        self.published.merge_if_due();
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.published.state.load().len()
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
        self.lookup_in(&[query.into()], Way::Best).pop().unwrap_or_default()
    }

    /// What [`Index::lookup`] answers to each query, all from the same state of the index.
    ///
    /// Queries that need a look at every hash, as those of a radius above [`MATCH_DISTANCE`], share one pass over memory.
    pub fn lookup_all(&self, queries: &[Query<'_>]) -> Vec<Vec<Match>> {
        self.lookup_in(queries, Way::Best)
    }

    /// What [`Index::lookup_all`] answers, found by looking at every PDQ hash: what the fast search is measured against.
    pub fn lookup_all_by_scan(&self, queries: &[Query<'_>]) -> Vec<Vec<Match>> {
        self.lookup_in(queries, Way::Scan)
    }

    fn lookup_in(&self, queries: &[Query<'_>], way: Way) -> Vec<Vec<Match>> {
        self.published.state.load().lookup(queries, way, self.level)
    }

    /// The processor's instructions that searches use, as a name for people.
    pub fn instructions(&self) -> &'static str {
        self.level.name()
    }

    /// Writes the index, so that [`Index::from_snapshot`] has it again at once. What changed is merged first; what changes
    /// during the call is not written.
    ///
    /// The snapshot is as large as the index in memory and neither secret nor protected against change: whoever keeps it seals it.
    ///
    /// # Errors
    ///
    /// What `out` answers.
    pub fn write_snapshot(&self, out: &mut dyn io::Write) -> io::Result<()> {
        snapshot::write(&self.published.merge(), out)
    }

    /// An index over a snapshot, which is used where it lies: a file that was mapped, or [`AlignedBytes`] that it was read into.
    ///
    /// Begin the bytes at a multiple of 64, or searches are slower. They must not change any more.
    ///
    /// # Errors
    ///
    /// [`SnapshotError`] where the snapshot is none, is incomplete, or is of another version. A snapshot that was changed beyond its
    /// structure is not noticed and makes an index that answers wrongly; it never panics nor reads outside of the bytes.
    pub fn from_snapshot(bytes: Arc<dyn SnapshotBytes>) -> Result<Self, SnapshotError> {
        snapshot::read(bytes).map(Self::of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{DigestKind, Md5, PdqHash, Sha1, Sha256};

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
