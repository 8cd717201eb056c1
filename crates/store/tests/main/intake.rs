//! Many reports, one commit; one bad report, one error.

use std::collections::HashSet;
use std::sync::atomic::{AtomicUsize, Ordering};

use tutela_model::urgency::{Reason, Urgency};
use tutela_store::StoreError;
use tutela_store::intake::{Intake, Taken};
use tutela_store::records::report::NewReportRow;
use tutela_testkit::{TestDatabase, all, on_both_engines};

use crate::rows::Maker;

/// Commits that changed something: counted in SQLite's log, or by the transactions that PostgreSQL's rows name.
async fn commits(database: &TestDatabase) -> usize {
    let Some(folder) = database.folder() else {
        return database.texts("SELECT DISTINCT xmin::text FROM report").await.len();
    };
    let log = std::fs::read(folder.join("tutela.db-wal")).unwrap();
    let number = |at: usize| u32::from_be_bytes(log[at..at + 4].try_into().unwrap());
    // The header names the size of a page; a frame has 24 bytes before its page, of which 4 to 8 are not 0 at a commit.
    let frame = 24 + number(8) as usize;
    (32..log.len())
        .step_by(frame)
        .filter(|at| log[at + 8..at + 16] == log[16..24] && number(at + 4) != 0)
        .count()
}

