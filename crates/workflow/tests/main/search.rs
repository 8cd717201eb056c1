//! Finding reports again by what they name.

use tutela_model::access::Role;
use tutela_testkit::{TestNode, on_both_engines, samples};
use tutela_workflow::read::SearchQuery;

on_both_engines!(a_report_is_found_by_whatever_it_names, async |database| {
    let node = TestNode::start(&database).await;
    let analyst = node.person(Role::Analyst).await;
    let (_, id) = node.tell(samples::telling("Marker")).await;
    node.tell(samples::public(samples::url_report("https://host.example/other"))).await;
    let sha256 = samples::digests(42).sha256.unwrap().to_string();
    for text in [
        "hxxps://HOST[.]example/Markerurl#part",
        "MarkerEmail@host.example",
        "+370 600 00042",
        "203.0.113.42",
        "markerservice/@MarkerHandle",
        "Markerreference",
        &sha256,
        &id.to_string(),
    ] {
        let found =
            node.read(&analyst, SearchQuery { text: text.to_owned(), before: None }).await.unwrap().lines;
        assert_eq!(found.iter().map(|line| line.id).collect::<Vec<_>>(), [id], "{text}");
    }
    for text in ["https://host.example/", "203.0.113.4", "Markernote", "Markertext"] {
        let found =
            node.read(&analyst, SearchQuery { text: text.to_owned(), before: None }).await.unwrap().lines;
        assert!(found.is_empty(), "{text}");
    }
});
