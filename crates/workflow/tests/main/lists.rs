//! Hash lists: import, tombstones, export, matches.

use tutela_formats::list_entry::ListEntry;
use tutela_matching::FileDigests;
use tutela_model::access::Role;
use tutela_model::api_key::Scope;
use tutela_model::list::MatchKind;
use tutela_model::urgency::Reason;
use tutela_testkit::{TestNode, on_both_engines, samples};
use tutela_workflow::lists::{ListImport, export_list};
use tutela_workflow::read::ListsQuery;
use tutela_workflow::{Error, Settings};

/// How a reported file matches, strongest first: kind, distance, list.
async fn matches(node: &TestNode, digests: FileDigests) -> Vec<(MatchKind, u32, String)> {
    let key = node.key(Scope::Report).await.key;
    let analyst = node.person(Role::Analyst).await;
    let id = node.send(&key, samples::report(vec![samples::file(digests)])).await;
    let page = node.open(&analyst, id).await;
    let known = page.items[0].known;
    assert_eq!(page.line.urgency.reasons.contains(&Reason::KnownContent), known);
    let found: Vec<_> = page.items[0].matches.iter().map(|m| (m.kind, m.distance, m.list.clone())).collect();
    assert_eq!(
        known,
        found.iter().any(|(kind, ..)| *kind != MatchKind::Pdq),
        "a near picture is not known content"
    );
    found
}

fn noise() -> String {
    "noise".to_owned()
}

on_both_engines!(reported_files_are_matched_with_the_lists, async |database| {
    let node = TestNode::start(&database).await;
    node.import("noise", &[samples::row(1), samples::row(2)]).await;
    node.run_due().await;
    let all = samples::digests(1);
    assert_eq!(
        matches(&node, all).await,
        [(MatchKind::Sha256, 0, noise())],
        "each entry once, by its strongest reason"
    );
    let weaker = FileDigests { sha256: None, pdq: None, ..all };
    assert_eq!(matches(&node, weaker).await, [(MatchKind::Sha1, 0, noise())]);
    assert_eq!(matches(&node, FileDigests { sha1: None, ..weaker }).await, [(MatchKind::Md5, 0, noise())]);
    assert_eq!(matches(&node, samples::digests(3)).await, []);
});

on_both_engines!(pictures_match_up_to_a_distance_of_31_and_down_to_a_quality_of_50, async |database| {
    let node = TestNode::start(&database).await;
    let poor = ListEntry { digests: samples::picture(200, 0, 49), ..samples::row(200) };
    node.import("noise", &[samples::row(1), poor]).await;
    node.run_due().await;
    for (bits, quality, found) in [
        (0, 50, vec![(MatchKind::Pdq, 0, noise())]),
        (31, 50, vec![(MatchKind::Pdq, 31, noise())]),
        (32, 100, vec![]),
        (0, 49, vec![]),
    ] {
        assert_eq!(
            matches(&node, samples::picture(1, bits, quality)).await,
            found,
            "{bits} bits, quality {quality}"
        );
    }
    assert_eq!(
        matches(&node, samples::picture(200, 0, 100)).await,
        [],
        "the entry's own quality counts, too"
    );
});

on_both_engines!(a_withdrawn_entry_matches_nothing_and_is_remembered, async |database| {
    let node = TestNode::start(&database).await;
    let auditor = node.person(Role::Auditor).await;
    node.import("noise", &[samples::row(1), samples::row(2)]).await;
    node.run_due().await;
    let before = matches(&node, samples::digests(1)).await;
    node.import("noise", &[samples::tombstone(1, node.now())]).await;
    node.run_due().await;
    assert_eq!((before.len(), matches(&node, samples::digests(1)).await), (1, vec![]));
    let [line] = node.read(&auditor, ListsQuery).await.unwrap().try_into().unwrap();
    assert_eq!(
        (line.size.entries, line.size.removed, line.size.list.provenance.as_str()),
        (1, 1, "invented for tests")
    );
    // A report that matched before no longer shows the match.
    let analyst = node.person(Role::Analyst).await;
    for id in database.ids_in("item_match", "report", "kind = 'sha256'").await {
        let page = node.open(&analyst, tutela_model::id::ReportId(id)).await;
        assert!(page.items[0].matches.is_empty());
    }
    node.import("noise", &[samples::row(1)]).await;
    node.run_due().await;
    assert_eq!(matches(&node, samples::digests(1)).await.len(), 1, "it stands up again");
});

on_both_engines!(every_node_on_the_data_learns_of_a_new_list, async |database| {
    let node = TestNode::start(&database).await;
    let elsewhere = node.another_with(Settings::default()).await;
    node.import("noise", &[samples::row(1)]).await;
    assert_eq!(matches(&elsewhere, samples::digests(1)).await, []);
    elsewhere.run_due().await;
    assert_eq!(matches(&elsewhere, samples::digests(1)).await.len(), 1);
    let later = node.another_with(Settings::default()).await;
    assert_eq!(
        matches(&later, samples::digests(1)).await.len(),
        1,
        "and one that starts later reads it at once"
    );
});

on_both_engines!(what_is_exported_can_be_imported, async |database| {
    let node = TestNode::start(&database).await;
    let rows = vec![
        samples::row(1),
        samples::tombstone(2, node.now()),
        ListEntry { digests: samples::picture(3, 9, 77), ..samples::row(3) },
        ListEntry { reference: None, ..samples::row(4) },
    ];
    node.import("noise", &rows).await;
    let mut read: Vec<ListEntry> = Vec::new();
    let mut write = |entry: &ListEntry| {
        read.push(entry.clone());
        Ok(())
    };
    assert_eq!(export_list(&node, "noise", &mut write).await.unwrap(), 4);
    assert!(matches!(export_list(&node, "absent", &mut write).await, Err(Error::NotFound(_))));
    read.sort_by_key(|row| rows.iter().position(|known| known.digests == row.digests));
    assert_eq!(read, rows);
    // Again into another list, and again into the same one.
    node.import("copy", &read).await;
    node.import("noise", &read).await;
    assert_eq!(database.count("entry", "TRUE").await, 8);
});

on_both_engines!(a_row_that_knows_more_than_before_is_taken, async |database| {
    let node = TestNode::start(&database).await;
    let all = samples::digests(1);
    let less = ListEntry { digests: FileDigests { pdq: None, md5: None, ..all }, ..samples::row(1) };
    node.import("noise", &[less]).await;
    node.import("noise", &[samples::row(1), samples::row(1)]).await;
    node.run_due().await;
    assert_eq!(matches(&node, samples::picture(1, 4, 100)).await, [(MatchKind::Pdq, 4, noise())]);
    assert_eq!(database.count("entry", "TRUE").await, 1);
});

on_both_engines!(a_new_list_needs_its_provenance, async |database| {
    let node = TestNode::start(&database).await;
    let refused = ListImport::begin(&node, None, "noise", None, "csv").await.err();
    assert!(matches!(refused, Some(Error::NotSetUp(_))));
    node.import("noise", &[samples::row(1)]).await;
    ListImport::begin(&node, None, "noise", None, "csv").await.unwrap();
    // No digest of the list can be read in the database.
    assert!(!database.holds(&[1; 16]).await && !database.holds(b"T-1").await);
});
