//! Pictures, videos and broken files, hashed through real children in their sandbox.
#![expect(clippy::unwrap_used, reason = "in a test a failed unwrap is the failure we want to see")]

#[path = "main/broken.rs"]
mod broken;
#[path = "main/children.rs"]
mod children;
#[path = "main/pictures.rs"]
mod pictures;
#[path = "main/samples.rs"]
mod samples;
#[path = "main/videos.rs"]
mod videos;

use std::path::PathBuf;

use tutela_media::{HashedFile, Pool, PoolSettings};

fn settings() -> PoolSettings {
    PoolSettings {
        program: PathBuf::from(env!("CARGO_BIN_EXE_tutela-hash-worker")),
        children: 1,
        ..PoolSettings::for_scan()
    }
}

async fn pool() -> Pool {
    Pool::start(settings()).await.unwrap()
}

async fn hash(bytes: &[u8]) -> HashedFile {
    pool().await.hash(bytes).await.unwrap()
}
