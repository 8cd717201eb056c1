//! Durable jobs: leased once, done once.

use std::collections::HashSet;

use tutela_model::clock::{SECOND, Timestamp};
use tutela_store::jobs::{Job, MAX_ATTEMPTS, back_off};
use tutela_store::records::setting;
use tutela_store::{Store, StoreError};
use tutela_testkit::{all, on_both_engines};

use crate::rows::Maker;

/// How long a worker has a job for itself here.
const LEASE: i64 = 100 * SECOND;

async fn add(store: &Store, maker: &Maker, kind: &'static str) {
    let add = |tx: tutela_store::Tx| async move { tx.add_job(&maker.rng, kind, None, maker.now()).await };
    store.run("add job", add).await.unwrap();
}

async fn lease(store: &Store, maker: &Maker, limit: u32) -> Vec<Job> {
    store
        .run("lease", |tx| async move { tx.lease_jobs(&maker.rng, maker.now(), limit, |_| LEASE).await })
        .await
        .unwrap()
}

async fn finish(store: &Store, job: &Job) -> Result<(), StoreError> {
    store.run("finish", |tx| async move { tx.finish_job(job).await }).await
}

on_both_engines!(a_job_is_leased_by_one_worker, async |database| {
    let maker = &Maker::default();
    let stores = [database.open().await, database.open().await, database.open().await];
    for _ in 0..24 {
        add(&stores[0], maker, "count").await;
    }
    // Three workers at once, in turns of three.
    let mut leased = Vec::new();
    for _ in 0..5 {
        leased.extend(all(stores.iter().map(|store| lease(store, maker, 3))).await.concat());
    }
    let ids: HashSet<_> = leased.iter().map(|job| job.id).collect();
    assert_eq!((leased.len(), ids.len()), (24, 24));
    for job in &leased {
        finish(&stores[0], job).await.unwrap();
    }
    assert_eq!(database.numbers("SELECT COUNT(*) FROM job").await, [0]);
});

on_both_engines!(a_worker_that_was_too_slow_changes_nothing, async |database| {
    let (maker, store) = (&Maker::default(), &database.open().await);
    add(store, maker, "count").await;
    let [slow] = lease(store, maker, 8).await.try_into().unwrap();
    maker.clock.advance(LEASE - 1);
    assert!(lease(store, maker, 8).await.is_empty());
    maker.clock.advance(1);
    let [quick] = lease(store, maker, 8).await.try_into().unwrap();
    assert_eq!(slow.id, quick.id);

    let late = store
        .run("effect and finish", |tx| {
            let slow = &slow;
            async move {
                setting::set(&tx, "counted", "1", maker.now()).await?;
                tx.finish_job(slow).await
            }
        })
        .await;
    assert!(matches!(late, Err(StoreError::LeaseLost)), "{late:?}");
    assert!(database.texts("SELECT value FROM setting").await.is_empty());
    let repeated = store
        .run("repeat", |tx| {
            let slow = &slow;
            async move { tx.repeat_job(slow, maker.now()).await }
        })
        .await;
    assert!(matches!(repeated, Err(StoreError::LeaseLost)), "{repeated:?}");
    // Nor does its failure disturb the one who has it now.
    store
        .run("fail", |tx| {
            let slow = &slow;
            async move { tx.fail_job(slow, maker.now(), "slow", false).await }
        })
        .await
        .unwrap();
    finish(store, &quick).await.unwrap();
});

on_both_engines!(failures_wait_twice_as_long_each_and_end_with_a_person, async |database| {
    let (maker, store) = (&Maker::default(), &database.open().await);
    add(store, maker, "count").await;
    let mut waited = Vec::new();
    for failures in 1..=MAX_ATTEMPTS {
        let [job] = lease(store, maker, 8).await.try_into().unwrap();
        assert_eq!(job.attempts, failures - 1);
        let job = &job;
        store
            .run("fail", |tx| async move { tx.fail_job(job, maker.now(), "no answer", false).await })
            .await
            .unwrap();
        let [state] = store
            .read("troubled", |tx| async move { tx.troubled_jobs(8).await })
            .await
            .unwrap()
            .try_into()
            .unwrap();
        assert_eq!((state.attempts, state.last_error.as_deref()), (failures, Some("no answer")));
        assert_eq!(state.dead_at.is_some(), failures == MAX_ATTEMPTS);
        let wait = state.run_at.since(maker.now());
        assert_eq!(wait, back_off(failures));
        waited.push(wait);
        maker.clock.advance(wait - 1);
        assert!(lease(store, maker, 8).await.is_empty(), "not before its time");
        maker.clock.advance(1);
    }
    assert_eq!(waited[..4], [10 * SECOND, 20 * SECOND, 40 * SECOND, 80 * SECOND]);
    maker.clock.advance(1_000 * LEASE);
    assert!(lease(store, maker, 8).await.is_empty(), "it waits for a person");
    assert_eq!(next(store, maker).await, None);
});

async fn next(store: &Store, maker: &Maker) -> Option<Timestamp> {
    store.read("next", |tx| async move { tx.next_job_due(maker.now()).await }).await.unwrap()
}

on_both_engines!(a_repeated_job_forgets_its_failures, async |database| {
    let (maker, store) = (&Maker::default(), &database.open().await);
    add(store, maker, "count").await;
    let [job] = lease(store, maker, 8).await.try_into().unwrap();
    let job = &job;
    store
        .run("fail", |tx| async move { tx.fail_job(job, maker.now(), "no answer", false).await })
        .await
        .unwrap();
    maker.clock.advance(back_off(1));
    let [job] = lease(store, maker, 8).await.try_into().unwrap();
    assert_eq!(next(store, maker).await, None, "somebody has it in hand");
    let (job, later) = (&job, maker.now().plus(SECOND));
    store.run("repeat", |tx| async move { tx.repeat_job(job, later).await }).await.unwrap();
    assert!(lease(store, maker, 8).await.is_empty());
    assert_eq!(next(store, maker).await, Some(later));
    maker.clock.advance(SECOND);
    let [job] = lease(store, maker, 8).await.try_into().unwrap();
    assert_eq!(job.attempts, 0);
});

on_both_engines!(a_regular_job_stands_once_however_many_nodes_start, async |database| {
    let maker = &Maker::default();
    let stores = [database.open().await, database.open().await];
    for _ in 0..3 {
        let ensured = all(stores.iter().map(|store| {
            store.run("ensure", |tx| async move { tx.ensure_job(&maker.rng, "tidy", maker.now()).await })
        }));
        for result in ensured.await {
            result.unwrap();
        }
    }
    assert_eq!(database.texts("SELECT kind FROM job").await, ["tidy"]);
});

on_both_engines!(a_regular_job_that_was_put_aside_runs_again_when_a_node_starts, async |database| {
    let (maker, store) = (&Maker::default(), &database.open().await);
    let ensure =
        || store.run("ensure", |tx| async move { tx.ensure_job(&maker.rng, "tidy", maker.now()).await });
    ensure().await.unwrap();
    for failures in 1..=MAX_ATTEMPTS {
        let [job] = lease(store, maker, 8).await.try_into().unwrap();
        let job = &job;
        store
            .run("fail", |tx| async move { tx.fail_job(job, maker.now(), "disk full", false).await })
            .await
            .unwrap();
        maker.clock.advance(back_off(failures));
    }
    assert!(lease(store, maker, 8).await.is_empty());
    ensure().await.unwrap();
    let [job] = lease(store, maker, 8).await.try_into().unwrap();
    assert_eq!((job.kind.as_str(), job.attempts), ("tidy", 0));
});
