//! Hash Sharing, read with our own reader of it.

use std::collections::BTreeMap;

use axum::body::Body;
use tutela_formats::hash_sharing::{
    EntriesPage, FeedbackReasons, FeedbackSubmission, Members, SharedEntry, Status,
};
use tutela_formats::list_entry::{ListEntry, MediaKind};
use tutela_matching::{FileDigests, Sha256};
use tutela_model::api_key::Scope;
use tutela_model::clock::{HOUR, Timestamp};
use tutela_model::list::DisputeReason;
use tutela_testkit::{TestNode, samples};

use super::asker::{Asker, on_a_node, publish_list};

const BASE: &str = "/compat/hashsharing";

async fn page(asker: &Asker, path: &str) -> EntriesPage {
    let answer = asker.get(&format!("{BASE}{path}")).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    let page = EntriesPage::parse(answer.text.as_bytes()).unwrap();
    assert!(page.bad.is_empty());
    page
}

/// Every entry of a span, as a client reads it; and how many pages it took.
async fn all(asker: &Asker, query: &str) -> (BTreeMap<String, SharedEntry>, usize) {
    let (mut path, mut pages, mut all) = (format!("/v2/entries?{query}"), 0, BTreeMap::new());
    loop {
        let page = page(asker, &path).await;
        pages += 1;
        assert!(page.entries.len() <= 1000 && pages < 100);
        all.extend(page.entries.into_iter().map(|entry| (entry.key(), entry)));
        match page.next {
            Some(next) => path = next,
            None => return (all, pages),
        }
    }
}

fn many(count: u32) -> Vec<ListEntry> {
    let row = |n: u32| {
        let mut sha = [0; 20];
        sha[..4].copy_from_slice(&n.to_be_bytes());
        let digests =
            FileDigests { sha1: Some(tutela_matching::Sha1::from_bytes(sha)), ..FileDigests::default() };
        let media = Some(if n.is_multiple_of(3) { MediaKind::Video } else { MediaKind::Image });
        ListEntry { digests, media, ..ListEntry::default() }
    };
    (0..count).map(row).collect()
}

#[test]
fn every_entry_of_every_shared_list_is_read_once_and_spans_are_honoured() {
    on_a_node(async |node| {
        publish_list(&node, "one", &many(1_500)).await;
        let between = node.now();
        node.clock.advance(HOUR);
        publish_list(&node, "two", &many(1_500)).await;
        node.import("not published", &[samples::row(1)]).await;
        let asker = Asker::new(&node, Scope::List).await;
        let (entries, pages) = all(&asker, "").await;
        assert_eq!((entries.len(), pages), (3_000, 4), "the last page of a full list is empty");
        let after = format!("from={between}");
        assert_eq!(all(&asker, &after).await.0.len(), 1_500);
        let (early, pages) = all(&asker, &format!("from=1970-01-01T00:00:00Z&to={between}")).await;
        assert!(early.len() == 1_500 && pages == 2 && early.values().all(|entry| entry.member.id == 1));
        let empty = page(&asker, &format!("/v2/entries?from={0}&to={0}", node.now())).await;
        assert!(empty.entries.is_empty() && empty.max_timestamp.is_none() && empty.next.is_none());
    });
}

#[test]
fn tombstones_follow_and_what_has_no_word_is_left_out() {
    on_a_node(async |node| {
        let bare = FileDigests { sha256: Some(Sha256::from_bytes([9; 32])), ..FileDigests::default() };
        let rows = [samples::row(1), samples::row(2), ListEntry { digests: bare, ..ListEntry::default() }];
        publish_list(&node, "noise", &rows).await;
        let asker = Asker::new(&node, Scope::List).await;
        let before = all(&asker, "").await.0;
        assert_eq!(before.len(), 2);
        assert!(before.values().all(|entry| entry.entry.digests.pdq.is_some() && entry.entry.media == Some(MediaKind::Image)));
        node.clock.advance(HOUR);
        let since = Timestamp::from_micros(node.now().micros());
        node.import("noise", &[samples::tombstone(1, node.now())]).await;
        node.run_due().await;
        node.clock.advance(HOUR);
        let later = all(&asker, &format!("from={since}")).await.0;
        let [gone] = &later.into_values().collect::<Vec<_>>()[..] else { panic!("one tombstone") };
        assert!(
            gone.entry.removed_at.is_some()
                && gone.entry.digests.is_empty()
                && before.contains_key(&gone.key())
        );
    });
}

