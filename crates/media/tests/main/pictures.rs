//! Kinds of pictures and of colours.

use image::{DynamicImage, ImageFormat, RgbImage};
use turbojpeg::Subsamp;
use tutela_matching::{Pdq, distance, hash_rgb};
use tutela_media::{Decoded, FileKind, PictureLimits};

use crate::samples::{animated_gif, animated_webp, cmyk_jpeg, encode, jpeg, jpeg_with, picture, png_of};
use crate::{hash, pool};

fn direct(picture: &RgbImage) -> Pdq {
    hash_rgb(picture.width(), picture.height(), picture.as_raw()).unwrap().hash.hash
}

#[tokio::test]
async fn lossless_kinds_hash_like_their_pixels() {
    let pool = pool().await;
    let picture = picture(300, 200, 1);
    let expected = direct(&picture);
    for (format, kind) in [
        (ImageFormat::Png, FileKind::Png),
        (ImageFormat::Bmp, FileKind::Bmp),
        (ImageFormat::Tiff, FileKind::Tiff),
        (ImageFormat::WebP, FileKind::Webp),
    ] {
        let hashed = pool.hash(encode(picture.clone(), format)).await.unwrap();
        let found = hashed.picture.unwrap();
        assert_eq!((hashed.kind, found.hash.hash, found.width, found.height), (kind, expected, 300, 200));
        assert_eq!(hashed.digests.pdq, Some(found.hash));
        assert_eq!(found.orientations[0], expected);
        assert!(!found.is_scaled && !found.is_damaged && found.frames.is_empty());
    }
}

#[tokio::test]
async fn every_colour_type_of_png_comes_near() {
    let pool = pool().await;
    let picture = picture(300, 200, 2);
    let expected = direct(&picture);
    let image = DynamicImage::from(picture.clone());
    let mut clear = image.to_rgba8();
    for pixel in clear.pixels_mut() {
        pixel.0[3] = 0;
    }
    let grey = image.to_luma8();
    let expected_grey = direct(&DynamicImage::from(grey.clone()).to_rgb8());
    let grey = DynamicImage::from(grey);
    let of = |image: DynamicImage| encode(image, ImageFormat::Png);
    for (bytes, expected, most) in [
        // Alpha is dropped, even where all is transparent.
        (of(clear.into()), expected, 0),
        (of(image.to_rgb16().into()), expected, 0),
        (of(image.to_rgba16().into()), expected, 0),
        (of(grey.clone()), expected_grey, 0),
        (of(grey.to_luma16().into()), expected_grey, 0),
        (of(grey.to_luma_alpha8().into()), expected_grey, 0),
        (of(grey.to_luma_alpha16().into()), expected_grey, 0),
        // 256 colours.
        (encode(picture, ImageFormat::Gif), expected, 16),
    ] {
        let found = pool.hash(bytes).await.unwrap().picture.unwrap();
        let apart = distance(&found.hash.hash, &expected);
        assert!(apart <= most, "{apart} of {most}");
    }
}

#[tokio::test]
async fn black_and_white_in_one_bit_is_read() {
    // Stored deflate: 64 rows of a filter byte and eight bytes.
    let rows: Vec<u8> = (0..64_u8).flat_map(|y| [0, y, !y, y, 0xf0, 0x0f, y ^ 0x55, 0, 0xff]).collect();
    let length = rows.len() as u16;
    let sum = rows.iter().fold((1_u32, 0_u32), |(a, b), byte| {
        let a = (a + u32::from(*byte)) % 65521;
        (a, (a + b) % 65521)
    });
    let data = [
        &[0x78, 1, 1][..],
        &length.to_le_bytes(),
        &(!length).to_le_bytes(),
        &rows,
        &(sum.1 << 16 | sum.0).to_be_bytes(),
    ]
    .concat();
    let found = hash(&png_of(64, 64, 1, 0, &data)).await.picture.unwrap();
    assert_eq!((found.width, found.height), (64, 64));
}

