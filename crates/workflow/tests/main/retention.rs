//! What has had its time goes, what is held stays, and what went can be proved.

use tutela_model::access::Role;
use tutela_model::clock::{DAY, HOUR};
use tutela_model::id::ReportId;
use tutela_model::report_state::Decision;
use tutela_model::retention::{ErasureReason, Kept, Retention};
use tutela_testkit::{TestNode, on_both_engines, samples};
use tutela_workflow::desk::{claim, decide, erase};
use tutela_workflow::read::{KeepingQuery, RetentionQuery};
use tutela_workflow::retention::{
    ErasureProof, NewHold, NoProof, ProofError, erase_again, erase_as, hold, lift_hold, prove_erasure,
};
use tutela_workflow::{Error, Settings, Viewer};

use crate::steps::{decided, named, only};

async fn informational(node: &TestNode, analyst: &Viewer) -> ReportId {
    let (_, id) = node.tell(samples::telling("Marker")).await;
    claim(node, analyst, id).await.unwrap();
    decide(node, analyst, id, &only(Decision::Informational)).await.unwrap();
    id
}

async fn is_erased(node: &TestNode, id: ReportId) -> bool {
    let condition = node.database.is("id", id.0);
    node.database.count("report", &format!("{condition} AND data_key IS NULL")).await == 1
}

on_both_engines!(what_has_had_its_time_is_erased_and_nothing_else, async |database| {
    let node = TestNode::start_with(&database, named()).await;
    let analyst = node.person(Role::Analyst).await;
    let old = informational(&node, &analyst).await;
    let (_, undecided) = node.tell(samples::telling("Other")).await;
    let (_, told) = decided(&node, "https://host.example/page").await;
    node.clock.advance(89 * DAY);
    let young = informational(&node, &analyst).await;
    node.run_due().await;
    assert!(!is_erased(&node, old).await, "a day too early");

    let senior = node.person(Role::SeniorAnalyst).await;
    let page = node.read(&senior, RetentionQuery).await.unwrap();
    assert_eq!(page.reports.iter().map(|line| line.id).collect::<Vec<_>>(), [old]);
    assert!(page.soon.contains(&(Kept::Informational, 1)));

    node.clock.advance(DAY + HOUR);
    node.run_due().await;
    assert!(is_erased(&node, old).await);
    for kept in [young, undecided, told] {
        assert!(!is_erased(&node, kept).await);
    }
    let page = node.read(&senior, RetentionQuery).await.unwrap();
    assert_eq!(page.erased.len(), 1);
    assert_eq!((page.erased[0].reason.as_str(), page.erased[0].erased_by.as_str()), ("time", "node"));
    assert!(page.erased[0].counts.contains("report=1") && page.erased[0].counts.contains("item="));
    // Once more changes nothing.
    node.clock.advance(DAY);
    node.run_due().await;
    assert_eq!(database.count("erasure", "TRUE").await, 1);
});

on_both_engines!(nought_days_keep_for_ever, async |database| {
    let retention = Retention { informational_days: 0, ..Retention::default() };
    let node = TestNode::start_with(&database, Settings { retention, ..named() }).await;
    let analyst = node.person(Role::Analyst).await;
    let id = informational(&node, &analyst).await;
    node.clock.advance(4_000 * DAY);
    node.run_due().await;
    assert!(!is_erased(&node, id).await);
});

on_both_engines!(a_legal_hold_keeps_a_report_from_time_and_from_hands, async |database| {
    let node = TestNode::start_with(&database, named()).await;
    let (analyst, senior) = (node.person(Role::Analyst).await, node.person(Role::SeniorAnalyst).await);
    let id = informational(&node, &analyst).await;
    let held = NewHold { reason: "Court of Example, file MarkerHold".to_owned(), until: None };
    let first = hold(&node, &senior, id, &held).await.unwrap();
    assert!(!database.holds(b"MarkerHold").await, "the reason is sealed");
    let ends = NewHold { until: Some(node.now().plus(200 * DAY)), ..held.clone() };
    hold(&node, &senior, id, &ends).await.unwrap();
    assert!(matches!(
        hold(&node, &senior, id, &NewHold { reason: " ".into(), until: None }).await,
        Err(Error::Fields(_))
    ));
    let past = NewHold { until: Some(node.now().plus(-DAY)), ..held };
    assert!(matches!(hold(&node, &senior, id, &past).await, Err(Error::Fields(_))));

    node.clock.advance(100 * DAY);
    node.run_due().await;
    assert!(!is_erased(&node, id).await);
    for by in [Some(&senior), None] {
        let refused = erase_as(&node, by, id, ErasureReason::Ordered).await;
        assert!(matches!(refused, Err(Error::Refused(_))), "{refused:?}");
    }
    let page = node.read(&senior, KeepingQuery { id }).await.unwrap();
    assert!(page.held && page.holds.len() == 2);
    assert_eq!(page.holds[0].reason.as_deref(), Some("Court of Example, file MarkerHold"));
    assert_eq!(node.read(&senior, RetentionQuery).await.unwrap().held_beyond, 1);

    // One is lifted, the other ends by itself: then its time is over.
    lift_hold(&node, &senior, id, first).await.unwrap();
    assert!(matches!(lift_hold(&node, &senior, id, first).await, Err(Error::NotFound(_))));
    node.clock.advance(DAY);
    node.run_due().await;
    assert!(!is_erased(&node, id).await, "the second hold stands");
    node.clock.advance(100 * DAY);
    node.run_due().await;
    assert!(is_erased(&node, id).await);
    let page = node.read(&senior, KeepingQuery { id }).await.unwrap();
    assert!(page.erased.is_some() && page.holds.iter().all(|hold| hold.reason.is_none()));
});

