//! What is known of a file.

use tutela_matching::{FileDigests, Pdq, PdqHash, VpdqFeature};

use crate::{FileKind, PictureError, VideoError};

/// A file's digests and hashes.
#[derive(Clone, Debug)]
pub struct HashedFile {
    /// Bytes.
    pub size: u64,
    /// What it is, by its first bytes.
    pub kind: FileKind,
    /// MD5, SHA-1 and SHA-256 of its bytes; PDQ where a picture was decoded.
    pub digests: FileDigests,
    /// The picture, or why there is none. A video says [`PictureError::NotAPicture`].
    pub picture: Result<Picture, PictureError>,
    /// The video, where it is one.
    pub video: Option<Result<Video, VideoError>>,
}

impl HashedFile {
    /// Its media type, by its first bytes.
    pub fn mime(&self) -> &'static str {
        self.kind.mime()
    }

    /// Why it has no perceptual hash, or not all of it, as a sentence.
    pub fn problem(&self) -> Option<String> {
        match (&self.video, &self.picture) {
            (Some(Err(error)), _) => Some(error.to_string()),
            (Some(Ok(video)), _) => video.is_cut.then(|| {
                "the video was not decoded to its end, because it is damaged or longer than allowed: its first frames were hashed"
                    .to_owned()
            }),
            (None, Err(error)) => Some(error.to_string()),
            (None, Ok(picture)) => picture.is_damaged.then(|| {
                "the picture is damaged or cut off: what could be decoded was hashed".to_owned()
            }),
        }
    }
}

/// The hashes of a picture, of its first frame where it is animated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Pixels in a row, as stored.
    pub width: u32,
    /// Rows, as stored.
    pub height: u32,
    /// Hash and quality.
    pub hash: PdqHash,
    /// The hashes of its eight orientations; the first is that of `hash`.
    pub orientations: [Pdq; 8],
    /// Further frames of an animation, without those whose hash came before.
    pub frames: Vec<Frame>,
    /// Whether the animation had more frames than were hashed.
    pub has_more_frames: bool,
    /// Whether it was decoded at a smaller size than stored.
    pub is_scaled: bool,
    /// Whether something is wrong with the file, and the hash is of what could be decoded.
    pub is_damaged: bool,
}

/// A frame of an animation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    /// Its number, counted from 0.
    pub at: u32,
    /// Hash and quality.
    pub hash: PdqHash,
}

/// The features of a video: vPDQ.
#[derive(Clone, Debug, PartialEq)]
pub struct Video {
    /// One frame for each second, of any quality, equal ones too: see
    /// [`usable_features`](tutela_matching::usable_features) for those that are compared.
    pub features: Vec<VpdqFeature>,
    /// Whether frames are missing at the end: damaged, or longer than allowed.
    pub is_cut: bool,
}
