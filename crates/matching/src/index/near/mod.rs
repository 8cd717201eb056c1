//! PDQ hashes, and which of them are near a given one.

mod plan;
mod tables;
#[cfg(test)]
mod tests;

use self::plan::WIDEST;

pub(super) use self::{
    plan::PARTS,
    tables::{OFFSETS, Tables},
};
use super::{
    bytes::{Column, Filling, number},
    equal::merge_by,
    segment::{DEAD, Moved},
};
use crate::simd::{Level, Scan};

/// Hashes from which on bucket tables are faster than looking at every hash, and worth their memory.
#[cfg(not(test))]
const TABLES_FROM: usize = 1 << 16;
/// Small enough for tests to reach.
#[cfg(test)]
const TABLES_FROM: usize = 1 << 7;

/// PDQ hashes in columns, in order of their entries, and their bucket tables where there are many.
///
/// The first two words are columns of their own: two unrelated hashes differ in about 64 of their first 128 bits, and in 31
/// or fewer only once in half a billion, so a scan nearly always ends there.
#[derive(Clone)]
pub(super) struct Near {
    pub(super) heads: Column<8>,
    pub(super) necks: Column<8>,
    /// The third and the fourth word.
    pub(super) tails: Column<16>,
    /// The entry row of each; empty where every entry has a hash.
    pub(super) owners: Column<4>,
    pub(super) tables: Option<Tables>,
}

/// A hash on its way in.
pub(super) struct Row {
    pub(super) words: [u64; 4],
    /// Its entry's row.
    pub(super) owner: u32,
}

/// A hash that is asked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked {
    pub(super) words: [u64; 4],
    pub(super) radius: u32,
}

/// A hash that was found: its row among the hashes and its distance.
pub(super) type Found = (u32, u32);

/// How a search goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// Through the tables while that is cheaper.
    Best,
    /// By looking at every hash.
    Scan,
}

impl Near {
    /// From hashes of which the owners are all different, in any order, for so many entries.
    pub(super) fn new(mut rows: Vec<Row>, entries: usize) -> Self {
        if !rows.is_sorted_by_key(|row| row.owner) {
            rows.sort_unstable_by_key(|row| row.owner);
        }
        let mut filling = FillingNear::new(rows.len());
        rows.iter().for_each(|row| filling.push(row));
        drop(rows);
        filling.done(entries)
    }

    /// One from two, without the entries that are dead.
    pub(super) fn merged(parts: [(&Self, &Moved); 2], entries: usize) -> Self {
        let mut filling = FillingNear::new(parts.iter().map(|(part, _)| part.len()).sum());
        let [a, b] = parts.map(|(part, moved)| {
            let hashes = part.hashes();
            (0..part.len() as u32).filter_map(move |row| {
                let owner = moved.to(part.owner(row));
                let words = hashes.words(row).filter(|_| owner != DEAD)?;
                Some(Row { words, owner })
            })
        });
        merge_by(a, b, |row| row.owner, |row| filling.push(&row));
        filling.done(entries)
    }

    pub(super) fn len(&self) -> usize {
        self.heads.values().len()
    }

    /// The entry row of a hash.
    pub(super) fn owner(&self, row: u32) -> u32 {
        number(self.owners.values(), row as usize).unwrap_or(row)
    }

    /// Calls `found` with the number of a question and a hash within its radius; each pair once, in no order.
    pub(super) fn search(
        &self,
        asked: &[Asked],
        way: Way,
        level: Level,
        mut found: impl FnMut(usize, Found),
    ) {
        let hashes = self.hashes();
        let mut left = Vec::new();
        let mut near = Vec::new();
        for (number, question) in asked.iter().enumerate() {
            let tables = self.tables.as_ref().filter(|_| way == Way::Best && question.radius <= WIDEST);
            if tables.is_some_and(|tables| tables.search(&hashes, question, level, &mut near)) {
                near.drain(..).for_each(|hash| found(number, hash));
            } else {
                left.push(number);
                near.clear();
            }
        }
        if !left.is_empty() {
            hashes.scan(asked, &left, level, found);
        }
    }