on_both_engines!(an_outsider_can_check_that_a_report_was_erased, async |database| {
    let node = TestNode::start_with(&database, named()).await;
    let (analyst, senior) = (node.person(Role::Analyst).await, node.person(Role::SeniorAnalyst).await);
    let id = informational(&node, &analyst).await;
    assert!(matches!(prove_erasure(&node, id).await, Err(NoProof::Node(Error::NotFound(_)))));
    erase_as(&node, Some(&senior), id, ErasureReason::ReporterAsked).await.unwrap();
    assert!(matches!(prove_erasure(&node, id).await, Err(NoProof::Waiting)));
    node.clock.advance(2 * HOUR);
    node.run_due().await;
    // More entries after it: the proof leads to a head of then.
    informational(&node, &analyst).await;
    node.clock.advance(2 * HOUR);
    node.run_due().await;

    let proof = prove_erasure(&node, id).await.unwrap();
    let text = proof.to_text();
    assert!(!text.contains("Marker"));
    let read = ErasureProof::parse(&text).unwrap();
    assert_eq!(read, proof);
    read.check(&node.log_key()).unwrap();
    assert!(read.detail.contains("reason=reporter_asked") && read.detail.contains("report=1"));
    assert_eq!(read.actor, format!("person:{}", senior.person.id));
    for (from, to, wrong) in [
        ("reporter_asked", "time", ProofError::Path),
        (&id.to_string()[..], "019ab3c4-5d6e-7f80-9a1b-0000c4e1a9f3", ProofError::Path),
        ("report.erased", "report.read", ProofError::Other),
    ] {
        let changed = ErasureProof::parse(&text.replace(from, to)).unwrap();
        assert_eq!(changed.check(&node.log_key()), Err(wrong), "{from}");
    }
    let others = tutela_crypto_key();
    assert_eq!(read.check(&others), Err(ProofError::Signature));
});

/// The public key of another node.
fn tutela_crypto_key() -> tutela_crypto::log::LogPublicKey {
    tutela_crypto::NodeKeys::generate(&tutela_testkit::TestRng::new(99)).log().public()
}

on_both_engines!(details_of_the_log_go_with_time_and_the_log_still_verifies, async |database| {
    let node = TestNode::start_with(&database, named()).await;
    let analyst = node.person(Role::Analyst).await;
    let id = informational(&node, &analyst).await;
    erase(&node, id).await.unwrap();
    node.clock.advance(2 * HOUR);
    node.run_due().await;
    node.clock.advance(1_200 * DAY);
    node.run_due().await;
    let told = "detail IS NOT NULL AND detail <> ''";
    assert_eq!(
        database
            .count(
                "audit_entry",
                &format!("{told} AND action <> 'report.erased' AND action <> 'alert.raised'")
            )
            .await,
        0
    );
    assert_eq!(database.count("audit_entry", &format!("{told} AND action = 'report.erased'")).await, 1);
    let store = database.open().await;
    let verified = tutela_workflow::verify::verify_audit(&store, &node.log_key(), None).await.unwrap();
    assert!(verified.problems.is_empty(), "{:?}", verified.problems);
});

on_both_engines!(what_was_erased_after_a_backup_is_erased_again, async |database| {
    let node = TestNode::start_with(&database, named()).await;
    let (analyst, senior) = (node.person(Role::Analyst).await, node.person(Role::SeniorAnalyst).await);
    let (id, kept) = (informational(&node, &analyst).await, informational(&node, &analyst).await);
    // The backup held it, and the hold was lifted after.
    hold(&node, &senior, id, &NewHold { reason: "Court".to_owned(), until: None }).await.unwrap();
    let absent = ReportId::new(node.now(), node.rng());
    assert_eq!(erase_again(&node, &[id, absent]).await.unwrap(), 1);
    assert!(is_erased(&node, id).await && !is_erased(&node, kept).await);
    assert_eq!(erase_again(&node, &[id]).await.unwrap(), 0);
});
