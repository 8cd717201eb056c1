//! What makes two rows the same entry of a list, as keyed digests: the database shows neither what is listed nor that two lists
//! hold the same file.

use tutela_formats::list_entry::ListEntry;
use tutela_model::id::ListId;
use tutela_model::selector;

use super::{Identity, SealedEntry};
use crate::sealing::Sealing;

/// The identity of an entry in its list.
pub(crate) fn identity(sealing: &Sealing, list: ListId, by: Identity, entry: &ListEntry) -> [u8; 32] {
    let mut named = list.bytes().to_vec();
    named.extend_from_slice(&match by {
        Identity::Content => content(entry),
        Identity::Reference => reference(entry),
    });
    sealing.keys.index().digest("entry", &named)
}

/// The strongest digest, else the address.
fn content(entry: &ListEntry) -> Vec<u8> {
    let digests = &entry.digests;
    let (kind, bytes): (u8, &[u8]) = if let Some(sha256) = &digests.sha256 {
        (1, sha256.as_bytes())
    } else if let Some(sha1) = &digests.sha1 {
        (2, sha1.as_bytes())
    } else if let Some(md5) = &digests.md5 {
        (3, md5.as_bytes())
    } else if let Some(pdq) = &digests.pdq {
        (4, pdq.hash.as_bytes())
    } else if let Some(url) = &entry.url {
        return [&[5][..], normal_url(url).as_bytes()].concat();
    } else if let Some(photodna) = &entry.photodna {
        (6, photodna.as_slice())
    } else {
        // Nothing but the origin's name is left.
        return reference(entry);
    };
    [&[kind][..], bytes].concat()
}

/// The normal form of a listed address; one that is none stays as it is written.
pub(crate) fn normal_url(url: &str) -> String {
    selector::parse_url("url", url).map_or_else(|_| url.to_owned(), |url| selector::normal_url(&url))
}

/// The origin's own name of it: member and reference, told apart by a byte that neither holds.
fn reference(entry: &ListEntry) -> Vec<u8> {
    let origin = entry.origin.as_deref().unwrap_or_default();
    let reference = entry.reference.as_deref().unwrap_or_default();
    [&[7][..], origin.as_bytes(), &[0], reference.as_bytes()].concat()
}

/// The keyed digest of all that an entry says.
pub(super) fn contents(sealing: &Sealing, sealed: &SealedEntry, removed_at: Option<i64>) -> [u8; 32] {
    let text = serde_json::to_vec(&(sealed, removed_at)).unwrap_or_default();
    sealing.keys.index().digest("entry contents", &zeroize::Zeroizing::new(text))
}

/// The sixteen bytes of an entry's identity that its blob is bound to: they stay when the same entry comes again.
pub(super) fn tail(identity: &[u8; 32]) -> [u8; 16] {
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&identity[16..]);
    bytes
}
