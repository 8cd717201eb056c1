//! Any bytes as a saved index: refused, or an index that answers without leaving its bytes.
#![no_main]

use std::sync::Arc;

use libfuzzer_sys::fuzz_target;
use tutela_matching::{AlignedBytes, EntryId, FileDigests, Index, ListTag, Md5, Pdq, PdqHash};

fuzz_target!(|bytes: &[u8]| {
    // What is not even nearly a saved index is made one, and then changed where the input says.
    let mut saved = Vec::new();
    let index = Index::build((0..20).map(|n| (EntryId(n), ListTag(1), digests(n as u8))));
    let _ = index.write_snapshot(&mut saved);
    for change in bytes.as_chunks::<4>().0 {
        let at = usize::from(u16::from_le_bytes([change[0], change[1]])) % saved.len().max(1);
        if let Some(byte) = saved.get_mut(at) {
            *byte ^= change[2];
        }
        if change[3] == 0xff {
            saved.truncate(at);
        }
    }
    open(&saved);
    open(bytes);
});

fn digests(n: u8) -> FileDigests {
    let pdq = PdqHash { hash: Pdq::from_bytes([n; 32]), quality: 100 };
    FileDigests { md5: Some(Md5::from_bytes([n; 16])), pdq: Some(pdq), ..FileDigests::default() }
}

fn open(bytes: &[u8]) {
    let mut aligned = AlignedBytes::zeroed(bytes.len());
    aligned.as_mut_slice().copy_from_slice(bytes);
    if let Ok(index) = Index::from_snapshot(Arc::new(aligned)) {
        let _ = index.lookup(digests(3));
        index.insert(EntryId(99), ListTag(2), &digests(77));
        index.merge();
        assert!(!index.lookup(digests(77)).is_empty());
    }
}
