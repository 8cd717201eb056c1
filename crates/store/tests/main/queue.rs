//! Pages of the queue.

use tutela_model::id::{PersonId, ReportId};
use tutela_model::queue::Narrow;
use tutela_model::report_state::Event;
use tutela_store::records::queue::{self, QueueFilter, QueueKey};
use tutela_store::records::report;
use tutela_store::{Store, StoreError};
use tutela_testkit::{all, on_both_engines};
use uuid::Uuid;

use crate::rows::Maker;

const ANALYST: PersonId = PersonId(Uuid::from_bytes([7; 16]));

/// Reports in few degrees of urgency, several in the same moment.
async fn fill(store: &Store, maker: &Maker, reports: u32) -> Vec<QueueKey> {
    let (intake, _writer) = tutela_store::intake::Intake::start(store.clone());
    let new: Vec<_> = (0..reports)
        .map(|n| {
            maker.clock.advance(i64::from(n % 3 / 2) * 1_000);
            let mut report = maker.report();
            report.urgency.score = n * 7 % 4 * 100;
            report
        })
        .collect();
    let keys = new.iter().map(|report| QueueKey { urgency: report.urgency.score, id: report.id }).collect();
    for taken in all(new.into_iter().map(|report| intake.take(report))).await {
        taken.unwrap();
    }
    keys
}

async fn pages(store: &Store, filter: QueueFilter, size: u32) -> Vec<ReportId> {
    let mut ids = Vec::new();
    let mut after = None;
    let now = Maker::default().now();
    loop {
        let page = store
            .read(
                "page",
                |tx| async move { queue::page(&tx, filter, &Narrow::default(), now, after, size).await },
            )
            .await
            .unwrap();
        ids.extend(page.rows.iter().map(|row| row.id));
        let Some(next) = page.next else { return ids };
        after = Some(next);
    }
}

on_both_engines!(every_report_stands_on_one_page, async |database| {
    let (maker, store) = (Maker::default(), database.open().await);
    let mut keys = fill(&store, &maker, 60).await;
    keys.sort_by_key(|key| (std::cmp::Reverse(key.urgency), key.id));
    let by_urgency: Vec<_> = keys.iter().map(|key| key.id).collect();
    keys.sort_by_key(|key| std::cmp::Reverse(key.id));
    let newest_first: Vec<_> = keys.iter().map(|key| key.id).collect();
    for size in [1, 7, 60, 100] {
        assert_eq!(pages(&store, QueueFilter::Waiting, size).await, by_urgency, "pages of {size}");
        assert_eq!(pages(&store, QueueFilter::All, size).await, newest_first, "pages of {size}");
    }
});

on_both_engines!(a_page_shows_who_holds_what_and_what_waits, async |database| {
    let (maker, store) = (&Maker::default(), database.open().await);
    let keys = fill(&store, maker, 9).await;
    let (claimed, decided) = (keys[2].id, keys[5].id);
    store
        .run("claim and decide", |tx| async move {
            for id in [claimed, decided] {
                let old = report::get(&tx, id).await?.unwrap().state;
                let new = old.apply(Event::Claim(ANALYST)).unwrap();
                report::set_state(&tx, id, old, new, maker.now()).await?;
            }
            let old = report::get(&tx, decided).await?.unwrap().state;
            let decision = tutela_model::report_state::Decision::Actionable;
            let new = old.apply(Event::Decide { by: ANALYST, decision }).unwrap();
            report::set_state(&tx, decided, old, new, maker.now()).await?;
            Ok::<_, StoreError>(())
        })
        .await
        .unwrap();
    let waiting = pages(&store, QueueFilter::Waiting, 4).await;
    assert_eq!(waiting.len(), 8);
    assert!(waiting.contains(&claimed) && !waiting.contains(&decided));
    let mut mine = pages(&store, QueueFilter::ClaimedBy(ANALYST), 1).await;
    mine.sort();
    let mut held = [claimed, decided];
    held.sort();
    assert_eq!(mine, held);
    let counted = |limit| {
        let store = &store;
        async move {
            store.read("count", |tx| async move { queue::count_waiting(&tx, limit).await }).await.unwrap()
        }
    };
    assert_eq!((counted(1_000).await, counted(3).await), (8, 3));
});

on_both_engines!(a_narrowed_page_goes_on_until_every_report_was_looked_at, async |database| {
    let (maker, store) = (&Maker::default(), database.open().await);
    let (intake, _writer) = tutela_store::intake::Intake::start(store.clone());
    // More than a narrowed page of all reports looks at, and what is looked for stands among the oldest.
    let rare = Narrow { category: Some(tutela_model::report::Category::Travel), ..Narrow::default() };
    let new: Vec<_> = (0..2_500)
        .map(|n| {
            maker.clock.advance(1_000);
            let mut report = maker.report();
            if n < 3 {
                report.category = tutela_model::report::Category::Travel;
            }
            report
        })
        .collect();
    let wanted: Vec<_> = new.iter().take(3).rev().map(|report| report.id).collect();
    for chunk in new.chunks(500) {
        for taken in all(chunk.iter().map(|report| intake.take(report.clone()))).await {
            taken.unwrap();
        }
    }
    let rare = &rare;
    let look = async |after| {
        store
            .read("page", |tx| async move {
                queue::page(&tx, QueueFilter::All, rare, maker.now(), after, 50).await
            })
            .await
            .unwrap()
    };
    let first = look(None).await;
    assert!(first.stopped && first.rows.is_empty() && first.next.is_some());
    let second = look(first.next).await;
    assert_eq!(second.rows.iter().map(|row| row.id).collect::<Vec<_>>(), wanted);
    assert!(!second.stopped && second.next.is_none());
});
