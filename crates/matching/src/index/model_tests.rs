//! The index against a naive model of it, through random changes.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{EntryId, How, Index, ListTag, Match};
use crate::{
    DigestKind, FileDigests, MATCH_DISTANCE, MIN_QUALITY, Md5, Pdq, PdqHash, Sha1, Sha256, distance,
};

const LIST: ListTag = ListTag(3);

#[derive(Clone, Debug)]
enum Change {
    Insert(EntryId, FileDigests),
    Remove(EntryId),
}

/// So few different digests that files share them.
fn file() -> impl Strategy<Value = FileDigests> {
    let byte = || proptest::option::of(0_u8..4);
    (byte(), byte(), byte(), proptest::option::of(picture())).prop_map(|(md5, sha1, sha256, pdq)| {
        FileDigests {
            md5: md5.map(|byte| Md5::from_bytes([byte; 16])),
            sha1: sha1.map(|byte| Sha1::from_bytes([byte; 20])),
            sha256: sha256.map(|byte| Sha256::from_bytes([byte; 32])),
            pdq,
        }
    })
}

/// Two bytes of noise in every half, so that distances lie around the limit, and equality happens.
fn picture() -> impl Strategy<Value = PdqHash> {
    let noise = || prop_oneof![Just(0), any::<u16>()];
    (proptest::array::uniform4(noise()), 40_u8..60).prop_map(|(noise, quality)| {
        let mut bytes = [0; 32];
        for (chunk, noise) in bytes.as_chunks_mut::<8>().0.iter_mut().zip(noise) {
            chunk[..2].copy_from_slice(&noise.to_be_bytes());
        }
        PdqHash { hash: Pdq::from_bytes(bytes), quality }
    })
}

fn change() -> impl Strategy<Value = Change> {
    let id = || (0_u128..20).prop_map(EntryId);
    prop_oneof![
        3 => (id(), file()).prop_map(|(id, file)| Change::Insert(id, file)),
        1 => id().prop_map(Change::Remove),
    ]
}

/// The reason by the book, without any index.
fn reason(listed: &FileDigests, file: &FileDigests) -> Option<How> {
    if listed.sha256.is_some() && listed.sha256 == file.sha256 {
        return Some(How::Equal(DigestKind::Sha256));
    }
    if listed.sha1.is_some() && listed.sha1 == file.sha1 {
        return Some(How::Equal(DigestKind::Sha1));
    }
    if listed.md5.is_some() && listed.md5 == file.md5 {
        return Some(How::Equal(DigestKind::Md5));
    }
    let (a, b) = (listed.pdq?, file.pdq?);
    if a.quality.min(b.quality) < MIN_QUALITY {
        return None;
    }
    match distance(&a.hash, &b.hash) {
        0 => Some(How::Equal(DigestKind::Pdq)),
        distance if distance <= MATCH_DISTANCE => Some(How::Near { distance }),
        _ => None,
    }
}

fn expected(model: &BTreeMap<EntryId, FileDigests>, file: &FileDigests) -> Vec<Match> {
    let mut matches: Vec<Match> = model
        .iter()
        .filter_map(|(&entry, listed)| Some(Match { entry, list: LIST, how: reason(listed, file)? }))
        .collect();
    matches.sort_by_key(|found| found.how.rank());
    matches
}

proptest! {
    #[test]
    fn lookup_equals_the_model(
        changes in proptest::collection::vec(change(), 0..60),
        files in proptest::collection::vec(file(), 1..10),
    ) {
        let (index, mut model) = (Index::new(), BTreeMap::new());
        for change in changes {
            match change {
                Change::Insert(id, digests) => {
                    index.insert(id, LIST, &digests);
                    model.insert(id, digests);
                }
                Change::Remove(id) => prop_assert_eq!(index.remove(id), model.remove(&id).is_some()),
            }
            prop_assert_eq!(index.len(), model.len());
        }
        for file in files.iter().chain(model.values()) {
            prop_assert_eq!(index.lookup(*file), expected(&model, file));
        }
    }
}
