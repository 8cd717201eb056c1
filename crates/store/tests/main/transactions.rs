//! One door for transactions.

use std::sync::atomic::{AtomicU32, Ordering};

use tokio::sync::{Barrier, Notify};
use tutela_model::id::{PersonId, ReportId};
use tutela_model::report_state::{Event, StateError};
use tutela_store::records::{report, setting};
use tutela_store::{AsStoreError, Engine, Store, StoreError, Tx};
use tutela_testkit::{all, on_both_engines, run_on};
use uuid::Uuid;

use crate::rows::{Maker, stored};

#[derive(Debug)]
enum ClaimError {
    Store(StoreError),
    State(StateError),
}

impl From<StoreError> for ClaimError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl AsStoreError for ClaimError {
    fn as_store_error(&self) -> Option<&StoreError> {
        match self {
            Self::Store(error) => Some(error),
            Self::State(_) => None,
        }
    }
}

async fn claim(
    tx: &Tx,
    maker: &Maker,
    id: ReportId,
    person: PersonId,
    meet: impl AsyncFn(),
) -> Result<(), ClaimError> {
    let old = report::get(tx, id).await?.unwrap().state;
    meet().await;
    let new = old.apply(Event::Claim(person)).map_err(ClaimError::State)?;
    Ok(report::set_state(tx, id, old, new, maker.now()).await?)
}

fn person(n: u8) -> PersonId {
    PersonId(Uuid::from_bytes([n; 16]))
}

async fn holder(store: &Store, id: ReportId) -> Option<PersonId> {
    let row = store.read("holder", |tx| async move { report::get(&tx, id).await }).await.unwrap();
    row.unwrap().state.claimed_by
}

on_both_engines!(of_two_who_claim_at_once_one_holds_the_report, async |database| {
    let maker = &Maker::default();
    let stores = [database.open().await, database.open().await];
    for _ in 0..10 {
        let new = maker.report();
        let id = new.id;
        stored(&stores[0], new).await.unwrap();
        let claims = stores.iter().zip([person(1), person(2)]).map(async |(store, person)| {
            store.run("claim", |tx| async move { claim(&tx, maker, id, person, async || ()).await }).await
        });
        let [one, other] = all(claims).await.try_into().unwrap();
        let winner = holder(&stores[0], id).await;
        match (one, other) {
            (Ok(()), Err(ClaimError::State(StateError::ClaimedByOther))) => {
                assert_eq!(winner, Some(person(1)))
            }
            (Err(ClaimError::State(StateError::ClaimedByOther)), Ok(())) => {
                assert_eq!(winner, Some(person(2)))
            }
            unexpected => panic!("{unexpected:?}"),
        }
    }
});

/// SQLite has one writer: there nothing can fail to be serialized.
#[test]
fn what_postgres_cannot_serialize_is_tried_again() {
    run_on(Engine::Postgres, async |database| {
        let (maker, store) = (&Maker::default(), &database.open().await);
        let new = maker.report();
        let id = new.id;
        stored(store, new).await.unwrap();
        // Both have read before either writes, at the first try.
        let (tries, both_have_read) = (&AtomicU32::new(0), &Barrier::new(2));
        let claims = [person(1), person(2)].map(async |person| {
            store
                .run("claim", |tx| async move {
                    let first_tries = tries.fetch_add(1, Ordering::SeqCst) < 2;
                    let meet = async || {
                        if first_tries {
                            both_have_read.wait().await;
                        }
                    };
                    claim(&tx, maker, id, person, meet).await
                })
                .await
        });
        let results = all(claims).await;
        assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1, "{results:?}");
        assert_eq!(tries.load(Ordering::SeqCst), 3, "the loser was run again, once");
    });
}

on_both_engines!(a_transaction_that_fails_leaves_nothing, async |database| {
    let (maker, store) = (&Maker::default(), &database.open().await);
    let failed = store
        .run("fail", |tx| async move {
            setting::set(&tx, "colour", "green", maker.now()).await?;
            tx.audit([maker.entry("test.failed", "")]).await?;
            Err::<(), _>(StoreError::Busy)
        })
        .await;
    assert!(matches!(failed, Err(StoreError::Busy)));
    assert_eq!(
        store.read("colour", |tx| async move { setting::get(&tx, "colour").await }).await.unwrap(),
        None
    );
    assert!(database.numbers("SELECT coarse FROM audit_pending").await.is_empty());
});

on_both_engines!(a_transaction_whose_caller_goes_away_leaves_nothing, async |database| {
    let (maker, store) = (&Maker::default(), &database.open().await);
    let written = &Notify::new();
    let abandoned = store.run("abandoned", |tx| async move {
        setting::set(&tx, "colour", "green", maker.now()).await?;
        written.notify_one();
        std::future::pending::<Result<(), StoreError>>().await
    });
    tokio::select! {
        _ = abandoned => panic!("it never ends"),
        () = written.notified() => {}
    }
    let colour = store.run("next", |tx| async move { setting::get(&tx, "colour").await }).await.unwrap();
    assert_eq!(colour, None);
});

on_both_engines!(reading_cannot_change_anything, async |database| {
    let (maker, store) = (&Maker::default(), &database.open().await);
    let refused =
        store.read("sly", |tx| async move { setting::set(&tx, "colour", "green", maker.now()).await }).await;
    assert!(matches!(refused, Err(StoreError::Database(_))), "{refused:?}");
});

on_both_engines!(a_closed_store_says_so, async |database| {
    let store = database.open().await;
    store.close().await;
    let refused = store.read("late", |tx| async move { setting::get(&tx, "colour").await }).await;
    assert!(matches!(refused, Err(StoreError::Closed)), "{refused:?}");
});
