//! The index as a file: its columns one after the other, used where they lie.
//!
//! A header of 64 bytes: the magic `TUTELAIX`, the version, how many sections there are, how many bytes there are in all, and
//! a checksum of header and sections' places; then for each section where it begins and how long it is. All numbers are
//! little endian. Every section begins at a multiple of 64.

use std::{io, sync::Arc};

use thiserror::Error;

use super::{
    bytes::{ALIGNMENT, Column, SnapshotBytes, number},
    equal::Equal,
    near::{Near, OFFSETS, PARTS, Tables},
    segment::Segment,
};

const MAGIC: [u8; 8] = *b"TUTELAIX";
const VERSION: u32 = 1;
const HEADER: usize = 64;
const SECTIONS: usize = 18;
/// Header and the places of the sections.
const PREAMBLE: usize = HEADER + 16 * SECTIONS;
const CHECKSUM: std::ops::Range<usize> = 24..32;

/// Why bytes are no snapshot of an index. What helps is always the same: build the index again from its lists.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SnapshotError {
    /// They don't begin as a snapshot does.
    #[error("this is no snapshot of an index: build the index from its lists and write a new snapshot")]
    NotASnapshot,
    /// Another version of this program wrote them.
    #[error(
        "the snapshot has version {found}, and this program reads version {VERSION}: build the index from its lists and write a new snapshot"
    )]
    Version {
        /// The version they have.
        found: u32,
    },
    /// They are fewer or more than were written.
    #[error(
        "the snapshot should have {expected} bytes and has {found}: it was not written or read to its end; read it again, or build the index from its lists and write a new snapshot"
    )]
    Length {
        /// Bytes that were written.
        expected: u64,
        /// Bytes that are there.
        found: u64,
    },
    /// Something in them contradicts the rest.
    #[error("the snapshot is damaged ({part}): build the index from its lists and write a new snapshot")]
    Damaged {
        /// Where.
        part: &'static str,
    },
}

/// Writes a segment.
pub(super) fn write(segment: &Segment, out: &mut dyn io::Write) -> io::Result<()> {
    let Segment { ids, lists, md5, sha1, sha256, near } = segment;
    let tables = near.tables.as_ref();
    let sections: [&[u8]; SECTIONS] = [
        ids.bytes(),
        lists.bytes(),
        md5.digests.bytes(),
        md5.owners.bytes(),
        md5.directory.bytes(),
        sha1.digests.bytes(),
        sha1.owners.bytes(),
        sha1.directory.bytes(),
        sha256.digests.bytes(),
        sha256.owners.bytes(),
        sha256.directory.bytes(),
        near.heads.bytes(),
        near.necks.bytes(),
        near.tails.bytes(),
        near.owners.bytes(),
        tables.map_or(&[], |tables| tables.offsets.bytes()),
        tables.map_or(&[], |tables| tables.sketches.bytes()),
        tables.map_or(&[], |tables| tables.rows.bytes()),
    ];
    let mut preamble = [0; PREAMBLE];
    let mut at = PREAMBLE.next_multiple_of(ALIGNMENT);
    for (place, section) in preamble[HEADER..].chunks_mut(16).zip(sections) {
        place[..8].copy_from_slice(&(at as u64).to_le_bytes());
        place[8..].copy_from_slice(&(section.len() as u64).to_le_bytes());
        at = (at + section.len()).next_multiple_of(ALIGNMENT);
    }
    preamble[..8].copy_from_slice(&MAGIC);
    preamble[8..12].copy_from_slice(&VERSION.to_le_bytes());
    preamble[12..16].copy_from_slice(&(SECTIONS as u32).to_le_bytes());
    preamble[16..24].copy_from_slice(&(at as u64).to_le_bytes());
    let checksum = checksum(&preamble);
    preamble[CHECKSUM].copy_from_slice(&checksum.to_le_bytes());
    for section in [&preamble[..]].into_iter().chain(sections) {
        out.write_all(section)?;
        out.write_all(&[0; ALIGNMENT][..section.len().next_multiple_of(ALIGNMENT) - section.len()])?;
    }
    out.flush()
}

