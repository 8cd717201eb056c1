//! Hash lists: import, export, and the index in memory that reported files are matched with.

mod export;
mod import;
mod load;

pub use export::export_list;
pub use import::{Imported, ListImport};
pub use load::{load, reload_if_changed};

use serde::{Deserialize, Serialize};
use tutela_formats::list_csv::Row;
use tutela_matching::{FileDigests, Md5, Pdq, PdqHash, Sha1, Sha256};

/// An entry as it is sealed under its list's key: raw bytes, because there may be ten million of them.
#[derive(Serialize, Deserialize)]
pub(crate) struct SealedEntry {
    #[serde(rename = "r")]
    pub(crate) reference: Option<String>,
    #[serde(rename = "m")]
    md5: Option<[u8; 16]>,
    #[serde(rename = "s1")]
    sha1: Option<[u8; 20]>,
    #[serde(rename = "s2")]
    sha256: Option<[u8; 32]>,
    #[serde(rename = "p")]
    pdq: Option<([u8; 32], u8)>,
}

impl SealedEntry {
    pub(crate) fn of(row: &Row) -> Self {
        Self {
            reference: row.reference.clone(),
            md5: row.digests.md5.map(|d| *d.as_bytes()),
            sha1: row.digests.sha1.map(|d| *d.as_bytes()),
            sha256: row.digests.sha256.map(|d| *d.as_bytes()),
            pdq: row.digests.pdq.map(|p| (*p.hash.as_bytes(), p.quality)),
        }
    }

    pub(crate) fn digests(&self) -> FileDigests {
        FileDigests {
            md5: self.md5.map(Md5::from_bytes),
            sha1: self.sha1.map(Sha1::from_bytes),
            sha256: self.sha256.map(Sha256::from_bytes),
            pdq: self.pdq.map(|(hash, quality)| PdqHash { hash: Pdq::from_bytes(hash), quality }),
        }
    }
}

/// What makes two rows the same entry of a list: the strongest digest they hold.
fn identity(digests: &FileDigests) -> Vec<u8> {
    let (kind, bytes): (u8, &[u8]) = if let Some(sha256) = &digests.sha256 {
        (1, sha256.as_bytes())
    } else if let Some(sha1) = &digests.sha1 {
        (2, sha1.as_bytes())
    } else if let Some(md5) = &digests.md5 {
        (3, md5.as_bytes())
    } else if let Some(pdq) = &digests.pdq {
        (4, pdq.hash.as_bytes())
    } else {
        (0, &[])
    };
    let mut identity = vec![kind];
    identity.extend_from_slice(bytes);
    identity
}
