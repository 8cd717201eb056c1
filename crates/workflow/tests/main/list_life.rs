//! Lists as a living thing: two persons, disputes, harmless pictures, radius and action, canaries, what members are given.

use tutela_formats::list_entry::ListEntry;
use tutela_matching::FileDigests;
use tutela_model::access::Role;
use tutela_model::alert::AlertKind;
use tutela_model::api_key::{ApiKey, Scope};
use tutela_model::clock::{HOUR, Timestamp};
use tutela_model::id::{BatchId, EntryId, ListId};
use tutela_model::list::{
    Action, DisputeReason, ListSettings, MatchKind, Purpose, Settlement, Verdict, Vote,
};
use tutela_testkit::{TestNode, on_both_engines, samples};
use tutela_workflow::lists::{
    ListImport, NewList, SharedEntry, change_list, plant_canaries, publish, settle, shared_lists,
    shared_page, vote, vote_by_key,
};
use tutela_workflow::lookup::{Asked, Found, look_up};
use tutela_workflow::read::{AlertsQuery, DisputesQuery, ListQuery, ListsQuery};
use tutela_workflow::{Error, Viewer};

const OPEN: ListSettings = ListSettings { action: Action::Automatic, radius: 31, shared: true };

async fn list_id(node: &TestNode, senior: &Viewer, name: &str) -> ListId {
    let lines = node.read(senior, ListsQuery).await.unwrap();
    lines.iter().find(|line| line.size.list.name == name).unwrap().size.list.id
}

async fn newest_batch(node: &TestNode, senior: &Viewer, list: ListId) -> BatchId {
    node.read(senior, ListQuery { id: list }).await.unwrap().batches[0].0.id
}

/// A shared list with these entries, published by a second person.
async fn shared(node: &TestNode, senior: &Viewer, name: &str, rows: &[ListEntry]) -> ListId {
    node.import(name, rows).await;
    let id = list_id(node, senior, name).await;
    change_list(node, Some(senior), id, OPEN).await.unwrap();
    publish(node, senior, newest_batch(node, senior, id).await).await.unwrap();
    node.run_due().await;
    id
}

async fn asked(node: &TestNode, key: &ApiKey, digests: FileDigests) -> Vec<Found> {
    let asked = Asked { digests, ..Asked::default() };
    look_up(node, key, &[asked]).await.unwrap().remove(0).found
}

/// Everything that a member is given of list 1.
async fn given(node: &TestNode, key: &ApiKey, from: Timestamp) -> Vec<SharedEntry> {
    let span = (from, node.now().plus(HOUR));
    let (mut entries, mut after) = (Vec::new(), None);
    loop {
        let page = shared_page(node, key, 1, span, after, 2).await.unwrap();
        entries.extend(page.entries);
        after = page.next;
        if after.is_none() {
            return entries;
        }
    }
}

fn start() -> Timestamp {
    Timestamp::from_micros(0)
}

