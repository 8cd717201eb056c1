//! `tutela bench intake`.

use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;
use tutela_matching::Sha256;
use tutela_model::api_key::{ApiKey, Scope};
use tutela_model::clock::Clock;
use tutela_model::rng::{Rng, random};
use tutela_web::api::v1::read_report;
use tutela_workflow::intake::{Sender, submit_by_key};
use tutela_workflow::lists::ListImport;
use tutela_workflow::{Node, people};

use super::engines::Engines;
use super::latency::Latencies;
use super::memory::resident_mb;
use super::{disk, made_up};
use crate::data_dir::DataDir;
use crate::error::Failure;
use crate::http_client::HttpClient;
use crate::lifecycle::{listen, serve};
use crate::machine::{SystemClock, SystemRng};

/// What the plan asks for, a second.
const GOAL: f64 = 1_000.0;
/// Reports that are put in at once while the store is filled.
const FILLERS: u64 = 512;

/// Reports a second through the API, durable before each answer, into a store that holds many already.
#[derive(Args)]
pub struct Intake {
    /// Reports in the store before the measurement.
    #[arg(long, default_value_t = 1_000_000)]
    stored: u64,
    /// Entries on the list that files are matched with.
    #[arg(long, default_value_t = 10_000)]
    entries: usize,
    /// Connections that send at once.
    #[arg(long, default_value_t = 64)]
    connections: usize,
    /// Seconds to measure.
    #[arg(long, default_value_t = 30)]
    seconds: u64,
    #[command(flatten)]
    engines: Engines,
}

/// The figures of one engine.
#[derive(Serialize)]
struct Figures {
    engine: &'static str,
    stored_before: u64,
    list_entries: usize,
    connections: usize,
    seconds: f64,
    answered_201: usize,
    answered_otherwise: u64,
    reports_a_second: f64,
    ratio_to_goal: f64,
    disk_syncs_a_second: f64,
    reports_for_each_disk_sync: f64,
    p50_ms: f64,
    p99_ms: f64,
    max_ms: f64,
    idle_memory_mb: f64,
    memory_after_mb: f64,
}

impl Intake {
    pub(super) async fn run(self) -> Result<ExitCode, Failure> {
        self.engines.measure(async |engine, data| self.measure(engine, &data).await, show).await?;
        Ok(ExitCode::SUCCESS)
    }

    async fn measure(&self, engine: &'static str, data: &DataDir) -> Result<Figures, Failure> {
        let disk = disk::syncs_a_second(&data.path).map_err(|error| Failure::file(&data.path, error))?;
        let rng = Arc::new(SystemRng);
        let node = data.start().await?;
        let listed = import(&node, rng.as_ref(), self.entries).await?;
        let key = people::add_key(&node, None, "bench", Scope::Report, u32::MAX).await?;
        // As a node fills in life: with its jobs beside, so that none of them has a million to catch up with.
        let filling = serve(node.clone(), listen("127.0.0.1:0").await?)?;
        self.fill(&node, &key.key, &listed).await?;
        drop(node);
        filling.stop().await;
        // A fresh start: what is measured is a node that has just come up on this store.
        let running = serve(data.start().await?, listen("127.0.0.1:0").await?)?;
        tokio::time::sleep(Duration::from_secs(2)).await;
        let idle = resident_mb();
        let load = self.load(running.address, &key.secret, &listed).await?;
        let (seconds, mut latencies, otherwise) = load;
        let rate = latencies.count() as f64 / seconds;
        let after = resident_mb();
        running.stop().await;
        Ok(Figures {
            engine,
            stored_before: self.stored,
            list_entries: self.entries,
            connections: self.connections,
            seconds,
            answered_201: latencies.count(),
            answered_otherwise: otherwise,
            reports_a_second: rate,
            ratio_to_goal: rate / GOAL,
            disk_syncs_a_second: disk,
            reports_for_each_disk_sync: rate / disk,
            p50_ms: latencies.quantile(0.50),
            p99_ms: latencies.quantile(0.99),
            max_ms: latencies.quantile(1.0),
            idle_memory_mb: idle,
            memory_after_mb: after,
        })
    }

