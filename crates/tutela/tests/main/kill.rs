//! Killed at any moment: every report that was answered is there after the restart, none twice, and jobs go on.

use std::collections::HashMap;
use std::time::Duration;

use tokio::task::JoinSet;
use tutela::http_client::HttpClient;
use tutela_store::records::report;
use tutela_testkit::on_both_engines;

use crate::process::{NodeProcess, add_key, run, said, store_of, wait_until_numbered};

const ROUNDS: u64 = 10;
/// Answers without which the test proves little; on a busy machine it takes further rounds until there are so many.
const ENOUGH: usize = 100;
const MOST_ROUNDS: u64 = 60;
const SENDERS: u64 = 12;

fn headers(secret: &str, idempotency_key: &str) -> String {
    format!(
        "Authorization: Bearer {secret}\r\nContent-Type: application/json\r\nIdempotency-Key: {idempotency_key}\r\n"
    )
}

fn body(key: &str) -> String {
    format!(
        r#"{{"category":"csam","reference":"{key}","items":[{{"kind":"url","url":"https://host.example/{key}"}},
        {{"kind":"account","service":"chat.example","handle":"{key}"}},{{"kind":"text","text":"made up"}}]}}"#
    )
}

/// The id in an answer 201.
fn id(answer: &tutela::http_client::Answer) -> String {
    assert_eq!(answer.status, 201, "{}", String::from_utf8_lossy(&answer.body));
    let value: serde_json::Value = serde_json::from_slice(&answer.body).unwrap();
    value["id"].as_str().unwrap().to_owned()
}

on_both_engines!(what_was_answered_survives_being_killed, async |database| {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let secret = add_key(&database, &data);
    // Every idempotency key that was ever sent, with the id if it was answered.
    let mut sent: HashMap<String, Option<String>> = HashMap::new();
    let answered = |sent: &HashMap<String, Option<String>>| sent.values().filter(|id| id.is_some()).count();
    for round in 0..MOST_ROUNDS {
        if round >= ROUNDS && answered(&sent) > ENOUGH {
            break;
        }
        let node = NodeProcess::start(&database, &data);
        let mut senders = JoinSet::new();
        for sender in 0..SENDERS {
            let (secret, address) = (secret.clone(), node.address);
            senders.spawn(async move {
                let mut client = HttpClient::new(address);
                let mut sent = Vec::new();
                for n in 0.. {
                    let key = format!("r{round}-s{sender}-n{n}");
                    match client.post("/api/v1/reports", &headers(&secret, &key), body(&key).as_bytes()).await
                    {
                        Ok(answer) => sent.push((key, Some(id(&answer)))),
                        Err(_) => {
                            sent.push((key, None));
                            break;
                        }
                    }
                }
                sent
            });
        }
        // A different moment of the group's life each time.
        tokio::time::sleep(Duration::from_millis(60 + 41 * (round % ROUNDS))).await;
        node.kill();
        while let Some(done) = senders.join_next().await {
            sent.extend(done.unwrap());
        }
    }

    let node = NodeProcess::start(&database, &data);
    let mut client = HttpClient::new(node.address);
    for (key, answered) in &sent {
        if let Some(answered) = answered {
            let path = format!("/api/v1/reports/{answered}");
            let answer = client.get(&path, &format!("Authorization: Bearer {secret}\r\n")).await.unwrap();
            assert_eq!(answer.status, 200, "a report that was answered is gone");
        }
        let again =
            client.post("/api/v1/reports", &headers(&secret, key), body(key).as_bytes()).await.unwrap();
        let again = id(&again);
        if let Some(answered) = answered {
            assert_eq!(&again, answered, "the same report was stored twice");
        }
    }
    let answered = answered(&sent);
    assert!(answered > ENOUGH, "only {answered} reports were answered: the test proves little");
    // The job whose worker was killed goes on, too.
    wait_until_numbered(&database, &data, sent.len() as u64).await;
    node.stop();

    let store = store_of(&database, &data).await;
    let stored = store.read("count", |tx| async move { report::count_all(&tx).await }).await;
    assert_eq!(stored.unwrap(), sent.len() as u64, "each key that was sent is one report");
    let troubled = store.read("jobs", |tx| async move { tx.troubled_jobs(10).await }).await;
    assert!(troubled.unwrap().is_empty());
    store.close().await;

    let verified = said(&run(&database, &data, &["audit", "verify"]));
    assert!(verified.contains("The audit log is whole."), "{verified}");
});
