//! Invented entries for property tests.

use proptest::option;
use proptest::prelude::*;
use tutela_formats::list_entry::{Label, ListEntry, MediaKind};
use tutela_matching::{FileDigests, Md5, Pdq, PdqHash, Sha1, Sha256};

/// 9999-12-30T22:00:00Z, the last moment jiff knows, to the second.
pub const LATEST: i64 = 253_402_207_200_000_000;

/// Text such as a spreadsheet would run, and any other that may stand on a line.
pub fn line_text() -> BoxedStrategy<String> {
    prop_oneof!["[=+@', \"-]{1,6}[a-z]{0,3}", "[^\\p{C}\\p{Zl}\\p{Zp}]{1,200}"].boxed()
}

/// The same without white space at its ends, which formats of others don't keep.
pub fn plain_text() -> BoxedStrategy<String> {
    line_text().prop_filter("white space at its ends", |text| !text.is_empty() && text.trim() == text).boxed()
}

pub fn digests() -> impl Strategy<Value = FileDigests> {
    let pdq = (any::<[u8; 32]>(), 0..=100_u8)
        .prop_map(|(hash, quality)| PdqHash { hash: Pdq::from_bytes(hash), quality });
    (
        option::of(any::<[u8; 16]>()),
        option::of(any::<[u8; 20]>()),
        option::of(any::<[u8; 32]>()),
        option::of(pdq),
    )
        .prop_map(|(md5, sha1, sha256, pdq)| FileDigests {
            md5: md5.map(Md5::from_bytes),
            sha1: sha1.map(Sha1::from_bytes),
            sha256: sha256.map(Sha256::from_bytes),
            pdq,
        })
}

/// Entries that hold anything that an entry may hold.
pub fn entries(text: BoxedStrategy<String>) -> impl Strategy<Value = ListEntry> {
    let maybe = || option::of(text.clone());
    let label = (text.clone(), text.clone())
        .prop_map(|(scheme, value)| Label { scheme: scheme.replace('=', "_"), value });
    let media = prop_oneof![Just(MediaKind::Image), Just(MediaKind::Video)];
    let photodna =
        any::<u8>().prop_map(|seed| Box::new(std::array::from_fn(|at| seed.wrapping_mul(at as u8))));
    let texts = (maybe(), maybe(), maybe(), maybe(), option::of(label));
    (texts, digests(), option::of(photodna), option::of(media), option::of(0..=LATEST))
        .prop_map(|((reference, origin, url, series, label), digests, photodna, media, removed_at)| {
            ListEntry { reference, origin, digests, photodna, url, media, label, series, removed_at }
        })
        .prop_filter("an entry needs something", |entry| !entry.is_empty())
}
