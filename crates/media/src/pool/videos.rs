//! What ffmpeg decodes: videos, and the pictures that are stored like one.

use std::fs::File;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::timeout;
use tutela_matching::PdqPicture;

use super::{Pool, child};
use crate::video::{self, SIDE};
use crate::{FileKind, MediaError, Picture, PictureError, VIDEO_WORKER, Video, VideoError, VideoSettings};

impl Pool {
    pub(super) async fn video(
        &self,
        kind: FileKind,
        file: File,
    ) -> Result<Result<Video, VideoError>, MediaError> {
        let Some(settings) = self.inner.settings.video.clone() else {
            return Ok(Err(VideoError::SwitchedOff));
        };
        let (hashed, end) = match self.run_ffmpeg(kind, file, &settings).await? {
            Ok(run) => run,
            Err(error) => return Ok(Err(error)),
        };
        if hashed.is_empty() {
            let error = if end == End::TimedOut { VideoError::TimedOut } else { VideoError::Undecodable };
            return Ok(Err(error));
        }
        let is_cut = end != End::Well || hashed.len() >= settings.max_frames as usize;
        Ok(Ok(Video { features: video::features_of(&hashed), is_cut }))
    }

    /// A picture that ffmpeg decodes, scaled to the size of a video's frames. Its own size is not known.
    pub(super) async fn ffmpeg_picture(
        &self,
        kind: FileKind,
        bytes: &[u8],
    ) -> Result<Result<Picture, PictureError>, MediaError> {
        if bytes.len() as u64 > self.inner.settings.pictures.max_bytes {
            return Ok(Err(PictureError::TooManyBytes));
        }
        let Some(settings) = self.inner.settings.video.clone() else {
            return Ok(Err(PictureError::Unsupported));
        };
        let settings = VideoSettings { seconds: self.inner.settings.per_file_seconds, ..settings };
        let file = video::file_in_memory(bytes).map_err(MediaError::Read)?;
        Ok(match self.run_ffmpeg(kind, file, &settings).await? {
            Ok((hashed, end)) => match (hashed.into_iter().next(), end) {
                (Some(picture), _) => Ok(Picture {
                    width: SIDE,
                    height: SIDE,
                    hash: picture.hash,
                    orientations: picture.orientations,
                    frames: Vec::new(),
                    has_more_frames: false,
                    is_scaled: true,
                    is_damaged: false,
                }),
                (None, End::TimedOut) => Err(PictureError::TimedOut),
                (None, _) => Err(PictureError::Unsupported),
            },
            Err(_) => Err(PictureError::NoFfmpeg),
        })
    }

    async fn run_ffmpeg(
        &self,
        kind: FileKind,
        file: File,
        settings: &VideoSettings,
    ) -> Result<Result<(Vec<PdqPicture>, End), VideoError>, MediaError> {
        let Some(program) = video::find_ffmpeg(settings) else { return Ok(Err(VideoError::NoFfmpeg)) };
        let inner = &self.inner;
        let _seat = inner.video_seats.acquire().await.map_err(|_| MediaError::Ended)?;
        let order = video::order(program, kind, settings);
        let mut process = inner.starter.run(&inner.settings, VIDEO_WORKER, &order, Some(file)).await?;
        let mut output = process.stdout.take().ok_or(MediaError::NoHello)?;
        let sandbox =
            child::hello(&mut output, Duration::from_secs(inner.settings.per_file_seconds.max(5))).await?;
        inner.check(&sandbox)?;
        let hashed = Mutex::new(Vec::new());
        let work = async {
            video::hash_frames(output, &hashed, settings.max_frames).await?;
            process.wait().await.map_err(|_| VideoError::Undecodable)
        };
        let end = match timeout(Duration::from_secs(settings.seconds), work).await {
            Ok(Ok(status)) if status.success() => End::Well,
            Ok(_) => End::Badly,
            Err(_) => End::TimedOut,
        };
        // A child that still runs is killed as it is dropped.
        Ok(Ok((hashed.into_inner().unwrap_or_else(PoisonError::into_inner), end)))
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Well,
    Badly,
    TimedOut,
}
