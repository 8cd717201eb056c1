//! Lists that follow an upstream: what comes, what is withdrawn, what goes wrong, and votes on their way back.

mod trouble;

use tutela_formats::list_entry::ListEntry;
use tutela_model::access::{Permission, Role};
use tutela_model::clock::{DAY, HOUR, MINUTE, SECOND, Timestamp};
use tutela_model::id::{EntryId, SubscriptionId};
use tutela_model::list::{Action, DisputeReason, ListSettings, Settlement, Verdict, Vote};
use tutela_store::records::subscription::SubscriptionRow;
use tutela_testkit::{TestNode, UpstreamDouble, on_both_engines, samples};
use tutela_workflow::Error;
use tutela_workflow::lists::{change_list, export_list, settle, vote};
use tutela_workflow::read::{ListPage, ListQuery, ListsQuery};
use tutela_workflow::subscription::{NewSubscription, pull_now, subscribe, unsubscribe};

fn to(upstream: &UpstreamDouble) -> NewSubscription {
    NewSubscription {
        list: "upstream".to_owned(),
        provenance: "Testland's hotline, by its interface".to_owned(),
        url: upstream.url(),
        user: "node".to_owned(),
        password: "word-of-testland".to_owned(),
        every: HOUR,
    }
}

async fn follow(node: &TestNode, upstream: &UpstreamDouble) -> SubscriptionId {
    let id = subscribe(node, None, &to(upstream)).await.unwrap();
    node.run_due().await;
    id
}

/// Everything in a list, by reference.
async fn entries_of(node: &TestNode, list: &str) -> Vec<ListEntry> {
    let mut entries = Vec::new();
    let mut write = |entry: &ListEntry| {
        entries.push(entry.clone());
        Ok(())
    };
    export_list(node, list, &mut write).await.unwrap();
    entries.sort_by_key(|entry| entry.reference.clone());
    entries
}

/// The references of what stands in the list.
async fn stands(node: &TestNode) -> Vec<String> {
    let entries = entries_of(node, "upstream").await.into_iter().filter(|entry| entry.removed_at.is_none());
    entries.filter_map(|entry| entry.reference).collect()
}

async fn page(node: &TestNode, list: &str) -> ListPage {
    let auditor = node.person(Role::Auditor).await;
    let lines = node.read(&auditor, ListsQuery).await.unwrap();
    let id = lines.iter().find(|line| line.size.list.name == list).unwrap().size.list.id;
    node.read(&auditor, ListQuery { id }).await.unwrap()
}

async fn subscription(node: &TestNode) -> SubscriptionRow {
    page(node, "upstream").await.subscription.unwrap()
}

async fn alerts(node: &TestNode) -> i64 {
    node.database.count("alert", "kind = 'subscription'").await
}

/// So many entries, an hour old and older.
fn fill(upstream: &UpstreamDouble, node: &TestNode, count: u8) {
    for n in 1..=count {
        upstream.say(&format!("e{n}"), node.now().plus(-HOUR * i64::from(n)), samples::digests(n));
    }
}

async fn later(node: &TestNode, micros: i64) {
    node.clock.advance(micros);
    node.run_due().await;
}

