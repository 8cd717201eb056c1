//! From bytes to hashes. Runs in the child only; everything here trusts nothing that it reads.

mod jpeg;
mod pixels;

use tutela_matching::{PdqPicture, hash_luma, hash_rgb};

use crate::{FileKind, Frame, Picture, PictureError, PictureLimits};

/// Decodes a picture and hashes it, in this process.
///
/// A node does this in a child of its [`Pool`](crate::Pool); this way in is for fuzzing and for measuring.
pub fn decode_picture(bytes: &[u8], limits: &PictureLimits) -> Result<Picture, PictureError> {
    decode(bytes, limits).map(Decoded::into_picture)
}

/// The same with every choice open, for measuring what scaled decoding changes.
pub(crate) fn decode(bytes: &[u8], limits: &PictureLimits) -> Result<Decoded, PictureError> {
    if bytes.is_empty() {
        return Err(PictureError::Empty);
    }
    if bytes.len() as u64 > limits.max_bytes {
        return Err(PictureError::TooManyBytes);
    }
    match FileKind::of(bytes) {
        FileKind::Jpeg => jpeg::decode(bytes, limits, jpeg::SHORT_SIDE),
        FileKind::Png => pixels::png(bytes, limits),
        FileKind::Gif => pixels::gif(bytes, limits),
        FileKind::Webp => pixels::webp(bytes, limits),
        FileKind::Bmp => pixels::bmp(bytes, limits),
        FileKind::Tiff => pixels::tiff(bytes, limits),
        kind if kind.family() == crate::Family::Other => Err(PictureError::NotAPicture),
        _ => Err(PictureError::Unsupported),
    }
}

/// A picture that was decoded and hashed.
#[derive(Debug)]
pub struct Decoded {
    stored: (u32, u32),
    hashes: PdqPicture,
    frames: Vec<Frame>,
    has_more_frames: bool,
    is_scaled: bool,
    is_damaged: bool,
}

impl Decoded {
    /// Decodes a JPEG at a size whose shorter side is at least this, whatever the usual bound is; 0 never scales.
    ///
    /// For measuring how far scaled decoding moves the hash.
    pub fn jpeg(bytes: &[u8], limits: &PictureLimits, short_side: u32) -> Result<Self, PictureError> {
        jpeg::decode(bytes, limits, short_side)
    }

    fn new(stored: (u32, u32), hashes: PdqPicture) -> Self {
        Self {
            stored,
            hashes,
            frames: Vec::new(),
            has_more_frames: false,
            is_scaled: false,
            is_damaged: false,
        }
    }

    /// What is known of the picture.
    pub fn into_picture(self) -> Picture {
        Picture {
            width: self.stored.0,
            height: self.stored.1,
            hash: self.hashes.hash,
            orientations: self.hashes.orientations,
            frames: self.frames,
            has_more_frames: self.has_more_frames,
            is_scaled: self.is_scaled,
            is_damaged: self.is_damaged,
        }
    }
}

/// Refuses a size before anything is allocated for it.
fn check_size(width: u32, height: u32, limits: &PictureLimits) -> Result<(), PictureError> {
    if width == 0 || height == 0 {
        return Err(PictureError::Damaged);
    }
    let longest = width.max(height);
    if u64::from(width) * u64::from(height) > limits.max_pixels || longest > tutela_matching::MAX_PICTURE_SIDE
    {
        return Err(PictureError::TooLarge);
    }
    Ok(())
}

/// The pixels of a decoded picture, ready to be hashed.
enum Pixels<'a> {
    Luma(&'a [u8]),
    Rgb(&'a [u8]),
}

/// The one place where a picture is hashed.
pub(crate) fn hash_luma_frame(width: u32, height: u32, luma: &[u8]) -> Result<PdqPicture, PictureError> {
    hash(width, height, Pixels::Luma(luma))
}

fn hash(width: u32, height: u32, pixels: Pixels<'_>) -> Result<PdqPicture, PictureError> {
    match pixels {
        Pixels::Luma(luma) => hash_luma(width, height, luma),
        Pixels::Rgb(rgb) => hash_rgb(width, height, rgb),
    }
    .map_err(|_| PictureError::Damaged)
}
