//! Erasure: what a report says is gone, that there was one stays.

use tutela_model::clock::MINUTE;
use tutela_model::hold::{HOLD, HoldState};
use tutela_model::id::{EntryId, HoldId, NoticeId, PersonId, PreservationId, QuestionId, ReportId, TraceId};
use tutela_model::ladder::Rung;
use tutela_model::letter::{LetterAbout, LetterTimes};
use tutela_model::list::MatchKind;
use tutela_model::notice::NoticeState;
use tutela_model::preservation::PreservationState;
use tutela_model::queue::Narrow;
use tutela_model::report_state::Event;
use tutela_model::trace::TraceState;
use tutela_store::records::item::MatchRow;
use tutela_store::records::mail::{self, MailRow};
use tutela_store::records::notice::{self, NoticeRow};
use tutela_store::records::police_hold::{self, HoldRow};
use tutela_store::records::preservation::{self, PreservationRow};
use tutela_store::records::question::{self, QuestionRow};
use tutela_store::records::queue::{self, QueueFilter};
use tutela_store::records::report;
use tutela_store::records::route::{self, RouteRow};
use tutela_store::records::trace::{self, TraceRow};
use tutela_store::records::viewing_token::{self, ViewingTokenRow};
use tutela_store::records::{erasure, item};
use tutela_store::{Engine, Store, StoreError};
use tutela_testkit::{on_both_engines, run_on};
use uuid::Uuid;

use crate::rows::{Maker, stored};

const ANALYST: PersonId = PersonId(Uuid::from_bytes([7; 16]));
const MATCH: MatchRow =
    MatchRow { entry: EntryId(Uuid::from_bytes([6; 16])), kind: MatchKind::Md5, distance: 0 };
const QUESTION: &[u8] = b"a sealed question";
const ANSWER: &[u8] = b"a sealed answer";
const LETTER: &[u8] = b"a sealed letter";
const NOTICE: &[u8] = b"a sealed notice";
const TRACE: &[u8] = b"a sealed trace";
const ROUTE: &[u8] = b"a sealed route";
const HOLDING: &[u8] = b"a sealed hold";
const PRESERVED: &[u8] = b"a sealed request";

/// What removal keeps of a report.
fn removal_rows(maker: &Maker, report: ReportId) -> (TraceRow, RouteRow, HoldRow, PreservationRow) {
    let now = maker.now();
    let trace = TraceRow {
        id: TraceId::new(now, &maker.rng),
        report,
        position: 0,
        state: TraceState::Asked,
        method: None,
        host: None,
        country: None,
        confidence: None,
        asked_at: now,
        asked_by: ANALYST,
        ended_at: None,
        sealed: Some(TRACE.to_vec()),
    };
    let sealed = Some(ROUTE.to_vec());
    let route = RouteRow {
        report,
        country: None,
        confidence: None,
        made_at: now,
        made_by: "node".to_owned(),
        sealed,
    };
    let hold = HoldRow {
        id: HoldId::new(now, &maker.rng),
        report,
        placed_at: now,
        placed_by: ANALYST,
        state: HoldState::new(now, HOLD),
        ended_at: None,
        sealed: Some(HOLDING.to_vec()),
    };
    let request = PreservationRow {
        id: PreservationId::new(now, &maker.rng),
        report,
        position: 0,
        service: Some("A service of the report".to_owned()),
        state: PreservationState::Asked,
        asked_at: now,
        asked_by: ANALYST,
        until: now.plus(HOLD),
        extensions: 0,
        reminded_at: None,
        confirmed_at: None,
        ended_at: None,
        sealed: Some(PRESERVED.to_vec()),
    };
    (trace, route, hold, request)
}

async fn erase(store: &Store, maker: &Maker, id: ReportId) -> bool {
    let erased = store
        .run("erase", |tx| async move { erasure::erase_report(&tx, id, maker.now()).await })
        .await
        .unwrap();
    store.truncate_log().await.unwrap();
    erased.is_some()
}