on_both_engines!(an_upstream_is_read_to_its_end_and_every_entry_keeps_where_it_came_from, async |database| {
    let (node, upstream) = (TestNode::start(&database).await, UpstreamDouble::start().await);
    fill(&upstream, &node, 5);
    upstream.withdraw("gone", node.now().plus(-DAY));
    follow(&node, &upstream).await;
    let entries = entries_of(&node, "upstream").await;
    assert_eq!(entries.len(), 5, "a tombstone of what never stood here leaves nothing");
    let first = &entries[0];
    assert_eq!(
        (first.reference.as_deref(), first.origin.as_deref(), first.digests.md5),
        (Some("7-e1"), Some("Hotline of Testland"), samples::digests(1).md5)
    );
    let label = first.label.as_ref().unwrap();
    assert_eq!((label.scheme.as_str(), label.value.as_str()), ("ncmec", "A1"));
    let page = page(&node, "upstream").await;
    assert_eq!(page.line.size.list.provenance, "Testland's hotline, by its interface");
    let (batch, row) = (&page.batches[0].0, page.subscription.unwrap());
    assert_eq!((batch.source.as_str(), batch.entries, batch.id.0), ("subscription", 5, row.id.0));
    assert_eq!(
        row.read_until.to_string(),
        "2026-11-23T10:12:33Z",
        "a margin for what is still being written"
    );
    assert_eq!(row.last_error, None);
    assert_eq!(upstream.requests().len(), 3, "{:?}", upstream.requests());
    // Again and again nothing changes, and nothing is written into the log.
    let logged = node.logged().await.len();
    let mut sealed = database.blobs_in("entry", "sealed", "TRUE").await;
    sealed.sort();
    upstream.say("e1", node.now().plus(-HOUR), samples::digests(1));
    later(&node, HOUR).await;
    later(&node, HOUR).await;
    assert_eq!(node.logged().await.len(), logged);
    let mut again = database.blobs_in("entry", "sealed", "TRUE").await;
    again.sort();
    assert_eq!(again, sealed, "none was even sealed anew");
    assert_eq!(page_of_batch(&node).await, 5);
    assert!(!database.holds(b"word-of-testland").await, "name and password are sealed");
});

async fn page_of_batch(node: &TestNode) -> u64 {
    page(node, "upstream").await.batches[0].0.entries
}

on_both_engines!(what_changes_upstream_changes_here, async |database| {
    let (node, upstream) = (TestNode::start(&database).await, UpstreamDouble::start().await);
    fill(&upstream, &node, 3);
    follow(&node, &upstream).await;
    let ids = database.ids_in("entry", "id", "TRUE").await;
    // Other digests under the same name, one withdrawn, one new, one as before but by another name of its member.
    node.clock.advance(HOUR);
    upstream.say("e1", node.now().plus(-30 * MINUTE), samples::digests(11));
    upstream.withdraw("e2", node.now().plus(-30 * MINUTE));
    upstream.say("e4", node.now().plus(-30 * MINUTE), samples::digests(4));
    node.run_due().await;
    let entries = entries_of(&node, "upstream").await;
    assert_eq!(entries.len(), 4);
    assert_eq!(entries[0].digests.md5, samples::digests(11).md5);
    assert!(entries[1].removed_at.is_some() && entries[2].removed_at.is_none());
    assert_eq!(stands(&node).await, ["7-e1", "7-e3", "7-e4"]);
    let same = database.ids_in("entry", "id", "TRUE").await;
    assert!(ids.iter().all(|id| same.contains(id)), "an entry that changes stays the same entry");
    // It comes back.
    upstream.say("e2", node.now(), samples::digests(2));
    later(&node, HOUR).await;
    assert_eq!(stands(&node).await.len(), 4);
    // Files that match what was replaced no longer do.
    let key = node.key(tutela_model::api_key::Scope::Report).await.key;
    let analyst = node.person(Role::Analyst).await;
    for (n, known) in [(1, false), (11, true), (2, true)] {
        let id = node.send(&key, samples::report(vec![samples::file(samples::digests(n))])).await;
        assert_eq!(node.open(&analyst, id).await.items[0].known, known, "{n}");
    }
});

on_both_engines!(what_is_written_late_upstream_is_not_lost, async |database| {
    let (node, upstream) = (TestNode::start(&database).await, UpstreamDouble::start().await);
    fill(&upstream, &node, 1);
    follow(&node, &upstream).await;
    // Its time lies before the end of what was read already.
    let read_until = subscription(&node).await.read_until;
    upstream.say("late", read_until.plus(-9 * MINUTE), samples::digests(9));
    upstream.say("edge", read_until, samples::digests(8));
    upstream.say("young", node.now(), samples::digests(7));
    later(&node, HOUR).await;
    assert_eq!(stands(&node).await, ["7-e1", "7-edge", "7-late", "7-young"]);
});

