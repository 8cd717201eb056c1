//! What is known of one file.

use crate::{Md5, PdqHash, Sha1, Sha256};

/// The digests known of one file or of one list entry; any of them may be missing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct FileDigests {
    /// MD5 of the bytes.
    pub md5: Option<Md5>,
    /// SHA-1 of the bytes.
    pub sha1: Option<Sha1>,
    /// SHA-256 of the bytes.
    pub sha256: Option<Sha256>,
    /// Perceptual hash of the picture.
    pub pdq: Option<PdqHash>,
}

impl FileDigests {
    /// Whether nothing is known, so that nothing can be found.
    pub const fn is_empty(&self) -> bool {
        self.md5.is_none() && self.sha1.is_none() && self.sha256.is_none() && self.pdq.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_digest_is_enough() {
        assert!(FileDigests::default().is_empty());
        assert!(!FileDigests { md5: Some(Md5::from_bytes([0; 16])), ..Default::default() }.is_empty());
    }
}
