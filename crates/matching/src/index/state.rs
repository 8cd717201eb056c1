//! What a look-up reads: entries that no longer change, newer ones, and which of them were removed.

use std::sync::Arc;

use super::{
    Query,
    dead::Dead,
    matches::{self, EntryId, How, Match},
    near::{Asked, Way},
    segment::Segment,
};
use crate::{DigestKind, FileDigests, PdqHash, pdq::words, simd::Level};

/// A segment, and which of its rows no longer count.
#[derive(Clone)]
pub(super) struct Part {
    pub(super) segment: Arc<Segment>,
    pub(super) dead: Dead,
}

impl Part {
    pub(super) fn new(segment: Segment) -> Self {
        Self { segment: Arc::new(segment), dead: Dead::default() }
    }

    pub(super) fn living(&self) -> usize {
        self.segment.len() - self.dead.len()
    }
}

/// One state of the index. It never changes: whoever changes the index publishes another, which shares nearly all of it.
#[derive(Clone)]
pub(super) struct State {
    /// The first holds nearly all entries; those after it are newer and mostly smaller. No id lives in two.
    pub(super) parts: Vec<Part>,
}

impl State {
    pub(super) fn of(segment: Segment) -> Self {
        Self { parts: vec![Part::new(segment)] }
    }

    pub(super) fn len(&self) -> usize {
        self.parts.iter().map(Part::living).sum()
    }

    /// Where an entry lives: its part and its row there.
    pub(super) fn find(&self, entry: EntryId) -> Option<(usize, u32)> {
        self.parts.iter().enumerate().rev().find_map(|(at, part)| {
            let row = part.segment.row(entry)?;
            (!part.dead.contains(row)).then_some((at, row))
        })
    }

    /// The matches of each query.
    pub(super) fn lookup(&self, queries: &[Query<'_>], way: Way, level: Level) -> Vec<Vec<Match>> {
        let mut found = vec![Vec::new(); queries.len()];
        let (asked, of_query) = asked(queries);
        for part in &self.parts {
            for (query, found) in queries.iter().zip(&mut found) {
                part.equal(query, found);
            }
            let near = &part.segment.near;
            near.search(&asked, way, level, |number, (row, distance)| {
                part.add(near.owner(row), How::at_distance(distance), &mut found[of_query[number]]);
            });
        }
        let found = queries.iter().zip(found);
        found.map(|(query, found)| matches::strongest_of_each(found, asks_twice(query))).collect()
    }
}

/// Every hash that the queries ask for, and the number of the query of each.
fn asked(queries: &[Query<'_>]) -> (Vec<Asked>, Vec<usize>) {
    let mut asked = Vec::with_capacity(queries.len());
    let mut of_query = Vec::with_capacity(queries.len());
    for (number, query) in queries.iter().enumerate() {
        let Some(pdq) = query.digests.pdq.filter(PdqHash::is_usable) else { continue };
        for hash in std::iter::once(&pdq.hash).chain(query.orientations) {
            asked.push(Asked { words: words(hash), radius: query.radius });
            of_query.push(number);
        }
    }
    (asked, of_query)
}

/// Whether an entry can be found by more than one digest, or orientation, of the query.
fn asks_twice(query: &Query<'_>) -> bool {
    let FileDigests { md5, sha1, sha256, pdq } = &query.digests;
    let digests = [md5.is_some(), sha1.is_some(), sha256.is_some(), pdq.is_some()];
    digests.into_iter().filter(|asked| *asked).count() + query.orientations.len() > 1
}

impl Part {
    /// Adds the entries of which a digest equals the file's.
    fn equal(&self, query: &Query<'_>, found: &mut Vec<Match>) {
        let (file, segment) = (&query.digests, &self.segment);
        if let Some(sha256) = &file.sha256 {
            for row in segment.sha256.holders(sha256.as_bytes()) {
                self.add(row, How::Equal(DigestKind::Sha256), found);
            }
        }
        if let Some(sha1) = &file.sha1 {
            for row in segment.sha1.holders(sha1.as_bytes()) {
                self.add(row, How::Equal(DigestKind::Sha1), found);
            }
        }
        if let Some(md5) = &file.md5 {
            for row in segment.md5.holders(md5.as_bytes()) {
                self.add(row, How::Equal(DigestKind::Md5), found);
            }
        }
    }

    /// Adds the entry of a row, unless it is dead.
    fn add(&self, row: u32, how: How, found: &mut Vec<Match>) {
        if self.dead.contains(row) {
            return;
        }
        if let Some((entry, list)) = self.segment.entry(row) {
            found.push(Match { entry, list, how });
        }
    }
}
