//! Snapshots, whole and damaged.

use std::sync::Arc;

use proptest::prelude::*;

use super::{PREAMBLE, SnapshotError};
use crate::{
    AlignedBytes, Change, EntryId, FileDigests, Index, ListTag, MATCH_DISTANCE, Md5, Pdq, PdqHash, Query,
    Sha1, Sha256,
};

/// Every entry holds other digests than the next, and its PDQ hash is near to some.
fn file(number: u64) -> FileDigests {
    let word = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mut hash = [0x5a; 32];
    hash[..8].copy_from_slice(&(word & 0x0011_0011_0011_0011).to_be_bytes());
    hash[20..22].copy_from_slice(&(number as u16).to_be_bytes());
    FileDigests {
        md5: (!number.is_multiple_of(3))
            .then(|| Md5::from_bytes(std::array::from_fn(|at| word.to_le_bytes()[at % 8]))),
        sha1: number.is_multiple_of(2).then(|| Sha1::from_bytes([number as u8; 20])),
        sha256: Some(Sha256::from_bytes([word as u8; 32])),
        pdq: (!number.is_multiple_of(5)).then_some(PdqHash { hash: Pdq::from_bytes(hash), quality: 80 }),
    }
}

fn index(len: u64) -> Index {
    Index::build((0..len).map(|number| (EntryId(number.into()), ListTag(number as u32 % 7), file(number))))
}

fn written(index: &Index) -> Vec<u8> {
    let mut bytes = Vec::new();
    index.write_snapshot(&mut bytes).unwrap();
    bytes
}

fn queries() -> Vec<Query<'static>> {
    let wide = |number| Query { radius: 90, ..file(number).into() };
    (0..30).map(|number| file(number).into()).chain([wide(1), wide(2)]).collect()
}

#[test]
fn a_round_trip_answers_the_same_and_can_be_changed() {
    for len in [0, 1, 50, 500] {
        let before = index(len);
        before.apply(&[Change::Remove(EntryId(1)), Change::Insert(EntryId(9999), ListTag(9), file(4))]);
        let bytes = written(&before);
        let mut aligned = AlignedBytes::zeroed(bytes.len());
        aligned.as_mut_slice().copy_from_slice(&bytes);
        let after = Index::from_snapshot(Arc::new(aligned)).unwrap();
        assert_eq!((after.len(), after.merge_is_due()), (before.len(), false));
        assert_eq!(after.lookup_all(&queries()), before.lookup_all(&queries()));
        assert_eq!(written(&after), bytes);
        assert!(after.remove(EntryId(9999)));
        after.insert(EntryId(2), ListTag(0), &FileDigests::default());
        before.remove(EntryId(9999));
        before.insert(EntryId(2), ListTag(0), &FileDigests::default());
        assert_eq!(after.lookup_all(&queries()), before.lookup_all(&queries()));
    }
}

#[test]
fn what_is_no_snapshot_is_told() {
    let open = |bytes: &[u8]| Index::from_snapshot(Arc::new(bytes.to_vec())).err();
    let bytes = written(&index(20));
    assert_eq!(open(b"PK"), Some(SnapshotError::NotASnapshot));
    let mut newer = bytes.clone();
    newer[8] = 2;
    assert_eq!(open(&newer), Some(SnapshotError::Version { found: 2 }));
    let found = bytes.len() as u64 - 1;
    assert_eq!(open(&bytes[..bytes.len() - 1]), Some(SnapshotError::Length { expected: found + 1, found }));
}

/// Opens bytes and uses whatever index they are.
fn use_it(bytes: Vec<u8>) {
    let Ok(index) = Index::from_snapshot(Arc::new(bytes)) else { return };
    let queries = queries();
    index.lookup_all(&queries);
    index.lookup_all_by_scan(&queries);
    assert!(queries.iter().all(|query| query.radius >= MATCH_DISTANCE));
    index.insert(EntryId(3), ListTag(1), &file(3));
    index.remove(EntryId(7));
    index.write_snapshot(&mut std::io::sink()).unwrap();
    index.lookup_all(&queries);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_cut_snapshot_never_panics(len in 0_usize..100_000) {
        let mut bytes = written(&index(40));
        bytes.truncate(len);
        use_it(bytes);
    }

    /// Few hashes, and so many that there are tables.
    #[test]
    fn a_damaged_snapshot_never_panics(
        large in proptest::bool::weighted(0.2),
        flips in proptest::collection::vec((any::<proptest::sample::Index>(), 0_u8..8), 1..40),
        keep_preamble in proptest::bool::weighted(0.8),
    ) {
        let mut bytes = written(&index(if large { 300 } else { 60 }));
        let from = if keep_preamble { PREAMBLE } else { 0 };
        for (at, bit) in flips {
            let at = from + at.index(bytes.len() - from);
            bytes[at] ^= 1 << bit;
        }
        use_it(bytes);
    }

    /// The preamble is damaged, but its checksum is right.
    #[test]
    fn sections_anywhere_never_panic(
        section in 0_usize..18,
        start in prop_oneof![0_u64..60_000, any::<u64>()],
        len in prop_oneof![0_u64..60_000, any::<u64>()],
    ) {
        let mut bytes = written(&index(60));
        let place = super::HEADER + 16 * section;
        bytes[place..place + 8].copy_from_slice(&start.to_le_bytes());
        bytes[place + 8..place + 16].copy_from_slice(&len.to_le_bytes());
        let checksum = super::checksum(bytes.first_chunk().unwrap());
        bytes[super::CHECKSUM].copy_from_slice(&checksum.to_le_bytes());
        use_it(bytes);
    }
}
