//! Entries that no longer change: the form in which nearly all of them are kept, in memory and in snapshots.

use super::{
    bytes::{Column, Filling, number},
    dead::Dead,
    equal::{Equal, merge_by},
    matches::{EntryId, ListTag},
    near::{Near, Row},
};
use crate::{FileDigests, PdqHash, pdq::words};

/// Entries in columns, in order of their ids. An entry is known by its row.
///
/// Bytes an entry: 20 for its id and list; 20 with an MD5 digest, 24 with SHA-1, 36 with SHA-256 and less than one for the
/// directory of each; 32 with a PDQ hash, 4 more where not every entry has one, and 128 more for its bucket tables where
/// there are many hashes.
#[derive(Clone)]
pub(super) struct Segment {
    pub(super) ids: Column<16>,
    pub(super) lists: Column<4>,
    pub(super) md5: Equal<16>,
    pub(super) sha1: Equal<20>,
    pub(super) sha256: Equal<32>,
    pub(super) near: Near,
}

/// Where the rows of a segment went when it was merged.
pub(super) struct Moved(Vec<u32>);

/// The new row of a row that was left out.
pub(super) const DEAD: u32 = u32::MAX;

impl Moved {
    /// The new row of an old one.
    pub(super) fn to(&self, row: u32) -> u32 {
        self.0.get(row as usize).copied().unwrap_or(DEAD)
    }
}

impl Segment {
    pub(super) fn empty() -> Self {
        Self::new(Vec::new())
    }

    /// From entries in any order; of several with the same id the last counts.
    pub(super) fn new(entries: impl IntoIterator<Item = (EntryId, ListTag, FileDigests)>) -> Self {
        Unsorted::of(entries).sorted()
    }

    /// One from two, without the rows that are dead. No id may live in both.
    pub(super) fn merged(parts: [(&Self, &Dead); 2]) -> Self {
        let room = parts.iter().map(|(part, _)| part.len()).sum();
        let (mut ids, mut lists) = (Filling::new(room), Filling::new(room));
        let mut moved = parts.map(|(part, _)| Moved(vec![DEAD; part.len()]));
        let [a, b] = [0, 1].map(|which: usize| {
            let (part, dead) = parts[which];
            let rows = part.ids.values().iter().zip(part.lists.values()).zip(0_u32..);
            rows.map(move |((id, list), row)| (*id, *list, which, row))
                .filter(|&(_, _, _, row)| !dead.contains(row))
        });
        let mut next = 0;
        merge_by(
            a,
            b,
            |(id, ..)| u128::from_le_bytes(*id),
            |(id, list, which, row)| {
                ids.push(id);
                lists.push(list);
                moved[which].0[row as usize] = next;
                next += 1;
            },
        );
        let [(a, _), (b, _)] = parts;
        let [to_a, to_b] = &moved;
        Self {
            ids: ids.done(),
            lists: lists.done(),
            md5: Equal::merged([(&a.md5, to_a), (&b.md5, to_b)]),
            sha1: Equal::merged([(&a.sha1, to_a), (&b.sha1, to_b)]),
            sha256: Equal::merged([(&a.sha256, to_a), (&b.sha256, to_b)]),
            near: Near::merged([(&a.near, to_a), (&b.near, to_b)], next as usize),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.ids.values().len()
    }

    /// The entry and the list of a row.
    pub(super) fn entry(&self, row: u32) -> Option<(EntryId, ListTag)> {
        let id = self.ids.values().get(row as usize)?;
        let list = number(self.lists.values(), row as usize)?;
        Some((EntryId(u128::from_le_bytes(*id)), ListTag(list)))
    }

    /// The row of an entry.
    pub(super) fn row(&self, entry: EntryId) -> Option<u32> {
        let row = self.ids.values().binary_search_by_key(&entry.0, |id| u128::from_le_bytes(*id)).ok()?;
        Some(row as u32)
    }
}

/// Entries as they came, in columns, so that loading many needs room for them little more than once.
#[derive(Default)]
struct Unsorted {
    entries: Vec<(EntryId, u32)>,
    lists: Vec<ListTag>,
    md5: Vec<([u8; 16], u32)>,
    sha1: Vec<([u8; 20], u32)>,
    sha256: Vec<([u8; 32], u32)>,
    near: Vec<Row>,
}

impl Unsorted {
    fn of(entries: impl IntoIterator<Item = (EntryId, ListTag, FileDigests)>) -> Self {
        let mut unsorted = Self::default();
        for ((entry, list, digests), row) in entries.into_iter().zip(0_u32..) {
            unsorted.entries.push((entry, row));
            unsorted.lists.push(list);
            unsorted.md5.extend(digests.md5.map(|digest| (*digest.as_bytes(), row)));
            unsorted.sha1.extend(digests.sha1.map(|digest| (*digest.as_bytes(), row)));
            unsorted.sha256.extend(digests.sha256.map(|digest| (*digest.as_bytes(), row)));
            let pdq = digests.pdq.filter(PdqHash::is_usable);
            unsorted.near.extend(pdq.map(|pdq| Row { words: words(&pdq.hash), owner: row }));
        }
        unsorted
    }

    fn sorted(mut self) -> Segment {
        let mut moved = Moved(vec![DEAD; self.entries.len()]);
        self.entries.sort_unstable();
        // Of rows with the same id the last in order came last.
        let len = self.entries.len();
        let (mut ids, mut lists) = (Filling::new(len), Filling::new(len));
        let mut next = 0;
        for (at, &(entry, row)) in self.entries.iter().enumerate() {
            if self.entries.get(at + 1).is_some_and(|(following, _)| *following == entry) {
                continue;
            }
            ids.push(entry.0.to_le_bytes());
            lists.push(self.lists[row as usize].0.to_le_bytes());
            moved.0[row as usize] = next;
            next += 1;
        }
        drop((self.entries, self.lists));
        let (ids, lists) = (ids.done(), lists.done());
        let md5 = Equal::new(renumbered(self.md5, &moved));
        let sha1 = Equal::new(renumbered(self.sha1, &moved));
        let sha256 = Equal::new(renumbered(self.sha256, &moved));
        self.near.iter_mut().for_each(|row| row.owner = moved.to(row.owner));
        self.near.retain(|row| row.owner != DEAD);
        drop(moved);
        Segment { ids, lists, md5, sha1, sha256, near: Near::new(self.near, next as usize) }
    }
}

fn renumbered<const W: usize>(mut digests: Vec<([u8; W], u32)>, moved: &Moved) -> Vec<([u8; W], u32)> {
    digests.iter_mut().for_each(|(_, owner)| *owner = moved.to(*owner));
    digests.retain(|&(_, owner)| owner != DEAD);
    digests
}
