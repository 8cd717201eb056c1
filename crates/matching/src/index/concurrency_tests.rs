//! Look-ups, changes and merges at the same time.

use std::{
    collections::BTreeMap,
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

use proptest::prelude::*;

use super::{Change, EntryId, Index, ListTag, Query};
use crate::{FileDigests, MATCH_DISTANCE, Md5, Pdq, PdqHash};

/// A file whose hash is random, or near to one of few centres.
fn file(seed: u64, skewed: bool) -> FileDigests {
    let mut state = seed;
    let mut next = || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (state ^ state >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    };
    let mut hash = [0; 32];
    if skewed {
        hash = [if seed.is_multiple_of(3) { 0xff } else { 0 }; 32];
        (0..20).for_each(|_| {
            let bit = next() as usize % 256;
            hash[bit / 8] ^= 1 << (bit % 8);
        });
    } else {
        hash.as_chunks_mut::<8>().0.iter_mut().for_each(|word| *word = next().to_be_bytes());
    }
    FileDigests {
        md5: Some(Md5::from_bytes([seed as u8; 16])),
        pdq: Some(PdqHash { hash: Pdq::from_bytes(hash), quality: 100 }),
        ..FileDigests::default()
    }
}

/// Every answer is that of a scan of a fresh index of the same entries.
fn assert_holds(index: &Index, model: &BTreeMap<EntryId, FileDigests>, asked: &[FileDigests]) {
    let fresh = Index::build(model.iter().map(|(&id, &digests)| (id, ListTag(1), digests)));
    let queries: Vec<Query> =
        asked.iter().flat_map(|&file| [31, 12, 40].map(|radius| Query { radius, ..file.into() })).collect();
    assert_eq!(index.len(), model.len());
    assert_eq!(index.lookup_all(&queries), fresh.lookup_all_by_scan(&queries));
    for query in &queries {
        assert_eq!(index.lookup(*query), fresh.lookup_all_by_scan(&[*query])[0]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Several batches and single changes, with merges between them.
    #[test]
    fn merges_change_no_answer(
        steps in proptest::collection::vec((0_u64..400, 0_u64..60, 0_u8..4), 1..20),
        skewed: bool,
    ) {
        let (index, mut model) = (Index::new(), BTreeMap::new());
        for (first, count, kind) in steps {
            let ids = (first..first + count).map(|id| EntryId(id.into()));
            let changes: Vec<Change> = ids
                .zip(first..)
                .map(|(id, seed)| match kind {
                    0 => Change::Remove(id),
                    1 if seed.is_multiple_of(4) => Change::Remove(id),
                    _ => Change::Insert(id, ListTag(1), file(seed + u64::from(kind), skewed)),
                })
                .collect();
            for change in &changes {
                match *change {
                    Change::Insert(id, _, digests) => model.insert(id, digests),
                    Change::Remove(id) => model.remove(&id),
                };
            }
            index.apply(&changes);
            if kind == 2 {
                index.published.merge();
            }
            assert_holds(&index, &model, &[file(first, skewed), file(first + 2, skewed)]);
        }
    }
}

/// Two threads change their own entries, one merges without a pause, one looks up what always stays.
fn at_the_same_time(skewed: bool) {
    const STAYS: u64 = 600;
    let stays = |seed: u64| (EntryId(seed.into()), ListTag(1), file(seed, skewed));
    let index = Index::build((0..STAYS).map(stays));
    let model = Mutex::new(
        (0..STAYS).map(|seed| (EntryId(seed.into()), file(seed, skewed))).collect::<BTreeMap<_, _>>(),
    );
    let over = AtomicBool::new(false);
    thread::scope(|scope| {
        let writers = [1_u64, 2].map(|thread| {
            let (index, model) = (&index, &model);
            scope.spawn(move || {
                for step in 0..400_u64 {
                    // Ids come again, so that entries are replaced and removed in parts that are being merged.
                    let seed = thread * 10_000 + step * 7 % 90;
                    let (id, digests) = (EntryId(seed.into()), file(seed + step, skewed));
                    let finds =
                        |digests: FileDigests| index.lookup(digests).iter().any(|found| found.entry == id);
                    if step % 3 == 2 {
                        let was = model.lock().unwrap().remove(&id);
                        assert_eq!(index.remove(id), was.is_some());
                        assert!(!was.is_some_and(finds), "an entry is gone as soon as it was removed");
                    } else {
                        index.insert(id, ListTag(1), &digests);
                        assert!(finds(digests), "an entry is there as soon as it was inserted");
                        model.lock().unwrap().insert(id, digests);
                    }
                }
            })
        });
        scope.spawn(|| {
            while !over.load(Ordering::Relaxed) {
                index.published.merge();
            }
        });
        scope.spawn(|| {
            for seed in (0..STAYS).cycle().take_while(|_| !over.load(Ordering::Relaxed)) {
                let found = index.lookup(file(seed, skewed));
                assert!(
                    found.iter().any(|found| found.entry == EntryId(seed.into())),
                    "what stays is always found"
                );
            }
        });
        let ends: Vec<_> = writers.into_iter().map(|writer| writer.join()).collect();
        over.store(true, Ordering::Relaxed);
        assert!(ends.iter().all(Result::is_ok));
    });
    let model = model.into_inner().unwrap();
    let asked: Vec<_> = model.values().step_by(20).copied().collect();
    assert_holds(&index, &model, &asked);
    index.published.merge();
    assert_holds(&index, &model, &asked);
    assert_eq!(MATCH_DISTANCE, 31);
}

#[test]
fn random_hashes_are_found_while_everything_changes() {
    at_the_same_time(false);
}

#[test]
fn crowded_hashes_are_found_while_everything_changes() {
    at_the_same_time(true);
}

#[test]
fn many_changes_make_a_merge_due_and_the_merge_makes_it_not() {
    let index = Index::new();
    index.merge();
    let entry = |seed: u64| (EntryId(seed.into()), ListTag(1), file(seed, false));
    let changes: Vec<_> =
        (0..6000).map(entry).map(|(id, list, file)| Change::Insert(id, list, file)).collect();
    index.apply(&changes);
    let more: Vec<_> =
        (6000..10_500).map(entry).map(|(id, list, file)| Change::Insert(id, list, file)).collect();
    index.apply(&more[..100]);
    assert!(!index.merge_is_due());
    index.apply(&more[100..]);
    assert!(index.merge_is_due());
    index.merge();
    assert!(!index.merge_is_due());
    assert_eq!(index.len(), 10_500);
}