on_both_engines!(an_entry_goes_to_members_only_after_a_second_person, async |database| {
    let node = TestNode::start(&database).await;
    let (senior, other) = (node.person(Role::SeniorAnalyst).await, node.person(Role::SeniorAnalyst).await);
    let key = node.key(Scope::List).await.key;
    let mut import =
        ListImport::begin(&node, Some(&senior), "noise", Some("invented".into()), "csv").await.unwrap();
    import.take(&[samples::row(1), samples::row(2), samples::row(3)]).await.unwrap();
    let id = list_id(&node, &senior, "noise").await;
    let batch = newest_batch(&node, &senior, id).await;
    assert!(matches!(publish(&node, &other, batch).await, Err(Error::Refused(_))), "it is not complete");
    import.finish().await.unwrap();
    change_list(&node, Some(&senior), id, OPEN).await.unwrap();
    assert!(given(&node, &key, start()).await.is_empty());
    assert!(matches!(publish(&node, &senior, batch).await, Err(Error::Refused(_))), "by the same person");
    publish(&node, &other, batch).await.unwrap();
    assert!(matches!(publish(&node, &other, batch).await, Err(Error::Refused(_))), "twice");
    node.run_due().await;
    let entries = given(&node, &key, start()).await;
    assert_eq!(entries.len(), 3);
    assert_eq!(shared_lists(&node, &key).await.unwrap()[0].provenance, "invented");
    // Whoever changes a published entry alone takes it back from members: their copy stays as two persons saw it.
    let changed = ListEntry { digests: samples::digests(9), ..samples::row(1) };
    let changed = ListEntry {
        digests: FileDigests { sha256: samples::digests(1).sha256, ..changed.digests },
        ..changed
    };
    let mut import = ListImport::begin(&node, Some(&senior), "noise", None, "csv").await.unwrap();
    import.take(&[changed, samples::row(2)]).await.unwrap();
    assert_eq!(import.finish().await.unwrap().changed, 1, "what comes again unchanged is left alone");
    assert_eq!(given(&node, &key, start()).await.len(), 2);
    // A withdrawal reaches members at once, and says nothing of what the entry was.
    node.clock.advance(HOUR);
    let before = node.now();
    node.import("noise", &[samples::tombstone(2, node.now())]).await;
    let after = given(&node, &key, before).await;
    assert_eq!(after.len(), 1);
    assert!(after[0].entry.removed_at.is_some() && after[0].entry.digests.is_empty());
});

on_both_engines!(only_keys_of_the_right_scope_are_given_anything, async |database| {
    let node = TestNode::start(&database).await;
    let senior = node.person(Role::SeniorAnalyst).await;
    shared(&node, &senior, "noise", &[samples::row(1)]).await;
    for scope in Scope::ALL {
        let key = node.key(*scope).await.key;
        let lookup = look_up(&node, &key, &[Asked::default()]).await;
        assert_eq!(lookup.is_ok(), matches!(scope, Scope::Lookup | Scope::Distance), "{scope}");
        assert_eq!(shared_lists(&node, &key).await.is_ok(), *scope == Scope::List, "{scope}");
    }
    let key = node.key(Scope::List).await.key;
    change_list(
        &node,
        Some(&senior),
        list_id(&node, &senior, "noise").await,
        ListSettings { shared: false, ..OPEN },
    )
    .await
    .unwrap();
    assert!(shared_lists(&node, &key).await.unwrap().is_empty());
    let span = (start(), node.now());
    assert!(matches!(shared_page(&node, &key, 1, span, None, 9).await, Err(Error::NotFound(_))));
});

on_both_engines!(a_list_says_how_far_and_what_a_match_leads_to, async |database| {
    let node = TestNode::start(&database).await;
    let senior = node.person(Role::SeniorAnalyst).await;
    let (lookup, distance) = (node.key(Scope::Lookup).await.key, node.key(Scope::Distance).await.key);
    node.import("noise", &[samples::row(1)]).await;
    node.run_due().await;
    let id = list_id(&node, &senior, "noise").await;
    let near = samples::picture(1, 20, 100);
    let found = asked(&node, &distance, near).await;
    assert_eq!((found[0].kind, found[0].distance, found[0].action), (MatchKind::Pdq, 20, Action::Review));
    assert_eq!(asked(&node, &lookup, near).await[0].distance, 0, "how near is for keys of scope distance");
    change_list(&node, Some(&senior), id, ListSettings { radius: 19, ..OPEN }).await.unwrap();
    node.run_due().await;
    assert!(asked(&node, &distance, near).await.is_empty());
    assert_eq!(asked(&node, &distance, samples::digests(1)).await[0].action, Action::Automatic);
    change_list(&node, Some(&senior), id, ListSettings { radius: 40, ..OPEN }).await.unwrap();
    node.run_due().await;
    assert_eq!(asked(&node, &distance, samples::picture(1, 40, 100)).await[0].distance, 40);
    let refused = change_list(&node, Some(&senior), id, ListSettings { radius: 65, ..OPEN }).await;
    assert!(matches!(refused, Err(Error::Fields(fields)) if fields[0].field == "radius"));
});

