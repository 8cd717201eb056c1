//! `tutela bench flood`: do urgent reports keep their time while ten times as many others come?

use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use clap::Args;
use serde::Serialize;
use tutela_model::api_key::Scope;
use tutela_model::clock::Clock;
use tutela_model::id::ReportId;
use tutela_model::report_state::Decision;
use tutela_model::rng::random;
use tutela_workflow::desk::{Deciding, claim, decide};
use tutela_workflow::{Node, people};

use super::console::Console;
use super::engines::Engines;
use super::latency::Latencies;
use super::made_up;
use crate::commands::say;
use crate::data_dir::DataDir;
use crate::error::Failure;
use crate::http_client::HttpClient;
use crate::lifecycle::{listen, serve};
use crate::machine::{SystemClock, SystemRng};

/// How many times as much a flood is.
const TIMES: u64 = 10;
/// Connections that send at once, in each load.
const CONNECTIONS: u64 = 64;
/// Keys of the flood.
const KEYS: usize = 8;
/// The goal for urgent reports, in milliseconds, whatever else comes.
const GOAL: f64 = 100.0;

/// Whether urgent reports keep their time while a flood of public and API reports comes.
///
/// Loads are open: a report is sent when it is due, whether others were answered or not, and its time counts from then.
#[derive(Args)]
pub struct Flood {
    /// Ordinary reports a second, half by API and half by the public form; the flood is ten times as many on top.
    #[arg(long, default_value_t = 30)]
    rate: u64,
    /// Urgent reports a second.
    #[arg(long, default_value_t = 5)]
    urgent: u64,
    /// Seconds of each load.
    #[arg(long, default_value_t = 30)]
    seconds: u64,
    #[command(flatten)]
    engines: Engines,
}

/// The times of urgent reports under one load.
#[derive(Serialize)]
struct Urgent {
    sent: usize,
    /// From when it was due until its durable answer.
    answered_p50_ms: f64,
    answered_p99_ms: f64,
    /// From when it was due until it stood on the first page of the queue.
    seen_p50_ms: f64,
    seen_p99_ms: f64,
    /// What else came meanwhile.
    others_taken: usize,
    others_refused: u64,
    others_p99_ms: f64,
}

#[derive(Serialize)]
struct Figures {
    engine: &'static str,
    rate: u64,
    normal: Urgent,
    flood: Urgent,
    /// How many times as long at 99 % under the flood.
    answered_ratio: f64,
    seen_ratio: f64,
}

impl Flood {
    pub(super) async fn run(self) -> Result<ExitCode, Failure> {
        self.engines.measure(async |engine, data| self.measure(engine, &data).await, show).await?;
        Ok(ExitCode::SUCCESS)
    }

    async fn measure(&self, engine: &'static str, data: &DataDir) -> Result<Figures, Failure> {
        let mut settings = data.config.settings()?;
        // The worst that can come is a flood that the limits let through: many networks, many keys, each within its budget.
        (settings.public_budget, settings.trusted_proxy) = (1_000_000, true);
        let node = data.start_with(settings).await?;
        let mut keys = Vec::new();
        for n in 0..=KEYS {
            keys.push(
                people::add_key(&node, None, &format!("bench {n}"), Scope::Report, u32::MAX).await?.secret,
            );
        }
        let running = serve(node.clone(), listen("127.0.0.1:0").await?)?;
        let mut console = Console::sign_in(&node, running.address).await?;
        let keys: Arc<[String]> = keys.into();
        let normal = self.load(&node, running.address, &keys, &mut console, self.rate).await?;
        let flood = self.load(&node, running.address, &keys, &mut console, self.rate * (1 + TIMES)).await?;
        drop(node);
        running.stop().await;
        Ok(Figures {
            engine,
            rate: self.rate,
            answered_ratio: flood.answered_p99_ms / normal.answered_p99_ms,
            seen_ratio: flood.seen_p99_ms / normal.seen_p99_ms,
            normal,
            flood,
        })
    }

    /// Sends urgent reports while `rate` others a second come.
    #[expect(clippy::disallowed_methods, reason = "a bench measures real time")]
    async fn load(
        &self,
        node: &Node,
        address: SocketAddr,
        keys: &Arc<[String]>,
        console: &mut Console,
        rate: u64,
    ) -> Result<Urgent, Failure> {
        let begun = Instant::now();
        let end = Duration::from_secs(self.seconds);
        let next = Arc::new(AtomicU64::new(0));
        let mut others = tokio::task::JoinSet::new();
        for _ in 0..CONNECTIONS {
            let (keys, next) = (Arc::clone(keys), Arc::clone(&next));
            others.spawn(async move {
                let mut client = HttpClient::new(address);
                let (mut times, mut refused) = (Latencies::default(), 0);
                loop {
                    let n = next.fetch_add(1, Ordering::Relaxed);
                    let due = Duration::from_secs_f64(n as f64 / rate as f64);
                    if due >= end {
                        return (times, refused);
                    }
                    tokio::time::sleep(due.saturating_sub(begun.elapsed())).await;
                    if other(&mut client, &keys, n).await {
                        times.add(begun.elapsed().saturating_sub(due));
                    } else {
                        refused += 1;
                    }
                }
            });
        }
        let (mut answered, mut seen) = (Latencies::default(), Latencies::default());
        let mut client = HttpClient::new(address);
        for n in 0.. {
            let due = Duration::from_secs_f64(n as f64 / self.urgent.max(1) as f64);
            if due >= end {
                break;
            }
            tokio::time::sleep(due.saturating_sub(begun.elapsed())).await;
            let sent = due.max(begun.elapsed());
            let id = urgent(&mut client, &keys[0]).await?;
            answered.add(begun.elapsed().saturating_sub(sent));
            wait_until_seen(console, id).await?;
            seen.add(begun.elapsed().saturating_sub(sent));
            // Somebody sees to it, so that the first page always has room.
            take_away(node, console, id).await?;
        }
        let (mut all, mut refused) = (Latencies::default(), 0);
        while let Some(done) = others.join_next().await {
            let (times, not) = done.map_err(|error| Failure::Said(error.to_string()))?;
            all.join(times);
            refused += not;
        }
        Ok(Urgent {
            sent: answered.count(),
            answered_p50_ms: answered.quantile(0.5),
            answered_p99_ms: answered.quantile(0.99),
            seen_p50_ms: seen.quantile(0.5),
            seen_p99_ms: seen.quantile(0.99),
            others_taken: all.count(),
            others_refused: refused,
            others_p99_ms: all.quantile(0.99),
        })
    }
}

