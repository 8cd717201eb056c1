//! The report API as a platform's engineer meets it.

use serde_json::{Value, json};
use tutela::http_client::{Answer, HttpClient};
use tutela_store::records::report;
use tutela_testkit::on_both_engines;

use crate::process::{NodeProcess, add_key, run, said, store_of};

fn json_of(answer: &Answer) -> Value {
    serde_json::from_slice(&answer.body)
        .unwrap_or_else(|_| panic!("no JSON: {}", String::from_utf8_lossy(&answer.body)))
}

struct Api {
    client: HttpClient,
    secret: String,
}

impl Api {
    async fn send(&mut self, idempotency_key: &str, body: &str) -> Answer {
        let headers = format!(
            "Authorization: Bearer {}\r\nContent-Type: application/json\r\nIdempotency-Key: {idempotency_key}\r\n",
            self.secret
        );
        self.client.post("/api/v1/reports", &headers, body.as_bytes()).await.unwrap()
    }
}

fn csam(items: Value) -> String {
    json!({"category": "csam", "items": items}).to_string()
}

on_both_engines!(a_report_is_taken_once_and_asked_about, async |database| {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let node = NodeProcess::start(&database, &data);
    // Added beside the running node, and taken at once.
    let mut api = Api { client: HttpClient::new(node.address), secret: add_key(&database, &data) };
    let body = json!({
        "category": "csam", "occurred_at": "2026-01-02T03:04:05+02:00", "reference": "P-1", "urgent_reason": null,
        "child": {"immediate_danger": null, "offender_has_access": true, "country": "PH"},
        "items": [{"kind": "url", "url": "https://host.example/a", "note": "made up"},
                  {"kind": "account", "service": "chat", "handle": "someone"}]
    })
    .to_string();
    let first = api.send("k1", &body).await;
    assert_eq!(first.status, 201);
    let first = json_of(&first);
    assert_eq!(first["status"], "received");
    assert_eq!(first["completeness"], json!({"score": 100, "missing": []}));

    let again = json_of(&api.send("k1", &body).await);
    assert_eq!(again["id"], first["id"]);
    // Equal as JSON, but not byte for byte.
    assert_eq!(api.send("k1", &body.replace("\"P-1\"", " \"P-1\"")).await.status, 409);

    let path = format!("/api/v1/reports/{}", first["id"].as_str().unwrap());
    let bearer = format!("Authorization: Bearer {}\r\n", api.secret);
    let status = json_of(&api.client.get(&path, &bearer).await.unwrap());
    let keys: Vec<_> = status.as_object().unwrap().keys().cloned().collect();
    assert_eq!(keys, ["completeness", "id", "outcomes", "reference", "status", "updated_at"]);
    assert_eq!(status["reference"], "P-1");

    // Another sender learns nothing of it.
    let other = add_key(&database, &data);
    let asked = api.client.get(&path, &format!("Authorization: Bearer {other}\r\n")).await.unwrap();
    assert_eq!(asked.status, 404);
    assert_eq!(api.client.get(&path, "").await.unwrap().status, 401);
    node.stop();
});