on_both_engines!(a_dispute_takes_an_entry_out_of_automatic_action, async |database| {
    let node = TestNode::start(&database).await;
    let (senior, analyst) = (node.person(Role::SeniorAnalyst).await, node.person(Role::Analyst).await);
    let (lookup, member) = (node.key(Scope::Lookup).await.key, node.key(Scope::List).await.key);
    shared(&node, &senior, "noise", &[samples::row(1), samples::row(2)]).await;
    let entry = asked(&node, &lookup, samples::digests(1)).await[0].entry;
    let no = Vote { entry, verdict: Verdict::Negative, reason: Some(DisputeReason::MatchesOthers) };
    let unexplained = vote(&node, &analyst, Vote { reason: None, ..no }).await;
    assert!(matches!(unexplained, Err(Error::Fields(_))));
    vote_by_key(&node, &member, no).await.unwrap();
    node.run_due().await;
    assert_eq!(asked(&node, &lookup, samples::digests(1)).await[0].action, Action::Review);
    assert_eq!(asked(&node, &lookup, samples::digests(2)).await[0].action, Action::Automatic);
    vote(&node, &analyst, Vote { verdict: Verdict::Affirmative, reason: None, ..no }).await.unwrap();
    let disputes = node.read(&senior, DisputesQuery).await.unwrap();
    assert_eq!((disputes.len(), disputes[0].votes.len()), (1, 2));
    assert!(matches!(settle(&node, &analyst, entry, Settlement::Stands).await, Err(Error::Denied(_))));
    settle(&node, &senior, entry, Settlement::Stands).await.unwrap();
    assert!(matches!(settle(&node, &senior, entry, Settlement::Stands).await, Err(Error::Refused(_))));
    node.run_due().await;
    assert_eq!(asked(&node, &lookup, samples::digests(1)).await[0].action, Action::Automatic);
    vote(&node, &analyst, no).await.unwrap();
    settle(&node, &senior, entry, Settlement::Withdrawn).await.unwrap();
    node.run_due().await;
    assert!(asked(&node, &lookup, samples::digests(1)).await.is_empty());
    let tombstones = given(&node, &member, start()).await;
    assert_eq!(tombstones.iter().filter(|given| given.entry.removed_at.is_some()).count(), 1);
    assert!(matches!(vote_by_key(&node, &member, no).await, Err(Error::NotFound(_))), "it is gone");
    let absent = Vote { entry: EntryId(uuid::Uuid::from_u128(5)), ..no };
    assert!(matches!(vote_by_key(&node, &member, absent).await, Err(Error::NotFound(_))));
});

on_both_engines!(a_harmless_picture_explains_what_merely_looks_alike, async |database| {
    let node = TestNode::start(&database).await;
    let senior = node.person(Role::SeniorAnalyst).await;
    let key = node.key(Scope::Distance).await.key;
    node.import("noise", &[samples::row(1)]).await;
    let harmless = ListEntry { digests: samples::picture(1, 10, 100), ..samples::row(1) };
    let new = NewList::new("invented", Purpose::Harmless);
    let mut import = ListImport::begin(&node, None, "gradients", Some(new), "csv").await.unwrap();
    import.take(&[harmless]).await.unwrap();
    import.finish().await.unwrap();
    node.run_due().await;
    let picture = samples::picture(1, 9, 100);
    assert_eq!(asked(&node, &key, picture).await.len(), 1, "one person alone hides nothing");
    let id = list_id(&node, &senior, "gradients").await;
    publish(&node, &senior, newest_batch(&node, &senior, id).await).await.unwrap();
    node.run_due().await;
    assert!(
        asked(&node, &key, picture).await.is_empty(),
        "the harmless picture is one bit away, the listed one nine"
    );
    assert_eq!(asked(&node, &key, samples::picture(1, 5, 100)).await.len(), 1, "as near to both: shown");
    assert_eq!(asked(&node, &key, samples::picture(1, 0, 100)).await.len(), 1);
    let file = FileDigests { md5: samples::digests(1).md5, ..picture };
    assert_eq!(
        asked(&node, &key, file).await[0].kind,
        MatchKind::Md5,
        "a file's digest is never explained away"
    );
});

