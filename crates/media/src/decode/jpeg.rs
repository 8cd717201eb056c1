//! JPEG, through libjpeg-turbo.
//!
//! A large JPEG is decoded at half, a quarter or an eighth of its size, in the DCT domain. PDQ looks at 64 × 64
//! samples of a blurred picture, so that its hash hardly moves; docs/performance.md has the numbers.
//! Of a coloured JPEG only the Y plane is decoded: that is PDQ's luma.

use turbojpeg::{Colorspace, DecompressHeader, Decompressor, Image, PixelFormat, ScalingFactor};

use super::{Decoded, Pixels, check_size, hash};
use crate::{PictureError, PictureLimits};

/// A picture is not decoded at a size whose shorter side is less than this.
pub const SHORT_SIDE: u32 = 512;

/// Passes over a progressive JPEG. Encoders make about ten; thousands are made only to waste time.
const MAX_SCANS: u32 = 200;

pub fn decode(bytes: &[u8], limits: &PictureLimits, short_side: u32) -> Result<Decoded, PictureError> {
    let broken = |_| PictureError::Damaged;
    let mut decoder = Decompressor::new().map_err(|_| PictureError::Failed)?;
    let header = decoder.read_header(bytes).map_err(broken)?;
    let (Ok(width), Ok(height)) = (u32::try_from(header.width), u32::try_from(header.height)) else {
        return Err(PictureError::TooLarge);
    };
    check_size(width, height, limits)?;
    decoder.set_scan_limit(MAX_SCANS).map_err(broken)?;
    let factor = factor_for(&header, short_side);
    decoder.set_scaling_factor(factor).map_err(broken)?;
    let scaled = header.scaled(factor);
    let is_cmyk = matches!(header.colorspace, Colorspace::CMYK | Colorspace::YCCK);
    let (format, size) = if is_cmyk { (PixelFormat::CMYK, 4) } else { (PixelFormat::GRAY, 1) };
    let mut image = Image {
        pixels: vec![0; scaled.width * scaled.height * size],
        width: scaled.width,
        pitch: scaled.width * size,
        height: scaled.height,
        format,
    };
    // The library reports a warning like an error, after it decoded what it could.
    let warned = decoder.decompress(bytes, image.as_deref_mut()).is_err();
    if warned && image.pixels.iter().all(|byte| *byte == image.pixels[0]) {
        return Err(PictureError::Damaged);
    }
    let (scaled_width, scaled_height) = (scaled.width as u32, scaled.height as u32);
    let hashes = if is_cmyk {
        let rgb = rgb_of_cmyk(&image.pixels, is_adobe(bytes));
        hash(scaled_width, scaled_height, Pixels::Rgb(&rgb))?
    } else {
        hash(scaled_width, scaled_height, Pixels::Luma(&image.pixels))?
    };
    let mut decoded = Decoded::new((width, height), hashes);
    decoded.is_scaled = factor != ScalingFactor::ONE;
    decoded.is_damaged = warned;
    Ok(decoded)
}

/// The smallest size that keeps the shorter side. Only the factors that the library computes with SIMD.
fn factor_for(header: &DecompressHeader, short_side: u32) -> ScalingFactor {
    if header.is_lossless || short_side == 0 {
        return ScalingFactor::ONE;
    }
    let shorter = header.width.min(header.height);
    [ScalingFactor::ONE_EIGHTH, ScalingFactor::ONE_QUARTER, ScalingFactor::ONE_HALF]
        .into_iter()
        .find(|factor| factor.scale(shorter) >= short_side as usize)
        .unwrap_or(ScalingFactor::ONE)
}

/// Whether Adobe wrote it: then its four inks are stored inverted. The marker is APP14 with that name.
fn is_adobe(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(1 << 16)];
    start.windows(9).any(|nine| nine[..2] == [0xff, 0xee] && nine[4..] == *b"Adobe")
}

/// Red, green and blue as PIL computes them, from which the reference binding is fed.
fn rgb_of_cmyk(pixels: &[u8], inverted: bool) -> Vec<u8> {
    let mut rgb = Vec::with_capacity(pixels.len() / 4 * 3);
    for inks in pixels.as_chunks::<4>().0 {
        let [c, m, y, k] = if inverted { *inks } else { inks.map(|ink| 255 - ink) };
        rgb.extend([c, m, y].map(|light| (u32::from(light) * u32::from(k) / 255) as u8));
    }
    rgb
}
