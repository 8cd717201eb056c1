//! Upstreams that go in circles, lie about time, disappear or speak garbage: the list stays as it was, and nothing is lost.

use tutela_model::access::Role;
use tutela_model::clock::{DAY, HOUR, MINUTE, SECOND, Timestamp};
use tutela_model::id::AlertId;
use tutela_testkit::{TestNode, UpstreamDouble, UpstreamFault, on_both_engines, samples};
use tutela_workflow::alerts::take_note;
use tutela_workflow::subscription::{NewSubscription, pull_now, subscribe, unsubscribe};

use super::{alerts, entries_of, fill, follow, later, page, stands, subscription, to};

on_both_engines!(whatever_goes_wrong_leaves_the_list_as_it_was_and_is_made_up_for, async |database| {
    let (node, upstream) = (TestNode::start(&database).await, UpstreamDouble::start().await);
    fill(&upstream, &node, 5);
    let raw = |text: &str| UpstreamFault::Raw(text.as_bytes().to_vec(), "");
    let bomb =
        "<!DOCTYPE a [<!ENTITY l \"lol\"><!ENTITY m \"&l;&l;&l;&l;\">]><queryResult>&m;&m;</queryResult>";
    let own = upstream.url().replace("/hashsharing", "");
    for (number, (fault, said)) in [
        (UpstreamFault::Status(500, ""), "code 500"),
        (UpstreamFault::Status(503, "Retry-After: 600\r\n"), "busy"),
        (UpstreamFault::Status(404, ""), "no Hash Sharing v2 interface"),
        (
            UpstreamFault::Status(302, "Location: http://127.0.0.1:1/hashsharing/v2/entries\r\n"),
            "another address",
        ),
        (UpstreamFault::Status(302, "Location: /elsewhere\r\n"), "another address"),
        (UpstreamFault::HangUp, "cannot be reached"),
        (raw("this is no XML"), "cannot be read"),
        (raw("<html><body>Sign in</body></html>"), "cannot be read"),
        (raw("<queryResult><images><image>"), "cut off"),
        (raw(bomb), "DOCTYPE"),
        (raw(&"<a>".repeat(100_000)), "deeper"),
        (UpstreamFault::Raw(vec![0x1f, 0x8b], "Content-Encoding: gzip\r\n"), "compresses"),
        (UpstreamFault::Endless, "larger than 16 MiB"),
        (UpstreamFault::Next(format!("{own}/elsewhere/v2/entries?start=6")), "cannot be read"),
        (UpstreamFault::Next("https://other.example/v2/entries?start=6".to_owned()), "cannot be read"),
        (UpstreamFault::Next("/v2/entries?from=1&to=2&start=4".to_owned()), "code 400"),
        (UpstreamFault::NeverEnding, "nothing new"),
    ]
    .into_iter()
    .enumerate()
    {
        let list = format!("list {number}");
        upstream.set_fault(3, Some(fault.clone()));
        let every_page_from_here = fault == UpstreamFault::NeverEnding;
        upstream.set_fault(0, every_page_from_here.then_some(fault.clone()));
        let id =
            subscribe(&node, None, &NewSubscription { list: list.clone(), ..to(&upstream) }).await.unwrap();
        node.run_due().await;
        let row = page(&node, &list).await.subscription.unwrap();
        let error = row.last_error.unwrap_or_default();
        assert!(error.contains(said), "{fault:?}: {error}");
        assert_eq!(row.read_until, Timestamp::from_micros(0), "{fault:?}");
        assert!(entries_of(&node, &list).await.is_empty(), "{fault:?}");
        upstream.set_fault(3, None);
        upstream.set_fault(0, None);
        later(&node, 10 * MINUTE).await;
        assert_eq!(entries_of(&node, &list).await.len(), 5, "{fault:?}");
        let row = page(&node, &list).await.subscription.unwrap();
        assert_eq!(row.last_error, None, "{fault:?}");
        unsubscribe(&node, None, id).await.unwrap();
        node.run_due().await;
    }
    assert_eq!(alerts(&node).await, 0, "nobody is called for a single failure");
    assert_eq!(database.count("job", "kind = 'pull_list'").await, 0);
});

on_both_engines!(pages_that_go_in_a_circle_are_noticed, async |database| {
    let (node, upstream) = (TestNode::start(&database).await, UpstreamDouble::start().await);
    fill(&upstream, &node, 5);
    let circle = "/v2/entries?from=1970-01-01T00:00:00Z&to=2026-11-23T10:12:33Z&start=0";
    upstream.set_fault(3, Some(UpstreamFault::Next(circle.to_owned())));
    follow(&node, &upstream).await;
    let row = subscription(&node).await;
    assert!(row.last_error.unwrap().contains("circle"));
    assert_eq!(row.read_until, Timestamp::from_micros(0));
    assert!(upstream.requests().len() < 10, "{:?}", upstream.requests());
});