on_both_engines!(a_canary_alarms_and_accuses_nobody, async |database| {
    let node = TestNode::start(&database).await;
    let senior = node.person(Role::SeniorAnalyst).await;
    let (one, other) = (node.key(Scope::List).await.key, node.key(Scope::List).await.key);
    let lookup = node.key(Scope::Lookup).await.key;
    let id = shared(&node, &senior, "noise", &[samples::row(1)]).await;
    plant_canaries(&node, Some(&senior), id, one.id, 2).await.unwrap();
    node.run_due().await;
    assert_eq!(given(&node, &one, start()).await.len(), 1, "they do not come alone");
    node.import("noise", &[samples::row(2)]).await;
    publish(&node, &senior, newest_batch(&node, &senior, id).await).await.unwrap();
    node.run_due().await;
    let copy = given(&node, &one, start()).await;
    assert_eq!((copy.len(), given(&node, &other, start()).await.len()), (4, 2));
    let listed = [samples::digests(1), samples::digests(2)];
    let canary = copy.iter().find(|given| !listed.contains(&given.entry.digests)).unwrap().entry.digests;
    assert!(asked(&node, &lookup, canary).await.is_empty(), "the answer tells nothing");
    let only_pdq = FileDigests { pdq: canary.pdq, ..FileDigests::default() };
    let report =
        node.send(&node.key(Scope::Report).await.key, samples::report(vec![samples::file(only_pdq)])).await;
    let analyst = node.person(Role::Analyst).await;
    let page = node.open(&analyst, report).await;
    assert!(page.items[0].matches.is_empty() && !page.items[0].known);
    node.run_due().await;
    let alerts = node.read(&senior, AlertsQuery { waiting_only: true }).await.unwrap();
    assert_eq!(alerts.len(), 1, "told once until somebody takes note");
    let logged = node.logged().await.iter().filter(|line| line.starts_with("lookup.alarm ")).count();
    assert_eq!(logged, 2, "and each who asked is in the log");
    assert_eq!((alerts[0].kind, alerts[0].record.clone()), (AlertKind::Leak, format!("key:{}", one.id)));
    tutela_workflow::alerts::take_note(&node, &senior, alerts[0].id).await.unwrap();
    node.clock.advance(25 * HOUR);
    asked(&node, &lookup, canary).await;
    node.run_due().await;
    assert_eq!(
        node.read(&senior, AlertsQuery { waiting_only: true }).await.unwrap().len(),
        1,
        "and again after"
    );
});

on_both_engines!(listed_addresses_are_compared_in_their_normal_form, async |database| {
    let node = TestNode::start(&database).await;
    let key = node.key(Scope::Lookup).await.key;
    let listed = ListEntry { url: Some("https://Host.example/a~b?x=1".to_owned()), ..ListEntry::default() };
    node.import("addresses", &[listed]).await;
    node.run_due().await;
    let ask = async |url: &str| {
        let asked = Asked { url: Some(url.to_owned()), ..Asked::default() };
        look_up(&node, &key, &[asked]).await.unwrap().remove(0).found
    };
    assert_eq!(ask("http://host.example:80/a%7Eb?x=1").await[0].kind, MatchKind::Url);
    assert!(ask("https://host.example/other").await.is_empty());
    let analyst = node.person(Role::Analyst).await;
    let sent = samples::url_report("https://host.example/a~b?x=1");
    let report = node.send(&node.key(Scope::Report).await.key, sent).await;
    assert!(node.open(&analyst, report).await.items[0].known);
});

