//! `POST /api/v1/match`.

use serde_json::{Value, json};
use tutela_formats::list_entry::ListEntry;
use tutela_model::api_key::Scope;
use tutela_model::list::Action;
use tutela_testkit::samples;
use tutela_workflow::people::add_key;

use super::asker::{Answer, Asker, on_a_node, publish_list, set};

const JSON: &str = "application/json";

async fn ask(asker: &Asker, files: Value) -> Answer {
    asker.post("/api/v1/match", JSON, json!({ "files": files }).to_string()).await
}

#[test]
fn a_batch_is_answered_in_its_order_and_distances_are_for_their_own_keys() {
    on_a_node(async |node| {
        let url = ListEntry { url: Some("https://host.example/a".into()), ..ListEntry::default() };
        publish_list(&node, "noise", &[samples::row(1), samples::row(2), url]).await;
        let near = samples::picture(1, 9, 100).pdq.unwrap().hash.to_string();
        let files = json!([
            { "sha256": "02".repeat(32) },
            { "md5": "33".repeat(16) },
            { "pdq": near.to_uppercase() },
            { "pdq": near, "pdq_quality": 20 },
            { "url": "HTTPS://HOST.example/a" },
        ]);
        let plain = ask(&Asker::new(&node, Scope::Lookup).await, files.clone()).await.good();
        let kinds: Vec<_> = plain["files"].as_array().unwrap().iter().map(|file| &file["matches"]).collect();
        assert_eq!(kinds[0], &json!([{ "list": "noise", "kind": "sha256", "action": "automatic" }]));
        assert_eq!(kinds[2], &json!([{ "list": "noise", "kind": "pdq", "action": "automatic" }]));
        assert_eq!((kinds[1], kinds[3]), (&json!([]), &json!([])));
        assert_eq!(kinds[4][0]["kind"], "url");
        let told = ask(&Asker::new(&node, Scope::Distance).await, files).await.good();
        assert_eq!(told["files"][2]["matches"][0]["distance"], 9);
        assert!(told["files"][2]["matches"][0]["entry"].is_string());
        assert_eq!(told["files"][0]["matches"][0]["distance"], Value::Null);
        set(&node, "noise", Action::Review).await;
        let review =
            ask(&Asker::new(&node, Scope::Lookup).await, json!([{ "sha256": "02".repeat(32) }])).await;
        assert_eq!(review.good()["files"][0]["matches"][0]["action"], "review");
    });
}

#[test]
fn what_is_wrong_is_named_and_other_keys_learn_nothing() {
    on_a_node(async |node| {
        let asker = Asker::new(&node, Scope::Lookup).await;
        for (files, field) in [
            (json!([]), "\"files\""),
            (json!([{}]), "files[0]"),
            (json!([{ "md5": "1" }]), "files[0].md5"),
            (json!([{ "pdq": "g".repeat(64) }]), "files[0].pdq"),
            (json!([{ "pdq": "0".repeat(64), "pdq_quality": 101 }]), "files[0].pdq_quality"),
            (json!([{ "md5": "0".repeat(32) }, { "sha": "0" }]), "files[1].sha"),
            (json!([{ "url": "ftp://host.example/" }]), "files[0].url"),
            (json!(vec![json!({ "md5": "0".repeat(32) }); 1001]), "\"files\""),
        ] {
            let answer = ask(&asker, files).await;
            answer.fails(422, field);
            assert_eq!(answer.headers["content-type"], "application/problem+json");
        }
        asker.post("/api/v1/match", JSON, "{").await.fails(400, "no JSON");
        asker.post("/api/v1/match", JSON, " ".repeat(2 << 20)).await.fails(413, "bytes at most");
        asker.post("/api/v1/match", "text/plain", "x").await.fails(415, "application/json");
        asker.post("/api/v1/match", "image/png", "").await.fails(400, "empty");
        let one = json!([{ "md5": "0".repeat(32) }]);
        for scope in [Scope::Report, Scope::Viewing, Scope::List] {
            ask(&Asker::new(&node, scope).await, one.clone()).await.fails(403, "`lookup` is needed");
        }
        for none in ["Bearer tutela_nobody", "Basic dTpw", ""] {
            let answer = ask(&Asker::with(&node, none), one.clone()).await;
            answer.fails(401, "Authorization: Bearer");
            assert_eq!(answer.headers["www-authenticate"], "Bearer");
        }
    });
}

#[test]
fn each_of_a_batch_costs_one() {
    on_a_node(async |node| {
        let key = add_key(&node, None, "small", Scope::Lookup, 10).await.unwrap();
        let asker = Asker::with(&node, &format!("Bearer {}", key.secret));
        let of = |n: usize| json!(vec![json!({ "md5": "0".repeat(32) }); n]);
        ask(&asker, of(11)).await.fails(422, "smaller batches");
        let rest = ask(&asker, of(9)).await;
        assert_eq!(rest.good()["files"].as_array().unwrap().len(), 9);
        let spent = ask(&asker, of(1)).await;
        spent.fails(429, "wait 6 s");
        assert_eq!(spent.headers["retry-after"], "6");
        let asked = node.logged().await;
        assert!(asked.iter().all(|line| !line.starts_with("lookup.asked")), "the log has one line a minute");
    });
}