on_both_engines!(an_upstream_cannot_move_the_time_up_to_which_was_read, async |database| {
    let (node, upstream) = (TestNode::start(&database).await, UpstreamDouble::start().await);
    fill(&upstream, &node, 3);
    upstream.set_latest(Timestamp::parse("2999-01-01T00:00:00Z").unwrap());
    upstream.ignore_times();
    upstream.say("future", node.now().plus(400 * DAY), samples::digests(7));
    follow(&node, &upstream).await;
    assert_eq!(subscription(&node).await.read_until.to_string(), "2026-11-23T10:12:33Z");
    assert_eq!(
        stands(&node).await.len(),
        4,
        "what it says beyond what it was asked for is true all the same"
    );
    upstream.say("next", node.now().plus(MINUTE), samples::digests(8));
    later(&node, HOUR).await;
    assert_eq!(stands(&node).await.len(), 5);
    // A clock that is slow: what it will write may carry a time that we would have read past.
    let before = subscription(&node).await.read_until;
    upstream.set_date("Mon, 23 Nov 2026 11:47:33 GMT");
    later(&node, HOUR).await;
    let slow = subscription(&node).await;
    assert_eq!(
        (before.to_string(), slow.read_until.to_string()),
        ("2026-11-23T11:12:33Z".into(), "2026-11-23T11:42:33Z".into())
    );
    // One that is wrong by days is no clock.
    upstream.set_date("Thu, 01 Jan 1970 00:00:00 GMT");
    later(&node, HOUR).await;
    let wrong = subscription(&node).await;
    assert!(wrong.last_error.unwrap().contains("clocks"));
    assert_eq!(wrong.read_until, slow.read_until);
});

on_both_engines!(
    an_upstream_that_disappears_is_asked_ever_more_seldom_and_a_person_is_told_once,
    async |database| {
        let (node, upstream) = (TestNode::start(&database).await, UpstreamDouble::start().await);
        fill(&upstream, &node, 5);
        follow(&node, &upstream).await;
        let before = subscription(&node).await;
        upstream.disappear().await;
        later(&node, HOUR).await;
        later(&node, 10 * SECOND).await;
        assert_eq!(alerts(&node).await, 0);
        later(&node, 20 * SECOND).await;
        assert_eq!(alerts(&node).await, 1);
        let failed = subscription(&node).await;
        assert!(failed.last_error.unwrap().contains("cannot be reached"));
        assert_eq!((failed.read_until, failed.succeeded_at), (before.read_until, before.succeeded_at));
        let tried = database.count("job", "kind = 'pull_list' AND dead_at IS NULL").await;
        assert_eq!(tried, 1);
        // Days go by, and it is not given up.
        for _ in 0..30 {
            later(&node, 6 * HOUR).await;
        }
        assert_eq!(alerts(&node).await, 1, "told once");
        assert_eq!(stands(&node).await.len(), 5, "the list stands meanwhile");
        upstream.say("meanwhile", node.now().plus(-DAY), samples::digests(9));
        upstream.come_back().await;
        later(&node, 6 * HOUR).await;
        let back = subscription(&node).await;
        assert_eq!((stands(&node).await.len(), back.last_error), (6, None));
        assert_eq!(back.succeeded_at, Some(node.now()));
        assert_eq!(database.count("job", "kind = 'pull_list'").await, 1);
        // The next outage is told of again, once somebody took note of this one.
        let senior = node.person(Role::SeniorAnalyst).await;
        for id in database.ids_in("alert", "id", "TRUE").await {
            take_note(&node, &senior, AlertId(id)).await.unwrap();
        }
        upstream.disappear().await;
        for wait in [HOUR, 10 * SECOND, 20 * SECOND] {
            later(&node, wait).await;
        }
        assert_eq!(alerts(&node).await, 2);
    }
);

on_both_engines!(a_refused_password_is_told_at_once_and_can_be_changed, async |database| {
    let (node, upstream) = (TestNode::start(&database).await, UpstreamDouble::start().await);
    fill(&upstream, &node, 2);
    let id = follow(&node, &upstream).await;
    upstream.set_authorization("Basic another");
    later(&node, HOUR).await;
    assert_eq!(alerts(&node).await, 1);
    assert!(subscription(&node).await.last_error.unwrap().contains("code 401"));
    let asked = upstream.requests().len();
    later(&node, 30 * MINUTE).await;
    assert_eq!(upstream.requests().len(), asked, "whoever refuses us is not pressed");
    // By hand, sooner.
    pull_now(&node, None, id).await.unwrap();
    node.run_due().await;
    assert_eq!(upstream.requests().len(), asked + 1);
    // Name and password are changed by ending and beginning again; it goes on where it was.
    let before = subscription(&node).await;
    unsubscribe(&node, None, id).await.unwrap();
    upstream.set_authorization("Basic bm9kZTpvdGhlcg==");
    upstream.say("e3", node.now().plus(-20 * MINUTE), samples::digests(3));
    let changed = NewSubscription { password: "other".to_owned(), every: 2 * HOUR, ..to(&upstream) };
    assert_eq!(subscribe(&node, None, &changed).await.unwrap(), id);
    node.run_due().await;
    let row = subscription(&node).await;
    assert_eq!((row.last_error, row.every, row.ended_at), (None, 2 * HOUR, None));
    assert_eq!(stands(&node).await.len(), 3);
    let last = upstream.requests().last().unwrap().clone();
    let from = before.read_until.plus(-10 * MINUTE).to_string().replace(':', "%3A");
    assert!(last.contains(&from), "{last}");
    assert_eq!(
        page(&node, "upstream").await.batches.len(),
        2,
        "what comes from now on is a batch of its own"
    );
});

on_both_engines!(nothing_is_lost_when_a_worker_dies_while_it_reads, async |database| {
    let (node, upstream) = (TestNode::start(&database).await, UpstreamDouble::start().await);
    fill(&upstream, &node, 5);
    upstream.set_fault(2, Some(UpstreamFault::Silence));
    subscribe(&node, None, &to(&upstream)).await.unwrap();
    tokio::select! {
        _ = node.run_due() => panic!("the job ended although the upstream is silent"),
        () = upstream.silent() => {}
    }
    upstream.set_fault(2, None);
    assert!(stands(&node).await.is_empty());
    node.run_due().await;
    assert!(stands(&node).await.is_empty(), "the dead worker's lease runs on");
    later(&node, 20 * MINUTE).await;
    assert_eq!(stands(&node).await.len(), 5);
});
