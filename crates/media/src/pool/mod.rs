//! The parent's side: children that are kept ready, and what is handed to them.

mod child;
mod starter;
mod videos;

use std::fs::File;
use std::io::{Read, Seek};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::task::JoinHandle;
use tokio::time::timeout;

use crate::answer::{Answer, HASH, SELF_TEST};
use crate::worker::Order;
use crate::{
    Family, FileKind, HASH_WORKER, HashedFile, MediaError, Picture, PictureError, PoolSettings, Probe,
    Sandbox, digests_of,
};
use child::Child;
use starter::Starter;

/// Children that hash files. Cheap to clone; the children end with the last clone.
#[derive(Clone)]
pub struct Pool {
    inner: Arc<Inner>,
}

struct Inner {
    settings: PoolSettings,
    starter: Starter,
    /// As many as may work at once.
    seats: Semaphore,
    /// Videos have seats of their own: one may take minutes.
    video_seats: Semaphore,
    idle: Mutex<Vec<Waiting>>,
    sandbox: Sandbox,
    has_warned: AtomicBool,
}

/// A child that may still be starting.
enum Waiting {
    Ready(Box<Child>),
    Starting(JoinHandle<Result<Child, MediaError>>),
}

impl Pool {
    /// Starts the children, and looks at what the sandbox of the first denies.
    ///
    /// # Errors
    ///
    /// [`MediaError::NotSandboxed`] where files or sockets are not denied and
    /// [`PoolSettings::allow_unsandboxed`] is not set; [`MediaError`] where no child can be started.
    pub async fn start(settings: PoolSettings) -> Result<Self, MediaError> {
        let starter = Starter::start().map_err(MediaError::Start)?;
        let children = settings.children.max(1);
        let mut inner = Inner {
            settings,
            starter,
            seats: Semaphore::new(children),
            video_seats: Semaphore::new(children),
            idle: Mutex::new(Vec::new()),
            sandbox: Sandbox::default(),
            has_warned: AtomicBool::new(false),
        };
        let first = inner.new_child().await?;
        inner.sandbox = first.sandbox;
        let pool = Self { inner: Arc::new(inner) };
        pool.put_back(Waiting::Ready(Box::new(first)));
        for _ in 1..children {
            pool.prepare();
        }
        Ok(pool)
    }

    /// What is in force around the children, as the first found out by trying.
    pub fn sandbox(&self) -> Sandbox {
        self.inner.sandbox
    }

    /// Lets a child try what it must not be able to do.
    pub async fn self_test(&self) -> Result<Vec<Probe>, MediaError> {
        let mut child = self.inner.new_child().await?;
        let limit = Duration::from_secs(self.inner.settings.per_file_seconds);
        match timeout(limit, child.ask(SELF_TEST, &[])).await {
            Ok(Ok(Answer::SelfTest(probes))) => Ok(probes),
            _ => Err(MediaError::NoHello),
        }
    }

    /// Hashes a file. One that is broken has its digests and says why it has no more.
    pub async fn hash(&self, bytes: impl Into<Arc<[u8]>>) -> Result<HashedFile, MediaError> {
        let bytes: Arc<[u8]> = bytes.into();
        let kind = FileKind::of(&bytes);
        // While the child decodes, its parent computes the digests: see `digests.rs` for why here.
        let digests = tokio::task::spawn_blocking({
            let bytes = Arc::clone(&bytes);
            move || digests_of(&bytes[..])
        });
        let mut video = None;
        let picture = match kind.family() {
            Family::Picture => self.picture(&bytes).await?,
            Family::FfmpegPicture => self.ffmpeg_picture(kind, &bytes).await?,
            Family::Video => {
                let file = crate::video::file_in_memory(&bytes).map_err(MediaError::Read)?;
                video = Some(self.video(kind, file).await?);
                Err(PictureError::NotAPicture)
            }
            Family::Other if bytes.is_empty() => Err(PictureError::Empty),
            Family::Other => Err(PictureError::NotAPicture),
        };
        let (size, mut digests) = digests.await.map_err(|_| MediaError::Ended)?.map_err(MediaError::Read)?;
        digests.pdq = picture.as_ref().ok().map(|picture| picture.hash);
        Ok(HashedFile { size, kind, digests, picture, video })
    }

