//! Shield.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;
use tutela_formats::list_entry::ListEntry;
use tutela_model::api_key::Scope;
use tutela_model::list::Action;
use tutela_testkit::samples;

use super::asker::{Asker, on_a_node, publish_list, set};

const JSON: &str = "application/json";

fn pdq(n: u8, bits: usize) -> String {
    STANDARD.encode(samples::picture(n, bits, 100).pdq.unwrap().hash.as_bytes())
}

#[test]
fn hashes_and_addresses_are_classified_and_no_entry_is_told() {
    on_a_node(async |node| {
        let url = ListEntry { url: Some("https://host.example/a".into()), ..ListEntry::default() };
        publish_list(&node, "noise", &[samples::row(1), url]).await;
        let asker = Asker::new(&node, Scope::Distance).await;
        let (near, far) = (pdq(1, 5), pdq(1, 40));
        let asked = json!({ "hashes": [near, far] }).to_string();
        let scan = async || asker.post("/compat/shield/v1/pdq/", JSON, asked.clone()).await.good();
        let none =
            json!({ "classification": "no-known-match", "match_type": null, "near_match_details": null });
        let mut known = none.clone();
        known["classification"] = "csam".into();
        known["match_type"] = "near".into();
        let scanned = scan().await;
        assert_eq!((&scanned["scanned_hashes"][&near], &scanned["scanned_hashes"][&far]), (&known, &none));

        let url = async |url: &str| {
            let body = json!({ "url": url }).to_string();
            asker.post("/compat/shield/v1/url/", JSON, body).await.good()
        };
        let listed = url("https://host.example/a").await;
        assert_eq!((&listed["classification"], &listed["match_type"]), (&json!("csam"), &json!("exact")));
        assert_eq!((&listed["sha256_hex"], &listed["size_bytes"]), (&json!(""), &json!(0)));
        assert_eq!(url("https://host.example/b").await["classification"], "no-known-match");

        set(&node, "noise", Action::Review).await;
        assert_eq!(scan().await["scanned_hashes"][&near], none, "a client would act; a person looks first");
    });
}

#[test]
fn what_is_wrong_is_said_as_shield_says_it() {
    on_a_node(async |node| {
        let asker = Asker::new(&node, Scope::Lookup).await;
        for (path, body, status, said) in [
            ("pdq/", "[]".to_owned(), 400, "send JSON"),
            ("pdq/", json!({ "hashes": [pdq(1, 0), "AAAA"] }).to_string(), 400, "number 2"),
            ("pdq/", json!({ "hashes": vec![pdq(1, 0); 1001] }).to_string(), 400, "more than 1000"),
            ("pdq/", " ".repeat(2 << 20), 413, "bytes at most"),
            ("url/", json!({ "link": "a" }).to_string(), 400, "send JSON"),
            ("url/", json!({ "url": "nowhere" }).to_string(), 400, "host name"),
            ("media/", String::new(), 400, "empty"),
            ("video/", String::new(), 404, "does not answer here"),
        ] {
            let answer = asker.post(&format!("/compat/shield/v1/{path}"), JSON, body).await;
            answer.fails(status, said);
            assert!(answer.json()["detail"].is_string());
        }
        asker.get("/compat/shield/v1/media/").await.fails(405, "\"detail\"");
        Asker::with(&node, "")
            .post("/compat/shield/v1/media/", "image/png", "a")
            .await
            .fails(401, "\"detail\"");
        Asker::new(&node, Scope::List)
            .await
            .post("/compat/shield/v1/url/", JSON, "{}")
            .await
            .fails(403, "`lookup`");
    });
}