/// Whoever adds a table with a column `report` says in `erasure::TABLES` what becomes of its rows.
#[test]
fn every_table_of_a_report_is_known_to_erasure() {
    run_on(Engine::Sqlite, async |database| {
        database.open().await;
        let found = database
            .texts(
                "SELECT t.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c \
                 WHERE t.type = 'table' AND c.name = 'report' ORDER BY t.name",
            )
            .await;
        let mut known: Vec<_> = erasure::TABLES.iter().map(|(table, _)| (*table).to_owned()).collect();
        known.sort();
        assert_eq!(found, known);
        // What stays holds nothing sealed and no digest by which the report is found.
        for (table, treatment) in erasure::TABLES {
            if matches!(treatment, erasure::Treatment::Keep) {
                let sealed = database
                    .texts(&format!(
                        "SELECT name FROM pragma_table_info('{table}') WHERE name LIKE 'sealed%' OR name = 'data_key'"
                    ))
                    .await;
                assert!(sealed.is_empty(), "{table} keeps {sealed:?}");
            }
        }
    });
}

on_both_engines!(what_a_report_says_is_gone_after_erasure, async |database| {
    let (maker, store) = (&Maker::default(), database.open().await);
    let mut new = maker.report();
    new.receipt = Some([5; 32]);
    new.items[0].matches.push(MATCH);
    let (id, row) = (new.id, new.clone());
    stored(&store, new).await.unwrap();
    let kept = maker.report();
    let kept_id = kept.id;
    stored(&store, kept).await.unwrap();
    let (question, letter) = (QuestionId::new(maker.now(), &maker.rng), Uuid::from_bytes([4; 16]));
    let notice = NoticeRow {
        id: NoticeId::new(maker.now(), &maker.rng),
        report: id,
        position: 0,
        content: row.items[0].content,
        state: NoticeState::Queued,
        created_at: maker.now(),
        created_by: ANALYST,
        sent_at: None,
        checked_at: None,
        last_finding: None,
        checks: 0,
        reminders: 0,
        gone_at: None,
        host: None,
        rung: Rung::Host,
        rung_at: None,
        sealed: Some(NOTICE.to_vec()),
    };
    let notice = &notice;
    let rows = &removal_rows(maker, id);
    store
        .run("what follows", |tx| async move {
            let asked = QuestionRow {
                id: question,
                report: id,
                asked_at: maker.now(),
                asked_by: ANALYST,
                sealed: Some(QUESTION.to_vec()),
                answered_at: None,
                sealed_answer: None,
            };
            question::insert(&tx, &asked).await?;
            assert!(question::answer(&tx, id, question, ANSWER, maker.now().hour()).await?);
            notice::insert(&tx, notice).await?;
            let mail = MailRow {
                id: letter,
                about: LetterAbout::Notice,
                record: notice.id.0,
                report: Some(id),
                purpose: "notice".to_owned(),
                created_at: maker.now(),
                times: LetterTimes::default(),
                attempts: 0,
                last_error: None,
                data_key: None,
                sealed: Some(LETTER.to_vec()),
            };
            mail::insert(&tx, &mail).await?;
            trace::insert(&tx, &rows.0).await?;
            route::set(&tx, &rows.1).await?;
            police_hold::insert(&tx, &rows.2).await?;
            preservation::insert(&tx, &rows.3).await?;
            let until = maker.now().plus(MINUTE);
            let token = ViewingTokenRow { report: id, position: 0, made_by: ANALYST, expires_at: until };
            viewing_token::insert(&tx, &[3; 32], &token).await
        })
        .await
        .unwrap();

    let content = row.items[0].content.unwrap().0;
    let says: [&[u8]; 16] = [
        &row.data_key,
        &row.sealed,
        &row.selectors[0],
        &row.items[0].sealed,
        &row.items[0].selectors[0],
        &[5; 32],
        QUESTION,
        ANSWER,
        LETTER,
        NOTICE,
        TRACE,
        ROUTE,
        HOLDING,
        PRESERVED,
        b"A service of the report",
        &content,
    ];
    assert_eq!(database.held(&says).await, says.len(), "the test looks for what is there");
    assert!(erase(&store, maker, id).await);
    assert_eq!(database.held(&says).await, 0, "what was said can still be read");
    assert_eq!(database.numbers("SELECT COUNT(*) FROM item_match").await, [0]);
    assert_eq!(database.numbers("SELECT COUNT(*) FROM viewing_token").await, [0]);
    let (tombstone, items, kept_items) = store
        .read("after", |tx| async move {
            let tombstone = report::get(&tx, id).await?.unwrap();
            Ok::<_, StoreError>((
                tombstone,
                item::of_report(&tx, id).await?,
                item::of_report(&tx, kept_id).await?,
            ))
        })
        .await
        .unwrap();
    assert!(tombstone.data_key.is_none() && tombstone.sealed.is_none());
    assert_eq!(tombstone.times.received, row.received_at);
    assert!(items[0].sealed.is_none() && items[0].content.is_none());
    assert!(
        kept_items[0].sealed.is_some() && kept_items[0].content.is_some(),
        "the other report is untouched"
    );
    assert!(!erase(&store, maker, id).await, "there is nothing left to erase");
});

