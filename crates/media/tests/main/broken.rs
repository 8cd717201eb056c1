//! Files that are made to do harm, or that came to harm.

use image::ImageFormat;
use tutela_media::{PictureError, Pool, PoolSettings};

use crate::samples::{Numbers, animated_gif, animated_webp, encode, jpeg, picture, png_of};
use crate::{hash, pool, settings};

fn whole_files() -> Vec<Vec<u8>> {
    let picture = picture(240, 180, 5);
    vec![
        jpeg(&picture),
        encode(picture.clone(), ImageFormat::Png),
        encode(picture.clone(), ImageFormat::Bmp),
        encode(picture.clone(), ImageFormat::Tiff),
        encode(picture, ImageFormat::WebP),
        animated_gif(3),
        animated_webp(3),
    ]
}

/// One child for all: it must come through alive.
async fn one_child() -> Pool {
    Pool::start(PoolSettings { files_per_child: 10_000, ..settings() }).await.unwrap()
}

#[tokio::test]
async fn files_that_are_cut_off_are_told_and_kill_nobody() {
    let pool = one_child().await;
    for (number, whole) in whole_files().into_iter().enumerate() {
        for part in 0..20 {
            let hashed = pool.hash(&whole[..whole.len() * part / 20]).await.unwrap();
            assert_ne!(hashed.picture, Err(PictureError::Failed), "file {number}, part {part}");
            assert_ne!(hashed.picture, Err(PictureError::TimedOut), "file {number}, part {part}");
            // Only a part that lacks nothing that is shown may pass without a word.
            assert!(
                hashed.problem().is_some() || part > 17,
                "file {number}, part {part}: {:?}",
                hashed.picture
            );
            assert!(hashed.digests.sha256.is_some());
        }
    }
}

#[tokio::test]
async fn flipped_bits_kill_nobody() {
    // A flipped bit makes a picture huge, and a huge one takes its time: that is not what is looked at here.
    let mut small = PoolSettings { files_per_child: 10_000, ..settings() };
    small.pictures.max_pixels = 10_000_000;
    let pool = Pool::start(small).await.unwrap();
    let mut numbers = Numbers(7);
    for whole in whole_files() {
        for _ in 0..60 {
            let mut bytes = whole.clone();
            for _ in 0..=numbers.below(8) {
                // Half of them where headers are.
                let end = if numbers.below(2) == 0 { 64 } else { bytes.len() as u64 };
                let at = numbers.below(end) as usize;
                bytes[at] ^= 1 << numbers.below(8);
            }
            let picture = pool.hash(bytes).await.unwrap().picture;
            assert!(!matches!(picture, Err(PictureError::Failed | PictureError::TimedOut)), "{picture:?}");
        }
    }
}

#[tokio::test]
async fn gigantic_sizes_are_refused_by_their_headers() {
    let pool = one_child().await;
    for (width, height) in [(u32::MAX, u32::MAX), (1 << 31, 1), (60_000, 60_000), (0, 5)] {
        let picture = pool.hash(png_of(width, height, 8, 2, &[0x78, 1])).await.unwrap().picture;
        assert!(matches!(picture, Err(PictureError::TooLarge | PictureError::Damaged)), "{picture:?}");
    }
    let mut gif = animated_gif(1);
    gif[6..10].fill(0xff);
    assert_eq!(pool.hash(gif).await.unwrap().picture, Err(PictureError::TooLarge));
    let mut jpeg = jpeg(&picture(64, 64, 1));
    let frame = jpeg.windows(2).position(|two| two == [0xff, 0xc0]).unwrap();
    jpeg[frame + 5..frame + 9].fill(0xff);
    let picture = pool.hash(jpeg).await.unwrap().picture;
    assert!(matches!(picture, Err(PictureError::TooLarge | PictureError::Damaged)), "{picture:?}");
    let mut webp = animated_webp(1);
    webp[24..30].fill(0xff);
    let picture = pool.hash(webp).await.unwrap().picture;
    assert!(matches!(picture, Err(PictureError::TooLarge | PictureError::Damaged)), "{picture:?}");
    let mut bmp = encode(crate::samples::picture(64, 64, 1), ImageFormat::Bmp);
    bmp[18..26].copy_from_slice(&[0xff, 0xff, 0, 0, 0xff, 0xff, 0, 0]);
    assert!(pool.hash(bmp).await.unwrap().picture.is_err());
}

#[tokio::test]
async fn a_bomb_of_zeros_is_refused_or_survived() {
    let pool = one_child().await;
    // A long run of zeros as deflate writes it: a literal 0, then nothing but "258 more of it".
    let fixed_run: Vec<u8> = [&[0x78, 0x01, 0x63, 0x60][..], &[0x18; 200_000]].concat();
    for (width, height) in [(16_000, 13_000), (50_000, 50_000)] {
        let picture = pool.hash(png_of(width, height, 8, 6, &fixed_run)).await.unwrap().picture;
        assert!(matches!(picture, Err(PictureError::TooLarge | PictureError::Damaged)), "{picture:?}");
    }
}

#[tokio::test]
async fn the_bytes_say_what_a_file_is() {
    let pool = pool().await;
    let picture = jpeg(&picture(100, 100, 1));
    let with_archive = [picture.as_slice(), b"PK\x03\x04", &[0; 100]].concat();
    let hashed = pool.hash(with_archive).await.unwrap();
    assert!(hashed.mime() == "image/jpeg" && hashed.picture.is_ok());
    let script = b"GIF89a=1;/*".repeat(50);
    assert!(matches!(
        pool.hash(script).await.unwrap().picture,
        Err(PictureError::Damaged | PictureError::TooLarge)
    ));
    for other in [&b"%PDF-1.7 text"[..], b"BM and no bitmap at all, just text", b"<svg/>", &[0; 5000]] {
        assert_eq!(pool.hash(other).await.unwrap().picture, Err(PictureError::NotAPicture));
    }
    // A PNG's begin with a JPEG's rest.
    let mixed = [&b"\x89PNG\r\n\x1a\n"[..], &picture].concat();
    assert!(pool.hash(mixed).await.unwrap().picture.is_err());
}

#[tokio::test]
async fn an_empty_file_has_the_digests_of_nothing() {
    let hashed = hash(b"").await;
    assert_eq!((hashed.size, &hashed.picture), (0, &Err(PictureError::Empty)));
    assert_eq!(hashed.digests.md5.unwrap().to_string(), "d41d8cd98f00b204e9800998ecf8427e");
    assert_eq!(hashed.digests.sha1.unwrap().to_string(), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
}

#[tokio::test]
async fn a_file_above_the_limit_has_its_digests_only() {
    let mut small = settings();
    small.pictures.max_bytes = 1000;
    let hashed = Pool::start(small).await.unwrap().hash(jpeg(&picture(100, 100, 1))).await.unwrap();
    assert_eq!(hashed.picture, Err(PictureError::TooManyBytes));
    assert!(hashed.digests.sha256.is_some());
}
