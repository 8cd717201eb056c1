//! Videos, and pictures that are stored like one, through ffmpeg.

use std::path::PathBuf;
use std::process::Command;

use tutela_matching::{distance, hash_luma, match_videos};
use tutela_media::{FileKind, HashedFile, PictureError, Pool, PoolSettings, VideoError, VideoSettings};

use crate::{hash, pool, settings};

/// Runs ffmpeg with a picture of its own making; `None` where it is not installed or cannot write this.
fn made_by_ffmpeg(arguments: &str) -> Option<Vec<u8>> {
    let output = Command::new("ffmpeg")
        .args(["-nostdin", "-loglevel", "error", "-f", "lavfi", "-i"])
        .args(arguments.split_whitespace())
        .arg("pipe:1")
        .output();
    match output {
        Ok(output) if output.status.success() && !output.stdout.is_empty() => Some(output.stdout),
        _ => {
            eprintln!("skipped: no ffmpeg that makes this ({arguments})");
            None
        }
    }
}

fn features(hashed: &HashedFile) -> usize {
    hashed.video.as_ref().unwrap().as_ref().unwrap().features.len()
}

#[tokio::test]
async fn a_video_has_a_frame_for_each_second() {
    let pool = pool().await;
    let source = "testsrc=duration=6:size=640x480:rate=25";
    let mut all = Vec::new();
    for (kind, arguments) in [
        (FileKind::Mp4, "-c:v mpeg4 -movflags frag_keyframe+empty_moov -f mp4"),
        (FileKind::Matroska, "-c:v mpeg4 -f matroska"),
        (FileKind::MpegTs, "-c:v mpeg2video -f mpegts"),
        (FileKind::Avi, "-c:v mpeg4 -f avi"),
    ] {
        let Some(bytes) = made_by_ffmpeg(&format!("{source} {arguments}")) else { return };
        let hashed = pool.hash(bytes).await.unwrap();
        assert_eq!(hashed.kind, kind);
        assert_eq!(hashed.picture, Err(PictureError::NotAPicture));
        assert!((6..=7).contains(&features(&hashed)), "{kind:?}: {}", features(&hashed));
        assert_eq!(hashed.problem(), None);
        all.push(hashed.video.unwrap().unwrap().features);
    }
    let percentages = match_videos(&all[0], &all[1]);
    assert!(percentages.query > 80.0 && percentages.compared > 80.0, "{percentages:?}");
}

#[tokio::test]
async fn a_video_whose_index_is_at_its_end_is_read_from_the_file_itself() {
    let folder = std::env::temp_dir().join(format!("tutela-media-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("v.mp4");
    let made = Command::new("ffmpeg")
        .args([
            "-nostdin",
            "-loglevel",
            "error",
            "-y",
            "-f",
            "lavfi",
            "-i",
            "testsrc=duration=3:size=320x240",
        ])
        .args(["-c:v", "mpeg4"])
        .arg(&path)
        .status();
    let hashed = match made {
        Ok(status) if status.success() => {
            pool().await.hash_file(std::fs::File::open(&path).unwrap()).await.unwrap()
        }
        _ => return,
    };
    let digests = pool().await.hash(std::fs::read(&path).unwrap()).await.unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    assert!((3..=4).contains(&features(&hashed)));
    assert_eq!((hashed.digests, features(&hashed)), (digests.digests, features(&digests)));
}

#[tokio::test]
async fn a_frame_of_a_video_hashes_like_the_picture() {
    let source = "testsrc=duration=1:size=512x512:rate=1";
    let Some(video) = made_by_ffmpeg(&format!("{source} -c:v ffv1 -pix_fmt gray -f matroska")) else {
        return;
    };
    let Some(frame) = made_by_ffmpeg(&format!("{source} -frames:v 1 -f rawvideo -pix_fmt gray")) else {
        return;
    };
    let expected = hash_luma(512, 512, &frame).unwrap().hash.hash;
    let hashed = hash(&video).await;
    let found = hashed.video.unwrap().unwrap().features[0].hash.hash;
    assert!(distance(&found, &expected) <= 10, "{}", distance(&found, &expected));
}

#[tokio::test]
async fn an_avif_is_hashed_through_ffmpeg() {
    let Ok(path) = std::env::current_exe() else { return };
    let path = path.with_extension("avif");
    let made = Command::new("ffmpeg")
        .args(["-nostdin", "-loglevel", "quiet", "-y", "-f", "lavfi", "-i", "testsrc=size=640x480"])
        .args(["-frames:v", "1", "-c:v", "libaom-av1", "-cpu-used", "8"])
        .arg(&path)
        .status();
    if !made.is_ok_and(|status| status.success()) {
        eprintln!("skipped: no ffmpeg that makes AVIF");
        return;
    }
    let bytes = std::fs::read(&path).unwrap();
    std::fs::remove_file(&path).unwrap();
    let hashed = hash(&bytes).await;
    assert_eq!(hashed.mime(), "image/avif");
    assert!(hashed.digests.pdq.is_some(), "{:?}", hashed.picture);
}

#[tokio::test]
async fn without_ffmpeg_a_video_has_its_digests_and_says_why() {
    let video =
        Some(VideoSettings { program: Some(PathBuf::from("/nowhere/ffmpeg")), ..VideoSettings::default() });
    let pool = Pool::start(PoolSettings { video, ..settings() }).await.unwrap();
    let hashed = pool.hash(b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom".as_slice()).await.unwrap();
    assert_eq!(hashed.video, Some(Err(VideoError::NoFfmpeg)));
    assert_eq!(
        hashed.problem().unwrap(),
        "ffmpeg is not installed: install the ffmpeg package to hash videos; whole-file digests were made without it"
    );
    let avif = pool.hash(b"\0\0\0\x18ftypavif\0\0\0\0avifmif1".as_slice()).await.unwrap();
    assert_eq!(avif.picture, Err(PictureError::NoFfmpeg));
}

#[tokio::test]
async fn a_broken_video_is_told() {
    let hashed = hash(&[b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom".as_slice(), &[7; 5000]].concat()).await;
    let video = hashed.video.unwrap();
    assert!(matches!(video, Err(VideoError::Undecodable | VideoError::NoFfmpeg)), "{video:?}");
}
