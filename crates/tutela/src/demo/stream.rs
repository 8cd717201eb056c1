//! A stream of invented, benign reports through the real API and form: shapes for files, example names for accounts.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::task::JoinHandle;
use tutela_formats::list_entry::ListEntry;
use tutela_matching::{FileDigests, Md5, Sha256};
use tutela_model::clock::Clock;
use tutela_model::rng::random;
use tutela_workflow::Node;
use tutela_workflow::lists::{self, ListImport};

use super::InventedHost;
use crate::error::Failure;
use crate::http_client::HttpClient;
use crate::machine::{SystemClock, SystemRng};

/// Entries on the invented list.
const ENTRIES: usize = 500;
/// The first reports come at once, so that the queue is not empty; the others at this pace.
const AT_ONCE: u32 = 24;
const PACE: Duration = Duration::from_secs(4);

/// Imports the invented list: digests of nothing.
pub(super) async fn import_list(node: &Node) -> Result<Vec<Sha256>, Failure> {
    let rows: Vec<ListEntry> = (0..ENTRIES)
        .map(|n| ListEntry {
            reference: Some(format!("invented-{n}")),
            digests: FileDigests {
                md5: Some(Md5::from_bytes(random(&SystemRng))),
                sha256: Some(Sha256::from_bytes(random(&SystemRng))),
                ..FileDigests::default()
            },
            ..ListEntry::default()
        })
        .collect();
    let mut import = ListImport::begin(
        node,
        None,
        "Invented list",
        Some("made for the demo; digests of nothing".into()),
        "csv",
    )
    .await?;
    import.take(&rows).await?;
    import.finish().await?;
    lists::load(node).await?;
    Ok(rows.iter().filter_map(|row| row.digests.sha256).collect())
}

/// Starts the stream.
pub(super) fn start(
    node: SocketAddr,
    neighbours: SocketAddr,
    key: String,
    host: InventedHost,
    listed: Vec<Sha256>,
    reports: u32,
) -> JoinHandle<()> {
    host.put_up("walk");
    tokio::spawn(async move {
        let mut client = HttpClient::new(node);
        for n in 0..reports {
            let page = format!("invented-{n}");
            host.put_up(&page);
            let address = format!("http://{neighbours}/pages/{page}");
            let sent = if n % 4 == 3 {
                by_form(&mut client, n, &address).await
            } else {
                by_api(&mut client, n, &address, &key, &listed).await
            };
            if let Err(error) = sent {
                tracing::warn!(%error, "an invented report was not taken");
            }
            if n >= AT_ONCE {
                tokio::time::sleep(PACE).await;
            }
        }
    })
}

async fn by_api(
    client: &mut HttpClient,
    n: u32,
    address: &str,
    key: &str,
    listed: &[Sha256],
) -> std::io::Result<()> {
    let category = ["csam", "csam", "grooming", "sextortion", "csam", "other", "travel", "self_generated"]
        [n as usize % 8];
    let danger = if n % 11 == 5 { "true" } else { "null" };
    let access = if n % 7 == 2 { "true" } else { "null" };
    let digest = if n.is_multiple_of(3) {
        listed[n as usize % listed.len()]
    } else {
        Sha256::from_bytes(random(&SystemRng))
    };
    // Every fifth report leaves out who, as about half of the world's do.
    let account = if n.is_multiple_of(5) {
        String::new()
    } else {
        format!(r#",{{"kind":"account","service":"Invented Game","handle":"invented_{n}","country":"PT"}}"#)
    };
    let at = SystemClock.now();
    let body = format!(
        concat!(
            r#"{{"category":"{category}","occurred_at":"{at}","reference":"IP-{n}","#,
            r#""child":{{"immediate_danger":{danger},"offender_has_access":{access},"country":null}},"#,
            r#""items":[{{"kind":"url","url":"{address}","note":"invented for the demo"}},"#,
            r#"{{"kind":"file","name":"gradient-{n}.png","size":{size},"mime":"image/png","digests":{{"sha256":"{digest}"}},"viewed":false,"public":true}}{account}]}}"#
        ),
        category = category,
        at = at,
        n = n,
        danger = danger,
        access = access,
        address = address,
        size = 1_000 + n,
        digest = digest,
        account = account,
    );
    let headers = format!(
        "Authorization: Bearer {key}\r\nContent-Type: application/json\r\nIdempotency-Key: demo-{n}\r\n"
    );
    let answer = client.post("/api/v1/reports", &headers, body.as_bytes()).await?;
    taken(answer.status == 201, &answer.body)
}

async fn by_form(client: &mut HttpClient, n: u32, address: &str) -> std::io::Result<()> {
    let pairs = [
        ("danger", if n % 8 == 7 { "yes" } else { "unknown" }),
        ("category", "csam"),
        ("url", address),
        ("when", "yesterday"),
        ("service", "Invented Chat"),
        ("who", "invented_name"),
        ("text", "Invented for the demo: somebody showed me this page and I think it should not be there."),
    ];
    let body: String = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    let headers = "Content-Type: application/x-www-form-urlencoded\r\n";
    let answer = client.post("/en/report", headers, body.as_bytes()).await?;
    taken(answer.status == 200, &answer.body)
}

fn taken(taken: bool, body: &[u8]) -> std::io::Result<()> {
    if taken {
        return Ok(());
    }
    let text: String = String::from_utf8_lossy(body).chars().take(400).collect();
    Err(std::io::Error::other(text))
}