async fn vote(asker: &Asker, entry: &SharedEntry, kind: &str, body: String) -> super::asker::Answer {
    let path = format!("{BASE}/v2/entries/{}/{}/{kind}/feedback", entry.member.id, entry.id);
    asker.send("PUT", &path, "application/xml", Body::from(body)).await
}

async fn votes(node: &TestNode) -> usize {
    node.logged().await.iter().filter(|line| line.starts_with("entry.voted")).count()
}

#[test]
fn members_vote_and_a_reason_that_nobody_knows_is_named() {
    on_a_node(async |node| {
        publish_list(&node, "noise & shapes", &[samples::row(1)]).await;
        let asker = Asker::new(&node, Scope::List).await;
        let members = Members::parse(asker.get(&format!("{BASE}/v2/members")).await.text.as_bytes()).unwrap();
        assert_eq!(members.0[0].name, "noise & shapes (invented for tests)");
        let status = Status::parse(asker.get(&format!("{BASE}/v2/status")).await.text.as_bytes()).unwrap();
        assert!(status.username.starts_with("key "));
        let reasons = asker.get(&format!("{BASE}/v2/feedback/PDQ/reasons")).await;
        let reasons = FeedbackReasons::parse(reasons.text.as_bytes()).unwrap();
        assert_eq!(reasons.0.len(), DisputeReason::ALL.len());

        let entry = all(&asker, "").await.0.into_values().next().unwrap();
        let yes = vote(&asker, &entry, "MD5", FeedbackSubmission::Affirmative.to_xml()).await;
        assert_eq!((yes.status.as_u16(), yes.text.as_str()), (200, ""));
        let no = FeedbackSubmission::Negative(vec![reasons.0[0].guid.clone()]).to_xml();
        assert_eq!(vote(&asker, &entry, "PDQ", no.clone()).await.status, 200);
        assert_eq!(votes(&node).await, 2);
        let lookup = Asker::new(&node, Scope::Lookup).await;
        let path = format!("/compat/hma/m/lookup?signal_type=sha256&signal={}", "01".repeat(32));
        node.run_due().await;
        assert_eq!(lookup.get(&path).await.text, "{}", "what is disputed acts no more by itself");

        let unknown = FeedbackSubmission::Negative(vec!["no-such<guid>".into()]).to_xml();
        vote(&asker, &entry, "PDQ", unknown).await.fails(400, "no-such&lt;guid&gt;");
        vote(&asker, &entry, "TLSH", no.clone()).await.fails(400, "no such fingerprint");
        vote(&asker, &entry, "PDQ", "<a/>".into()).await.fails(400, "<message>");
        let elsewhere = SharedEntry { id: "x".into(), ..entry.clone() };
        vote(&asker, &elsewhere, "PDQ", no).await.fails(404, "no such entry");
        assert_eq!(votes(&node).await, 2);
    });
}

#[test]
fn what_is_wrong_is_said_in_xml() {
    on_a_node(async |node| {
        let asker = Asker::new(&node, Scope::List).await;
        for (query, said) in [
            ("from=yesterday", "`from` must be a time"),
            ("to=2026-11-23T10:15:00", "`to` must be a time"),
            ("from=2020-01-02T00:00:00Z&to=2020-01-01T00:00:00Z", "later than"),
            ("cursor=1.2", "`cursor`"),
        ] {
            let answer = asker.get(&format!("{BASE}/v2/entries?{query}")).await;
            answer.fails(400, said);
            assert!(answer.headers["content-type"].to_str().unwrap().starts_with("application/xml"));
        }
        asker.get(&format!("{BASE}/v1/status")).await.fails(404, "<error>");
        asker.post(&format!("{BASE}/v2/entries"), "", "").await.fails(405, "<error>");
        let nobody = Asker::with(&node, "").get(&format!("{BASE}/v2/status")).await;
        nobody.fails(401, "<message>");
        assert!(nobody.headers["www-authenticate"].to_str().unwrap().starts_with("Basic"));
        Asker::new(&node, Scope::Distance)
            .await
            .get(&format!("{BASE}/v2/entries"))
            .await
            .fails(403, "`list`");
    });
}