    /// Puts reports in by the same door as the API, without HTTP.
    async fn fill(&self, node: &Node, key: &ApiKey, listed: &Arc<Vec<Sha256>>) -> Result<(), Failure> {
        let bar = ProgressBar::new(self.stored).with_style(
            ProgressStyle::with_template("filling the store [{bar:40}] {pos}/{len} {per_sec} {eta} left")
                .unwrap_or_else(|_| ProgressStyle::default_bar()),
        );
        let left = Arc::new(AtomicU64::new(self.stored));
        let mut fillers = tokio::task::JoinSet::new();
        for _ in 0..FILLERS.min(self.stored) {
            let (node, key, listed, left, bar) =
                (node.clone(), key.clone(), Arc::clone(listed), Arc::clone(&left), bar.clone());
            fillers.spawn(async move {
                let take =
                    || left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |n| n.checked_sub(1)).is_ok();
                while take() {
                    let now = SystemClock.now();
                    let body = made_up::report(&SystemRng, &listed, &now.to_string());
                    let report = read_report(&body, now)
                        .map_err(|_| Failure::Said("a made-up report was refused".into()))?;
                    let idempotency_key = idempotency_key();
                    let sender = Sender { key: &key, idempotency_key: &idempotency_key, body: &body };
                    submit_by_key(&node, report, sender).await?;
                    bar.inc(1);
                }
                Ok::<_, Failure>(())
            });
        }
        while let Some(done) = fillers.join_next().await {
            done.map_err(|error| Failure::Said(error.to_string()))??;
        }
        bar.finish_and_clear();
        Ok(())
    }

    #[expect(clippy::disallowed_methods, reason = "a bench measures real time")]
    async fn load(
        &self,
        address: SocketAddr,
        secret: &str,
        listed: &Arc<Vec<Sha256>>,
    ) -> Result<(f64, Latencies, u64), Failure> {
        let begin = Instant::now();
        let end = begin + Duration::from_secs(self.seconds);
        let mut senders = tokio::task::JoinSet::new();
        for _ in 0..self.connections {
            let (secret, listed) = (secret.to_owned(), Arc::clone(listed));
            senders.spawn(async move {
                let mut client = HttpClient::new(address);
                let mut latencies = Latencies::default();
                let mut otherwise = 0;
                while Instant::now() < end {
                    let body = made_up::report(&SystemRng, &listed, &SystemClock.now().to_string());
                    let headers = format!(
                        "Authorization: Bearer {secret}\r\nContent-Type: application/json\r\nIdempotency-Key: {}\r\n",
                        idempotency_key()
                    );
                    let sent = Instant::now();
                    match client.post("/api/v1/reports", &headers, &body).await {
                        Ok(answer) if answer.status == 201 => latencies.add(sent.elapsed()),
                        _ => otherwise += 1,
                    }
                }
                (latencies, otherwise)
            });
        }
        let mut all = Latencies::default();
        let mut otherwise = 0;
        while let Some(done) = senders.join_next().await {
            let (latencies, refused) = done.map_err(|error| Failure::Said(error.to_string()))?;
            all.join(latencies);
            otherwise += refused;
        }
        Ok((begin.elapsed().as_secs_f64(), all, otherwise))
    }
}

async fn import(node: &Node, rng: &dyn Rng, entries: usize) -> Result<Arc<Vec<Sha256>>, Failure> {
    let rows = made_up::rows(rng, entries);
    let mut import = ListImport::begin(node, None, "made up", Some("tutela bench".into()), "csv").await?;
    for batch in rows.chunks(1_000) {
        import.take(batch).await?;
    }
    import.finish().await?;
    tutela_workflow::lists::load(node).await?;
    Ok(Arc::new(rows.iter().filter_map(|row| row.digests.sha256).collect()))
}

fn idempotency_key() -> String {
    u128::from_be_bytes(random(&SystemRng)).to_string()
}

fn show(f: &Figures) {
    use crate::commands::say;
    say(format_args!(
        "{}: {} reports stored before, {} list entries, {} connections",
        f.engine, f.stored_before, f.list_entries, f.connections
    ));
    say(format_args!(
        "  {:>9.0} reports a second   {:.2} times the goal of {GOAL} a second",
        f.reports_a_second, f.ratio_to_goal
    ));
    say(format_args!(
        "  {:>9.0} disk syncs a second {:.2} reports for each",
        f.disk_syncs_a_second, f.reports_for_each_disk_sync
    ));
    say(format_args!(
        "  {:>9.1} ms at the median, {:.1} ms at 99 %, {:.1} ms at most",
        f.p50_ms, f.p99_ms, f.max_ms
    ));
    say(format_args!(
        "  {:>9.0} MB idle, {:.0} MB after (the client's own included)",
        f.idle_memory_mb, f.memory_after_mb
    ));
    say(format_args!("  {:>9} answered otherwise than 201", f.answered_otherwise));
}
