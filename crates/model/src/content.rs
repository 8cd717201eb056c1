//! Content: one distinct URL or media file, however many reports name it.

use tutela_matching::Sha256;

use crate::named_enum;

named_enum! {
    /// What kind of content.
    ContentKind {
        /// A page or file at a web address.
        Url = "url",
        /// A media file.
        File = "file",
    }
}

/// What makes two items name the same content. Nothing weaker does: a near PDQ or an equal MD5 is a match to be shown.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ContentName {
    /// The normal form of a URL.
    Url(String),
    /// The SHA-256 of a file.
    File(Sha256),
}

impl ContentName {
    /// What kind of content it names.
    pub fn kind(&self) -> ContentKind {
        match self {
            Self::Url(_) => ContentKind::Url,
            Self::File(_) => ContentKind::File,
        }
    }

    /// The bytes that the keyed digest is made of.
    pub fn as_bytes(&self) -> &[u8] {
        match self {
            Self::Url(normal) => normal.as_bytes(),
            Self::File(sha256) => sha256.as_bytes(),
        }
    }
}

/// The keyed digest of a [`ContentName`]: the identity of content inside one node. It tells nothing to whoever lacks the index key.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ContentKey(pub [u8; 32]);

impl std::fmt::Debug for ContentKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ContentKey({self})")
    }
}

impl std::fmt::Display for ContentKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl std::str::FromStr for ContentKey {
    type Err = tutela_matching::DigestError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        // The same shape as a SHA-256: 64 hexadecimal digits.
        text.parse::<Sha256>().map(|digest| Self(*digest.as_bytes()))
    }
}
