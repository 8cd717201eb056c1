//! Pictures of shapes, gradients and noise, made here.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, RgbImage};
use turbojpeg::{Colorspace, Compressor, Image, PixelFormat, Subsamp};

/// Numbers that look random and are the same every time.
pub struct Numbers(pub u64);

impl Numbers {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    pub fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }
}

/// Discs and bars of many colours over a gradient, with a little noise.
pub fn picture(width: u32, height: u32, seed: u64) -> RgbImage {
    let mut numbers = Numbers(seed);
    let scale = f64::from(width.min(height));
    let shapes: Vec<[f64; 4]> = (0..24)
        .map(|_| {
            let mut unit = || numbers.below(10_000) as f64 / 10_000.0;
            [
                unit() * f64::from(width),
                unit() * f64::from(height),
                (0.02 + 0.18 * unit()) * scale,
                unit() * 255.0,
            ]
        })
        .collect();
    let mut noise = Numbers(seed ^ 0x5eed);
    RgbImage::from_fn(width, height, |x, y| {
        let (fx, fy) = (f64::from(x), f64::from(y));
        let mut colour = [fx / f64::from(width) * 160.0, fy / f64::from(height) * 160.0, 90.0];
        for (number, [cx, cy, radius, level]) in shapes.iter().enumerate() {
            let (dx, dy) = (fx - cx, fy - cy);
            let is_inside = match number % 3 {
                0 => dx * dx + dy * dy < radius * radius,
                1 => dx.abs() < *radius && dy.abs() < radius / 2.0,
                _ => (dx + dy).abs() < radius / 3.0 && dx.abs() < 2.0 * radius,
            };
            if is_inside {
                colour = [*level, 255.0 - level, (level * 3.0) % 255.0];
            }
        }
        let grain = noise.below(24) as f64 - 12.0;
        image::Rgb(colour.map(|light| (light + grain).clamp(0.0, 255.0) as u8))
    })
}

pub fn encode(picture: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.into().write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

pub fn jpeg_with(
    picture: &RgbImage,
    quality: i32,
    subsamp: Subsamp,
    set_up: impl FnOnce(&mut Compressor),
) -> Vec<u8> {
    let mut compressor = Compressor::new().unwrap();
    compressor.set_quality(quality).unwrap();
    compressor.set_subsamp(subsamp).unwrap();
    set_up(&mut compressor);
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let image = Image {
        pixels: picture.as_raw().as_slice(),
        width,
        pitch: 3 * width,
        height,
        format: PixelFormat::RGB,
    };
    compressor.compress_to_vec(image).unwrap()
}

pub fn jpeg(picture: &RgbImage) -> Vec<u8> {
    jpeg_with(picture, 90, Subsamp::Sub2x2, |_| ())
}

/// Four inks, inverted, as everybody stores them under the marker that the library writes.
pub fn cmyk_jpeg(picture: &RgbImage) -> Vec<u8> {
    let inks: Vec<u8> = picture.pixels().flat_map(|rgb| [rgb[0], rgb[1], rgb[2], 255]).collect();
    let mut compressor = Compressor::new().unwrap();
    compressor.set_quality(95).unwrap();
    compressor.set_colorspace(Colorspace::CMYK).unwrap();
    compressor.set_subsamp(Subsamp::None).unwrap();
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let image = Image { pixels: inks.as_slice(), width, pitch: 4 * width, height, format: PixelFormat::CMYK };
    compressor.compress_to_vec(image).unwrap()
}

/// A GIF of this many frames, each another picture.
pub fn animated_gif(frames: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = image::codecs::gif::GifEncoder::new_with_speed(&mut bytes, 30);
    for frame in 0..frames {
        let picture = DynamicImage::from(picture(160, 120, 100 + frame)).into_rgba8();
        encoder.encode_frame(image::Frame::new(picture)).unwrap();
    }
    drop(encoder);
    bytes
}

/// A WebP of this many frames: a still one's data in the frames of an animation.
pub fn animated_webp(frames: u64) -> Vec<u8> {
    let chunk = |name: &[u8], data: &[u8]| {
        let mut chunk = [name, &(data.len() as u32).to_le_bytes(), data].concat();
        chunk.resize(chunk.len().next_multiple_of(2), 0);
        chunk
    };
    let [side, second] = [127_u32, 40].map(|number| number.to_le_bytes());
    let mut body = chunk(b"VP8X", &[&[2, 0, 0, 0], &side[..3], &side[..3]].concat());
    body.extend(chunk(b"ANIM", &[0; 6]));
    for frame in 0..frames {
        let still = encode(picture(128, 128, 200 + frame), ImageFormat::WebP);
        body.extend(chunk(
            b"ANMF",
            &[&[0; 6][..], &side[..3], &side[..3], &second[..3], &[2], &still[12..]].concat(),
        ));
    }
    chunk(b"RIFF", &[b"WEBP".as_slice(), &body].concat())
}

/// A PNG that says this of itself and has these bytes as its compressed data.
pub fn png_of(width: u32, height: u32, bits: u8, colour: u8, data: &[u8]) -> Vec<u8> {
    let chunk = |name: &[u8; 4], data: &[u8]| {
        let named = [name.as_slice(), data].concat();
        let sum = crc32(&named);
        [&(data.len() as u32).to_be_bytes()[..], &named, &sum.to_be_bytes()].concat()
    };
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[bits, colour, 0, 0, 0]].concat();
    [b"\x89PNG\r\n\x1a\n".to_vec(), chunk(b"IHDR", &header), chunk(b"IDAT", data), chunk(b"IEND", &[])]
        .concat()
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |sum: u32, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| sum >> 1 ^ (0xedb8_8320 & (sum & 1).wrapping_neg()))
    })
}
