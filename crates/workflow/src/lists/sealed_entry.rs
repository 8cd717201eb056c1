//! An entry as it is sealed under its list's key.

use serde::{Deserialize, Serialize};
use tutela_formats::list_entry::{Label, ListEntry, MediaKind};
use tutela_matching::{FileDigests, Md5, Pdq, PdqHash, Sha1, Sha256};
use tutela_model::id::ApiKeyId;
use uuid::Uuid;

/// An entry as it is sealed: raw bytes and short names, because there may be ten million of them.
#[derive(Default, Serialize, Deserialize)]
pub(crate) struct SealedEntry {
    #[serde(rename = "r", default, skip_serializing_if = "Option::is_none")]
    pub(crate) reference: Option<String>,
    #[serde(rename = "m", default, skip_serializing_if = "Option::is_none")]
    md5: Option<[u8; 16]>,
    #[serde(rename = "s1", default, skip_serializing_if = "Option::is_none")]
    sha1: Option<[u8; 20]>,
    #[serde(rename = "s2", default, skip_serializing_if = "Option::is_none")]
    sha256: Option<[u8; 32]>,
    #[serde(rename = "p", default, skip_serializing_if = "Option::is_none")]
    pdq: Option<([u8; 32], u8)>,
    #[serde(rename = "o", default, skip_serializing_if = "Option::is_none")]
    origin: Option<String>,
    #[serde(rename = "d", default, skip_serializing_if = "Option::is_none")]
    photodna: Option<Vec<u8>>,
    #[serde(rename = "u", default, skip_serializing_if = "Option::is_none")]
    pub(crate) url: Option<String>,
    #[serde(rename = "k", default, skip_serializing_if = "Option::is_none")]
    video: Option<bool>,
    #[serde(rename = "l", default, skip_serializing_if = "Option::is_none")]
    label: Option<(String, String)>,
    #[serde(rename = "n", default, skip_serializing_if = "Option::is_none")]
    series: Option<String>,
    /// The key whose copy of the list alone holds this entry: whoever else asks for it has that copy.
    #[serde(rename = "c", default, skip_serializing_if = "Option::is_none")]
    canary: Option<Uuid>,
}

impl SealedEntry {
    pub(crate) fn of(entry: &ListEntry) -> Self {
        let digests = &entry.digests;
        Self {
            reference: entry.reference.clone(),
            md5: digests.md5.map(|d| *d.as_bytes()),
            sha1: digests.sha1.map(|d| *d.as_bytes()),
            sha256: digests.sha256.map(|d| *d.as_bytes()),
            pdq: digests.pdq.map(|p| (*p.hash.as_bytes(), p.quality)),
            origin: entry.origin.clone(),
            photodna: entry.photodna.as_ref().map(|bytes| bytes.to_vec()),
            url: entry.url.clone(),
            video: entry.media.map(|media| media == MediaKind::Video),
            label: entry.label.as_ref().map(|label| (label.scheme.clone(), label.value.clone())),
            series: entry.series.clone(),
            canary: None,
        }
    }

    /// The same entry as the canary of one key's copy.
    pub(crate) fn canary_of(entry: &ListEntry, key: ApiKeyId) -> Self {
        Self { canary: Some(key.0), ..Self::of(entry) }
    }

    /// The key whose copy alone holds it, if it is a canary.
    pub(crate) fn canary(&self) -> Option<ApiKeyId> {
        self.canary.map(ApiKeyId)
    }

    pub(crate) fn digests(&self) -> FileDigests {
        FileDigests {
            md5: self.md5.map(Md5::from_bytes),
            sha1: self.sha1.map(Sha1::from_bytes),
            sha256: self.sha256.map(Sha256::from_bytes),
            pdq: self.pdq.map(|(hash, quality)| PdqHash { hash: Pdq::from_bytes(hash), quality }),
        }
    }

    /// What every format can write.
    pub(crate) fn into_entry(self, removed_at: Option<i64>) -> ListEntry {
        ListEntry {
            digests: self.digests(),
            reference: self.reference,
            origin: self.origin,
            photodna: self.photodna.and_then(|bytes| <[u8; 144]>::try_from(bytes).ok()).map(Box::new),
            url: self.url,
            media: self.video.map(|video| if video { MediaKind::Video } else { MediaKind::Image }),
            label: self.label.map(|(scheme, value)| Label { scheme, value }),
            series: self.series,
            removed_at,
        }
    }
}