on_both_engines!(bad_input_names_its_field_and_leaves_nothing_behind, async |database| {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let node = NodeProcess::start(&database, &data);
    let mut api = Api { client: HttpClient::new(node.address), secret: add_key(&database, &data) };
    let many: Vec<Value> = (0..10_000).map(|n| json!({"kind": "text", "text": n.to_string()})).collect();
    let sha = "0".repeat(63);
    let cases: &[(String, &str)] = &[
        (csam(json!([])), "items"),
        (json!({"category": "csam"}).to_string(), "items"),
        (json!({"category": "invented", "items": [{"kind": "text", "text": "a"}]}).to_string(), "category"),
        (csam(json!([{"kind": "url", "url": "javascript:alert(1)"}])), "items[0].url"),
        (csam(json!([{"kind": "url", "url": "https://h.example/\u{7}"}])), "items[0].url"),
        (csam(json!([{"kind": "text", "text": "a"}, {"kind": "text", "text": "b\u{0}"}])), "items[1].text"),
        (csam(json!([{"kind": "file", "digests": {"sha256": sha}}])), "items[0].digests.sha256"),
        (csam(json!([{"kind": "file", "digests": {"pdq": "0".repeat(64)}}])), "items[0].digests.pdq_quality"),
        (csam(json!([{"kind": "file", "digests": {}}])), "items[0].digests"),
        (csam(json!([{"kind": "account"}])), "items[0].handle"),
        (csam(json!([{"kind": "account", "emails": ["a@b.example", "x"]}])), "items[0].emails[1]"),
        (csam(json!([{"kind": "account", "addresses": [{"ip": "300.1.1.1"}]}])), "items[0].addresses[0].ip"),
        (csam(json!([{"kind": "account", "addresses": [{"ip": "203.0.113.1", "port": 70000}]}])), "items[0].addresses[0].port"),
        (csam(json!([{"kind": "account", "handle": "a", "country": "XX"}])), "items[0].country"),
        (csam(json!([{"kind": "picture"}])), "items[0].kind"),
        (csam(json!([{"kind": "text", "text": "a", "extra": 1}])), "items[0].extra"),
        (json!({"category": "csam", "items": [{"kind": "text", "text": "a"}], "occurred_at": "yesterday"}).to_string(), "occurred_at"),
        (json!({"category": "csam", "items": [{"kind": "text", "text": "a"}], "occurred_at": "2999-01-01T00:00:00Z"}).to_string(), "occurred_at"),
        (json!({"category": "csam", "items": [{"kind": "text", "text": "a"}], "child": {"immediate_danger": "yes"}}).to_string(), "child.immediate_danger"),
        (json!({"category": "csam", "items": many}).to_string(), "items"),
    ];
    for (n, (body, field)) in cases.iter().enumerate() {
        let answer = api.send(&format!("bad-{n}"), body).await;
        let problem = json_of(&answer);
        assert_eq!(answer.status, 422, "{field}: {problem}");
        let named: Vec<_> =
            problem["errors"].as_array().unwrap().iter().map(|e| e["field"].as_str().unwrap()).collect();
        assert!(named.contains(field), "{field} is not named: {problem}");
    }
    assert_eq!(api.send("broken", "{\"category\":").await.status, 400);
    assert_eq!(api.send("not-utf8", "{\"category\": \"\u{fffd}\" ]").await.status, 400);
    let large = csam(json!([{"kind": "text", "text": "a".repeat(2 << 20)}]));
    let mut fresh = HttpClient::new(node.address);
    let headers = format!(
        "Authorization: Bearer {}\r\nContent-Type: application/json\r\nIdempotency-Key: big\r\n",
        api.secret
    );
    // The node may answer before it has read everything; the answer must still be the right one where it arrives.
    if let Ok(answer) = fresh.post("/api/v1/reports", &headers, large.as_bytes()).await {
        assert_eq!(answer.status, 413);
    }
    let mut client = HttpClient::new(node.address);
    let no_key = client.post("/api/v1/reports", "Content-Type: application/json\r\n", b"{}").await.unwrap();
    assert_eq!(no_key.status, 401);
    let bearer = format!("Authorization: Bearer {}\r\n", api.secret);
    let no_idempotency = client
        .post("/api/v1/reports", &format!("{bearer}Content-Type: application/json\r\n"), b"{}")
        .await
        .unwrap();
    assert_eq!(no_idempotency.status, 400);
    let no_type =
        client.post("/api/v1/reports", &format!("{bearer}Idempotency-Key: a\r\n"), b"{}").await.unwrap();
    assert_eq!(no_type.status, 415);
    node.stop();
    let store = store_of(&database, &data).await;
    let stored = store.read("count", |tx| async move { report::count_all(&tx).await }).await;
    assert_eq!(stored.unwrap(), 0, "something was half written");
    store.close().await;
});

on_both_engines!(a_budget_and_a_revocation_hold, async |database| {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let node = NodeProcess::start(&database, &data);
    let added = said(&run(&database, &data, &["key", "add", "Small", "--scope", "report", "--budget", "2"]));
    let secret = added.lines().last().unwrap().to_owned();
    let id = added.split_whitespace().nth(2).unwrap().to_owned();
    let mut api = Api { client: HttpClient::new(node.address), secret };
    let body = csam(json!([{"kind": "text", "text": "a"}]));
    assert_eq!(api.send("1", &body).await.status, 201);
    assert_eq!(api.send("2", &body).await.status, 201);
    let refused = api.send("3", &body).await;
    assert_eq!(refused.status, 429, "{}", json_of(&refused));

    said(&run(&database, &data, &["key", "revoke", &id]));
    tokio::time::sleep(std::time::Duration::from_millis(1_200)).await;
    assert_eq!(api.send("4", &body).await.status, 401);
    node.stop();
});
