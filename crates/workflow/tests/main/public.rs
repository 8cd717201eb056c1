//! What is kept of a public report, and what is not.

use tutela_crypto::Receipt;
use tutela_model::access::Role;
use tutela_model::clock::{HOUR, MINUTE, Timestamp};
use tutela_model::report::Origin;
use tutela_testkit::{TestDatabase, TestNode, on_both_engines, samples};
use tutela_workflow::desk::{ask, claim};
use tutela_workflow::intake::{answer, visit};
use uuid::Uuid;

/// The time that an id carries.
fn time_of(id: Uuid) -> Timestamp {
    let (seconds, nanos) = id.get_timestamp().unwrap().to_unix();
    Timestamp::from_micros(seconds as i64 * 1_000_000 + i64::from(nanos) / 1_000)
}

/// Every time and every id's time that rows of public reports carry.
async fn times(database: &TestDatabase) -> Vec<Timestamp> {
    const BY_THE_PUBLIC: &str = "actor = 'public'";
    let mut times = Vec::new();
    for (table, column, condition) in [
        ("report", "received_at", "TRUE"),
        ("report", "updated_at", "TRUE"),
        ("question", "answered_at", "TRUE"),
        ("audit_pending", "happened_at", BY_THE_PUBLIC),
        ("audit_entry", "happened_at", BY_THE_PUBLIC),
    ] {
        times.extend(database.times_in(table, column, condition).await);
    }
    for (table, column, condition) in [
        ("report", "id", "TRUE"),
        ("item", "report", "TRUE"),
        ("selector", "report", "TRUE"),
        ("audit_pending", "id", BY_THE_PUBLIC),
        ("audit_entry", "id", BY_THE_PUBLIC),
    ] {
        times.extend(database.ids_in(table, column, condition).await.into_iter().map(time_of));
    }
    times
}

on_both_engines!(a_public_report_leaves_no_readable_word_and_no_minute, async |database| {
    let node = TestNode::start(&database).await;
    node.run_due().await;
    for origin in [Origin::Public, Origin::Young] {
        // Not the minute at which the node started.
        node.clock.advance(7 * MINUTE);
        let mut report = samples::telling("Marker");
        report.origin = origin;
        let (receipt, _) = node.tell(report).await;
        for word in ["Marker", "marker", "37060000042", "203.0.113.42", &receipt.words().join(" ")] {
            assert!(!database.holds(word.as_bytes()).await, "{word} can be read");
        }
        for digest in [
            &[42; 16][..],
            &1_700_000_000_000_041_i64.to_be_bytes(),
            &1_700_000_000_000_042_i64.to_be_bytes(),
        ] {
            assert!(!database.holds(digest).await, "{digest:?} can be read");
        }
        assert!(!database.holds_time(node.now()).await, "the moment is kept");
    }
    let hour = node.now().hour();
    let kept = times(&database).await;
    assert!(kept.len() > 10 && kept.iter().all(|time| *time == hour), "{kept:?}");
});

on_both_engines!(the_log_numbers_public_reports_when_their_hour_is_over, async |database| {
    let node = TestNode::start(&database).await;
    node.tell(samples::telling("Marker")).await;
    node.run_due().await;
    assert_eq!(database.texts_in("audit_pending", "action", "TRUE").await, ["report.received"]);
    node.clock.set(node.now().hour().plus(HOUR));
    node.run_due().await;
    assert!(database.texts_in("audit_pending", "action", "TRUE").await.is_empty());
    assert!(times(&database).await.iter().all(|time| *time == time.hour()));
});

on_both_engines!(an_answer_is_kept_to_the_hour, async |database| {
    let node = TestNode::start(&database).await;
    let analyst = node.person(Role::Analyst).await;
    let (receipt, id) = node.tell(samples::telling("Marker")).await;
    claim(&node, &analyst, id).await.unwrap();
    ask(&node, &analyst, id, "When?").await.unwrap();
    node.clock.advance(7 * MINUTE);
    let question = visit(&node, &receipt).await.unwrap().unwrap().exchanges[0].id;
    assert!(answer(&node, &receipt, question, "MarkerAnswer").await.unwrap());
    assert!(!database.holds(b"MarkerAnswer").await);
    assert!(!database.holds_time(node.now()).await, "the moment of the answer is kept");
    assert_eq!(database.times_in("question", "answered_at", "TRUE").await, [node.now().hour()]);
});

on_both_engines!(a_receipt_that_was_not_given_out_opens_nothing, async |database| {
    let node = TestNode::start(&database).await;
    let (receipt, _) = node.tell(samples::telling("Marker")).await;
    let invented = Receipt::generate(node.rng());
    assert!(visit(&node, &invented).await.unwrap().is_none());
    let read_back = Receipt::parse(&receipt.words().join(" - ").to_uppercase()).unwrap();
    assert!(visit(&node, &read_back).await.unwrap().is_some());
});