on_both_engines!(more_than_is_read_at_once_is_read_in_parts, async |database| {
    let (node, upstream) = (TestNode::start(&database).await, UpstreamDouble::start().await);
    upstream.set_page(1);
    let first = Timestamp::parse("1990-01-01T00:00:00Z").unwrap();
    for n in 0..2_005_i32 {
        let digests = samples::digests(u8::try_from(n % 200).unwrap());
        upstream.say(&format!("n{n}"), first.plus(6 * DAY * i64::from(n)), digests);
    }
    follow(&node, &upstream).await;
    for _ in 0..3 {
        node.run_due().await;
    }
    assert_eq!(database.count("entry", "removed_at IS NULL").await, 2_005);
    assert_eq!(subscription(&node).await.read_until.to_string(), "2026-11-23T10:12:33Z");
    assert_eq!(alerts(&node).await, 0);
});

/// Confirms or disputes an entry.
fn say(entry: EntryId, reason: Option<DisputeReason>) -> Vote {
    let verdict = if reason.is_some() { Verdict::Negative } else { Verdict::Affirmative };
    Vote { entry, verdict, reason }
}

on_both_engines!(votes_go_back_to_the_upstream, async |database| {
    let (node, upstream) = (TestNode::start(&database).await, UpstreamDouble::start().await);
    upstream.offer_reason("guid-of-other", "Other");
    upstream.offer_reason("guid-of-match", "False positive match");
    let mut ids = Vec::new();
    for n in 1..=4 {
        upstream.say(&format!("e{n}"), node.now().plus(-6 * MINUTE), samples::digests(n));
        if n == 1 {
            follow(&node, &upstream).await;
        } else {
            later(&node, HOUR).await;
        }
        let known = database.ids_in("entry", "id", "TRUE").await;
        ids.extend(known.into_iter().map(EntryId).find(|id| !ids.contains(id)));
    }
    let analyst = node.person(Role::Analyst).await;
    vote(&node, &analyst, say(ids[0], None)).await.unwrap();
    vote(&node, &analyst, say(ids[1], Some(DisputeReason::MatchesOthers))).await.unwrap();
    vote(&node, &analyst, say(ids[2], None)).await.unwrap();
    vote(&node, &analyst, say(ids[3], None)).await.unwrap();
    // A member's vote is the member's own affair.
    database.meddle("vote", "voter", "key:1", &database.is("entry", ids[3].0)).await;
    upstream.refuse_votes_on("e1", 422);
    later(&node, HOUR).await;
    let mut taken = upstream.votes();
    taken.sort();
    let places: Vec<_> = taken.iter().map(|(place, _)| place.as_str()).collect();
    assert_eq!(
        places,
        ["entries/7/e2/PDQ/feedback", "entries/7/e3/MD5/feedback"],
        "one refusal does not stop the others"
    );
    assert!(taken[0].1.contains("<guid>guid-of-match</guid>"), "{}", taken[0].1);
    assert!(taken[1].1.contains("<affirmative/>"), "{}", taken[1].1);
    assert!(subscription(&node).await.last_error.unwrap().contains("refuses 1 votes"));
    assert_eq!(database.count("vote", "passed_on_at IS NULL").await, 2);
    let logged = node.logged().await;
    assert_eq!(logged.iter().filter(|line| line.starts_with("entry.vote_passed_on node")).count(), 2);
    // What was refused is told again; what was taken is not, until somebody changes their mind.
    upstream.refuse_votes_on("e1", 200);
    vote(&node, &analyst, say(ids[2], Some(DisputeReason::Other))).await.unwrap();
    later(&node, HOUR).await;
    let mut places: Vec<_> = upstream.votes().iter().skip(2).map(|(place, _)| place.clone()).collect();
    places.sort();
    assert_eq!(places, ["entries/7/e1/MD5/feedback", "entries/7/e3/MD5/feedback"]);
    assert_eq!(subscription(&node).await.last_error, None);
    // What stands there no more needs no vote.
    upstream.refuse_votes_on("e1", 404);
    vote(&node, &analyst, say(ids[0], Some(DisputeReason::Harmless))).await.unwrap();
    later(&node, HOUR).await;
    assert_eq!(database.count("vote", "passed_on_at IS NULL AND voter LIKE 'person:%'").await, 0);
});

