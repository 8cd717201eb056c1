//! The audit log as a whole.

use tutela_model::access::Role;
use tutela_model::clock::HOUR;
use tutela_testkit::{TestNode, on_both_engines, samples};
use tutela_workflow::verify::{Verification, verify_audit};

async fn verify(node: &TestNode) -> Verification {
    verify_audit(&node.database.open().await, &node.log_key(), None).await.unwrap()
}

on_both_engines!(what_a_node_logs_verifies_until_somebody_changes_it, async |database| {
    let node = TestNode::start(&database).await;
    let analyst = node.person(Role::Analyst).await;
    let (_, id) = node.tell(samples::telling("Marker")).await;
    node.run_due().await;
    node.open(&analyst, id).await;
    let early = verify(&node).await;
    assert!(early.problems.is_empty(), "{:?}", early.problems);
    assert_eq!((early.numbered, early.waiting), (1, 2), "the public's entry and the newest one wait");
    node.clock.advance(2 * HOUR);
    node.run_due().await;
    let whole = verify(&node).await;
    assert!(whole.problems.is_empty(), "{:?}", whole.problems);
    assert_eq!((whole.numbered, whole.waiting, whole.heads), (3, 0, 2));
    database.meddle("audit_entry", "record", "report:another", "action = 'report.read'").await;
    assert!(!verify(&node).await.problems.is_empty());
});
