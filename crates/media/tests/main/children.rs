//! The pool and its children: what is denied, what is killed, what is replaced.

use std::path::PathBuf;

use tutela_media::{MediaError, PictureError, Pool, PoolSettings};

use crate::samples::{jpeg, picture};
use crate::{pool, settings};

#[tokio::test]
async fn a_child_can_reach_nothing() {
    let pool = pool().await;
    let sandbox = pool.sandbox();
    assert_eq!(sandbox.missing(), None, "{sandbox:?}");
    assert!(sandbox.no_new_privileges && sandbox.landlock >= 1, "{sandbox:?}");
    let probes = pool.self_test().await.unwrap();
    assert!(probes.len() > 10);
    for probe in probes {
        assert!(probe.denied, "a child could {}", probe.tried);
    }
}

#[tokio::test]
async fn a_child_that_hangs_is_killed_at_its_limit() {
    let pool = Pool::start(PoolSettings { per_file_seconds: 0, ..settings() }).await.unwrap();
    let hashed = pool.hash(jpeg(&picture(1500, 1500, 1))).await.unwrap();
    assert_eq!(hashed.picture, Err(PictureError::TimedOut));
    assert!(hashed.digests.sha256.is_some());
}

#[tokio::test]
async fn every_file_has_a_child_of_its_own_where_wanted() {
    let pool = Pool::start(PoolSettings { files_per_child: 1, children: 2, ..settings() }).await.unwrap();
    let bytes = jpeg(&picture(200, 200, 1));
    let hashes: Vec<_> = (0..8)
        .map(|_| {
            tokio::spawn({
                let (pool, bytes) = (pool.clone(), bytes.clone());
                async move { pool.hash(bytes).await.unwrap().digests }
            })
        })
        .collect();
    let mut all = Vec::new();
    for hash in hashes {
        all.push(hash.await.unwrap());
    }
    assert!(all[0].pdq.is_some() && all.iter().all(|digests| *digests == all[0]));
}

#[tokio::test]
async fn a_child_that_needs_too_much_memory_costs_one_file() {
    let mut small = settings();
    small.pictures.memory_mib = 160;
    let pool = Pool::start(small).await.unwrap();
    // Progressive: its coefficients are kept whole.
    let large =
        crate::samples::jpeg_with(&picture(6000, 5000, 1), 40, turbojpeg::Subsamp::None, |compressor| {
            compressor.set_progressive(true).unwrap();
        });
    let hashed = pool.hash(large).await.unwrap();
    assert!(hashed.picture.is_err(), "{:?}", hashed.picture);
    assert!(pool.hash(jpeg(&picture(200, 200, 1))).await.unwrap().picture.is_ok());
}

#[tokio::test]
async fn a_program_that_is_no_child_is_told() {
    let wrong = |program: &str| PoolSettings { program: PathBuf::from(program), ..settings() };
    assert!(matches!(Pool::start(wrong("/nowhere/tutela")).await, Err(MediaError::Start(_))));
    assert!(matches!(Pool::start(wrong("/bin/true")).await, Err(MediaError::NoHello)));
    assert!(matches!(Pool::start(wrong("/bin/echo")).await, Err(MediaError::NoHello)));
}
