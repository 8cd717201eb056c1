//! HMA.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use tutela_formats::list_entry::ListEntry;
use tutela_model::api_key::Scope;
use tutela_model::list::Action;
use tutela_testkit::{TestNode, samples};

use super::asker::{Asker, on_a_node, publish_list, set};

fn near(bits: usize) -> String {
    samples::picture(1, bits, 100).pdq.unwrap().hash.to_string()
}

fn raw(kind: &str, signal: &str) -> String {
    format!("/compat/hma/m/raw_lookup?signal_type={kind}&signal={signal}")
}

async fn listed(node: &TestNode) {
    let url = ListEntry { url: Some("https://host.example/a".into()), ..ListEntry::default() };
    publish_list(node, "Noise and shapes", &[samples::row(1), url]).await;
}

#[test]
fn raw_lookups_give_numbers_and_to_some_keys_distances() {
    on_a_node(async |node| {
        listed(&node).await;
        let (asker, near_asker) =
            (Asker::new(&node, Scope::Lookup).await, Asker::new(&node, Scope::Distance).await);
        let found = asker.get(&raw("pdq", &near(4))).await.good();
        let id = found["matches"][0].as_u64().unwrap();
        assert!(id > 0 && id < 1 << 53 && found["matches"].as_array().unwrap().len() == 1);
        for (kind, signal) in
            [("video_md5", "01".repeat(16)), ("video_sha256", "01".repeat(32)), ("sha1", "01".repeat(20))]
        {
            assert_eq!(asker.get(&raw(kind, &signal)).await.good(), found, "{kind}");
        }
        assert_eq!(asker.get(&raw("pdq", &near(32))).await.good(), json!({ "matches": [] }));
        let far = format!("{}&include_distance=true", raw("pdq", &near(4)));
        assert_eq!(
            near_asker.get(&far).await.good(),
            json!({ "matches": [{ "bank_content_id": id, "distance": "4" }] })
        );
        asker.get(&far).await.fails(403, "`distance` is needed");
        let elsewhere = format!("{}&banks=OTHER,NOISE", raw("pdq", &near(4)));
        assert_eq!(asker.get(&elsewhere).await.good(), json!({ "matches": [] }));
        let here = format!("{}&banks=OTHER,NOISE_AND_SHAPES", raw("pdq", &near(4)));
        assert_eq!(asker.get(&here).await.good(), found);
    });
}

#[test]
fn lookups_name_banks_on_which_a_platform_may_act_by_itself() {
    on_a_node(async |node| {
        listed(&node).await;
        let (asker, near_asker) =
            (Asker::new(&node, Scope::Lookup).await, Asker::new(&node, Scope::Distance).await);
        let path = format!("/compat/hma/m/lookup?signal_type=pdq&signal={}&seed=1", near(3));
        let banks = asker.get(&path).await.good();
        assert_eq!(banks["NOISE_AND_SHAPES"][0]["distance"], Value::Null);
        assert_eq!(near_asker.get(&path).await.good()["NOISE_AND_SHAPES"][0]["distance"], "3");
        let url = asker.get("/compat/hma/m/lookup?url=https%3A%2F%2Fhost.example%2Fa").await.good();
        assert!(url["url"]["NOISE_AND_SHAPES"][0]["bank_content_id"].is_u64());
        let other = asker.get("/compat/hma/m/lookup?url=https://host.example/b").await.good();
        assert_eq!(other, json!({ "url": {} }));
        set(&node, "Noise and shapes", Action::Review).await;
        assert_eq!(asker.get(&path).await.good(), json!({}), "a person looks first");
        let raw = asker.get(&raw("pdq", &near(3))).await.good();
        assert_eq!(raw["matches"].as_array().unwrap().len(), 1, "but the raw answer has it");
    });
}

#[test]
fn banks_can_be_read_and_not_changed() {
    on_a_node(async |node| {
        listed(&node).await;
        node.import("new", &[samples::row(2)]).await;
        node.run_due().await;
        let asker = Asker::new(&node, Scope::Lookup).await;
        let banks = asker.get("/compat/hma/c/banks").await.good();
        assert_eq!(
            banks,
            json!([
                { "name": "NOISE_AND_SHAPES", "matching_enabled_ratio": 1.0 },
                { "name": "NEW", "matching_enabled_ratio": 0.0 },
            ])
        );
        assert_eq!(asker.get("/compat/hma/c/bank/NEW").await.good(), banks[1]);
        asker.get("/compat/hma/c/bank/OTHER").await.fails(404, "\"message\"");
        asker.post("/compat/hma/c/banks", "application/json", "{}").await.fails(405, "\"message\"");
    });
}