    /// Hashes a file that is open, however large: a video is never read into memory whole.
    pub async fn hash_file(&self, mut file: File) -> Result<HashedFile, MediaError> {
        let max_bytes = self.inner.settings.pictures.max_bytes;
        let (mut file, bytes, is_whole) = tokio::task::spawn_blocking(move || {
            let mut bytes = Vec::new();
            let mut start = (&mut file).take(FileKind::LOOKED_AT as u64);
            start.read_to_end(&mut bytes)?;
            let is_seekable = file.rewind().is_ok();
            if FileKind::of(&bytes).family() == Family::Video && is_seekable {
                return Ok((file, bytes, false));
            }
            if is_seekable {
                bytes.clear();
            }
            (&mut file).take(max_bytes + 1).read_to_end(&mut bytes)?;
            let is_whole = bytes.len() as u64 <= max_bytes;
            Ok((file, bytes, is_whole))
        })
        .await
        .map_err(|_| MediaError::Ended)?
        .map_err(MediaError::Read)?;
        if is_whole {
            return self.hash(bytes).await;
        }
        let kind = FileKind::of(&bytes);
        let is_video = kind.family() == Family::Video && file.rewind().is_ok();
        let ((size, digests), file) = tokio::task::spawn_blocking(move || {
            let start = if is_video { &[][..] } else { &bytes };
            let digests = digests_of(start.chain(&mut file))?;
            Ok((digests, file))
        })
        .await
        .map_err(|_| MediaError::Ended)?
        .map_err(MediaError::Read)?;
        let (picture, video) = if is_video {
            let mut file = file;
            file.rewind().map_err(MediaError::Read)?;
            (Err(PictureError::NotAPicture), Some(self.video(kind, file).await?))
        } else {
            (Err(PictureError::TooManyBytes), None)
        };
        Ok(HashedFile { size, kind, digests, picture, video })
    }

    async fn picture(&self, bytes: &[u8]) -> Result<Result<Picture, PictureError>, MediaError> {
        if bytes.len() as u64 > self.inner.settings.pictures.max_bytes.min(u64::from(u32::MAX)) {
            return Ok(Err(PictureError::TooManyBytes));
        }
        let _seat = self.inner.seats.acquire().await.map_err(|_| MediaError::Ended)?;
        let mut child = self.take_child().await?;
        let limit = Duration::from_secs(self.inner.settings.per_file_seconds);
        let answer = timeout(limit, child.ask(HASH, bytes)).await;
        let (picture, is_well) = match answer {
            Ok(Ok(Answer::Picture(picture))) => match picture.map(|wire| wire.into_picture()) {
                Ok(Some(picture)) => (Ok(picture), true),
                Ok(None) => (Err(PictureError::Failed), false),
                // It caught its own fault: what it is like inside now, nobody knows.
                Err(PictureError::Failed) => (Err(PictureError::Failed), false),
                Err(error) => (Err(error), true),
            },
            Ok(_) => (Err(PictureError::Failed), false),
            Err(_) => (Err(PictureError::TimedOut), false),
        };
        if is_well && child.files < self.inner.settings.files_per_child {
            self.put_back(Waiting::Ready(Box::new(child)));
        } else {
            drop(child);
            self.prepare();
        }
        Ok(picture)
    }

    /// A child that waits, or a new one.
    async fn take_child(&self) -> Result<Child, MediaError> {
        let waiting = self.inner.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let found = match waiting {
            Some(Waiting::Ready(child)) => Some(*child),
            Some(Waiting::Starting(starting)) => match starting.await {
                Ok(started) => Some(started?),
                Err(_) => None,
            },
            None => None,
        };
        match found {
            Some(mut child) => {
                let is_alive = child.is_alive();
                if is_alive { Ok(child) } else { self.inner.new_child().await }
            }
            None => self.inner.new_child().await,
        }
    }

    fn put_back(&self, waiting: Waiting) {
        self.inner.idle.lock().unwrap_or_else(PoisonError::into_inner).push(waiting);
    }

    /// Starts a child without waiting for it.
    fn prepare(&self) {
        // Held weakly: a pool that nobody has any more starts nothing.
        let inner = Arc::downgrade(&self.inner);
        let starting = tokio::spawn(async move {
            match inner.upgrade() {
                Some(inner) => inner.new_child().await,
                None => Err(MediaError::Ended),
            }
        });
        self.put_back(Waiting::Starting(starting));
    }
}

impl Inner {
    async fn new_child(&self) -> Result<Child, MediaError> {
        let settings = &self.settings;
        let files = u64::from(settings.files_per_child.max(1));
        let order = Order::Pictures {
            limits: settings.pictures,
            cpu_seconds: settings.per_file_seconds.saturating_mul(files).max(1),
        };
        let process = self.starter.run(settings, HASH_WORKER, &order, None).await?;
        let child = Child::greet(process, Duration::from_secs(settings.per_file_seconds.max(5))).await?;
        self.check(&child.sandbox)?;
        Ok(child)
    }

    /// Refuses a child that is not confined, or says once that this was wanted.
    fn check(&self, sandbox: &Sandbox) -> Result<(), MediaError> {
        let Some(missing) = sandbox.missing() else { return Ok(()) };
        if !self.settings.allow_unsandboxed {
            return Err(MediaError::NotSandboxed { missing });
        }
        if !self.has_warned.swap(true, Ordering::Relaxed) {
            tracing::warn!("files from outside are decoded without their sandbox, as configured: {missing}");
        }
        Ok(())
    }
}