on_both_engines!(a_key_that_probes_is_told_of_and_its_look_ups_are_logged, async |database| {
    let node = TestNode::start(&database).await;
    let senior = node.person(Role::SeniorAnalyst).await;
    let key = node.key(Scope::Lookup).await.key;
    node.import("noise", &[samples::row(1)]).await;
    node.run_due().await;
    for bits in 0..33 {
        let mut digests = samples::picture(1, 0, 100);
        let pdq = digests.pdq.as_mut().unwrap();
        let mut bytes = *pdq.hash.as_bytes();
        bytes[0] ^= bits;
        pdq.hash = tutela_matching::Pdq::from_bytes(bytes);
        asked(&node, &key, digests).await;
    }
    node.run_due().await;
    let alerts = node.read(&senior, AlertsQuery { waiting_only: true }).await.unwrap();
    assert_eq!(alerts.iter().filter(|alert| alert.kind == AlertKind::Probing).count(), 1);
    let line = format!("lookup.asked key:{} key:{}", key.id, key.id);
    assert_eq!(node.logged().await.iter().filter(|logged| **logged == line).count(), 1);
});

on_both_engines!(what_was_reported_earlier_is_matched_when_a_list_grows, async |database| {
    let node = TestNode::start(&database).await;
    let (senior, analyst) = (node.person(Role::SeniorAnalyst).await, node.person(Role::Analyst).await);
    let key = node.key(Scope::Report).await.key;
    let near = node.send(&key, samples::report(vec![samples::file(samples::picture(1, 9, 100))])).await;
    let sent =
        samples::report(vec![samples::url("https://host.example/x"), samples::file(samples::digests(2))]);
    let both = node.send(&key, sent).await;
    node.run_due().await;
    assert!(node.read(&senior, AlertsQuery { waiting_only: true }).await.unwrap().is_empty());
    let address = ListEntry { url: Some("https://host.example/x".to_owned()), ..ListEntry::default() };
    node.import("noise", &[samples::row(1), samples::row(2), address]).await;
    node.clock.advance(HOUR);
    node.run_due().await;
    let page = node.open(&analyst, near).await;
    assert_eq!(page.items[0].matches[0].distance, 9);
    let page = node.open(&analyst, both).await;
    assert_eq!((page.items[0].matches.len(), page.items[1].matches.len()), (1, 1));
    assert!(!page.items[0].known, "it was not known when it came");
    let alerts = node.read(&senior, AlertsQuery { waiting_only: true }).await.unwrap();
    assert_eq!((alerts.len(), alerts[0].kind), (1, AlertKind::RetroHunt));
    assert!(alerts[0].detail.starts_with("items=3 reports=") && alerts[0].detail.contains(&near.to_string()));
    node.clock.advance(HOUR);
    node.run_due().await;
    assert_eq!(node.read(&senior, AlertsQuery { waiting_only: false }).await.unwrap().len(), 1, "once");
});

on_both_engines!(entries_of_the_schema_before_match_as_they_did, async |database| {
    let node = TestNode::start(&database).await;
    node.import("noise", &[samples::row(1)]).await;
    database.age_entries().await;
    let upgraded = node.another_with(tutela_workflow::Settings::default()).await;
    let key = upgraded.key(Scope::Lookup).await.key;
    assert_eq!(asked(&upgraded, &key, samples::digests(1)).await.len(), 1);
    upgraded.import("noise", &[samples::row(1), samples::row(2)]).await;
    upgraded.run_due().await;
    assert_eq!(
        asked(&upgraded, &key, samples::digests(1)).await.len(),
        1,
        "the same entry, not a second one"
    );
});