on_both_engines!(what_was_withdrawn_here_is_not_brought_back_by_reading_the_same_again, async |database| {
    let (node, upstream) = (TestNode::start(&database).await, UpstreamDouble::start().await);
    upstream.say("e1", node.now().plus(-6 * MINUTE), samples::digests(1));
    let subscription = follow(&node, &upstream).await;
    let id = EntryId(database.ids_in("entry", "id", "TRUE").await[0]);
    let (analyst, senior) = (node.person(Role::Analyst).await, node.person(Role::SeniorAnalyst).await);
    vote(&node, &analyst, say(id, Some(DisputeReason::Harmless))).await.unwrap();
    let asked = upstream.requests().len();
    let again = async || {
        node.clock.advance(MINUTE);
        pull_now(&node, None, subscription).await.unwrap();
        node.run_due().await;
    };
    again().await;
    assert!(upstream.requests().len() > asked);
    assert_eq!(database.count("entry", "disputed_at IS NOT NULL").await, 1, "the dispute stands");
    settle(&node, &senior, id, Settlement::Withdrawn).await.unwrap();
    again().await;
    assert!(stands(&node).await.is_empty());
    // The upstream says it anew, after all that.
    upstream.say("e1", node.now(), samples::digests(1));
    later(&node, HOUR).await;
    assert_eq!(stands(&node).await, ["7-e1"]);
});

on_both_engines!(only_a_list_of_the_same_origin_can_follow, async |database| {
    let (node, upstream) = (TestNode::start(&database).await, UpstreamDouble::start().await);
    let analyst = node.person(Role::Analyst).await;
    for denied in [
        subscribe(&node, Some(&analyst), &to(&upstream)).await.map(|_| ()),
        unsubscribe(&node, Some(&analyst), SubscriptionId(uuid::Uuid::nil())).await,
        pull_now(&node, Some(&analyst), SubscriptionId(uuid::Uuid::nil())).await,
    ] {
        assert!(matches!(denied, Err(Error::Denied(Permission::ManageLists))), "{denied:?}");
    }
    let wrong = NewSubscription {
        list: String::new(),
        provenance: String::new(),
        url: "http://hub.example/".to_owned(),
        user: "a:b".to_owned(),
        password: String::new(),
        every: SECOND,
    };
    let Err(Error::Fields(wrong)) = subscribe(&node, None, &wrong).await else { panic!("taken") };
    let fields: Vec<_> = wrong.iter().map(|error| error.field.as_str()).collect();
    assert_eq!(fields, ["list", "provenance", "user", "password", "url", "every"]);
    node.import("upstream", &[samples::row(1)]).await;
    let refused = subscribe(&node, None, &to(&upstream)).await.unwrap_err().to_string();
    assert!(refused.contains("another origin"), "{refused}");
    let own = NewSubscription { list: "own".to_owned(), ..to(&upstream) };
    let id = subscribe(&node, None, &own).await.unwrap();
    let refused = subscribe(&node, None, &own).await.unwrap_err().to_string();
    assert!(refused.contains("already"), "{refused}");
    unsubscribe(&node, None, id).await.unwrap();
    assert!(unsubscribe(&node, None, id).await.is_err());
    assert!(pull_now(&node, None, id).await.is_err());
    let elsewhere = NewSubscription { url: format!("{}/other", upstream.url()), ..own.clone() };
    assert!(subscribe(&node, None, &elsewhere).await.unwrap_err().to_string().contains("another origin"));
    let settings = ListSettings { action: Action::Review, radius: 31, shared: true };
    let list = page(&node, "own").await.line.size.list.id;
    change_list(&node, None, list, settings).await.unwrap();
    assert!(subscribe(&node, None, &own).await.unwrap_err().to_string().contains("shared"));
    change_list(&node, None, list, ListSettings { shared: false, ..settings }).await.unwrap();
    assert_eq!(subscribe(&node, None, &own).await.unwrap(), id);
    let lines = node.logged().await;
    for line in ["list.subscribed operator", "list.unsubscribed operator"] {
        assert!(lines.iter().any(|logged| logged.starts_with(line)), "{line}");
    }
});
