//! Senders with keys.

use tutela_model::access::Role;
use tutela_model::api_key::{DEFAULT_BUDGET, Scope};
use tutela_model::clock::{DAY, HOUR, SECOND};
use tutela_model::report_state::{Decision, Status};
use tutela_testkit::{TestNode, all, on_both_engines, samples};
use tutela_workflow::desk::{claim, decide};
use tutela_workflow::intake::{Sender, status, submit_by_key};
use tutela_workflow::people::{add_key, authenticate, expire_key, revoke_key, rotate_key};
use tutela_workflow::read::KeyStatesQuery;
use tutela_workflow::{Error, Settings};

use crate::steps::only;

const URL: &str = "https://host.example/page";

on_both_engines!(a_key_is_known_until_it_is_revoked, async |database| {
    let node = TestNode::start(&database).await;
    let elsewhere = node.another_with(Settings::default()).await;
    let new = add_key(&node, None, "Platform", Scope::Report, DEFAULT_BUDGET).await.unwrap();
    assert!(new.secret.starts_with("tutela_") && !database.holds(new.secret.as_bytes()).await);
    for node in [&node, &elsewhere] {
        assert_eq!(authenticate(node, &new.secret).await.unwrap().as_ref(), Some(&new.key));
        assert_eq!(authenticate(node, &new.secret.to_uppercase()).await.unwrap(), None);
        assert_eq!(authenticate(node, "tutela_").await.unwrap(), None);
        assert_eq!(authenticate(node, &format!("{}x", new.secret)).await.unwrap(), None);
    }
    revoke_key(&node, None, new.key.id).await.unwrap();
    node.clock.advance(SECOND);
    for node in [&node, &elsewhere] {
        assert_eq!(authenticate(node, &new.secret).await.unwrap(), None, "a second later no node takes it");
    }
    assert!(matches!(revoke_key(&node, None, new.key.id).await, Err(Error::NotFound(_))));
    assert_eq!(node.logged().await.iter().filter(|line| line.starts_with("key.")).count(), 2);
});

on_both_engines!(the_same_request_gives_the_same_report, async |database| {
    let node = TestNode::start(&database).await;
    let (key, other) = (node.key(Scope::Report).await.key, node.key(Scope::Report).await.key);
    let send = async |key, idempotency_key, body: &'static str| {
        submit_by_key(&node, samples::url_report(URL), Sender { key, idempotency_key, body: body.as_bytes() })
            .await
    };
    let first = send(&key, "A", "body").await.unwrap();
    let again = send(&key, "A", "body").await.unwrap();
    assert_eq!((first.id, first.completeness), (again.id, again.completeness));
    assert!(matches!(send(&key, "A", "body ").await, Err(Error::IdempotencyConflict)));
    assert_ne!(send(&key, "B", "body").await.unwrap().id, first.id);
    assert_ne!(send(&other, "A", "body").await.unwrap().id, first.id, "two senders never meet");
    // Many at once, too.
    let at_once: Vec<_> =
        all((0..20).map(|_| send(&key, "C", "body"))).await.into_iter().map(Result::unwrap).collect();
    assert!(at_once.iter().all(|accepted| accepted.id == at_once[0].id));
    assert_eq!(database.count("report", "TRUE").await, 4);
});

on_both_engines!(a_sender_learns_where_its_own_reports_stand, async |database| {
    let node = TestNode::start(&database).await;
    let (key, other) = (node.key(Scope::Report).await.key, node.key(Scope::Report).await.key);
    let mut report = samples::url_report(URL);
    report.particulars.reference = Some("T-1".to_owned());
    let id = node.send(&key, report).await;
    let found = status(&node, &key, id).await.unwrap();
    assert_eq!((found.status, found.reference.as_deref()), (Status::Received, Some("T-1")));
    assert!(matches!(status(&node, &other, id).await, Err(Error::NotFound(_))));

    let analyst = node.person(Role::Analyst).await;
    claim(&node, &analyst, id).await.unwrap();
    assert_eq!(status(&node, &key, id).await.unwrap().status, Status::LookedAt);
    node.clock.advance(HOUR);
    decide(&node, &analyst, id, &only(Decision::Informational)).await.unwrap();
    let closed = status(&node, &key, id).await.unwrap();
    assert_eq!((closed.status, closed.updated_at), (Status::Closed, node.now()));
    tutela_workflow::desk::erase(&node, id).await.unwrap();
    assert_eq!(status(&node, &key, id).await.unwrap().reference, None);
});

on_both_engines!(a_rotated_key_is_taken_twice_for_a_while, async |database| {
    let node = TestNode::start(&database).await;
    let administrator = node.person(Role::Administrator).await;
    let old = node.key(Scope::Report).await;
    let id = node.send(&old.key, samples::url_report(URL)).await;
    let new = rotate_key(&node, Some(&administrator), old.key.id, 2 * DAY).await.unwrap();
    assert_eq!(new.key, old.key, "it is the same key");
    assert!(new.secret != old.secret && !database.holds(new.secret.as_bytes()).await);
    for secret in [&old.secret, &new.secret] {
        let found = authenticate(&node, secret).await.unwrap().unwrap();
        assert!(status(&node, &found, id).await.is_ok(), "it asks after what it sent before");
    }
    node.clock.advance(2 * DAY);
    assert_eq!(authenticate(&node, &old.secret).await.unwrap(), None);
    assert!(authenticate(&node, &new.secret).await.unwrap().is_some());
    node.run_due().await;
    assert_eq!(database.count("api_key", "old_secret IS NOT NULL").await, 0, "and is forgotten");

    // At once, where the old one has leaked.
    let newest = rotate_key(&node, None, old.key.id, 0).await.unwrap();
    node.clock.advance(SECOND);
    assert_eq!(authenticate(&node, &new.secret).await.unwrap(), None);
    assert!(authenticate(&node, &newest.secret).await.unwrap().is_some());
    assert!(matches!(rotate_key(&node, None, old.key.id, 31 * DAY).await, Err(Error::Fields(_))));
    revoke_key(&node, None, old.key.id).await.unwrap();
    assert!(matches!(rotate_key(&node, None, old.key.id, 0).await, Err(Error::NotFound(_))));
    node.clock.advance(SECOND);
    assert_eq!(authenticate(&node, &newest.secret).await.unwrap(), None);
});

on_both_engines!(a_key_ends_by_itself, async |database| {
    let node = TestNode::start(&database).await;
    let administrator = node.person(Role::Administrator).await;
    let key = node.key(Scope::Lookup).await;
    let states = async || node.read(&administrator, KeyStatesQuery).await.unwrap();
    assert_eq!(states().await[0].used_on, None);
    authenticate(&node, &key.secret).await.unwrap().unwrap();
    assert_eq!(states().await[0].used_on, Some(node.now().day()), "the day, and no minute");
    expire_key(&node, Some(&administrator), key.key.id, Some(node.now().plus(DAY))).await.unwrap();
    node.clock.advance(DAY - SECOND);
    assert!(authenticate(&node, &key.secret).await.unwrap().is_some());
    node.clock.advance(2 * SECOND);
    assert_eq!(authenticate(&node, &key.secret).await.unwrap(), None);
    assert!(!states().await[0].is_valid(node.now()));
    let past = expire_key(&node, None, key.key.id, Some(node.now())).await;
    assert!(matches!(past, Err(Error::Fields(_))));
    expire_key(&node, None, key.key.id, None).await.unwrap();
    assert!(authenticate(&node, &key.secret).await.unwrap().is_some(), "the end was taken away");
});