/// FNV-1a of the preamble without the checksum's own place. It finds accidents; nobody is kept from making one.
fn checksum(preamble: &[u8; PREAMBLE]) -> u64 {
    let bytes = preamble.iter().enumerate().filter(|(at, _)| !CHECKSUM.contains(at));
    bytes
        .fold(0xcbf2_9ce4_8422_2325, |sum, (_, byte)| (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Opens a segment over the bytes of a snapshot. Sizes and directories are checked, rows when they are used.
pub(super) fn read(bytes: Arc<dyn SnapshotBytes>) -> Result<Segment, SnapshotError> {
    let all: &[u8] = (*bytes).as_ref();
    if all.first_chunk() != Some(&MAGIC) {
        return Err(SnapshotError::NotASnapshot);
    }
    let found = all.len() as u64;
    let Some(preamble) = all.first_chunk::<PREAMBLE>() else {
        return Err(SnapshotError::Length { expected: PREAMBLE as u64, found });
    };
    let (words, _) = preamble.as_chunks::<8>();
    let word = |at: usize| u64::from_le_bytes(words[at]);
    let version = word(1) as u32;
    if version != VERSION {
        return Err(SnapshotError::Version { found: version });
    }
    if word(3) != checksum(preamble) || (word(1) >> 32) as usize != SECTIONS {
        return Err(SnapshotError::Damaged { part: "header" });
    }
    if word(2) != found {
        return Err(SnapshotError::Length { expected: word(2), found });
    }
    let mut places = words[HEADER / 8..].chunks(2).map(|place| (place[0], place[1]));
    let mut sections = Sections { bytes: Arc::clone(&bytes), len: found, places: &mut places };
    let segment = Segment {
        ids: sections.next()?,
        lists: sections.next()?,
        md5: sections.equal()?,
        sha1: sections.equal()?,
        sha256: sections.equal()?,
        near: sections.near()?,
    };
    check(&segment)?;
    Ok(segment)
}

/// The sections that were not taken yet.
struct Sections<'a> {
    bytes: Arc<dyn SnapshotBytes>,
    len: u64,
    places: &'a mut dyn Iterator<Item = ([u8; 8], [u8; 8])>,
}

impl Sections<'_> {
    fn next<const W: usize>(&mut self) -> Result<Column<W>, SnapshotError> {
        let (start, len) = self.places.next().unwrap_or_default();
        let (start, len) = (u64::from_le_bytes(start), u64::from_le_bytes(len));
        let end = start.checked_add(len).filter(|end| *end <= self.len && len.is_multiple_of(W as u64));
        match (usize::try_from(start), end.map(usize::try_from)) {
            (Ok(start), Some(Ok(end))) => Ok(Column::new(Arc::clone(&self.bytes), start..end)),
            _ => Err(SnapshotError::Damaged { part: "place of a section" }),
        }
    }

    fn equal<const W: usize>(&mut self) -> Result<Equal<W>, SnapshotError> {
        Ok(Equal { digests: self.next()?, owners: self.next()?, directory: self.next()? })
    }

    fn near(&mut self) -> Result<Near, SnapshotError> {
        let (heads, necks, tails, owners) = (self.next()?, self.next()?, self.next()?, self.next()?);
        let tables = Tables { offsets: self.next()?, sketches: self.next()?, rows: self.next()? };
        let tables = (!tables.offsets.values().is_empty()).then_some(tables);
        Ok(Near { heads, necks, tails, owners, tables })
    }
}

fn check(segment: &Segment) -> Result<(), SnapshotError> {
    let Segment { ids, lists, md5, sha1, sha256, near } = segment;
    let entries = ids.values().len();
    // A row is a number of 32 bits, the last of which means none.
    let is_whole = entries == lists.values().len() && entries < u32::MAX as usize;
    must(is_whole, "entries")?;
    check_equal(md5, "MD5 digests")?;
    check_equal(sha1, "SHA-1 digests")?;
    check_equal(sha256, "SHA-256 digests")?;
    let hashes = near.heads.values().len();
    let owners = near.owners.values().len();
    must(
        hashes == near.necks.values().len()
            && hashes == near.tails.values().len()
            && (owners == hashes || owners == 0 && hashes == entries)
            && hashes <= entries,
        "PDQ hashes",
    )?;
    let Some(tables) = &near.tables else { return Ok(()) };
    let offsets = tables.offsets.values();
    must(
        offsets.len() == PARTS * OFFSETS
            && tables.sketches.values().len() == PARTS * hashes
            && tables.rows.values().len() == PARTS * hashes
            && offsets.chunks(OFFSETS).all(|offsets| goes_up_to(offsets, hashes)),
        "PDQ tables",
    )
}

fn check_equal<const W: usize>(equal: &Equal<W>, part: &'static str) -> Result<(), SnapshotError> {
    let (digests, directory) = (equal.digests.values().len(), equal.directory.values());
    must(
        digests == equal.owners.values().len()
            && directory.len() > 1
            && (directory.len() - 1).is_power_of_two()
            && directory.len() <= 1 << 23
            && goes_up_to(directory, digests),
        part,
    )
}

/// Whether numbers begin with 0, never fall, and end with this.
fn goes_up_to(numbers: &[[u8; 4]], end: usize) -> bool {
    number(numbers, 0) == Some(0)
        && numbers.is_sorted_by_key(|number| u32::from_le_bytes(*number))
        && number(numbers, numbers.len() - 1).map(|last| last as usize) == Some(end)
}

fn must(holds: bool, part: &'static str) -> Result<(), SnapshotError> {
    if holds { Ok(()) } else { Err(SnapshotError::Damaged { part }) }
}

#[cfg(test)]
mod tests;