fn idempotency_key() -> String {
    u128::from_be_bytes(random(&SystemRng)).to_string()
}

async fn by_api(
    client: &mut HttpClient,
    key: &str,
    body: &[u8],
) -> std::io::Result<crate::http_client::Answer> {
    let headers = format!(
        "Authorization: Bearer {key}\r\nContent-Type: application/json\r\nIdempotency-Key: {}\r\n",
        idempotency_key()
    );
    client.post("/api/v1/reports", &headers, body).await
}

/// One report that is not urgent, by API and by form in turn; whether it was taken.
async fn other(client: &mut HttpClient, keys: &[String], n: u64) -> bool {
    if n.is_multiple_of(2) {
        let key = &keys[1 + (n as usize / 2) % KEYS];
        let body = made_up::report(&SystemRng, &[], &SystemClock.now().to_string());
        return matches!(by_api(client, key, &body).await, Ok(answer) if answer.status == 201);
    }
    let page = format!("https://host-{}.example/{}", n % 1_000, idempotency_key());
    let pairs = [
        ("danger", "unknown"),
        ("category", "csam"),
        ("url", page.as_str()),
        ("text", "made up for a bench"),
    ];
    let body: String = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    // Every report from another network: none of them is over its budget.
    let [a, b, c]: [u8; 3] = random(&SystemRng);
    let headers =
        format!("Content-Type: application/x-www-form-urlencoded\r\nX-Forwarded-For: 10.{a}.{b}.{c}\r\n");
    matches!(client.post("/en/report", &headers, body.as_bytes()).await, Ok(answer) if answer.status == 200)
}

/// A report of a child in danger now; its id.
async fn urgent(client: &mut HttpClient, key: &str) -> Result<ReportId, Failure> {
    let body = made_up::report(&SystemRng, &[], &SystemClock.now().to_string());
    let body =
        String::from_utf8_lossy(&body).replace(r#""immediate_danger":null"#, r#""immediate_danger":true"#);
    let refused = |what: String| Failure::Said(format!("an urgent report was not taken: {what}"));
    let answer = by_api(client, key, body.as_bytes()).await.map_err(|error| refused(error.to_string()))?;
    let told: serde_json::Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    let id = told.get("id").and_then(serde_json::Value::as_str).and_then(|id| id.parse().ok());
    id.filter(|_| answer.status == 201).ok_or_else(|| refused(format!("it was answered {}", answer.status)))
}

async fn wait_until_seen(console: &mut Console, id: ReportId) -> Result<(), Failure> {
    let id = id.to_string();
    for _ in 0..1_000 {
        let (html, _) = console.open("/console/").await?;
        if html.contains(&id) {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    Err(Failure::Said("an urgent report did not come to the first page of the queue".into()))
}

async fn take_away(node: &Node, console: &Console, id: ReportId) -> Result<(), Failure> {
    claim(node, &console.viewer, id).await?;
    let informational = Deciding { decision: Decision::Informational, notices: Vec::new(), told: None };
    Ok(decide(node, &console.viewer, id, &informational).await?)
}

fn show(f: &Figures) {
    say(format_args!("{}: {} ordinary reports a second, then {} more", f.engine, f.rate, f.rate * TIMES));
    for (name, load) in [("normal", &f.normal), ("flood", &f.flood)] {
        say(format_args!(
            "  {name:<7} {} urgent: answered in {:.1} ms median, {:.1} ms 99 %; on the queue's first page in {:.1} and {:.1} ms",
            load.sent, load.answered_p50_ms, load.answered_p99_ms, load.seen_p50_ms, load.seen_p99_ms
        ));
        say(format_args!(
            "          {} others taken, {} refused, {:.1} ms 99 %",
            load.others_taken, load.others_refused, load.others_p99_ms
        ));
    }
    say(format_args!(
        "  under the flood 99 % take {:.2} times as long to be answered, {:.2} times to be seen; {:.2} times the limit of {GOAL} ms",
        f.answered_ratio,
        f.seen_ratio,
        f.flood.answered_p99_ms / GOAL
    ));
}
