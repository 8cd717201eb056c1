//! The kinds that safe Rust decodes: PNG, GIF, WebP, BMP, TIFF.
//!
//! What becomes of their colours follows PIL's `convert("RGB")`, which feeds the reference's Python binding: alpha
//! is dropped, not blended; palettes become colours; of 16 bits the upper eight are kept. One difference is meant:
//! PIL cuts 16-bit grey off at 255, which makes nearly every such picture white; here it is scaled like colours.

use std::collections::HashSet;
use std::io::Cursor;

use image::codecs::{
    bmp::BmpDecoder, gif::GifDecoder, png::PngDecoder, tiff::TiffDecoder, webp::WebPDecoder,
};
use image::{AnimationDecoder, ColorType, Frames, ImageDecoder, ImageError, ImageResult, Limits};

use super::{Decoded, Pixels, check_size, hash};
use crate::{Frame, PictureError, PictureLimits};

pub fn png(bytes: &[u8], limits: &PictureLimits) -> Result<Decoded, PictureError> {
    // The library would say "damaged" of a size that it cannot count: look first.
    if let Some([width, height]) = bytes.get(16..24).map(|size| {
        let (sides, _) = size.as_chunks::<4>();
        [sides[0], sides[1]].map(u32::from_be_bytes)
    }) {
        check_size(width, height, limits)?;
    }
    let open = || PngDecoder::with_limits(Cursor::new(bytes), library_limits(limits));
    let mut decoded = still(open().map_err(said)?, limits)?;
    // An APNG: its frames come after what a viewer without animation shows.
    let decoder = open().map_err(said)?;
    if decoder.is_apng().unwrap_or(false)
        && let Ok(animation) = decoder.apng()
    {
        further_frames(&mut decoded, animation.into_frames(), limits);
    }
    Ok(decoded)
}

pub fn gif(bytes: &[u8], limits: &PictureLimits) -> Result<Decoded, PictureError> {
    let mut decoded = still(GifDecoder::new(Cursor::new(bytes)).map_err(said)?, limits)?;
    let mut decoder = GifDecoder::new(Cursor::new(bytes)).map_err(said)?;
    decoder.set_limits(library_limits(limits)).map_err(said)?;
    further_frames(&mut decoded, decoder.into_frames(), limits);
    Ok(decoded)
}

pub fn webp(bytes: &[u8], limits: &PictureLimits) -> Result<Decoded, PictureError> {
    let mut decoded = still(WebPDecoder::new(Cursor::new(bytes)).map_err(said)?, limits)?;
    let mut decoder = WebPDecoder::new(Cursor::new(bytes)).map_err(said)?;
    if decoder.has_animation() {
        decoder.set_limits(library_limits(limits)).map_err(said)?;
        further_frames(&mut decoded, decoder.into_frames(), limits);
    }
    Ok(decoded)
}

pub fn bmp(bytes: &[u8], limits: &PictureLimits) -> Result<Decoded, PictureError> {
    still(BmpDecoder::new(Cursor::new(bytes)).map_err(said)?, limits)
}

pub fn tiff(bytes: &[u8], limits: &PictureLimits) -> Result<Decoded, PictureError> {
    still(TiffDecoder::new(Cursor::new(bytes)).map_err(said)?, limits)
}

fn library_limits(limits: &PictureLimits) -> Limits {
    let mut library = Limits::default();
    library.max_image_width = Some(tutela_matching::MAX_PICTURE_SIDE);
    library.max_image_height = Some(tutela_matching::MAX_PICTURE_SIDE);
    library.max_alloc = Some(limits.memory_mib.saturating_mul(1 << 20) / 4 * 3);
    library
}

fn said(error: ImageError) -> PictureError {
    match error {
        ImageError::Unsupported(_) => PictureError::Unsupported,
        ImageError::Limits(_) => PictureError::TooLarge,
        _ => PictureError::Damaged,
    }
}

/// The picture as a viewer without animation shows it.
fn still(mut decoder: impl ImageDecoder, limits: &PictureLimits) -> Result<Decoded, PictureError> {
    let (width, height) = decoder.dimensions();
    check_size(width, height, limits)?;
    let colour = decoder.color_type();
    let bytes = decoder.total_bytes();
    if bytes > limits.memory_mib.saturating_mul(1 << 20) / 4 * 3 {
        return Err(PictureError::TooLarge);
    }
    decoder.set_limits(library_limits(limits)).map_err(said)?;
    let mut pixels = vec![0; bytes as usize];
    decoder.read_image(&mut pixels).map_err(said)?;
    let hashes = match colour {
        ColorType::L8 => hash(width, height, Pixels::Luma(&pixels))?,
        ColorType::Rgb8 => hash(width, height, Pixels::Rgb(&pixels))?,
        _ => {
            let (length, is_luma) = squeeze(&mut pixels, colour)?;
            let pixels = &pixels[..length];
            hash(width, height, if is_luma { Pixels::Luma(pixels) } else { Pixels::Rgb(pixels) })?
        }
    };
    Ok(Decoded::new((width, height), hashes))
}

/// Moves colours of eight bits together, in place: without alpha, and of 16 bits the upper eight.
/// Says how many bytes are left, and whether they are grey.
fn squeeze(pixels: &mut [u8], colour: ColorType) -> Result<(usize, bool), PictureError> {
    let (channels, kept, width) = match colour {
        ColorType::La8 => (2, 1, 1),
        ColorType::Rgba8 => (4, 3, 1),
        ColorType::L16 => (1, 1, 2),
        ColorType::La16 => (2, 1, 2),
        ColorType::Rgb16 => (3, 3, 2),
        ColorType::Rgba16 => (4, 3, 2),
        _ => return Err(PictureError::Unsupported),
    };
    let upper = if width == 2 && cfg!(target_endian = "little") { 1 } else { 0 };
    let step = channels * width;
    let count = pixels.len() / step;
    for pixel in 0..count {
        for channel in 0..kept {
            pixels[pixel * kept + channel] = pixels[pixel * step + channel * width + upper];
        }
    }
    Ok((count * kept, kept == 1))
}

/// Hashes the frames after the first, until they are too many. One that is broken ends the animation.
fn further_frames(decoded: &mut Decoded, frames: Frames<'_>, limits: &PictureLimits) {
    let mut seen = HashSet::from([decoded.hashes.hash.hash]);
    let mut budget = limits.max_pixels;
    for (number, frame) in (0_u32..).zip(frames) {
        match further_frame(number, frame, &mut budget, limits) {
            Ok(Some(frame)) if number > 0 && seen.insert(frame.hash.hash) => decoded.frames.push(frame),
            Ok(Some(_)) => {}
            Ok(None) => {
                decoded.has_more_frames = true;
                return;
            }
            Err(_) => {
                decoded.is_damaged = true;
                return;
            }
        }
    }
}

/// One frame; `None` where the limits are reached.
fn further_frame(
    number: u32,
    frame: ImageResult<image::Frame>,
    budget: &mut u64,
    limits: &PictureLimits,
) -> Result<Option<Frame>, PictureError> {
    let image = frame.map_err(said)?.into_buffer();
    let (width, height) = image.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    if number >= limits.max_frames || *budget < pixels {
        return Ok(None);
    }
    *budget -= pixels;
    let mut pixels = image.into_raw();
    let (length, _) = squeeze(&mut pixels, ColorType::Rgba8)?;
    let hashes = hash(width, height, Pixels::Rgb(&pixels[..length]))?;
    Ok(Some(Frame { at: number, hash: hashes.hash }))
}
