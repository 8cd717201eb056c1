//! What a hash list says of one known file or URL, whichever format it came in.

use tutela_matching::FileDigests;

/// The longest reference, label, series or origin, in characters.
pub const MAX_TEXT: usize = 200;

/// The longest address, in characters.
pub const MAX_URL: usize = 8192;

/// One known file or URL of a hash list, or the tombstone of one.
///
/// Every reader gives these and every writer takes them, so that the provenance of an entry survives the way from one format
/// into another as far as the formats allow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListEntry {
    /// How the origin of the list calls it; 1 to [`MAX_TEXT`] characters, none of them hidden.
    pub reference: Option<String>,
    /// The member at the origin who added it, as the origin names that member.
    pub origin: Option<String>,
    /// The digests. A PDQ hash whose quality the list does not name has quality 100.
    pub digests: FileDigests,
    /// A PhotoDNA hash, 144 bytes: kept and passed on, neither made nor compared here.
    pub photodna: Option<Box<[u8; 144]>>,
    /// The address, for entries of URL lists; as the list writes it.
    pub url: Option<String>,
    /// Whether it is a picture or a video.
    pub media: Option<MediaKind>,
    /// How the origin classifies it.
    pub label: Option<Label>,
    /// The series it belongs to, as the origin names it.
    pub series: Option<String>,
    /// When the entry was withdrawn, in microseconds since 1970-01-01T00:00:00Z; `None` for a live entry.
    pub removed_at: Option<i64>,
}

/// What kind of media.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MediaKind {
    /// A still or animated picture.
    Image,
    /// A video.
    Video,
}

impl MediaKind {
    /// `image` or `video`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Image => "image",
            Self::Video => "video",
        }
    }

    /// Exactly what [`as_str`](Self::as_str) gives; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Image, Self::Video].into_iter().find(|media| media.as_str() == text)
    }
}

/// A classification in the origin's own words: never translated into another scheme.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Label {
    /// Whose scheme: `vics:US`, `vics:UK`, `ncmec`, `icse`.
    pub scheme: String,
    /// The label itself: `1`, `A1`, `baseline`.
    pub value: String,
}

impl ListEntry {
    /// Whether it names nothing that could be recognised or passed on.
    pub fn is_empty(&self) -> bool {
        self.digests.is_empty() && self.photodna.is_none() && self.url.is_none()
    }
}