    fn hashes(&self) -> Hashes<'_> {
        Hashes { heads: self.heads.values(), necks: self.necks.values(), tails: self.tails.values() }
    }
}

/// The columns, looked up once a search.
#[derive(Clone, Copy)]
pub(super) struct Hashes<'a> {
    pub(super) heads: &'a [[u8; 8]],
    pub(super) necks: &'a [[u8; 8]],
    pub(super) tails: &'a [[u8; 16]],
}

impl Hashes<'_> {
    pub(super) fn words(&self, row: u32) -> Option<[u64; 4]> {
        let row = row as usize;
        let (head, neck, tail) = (self.heads.get(row)?, self.necks.get(row)?, self.tails.get(row)?);
        let [third, fourth] = halves(tail);
        Some([u64::from_le_bytes(*head), u64::from_le_bytes(*neck), third, fourth])
    }

    /// Looks at every hash for each of the questions whose number is given: a block of hashes for all of them, so that
    /// many questions read memory once.
    fn scan(&self, asked: &[Asked], numbers: &[usize], level: Level, mut found: impl FnMut(usize, Found)) {
        /// Hashes that fit the first cache, 16 bytes of each.
        const BLOCK: usize = 1 << 11;
        // One question alone has nothing to wait for at the end of a block.
        let block = if numbers.len() == 1 { 1 << 16 } else { BLOCK };
        let mut rows = Vec::new();
        let blocks = self.heads.chunks(block).zip(self.necks.chunks(block));
        for ((heads, necks), first) in blocks.zip((0_u32..).step_by(block)) {
            for &number in numbers {
                let Asked { words, radius } = asked[number];
                level.scan(Scan { heads, necks, asked: [words[0], words[1]], radius, first }, &mut rows);
                for row in rows.drain(..) {
                    let Some(held) = self.words(row) else { continue };
                    let distance = distance(differing(held, words));
                    if distance <= radius {
                        found(number, (row, distance));
                    }
                }
            }
        }
    }
}

/// The two words of a tail.
pub(super) fn halves(tail: &[u8; 16]) -> [u64; 2] {
    let tail = u128::from_le_bytes(*tail);
    [tail as u64, (tail >> 64) as u64]
}

fn differing(a: [u64; 4], b: [u64; 4]) -> [u64; 4] {
    std::array::from_fn(|at| a[at] ^ b[at])
}

fn distance(differing: [u64; 4]) -> u32 {
    differing.iter().map(|word| word.count_ones()).sum()
}

/// The columns while they are filled.
struct FillingNear {
    heads: Filling<8>,
    necks: Filling<8>,
    tails: Filling<16>,
    owners: Filling<4>,
}

impl FillingNear {
    fn new(room: usize) -> Self {
        Self {
            heads: Filling::new(room),
            necks: Filling::new(room),
            tails: Filling::new(room),
            owners: Filling::new(room),
        }
    }

    fn push(&mut self, Row { words: [a, b, c, d], owner }: &Row) {
        self.heads.push(a.to_le_bytes());
        self.necks.push(b.to_le_bytes());
        self.tails.push((u128::from(*c) | u128::from(*d) << 64).to_le_bytes());
        self.owners.push(owner.to_le_bytes());
    }

    fn done(self, entries: usize) -> Near {
        let Self { heads, necks, tails, owners } = self;
        let (heads, necks, tails, owners) = (heads.done(), necks.done(), tails.done(), owners.done());
        // As many hashes as entries, in their order, and no two of one entry: the owner of row n is n.
        let owners = if owners.values().len() == entries { Column::empty() } else { owners };
        let hashes = Hashes { heads: heads.values(), necks: necks.values(), tails: tails.values() };
        let tables = (hashes.heads.len() >= TABLES_FROM).then(|| Tables::new(&hashes));
        Near { heads, necks, tails, owners, tables }
    }
}