#[test]
fn what_is_wrong_is_said_as_hma_says_it() {
    on_a_node(async |node| {
        let asker = Asker::new(&node, Scope::Lookup).await;
        for (path, said) in [
            ("/compat/hma/m/raw_lookup", "`signal` and `signal_type`"),
            (&raw("pdq", ""), "`signal` and `signal_type`"),
            (&raw("photodna", "00"), "no such signal type"),
            (&raw("pdq", &"0".repeat(63)), "64 hexadecimal digits"),
            (&raw("video_md5", &"x".repeat(32)), "none of 0-9"),
            (&raw("url", "nowhere"), "is not well formed"),
            ("/compat/hma/m/lookup?signal=1", "either the parameter `url`"),
            ("/compat/hma/m/index/status?signal_type=tlsh", "no such signal type"),
        ] {
            let answer = asker.get(path).await;
            answer.fails(400, said);
            assert!(answer.json()["message"].is_string(), "{path}");
        }
        asker.get("/compat/hma/h/hash?url=https://host.example/a").await.fails(403, "fetches nothing");
        asker.get("/compat/hma/c/exchanges").await.fails(404, "\"message\"");
        asker.post(&raw("pdq", ""), "", "").await.fails(405, "\"message\"");
        let form = "multipart/form-data; boundary=X";
        asker.post("/compat/hma/h/hash", "image/png", "a").await.fails(415, "multipart/form-data");
        asker.post("/compat/hma/m/lookup", form, "--X--\r\n").await.fails(400, "no file");
        let head =
            "--X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nabc\r\n--X--\r\n";
        asker.post("/compat/hma/m/lookup", form, head).await.fails(400, "`photo` or `video`");
        let types = "/compat/hma/h/hash?types=tlsh";
        asker.post(types, form, head).await.fails(400, "no such signal type");
    });
}

#[test]
fn only_keys_for_distances_compare() {
    on_a_node(async |node| {
        let (asker, near_asker) =
            (Asker::new(&node, Scope::Lookup).await, Asker::new(&node, Scope::Distance).await);
        let compare = "/compat/hma/m/compare";
        let body = |one: &str, other: &str| json!({ "pdq": [one, other] }).to_string();
        let asked = body(&near(0), &near(9));
        asker.post(compare, "application/json", asked.clone()).await.fails(403, "`distance` is needed");
        let compared = near_asker.post(compare, "application/json", asked).await.good();
        assert_eq!(compared, json!({ "pdq": [true, { "distance": 9 }] }));
        for wrong in [
            "{}x".to_owned(),
            body("1", "2"),
            json!({ "pdq": ["1"] }).to_string(),
            json!({ "vmd5": ["1", "2"] }).to_string(),
        ] {
            near_asker.post(compare, "application/json", wrong).await.fails(400, "\"message\"");
        }
    });
}

#[test]
fn a_key_may_come_as_a_password_and_health_needs_none() {
    on_a_node(async |node| {
        let secret = node.key(Scope::Lookup).await.secret;
        let basic = Asker::with(&node, &format!("Basic {}", STANDARD.encode(format!("anybody:{secret}"))));
        assert_eq!(basic.get(&raw("pdq", &near(0))).await.good(), json!({ "matches": [] }));
        assert_eq!(
            basic.get("/compat/hma/m/index/status?signal_type=pdq").await.good()["pdq"]["present"],
            true
        );
        let nobody = Asker::with(&node, "Basic dTpw");
        let refused = nobody.get(&raw("pdq", &near(0))).await;
        refused.fails(401, "\"message\"");
        assert!(refused.headers["www-authenticate"].to_str().unwrap().starts_with("Basic"));
        assert_eq!(nobody.get("/compat/hma/status").await.text, "I-AM-ALIVE");
        for path in ["/compat/hma/h/hash", "/compat/hma/m/lookup", "/compat/hma/m/compare"] {
            nobody.post(path, "", "").await.fails(401, "valid key");
        }
        Asker::new(&node, Scope::Report).await.get(&raw("pdq", &near(0))).await.fails(403, "`lookup`");
    });
}
