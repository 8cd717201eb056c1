//! Look-ups and dialects on a whole node: keys from the command line, an imported list, requests over the network.

use serde_json::{Value, json};
use tutela::http_client::{Answer, HttpClient};
use tutela_testkit::{TestDatabase, on_both_engines};

use crate::process::{NodeProcess, run, said};

const SHA256: &str = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
const MD5: &str = "098f6bcd4621d373cade4e832627b4f6";

fn key(database: &TestDatabase, data: &std::path::Path, scope: &str) -> String {
    let added =
        said(&run(database, data, &["key", "add", "Platform", "--scope", scope, "--budget", "5000000"]));
    added.lines().last().unwrap().to_owned()
}

fn json_of(answer: &Answer) -> Value {
    serde_json::from_slice(&answer.body)
        .unwrap_or_else(|_| panic!("no JSON: {}", String::from_utf8_lossy(&answer.body)))
}

on_both_engines!(a_listed_file_is_found_by_every_way_of_asking_and_by_no_other_key, async |database| {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let file = folder.path().join("list.csv");
    std::fs::write(&file, format!("reference,md5,sha256\nT-1,{MD5},{SHA256}\n")).unwrap();
    let file = file.to_str().unwrap();
    said(&run(
        &database,
        &data,
        &["list", "import", file, "--name", "Words", "--provenance", "invented for tests"],
    ));
    let node = NodeProcess::start(&database, &data);
    let mut client = HttpClient::new(node.address);
    let (lookup, report) = (key(&database, &data, "lookup"), key(&database, &data, "report"));
    let json_with = |key: &str| format!("Authorization: Bearer {key}\r\nContent-Type: application/json\r\n");

    let body = json!({ "files": [{ "sha256": SHA256 }, { "sha256": "00".repeat(32) }] }).to_string();
    let found = client.post("/api/v1/match", &json_with(&lookup), body.as_bytes()).await.unwrap();
    assert_eq!(
        json_of(&found),
        json!({ "files": [
            { "matches": [{ "list": "Words", "kind": "sha256", "action": "review" }] },
            { "matches": [] },
        ]})
    );
    let raw = format!("/compat/hma/m/raw_lookup?signal_type=video_md5&signal={MD5}");
    let raw_found = json_of(&client.get(&raw, &json_with(&lookup)).await.unwrap());
    assert_eq!(raw_found["matches"].as_array().unwrap().len(), 1);

    let refused = client.post("/api/v1/match", &json_with(&report), body.as_bytes()).await.unwrap();
    assert_eq!(refused.status, 403);
    assert_eq!(client.get(&raw, &json_with(&report)).await.unwrap().status, 403);
    for path in [&raw, "/compat/hashsharing/v2/status", "/compat/hma/m/index/status"] {
        assert_eq!(client.get(path, "").await.unwrap().status, 401, "{path}");
    }
    // Not shared, not published: a key of scope `list` is given nothing of it.
    let list = format!("Authorization: Bearer {}\r\n", key(&database, &data, "list"));
    let entries = client.get("/compat/hashsharing/v2/entries", &list).await.unwrap();
    let entries = String::from_utf8(entries.body).unwrap();
    assert!(entries.contains("<queryResult") && !entries.contains(MD5));

    let log = node.stop();
    for secret in [SHA256, MD5, lookup.as_str()] {
        assert!(!log.contains(secret), "what was asked stands in the log");
    }
});