on_both_engines!(an_erased_report_waits_for_nobody, async |database| {
    let (maker, store) = (&Maker::default(), database.open().await);
    let new = maker.report();
    let id = new.id;
    stored(&store, new).await.unwrap();
    store
        .run("claim", |tx| async move {
            let old = report::get(&tx, id).await?.unwrap().state;
            report::set_state(&tx, id, old, old.apply(Event::Claim(ANALYST)).unwrap(), maker.now()).await
        })
        .await
        .unwrap();
    assert!(erase(&store, maker, id).await);
    let shown = |filter| {
        let store = &store;
        async move {
            let page = store
                .read("page", |tx| async move {
                    queue::page(&tx, filter, &Narrow::default(), maker.now(), None, 9).await
                })
                .await
                .unwrap();
            page.rows.len()
        }
    };
    assert_eq!(shown(QueueFilter::Waiting).await, 0);
    assert_eq!(shown(QueueFilter::ClaimedBy(ANALYST)).await, 0);
    assert_eq!(shown(QueueFilter::All).await, 1);
    assert_eq!(store.read("count", |tx| async move { queue::count_waiting(&tx, 9).await }).await.unwrap(), 0);
});

/// Rows move between SQLite's pages as others come: no copy of them may stay behind on a page that they left.
#[test]
fn rows_that_moved_between_pages_leave_no_copy() {
    run_on(Engine::Sqlite, async |database| {
        let (maker, store) = (&Maker::default(), database.open().await);
        let (intake, _writer) = tutela_store::intake::Intake::start(store.clone());
        let mut reports: Vec<_> = (0..400).map(|_| maker.report()).collect();
        // Out of order, so that pages are split in their middle.
        reports.sort_by_key(|report| report.data_key[0]);
        for group in reports.chunks(20) {
            for taken in tutela_testkit::all(group.iter().map(|report| intake.take(report.clone()))).await {
                taken.unwrap();
            }
        }
        assert!(database.holds(&reports[1].data_key).await, "the test looks for what is there");
        let erased = || reports.iter().step_by(23);
        for report in erased() {
            assert!(erase(&store, maker, report.id).await);
        }
        let values = erased().flat_map(|report| {
            let item = &report.items[0];
            [report.data_key.as_slice(), &report.sealed, &item.sealed, &item.selectors[0]]
        });
        let values: Vec<_> = values.collect();
        assert_eq!(database.held(&values).await, 0, "values of erased reports can still be read");
    });
}