#[tokio::test]
async fn every_kind_of_jpeg_comes_near() {
    let pool = pool().await;
    let picture = picture(400, 300, 3);
    let expected = direct(&picture);
    let grey = |compressor: &mut turbojpeg::Compressor| {
        compressor.set_colorspace(turbojpeg::Colorspace::Gray).unwrap();
    };
    for bytes in [
        jpeg(&picture),
        jpeg_with(&picture, 90, Subsamp::None, |_| ()),
        jpeg_with(&picture, 90, Subsamp::Sub2x1, |_| ()),
        jpeg_with(&picture, 90, Subsamp::Gray, grey),
        jpeg_with(&picture, 90, Subsamp::Sub2x2, |compressor| compressor.set_progressive(true).unwrap()),
        jpeg_with(&picture, 90, Subsamp::Sub2x2, |compressor| compressor.set_arithmetic(true).unwrap()),
        jpeg_with(&picture, 95, Subsamp::None, |compressor| {
            compressor.set_colorspace(turbojpeg::Colorspace::RGB).unwrap();
        }),
        cmyk_jpeg(&picture),
    ] {
        let hashed = pool.hash(bytes).await.unwrap();
        let found = hashed.picture.unwrap();
        assert!(!found.is_damaged && !found.is_scaled);
        assert!(distance(&found.hash.hash, &expected) <= 10, "{}", distance(&found.hash.hash, &expected));
    }
}

#[tokio::test]
async fn scaled_decoding_stays_within_the_conformance_rule() {
    let pool = pool().await;
    for seed in 0..40 {
        let (width, height) = [(2100, 1500), (1200, 1600), (4200, 2200), (1040, 1030)][seed as usize % 4];
        let quality = 80 + (seed * 7 % 16) as i32;
        let bytes = jpeg_with(&picture(width, height, 1000 + seed), quality, Subsamp::Sub2x2, |_| ());
        let full = Decoded::jpeg(&bytes, &PictureLimits::default(), 0).unwrap().into_picture();
        let scaled = pool.hash(bytes).await.unwrap().picture.unwrap();
        assert!(scaled.is_scaled && !full.is_scaled);
        assert_eq!((scaled.width, scaled.height), (width, height));
        let apart = distance(&full.hash.hash, &scaled.hash.hash);
        assert!(apart <= 10 || full.hash.quality < 80, "picture {seed}: {apart}");
    }
}

#[tokio::test]
async fn frames_of_animations_are_hashed_once_each() {
    let pool = pool().await;
    let gif = pool.hash(animated_gif(5)).await.unwrap().picture.unwrap();
    assert_eq!(gif.frames.iter().map(|frame| frame.at).collect::<Vec<_>>(), [1, 2, 3, 4]);
    let webp = pool.hash(animated_webp(3)).await.unwrap().picture.unwrap();
    assert_eq!(webp.frames.len(), 2);
    assert_eq!(webp.hash.hash, direct(&picture(128, 128, 200)));
    let mut few = crate::settings();
    few.pictures.max_frames = 3;
    let cut =
        tutela_media::Pool::start(few).await.unwrap().hash(animated_gif(9)).await.unwrap().picture.unwrap();
    assert_eq!((cut.frames.len(), cut.has_more_frames), (2, true));
}

#[tokio::test]
async fn a_file_that_is_open_is_hashed_like_its_bytes() {
    let bytes = jpeg(&picture(300, 200, 4));
    let mut file =
        std::fs::File::from(rustix::fs::memfd_create("test", rustix::fs::MemfdFlags::CLOEXEC).unwrap());
    std::io::Write::write_all(&mut file, &bytes).unwrap();
    std::io::Seek::rewind(&mut file).unwrap();
    let pool = pool().await;
    let (from_file, from_bytes) = (pool.hash_file(file).await.unwrap(), pool.hash(bytes).await.unwrap());
    assert_eq!(from_file.digests, from_bytes.digests);
    assert_eq!(from_file.size, from_bytes.size);
}