on_both_engines!(reports_that_come_together_share_a_commit, async |database| {
    let maker = Maker::default();
    let (intake, _writer) = Intake::start(database.open().await);
    let before = commits(&database).await;
    let taken = all((0..300).map(|_| intake.take(maker.report()))).await;
    let ids: HashSet<_> = taken
        .into_iter()
        .map(|taken| match taken.unwrap() {
            Taken::Stored(id) => id.0,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(ids, database.ids("SELECT id FROM report").await.into_iter().collect());
    // A group holds 256.
    assert_eq!(commits(&database).await - before, 2);
    assert_eq!(database.numbers("SELECT COUNT(*) FROM audit_pending").await, [300]);
    assert_eq!(database.numbers("SELECT COUNT(*) FROM item").await, [300]);
});

on_both_engines!(a_report_that_the_database_refuses_fails_alone, async |database| {
    let maker = Maker::default();
    let (intake, _writer) = Intake::start(database.open().await);
    let mut reports: Vec<_> = (0..5).map(|_| maker.report()).collect();
    reports[3].id = reports[1].id;
    let taken = all(reports.into_iter().map(|report| intake.take(report))).await;
    for (position, taken) in taken.iter().enumerate() {
        match taken {
            Ok(Taken::Stored(_)) => assert_ne!(position, 3),
            Err(error) => assert!(position == 3 && error.is_duplicate(), "{position}: {error}"),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(database.numbers("SELECT COUNT(*) FROM report").await, [4]);
    // Nothing half written.
    assert_eq!(database.numbers("SELECT COUNT(*) FROM item").await, [4]);
    assert_eq!(database.numbers("SELECT COUNT(*) FROM audit_pending").await, [4]);
});

on_both_engines!(a_refused_report_alone_in_its_group_gets_the_same_error, async |database| {
    let maker = Maker::default();
    let (intake, _writer) = Intake::start(database.open().await);
    let report = maker.report();
    assert_eq!(intake.take(report.clone()).await.unwrap(), Taken::Stored(report.id));
    let again = intake.take(report).await.unwrap_err();
    assert!(again.is_duplicate(), "{again}");
});

on_both_engines!(sending_the_same_again_gives_the_first_report, async |database| {
    let maker = Maker::default();
    let (intake, _writer) = Intake::start(database.open().await);
    let (first, again, other_body, other_key) =
        (maker.sent(1, 1), maker.sent(1, 1), maker.sent(1, 2), maker.sent(2, 1));
    let (first_id, other_id) = (first.id, other_key.id);
    // Within one group.
    let taken = all([first, again, other_body, other_key].map(|report| intake.take(report))).await;
    let taken: Vec<_> = taken.into_iter().map(Result::unwrap).collect();
    assert_eq!(
        taken,
        [Taken::Stored(first_id), Taken::Replayed(first_id), Taken::Conflict, Taken::Stored(other_id)]
    );
    // And in a later one.
    assert_eq!(intake.take(maker.sent(1, 1)).await.unwrap(), Taken::Replayed(first_id));
    assert_eq!(intake.take(maker.sent(1, 2)).await.unwrap(), Taken::Conflict);
    assert_eq!(database.numbers("SELECT COUNT(*) FROM report").await, [2]);
    assert_eq!(database.numbers("SELECT COUNT(*) FROM audit_pending").await, [2]);
});

on_both_engines!(two_nodes_sent_the_same_at_once_store_it_once, async |database| {
    let maker = Maker::default();
    let (one, _one) = Intake::start(database.open().await);
    let (other, _other) = Intake::start(database.open().await);
    let sent: Vec<_> =
        (0..40).flat_map(|key| [(&one, maker.sent(key, 1)), (&other, maker.sent(key, 1))]).collect();
    let taken = all(sent.into_iter().map(|(intake, report)| intake.take(report))).await;
    for pair in taken.chunks(2) {
        let ids: HashSet<_> = pair
            .iter()
            .map(|taken| match taken.as_ref().unwrap() {
                Taken::Stored(id) | Taken::Replayed(id) => *id,
                Taken::Conflict => panic!("the same body is no conflict"),
            })
            .collect();
        assert_eq!(ids.len(), 1, "both senders have the same id");
    }
    assert_eq!(database.numbers("SELECT COUNT(*) FROM report").await, [40]);
});

on_both_engines!(a_full_queue_says_so_at_once, async |database| {
    let maker = Maker::default();
    let (intake, _writer) = Intake::start(database.open().await);
    // More than can wait, before the writer has a turn.
    let taken = all((0..2_100).map(|_| intake.take(maker.report()))).await;
    let busy = taken.iter().filter(|taken| matches!(taken, Err(StoreError::Busy))).count();
    let stored = taken.iter().filter(|taken| matches!(taken, Ok(Taken::Stored(_)))).count();
    assert_eq!((stored, busy), (2_048, 52));
    assert_eq!(database.numbers("SELECT COUNT(*) FROM report").await, [2_048]);
    // And takes reports again once it has room.
    intake.take(maker.report()).await.unwrap();
});

on_both_engines!(what_was_taken_is_written_before_the_writer_ends, async |database| {
    let maker = Maker::default();
    let (intake, writer) = Intake::start(database.open().await);
    let mut waiting: Vec<_> = (0..3).map(|_| Box::pin(intake.take(maker.report()))).collect();
    // Their callers go away after the reports were handed in.
    for take in &mut waiting {
        tokio::select! {
            biased;
            _ = take => panic!("the writer had no turn yet"),
            () = std::future::ready(()) => {}
        }
    }
    drop(waiting);
    drop(intake);
    writer.await.unwrap();
    assert_eq!(database.numbers("SELECT COUNT(*) FROM report").await, [3]);
});

on_both_engines!(a_report_with_many_items_is_stored_whole, async |database| {
    let maker = Maker::default();
    let store = database.open().await;
    let mut report = maker.report();
    report.items = (0..200).flat_map(|_| maker.report().items).collect();
    crate::rows::stored(&store, report).await.unwrap();
    assert_eq!(database.numbers("SELECT COUNT(DISTINCT position) FROM item").await, [200]);
    assert_eq!(database.numbers("SELECT items FROM report").await, [200]);
});

on_both_engines!(what_is_urgent_waits_behind_nothing, async |database| {
    let maker = Maker::default();
    let (intake, _writer) = Intake::start(database.open().await);
    let (intake, turn) = (&intake, &AtomicUsize::new(0));
    let taken = async |report: NewReportRow| {
        intake.take(report).await.unwrap();
        turn.fetch_add(1, Ordering::Relaxed)
    };
    let taken = &taken;
    let mut reports: Vec<_> = (0..600).map(|_| maker.report()).collect();
    let mut urgent = maker.report();
    urgent.urgency = Urgency { score: Reason::DangerNow.weight(), reasons: vec![Reason::DangerNow] };
    reports.push(urgent);
    let turns = all(reports.into_iter().map(|report| async move { taken(report).await })).await;
    // Six hundred came before it; a few of them are taken along, so that they never starve.
    assert!(turns[600] <= 32, "{}", turns[600]);
    assert_eq!(database.numbers("SELECT COUNT(*) FROM report").await, [601]);
});
