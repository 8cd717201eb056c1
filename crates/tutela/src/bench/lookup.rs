//! `tutela bench lookup`.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;
use tutela_formats::list_entry::ListEntry;
use tutela_matching::{FileDigests, Pdq, PdqHash};
use tutela_model::api_key::Scope;
use tutela_workflow::lists::ListImport;
use tutela_workflow::lookup::{Asked, look_up};
use tutela_workflow::{Node, people};

use super::hashes::MadeUp;
use super::latency::Latencies;
use super::memory::resident_mb;
use crate::commands::say;
use crate::config::Config;
use crate::data_dir::DataDir;
use crate::error::Failure;
use crate::http_client::HttpClient;
use crate::lifecycle::{listen, serve};

/// What the plan asks for, a second.
const GOAL: f64 = 10_000.0;
/// The list's name.
const LIST: &str = "made up";
/// Rows of one import.
const BATCH: usize = 5_000;

/// Hash look-ups a second over HTTP, in HMA's dialect, on a whole node with a list of many hashes.
#[derive(Args)]
pub struct Lookup {
    /// Hashes on the list.
    #[arg(long, default_value_t = 10_000_000)]
    hashes: usize,
    /// Connections that ask at once.
    #[arg(long, default_value_t = 32)]
    connections: usize,
    /// Seconds to measure.
    #[arg(long, default_value_t = 20)]
    seconds: u64,
    /// A data directory that is kept: a second run does not import again. Else a temporary one.
    #[arg(long, value_name = "DIR")]
    folder: Option<PathBuf>,
    /// Print the figures as JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Figures {
    hashes: usize,
    imported_s: Option<f64>,
    ready_s: f64,
    memory_mb: f64,
    connections: usize,
    lookups_a_second: f64,
    ratio_to_goal: f64,
    p50_ms: f64,
    p99_ms: f64,
    answered_otherwise: u64,
    /// The same connections ask what needs no look-up.
    http_alone_a_second: f64,
    /// The same questions without HTTP, one after the other on one core.
    search_alone_a_second: f64,
}

impl Lookup {
    pub(super) async fn run(self) -> Result<ExitCode, Failure> {
        let temporary = tempfile::tempdir().map_err(|error| Failure::Said(error.to_string()))?;
        let folder = self.folder.clone().unwrap_or_else(|| temporary.path().join("node"));
        let figures = self.measure(&folder).await?;
        if self.json {
            say(serde_json::to_string(&figures).unwrap_or_default());
        } else {
            show(&figures);
        }
        Ok(ExitCode::SUCCESS)
    }

    #[expect(clippy::disallowed_methods, reason = "a bench measures how long things take")]
    async fn measure(&self, folder: &Path) -> Result<Figures, Failure> {
        let listed = MadeUp { seed: 1, count: self.hashes.max(1), skewed: false };
        let asked: Arc<Vec<Pdq>> = Arc::new(listed.questions(20_000));
        let imported_s = self.prepare(folder, listed).await?;

        let data = DataDir::open(folder, Config::default())?;
        let before = resident_mb();
        let begun = Instant::now();
        let node = data.start().await?;
        let ready_s = begun.elapsed().as_secs_f64();
        let memory_mb = resident_mb() - before;
        let key = people::add_key(&node, None, "bench", Scope::Distance, u32::MAX).await?;
        let running = serve(node.clone(), listen("127.0.0.1:0").await?)?;

        let path = |hash: &Pdq| {
            format!("/compat/hma/m/raw_lookup?signal_type=pdq&include_distance=true&signal={hash}")
        };
        let paths: Arc<Vec<String>> = Arc::new(asked.iter().map(path).collect());
        let headers = format!("Authorization: Bearer {}\r\n", key.secret);
        let (mut times, otherwise, seconds) = self.load(running.address, &headers, paths).await?;
        let lookups_a_second = times.count() as f64 / seconds;
        let status: Arc<Vec<String>> = Arc::new(vec!["/compat/hma/status".to_owned()]);
        let (alone, _, alone_seconds) = self.load(running.address, &headers, status).await?;

        let mut search = Latencies::default();
        for hash in asked.iter().take(5_000) {
            let digests =
                FileDigests { pdq: Some(PdqHash { hash: *hash, quality: 100 }), ..FileDigests::default() };
            let begun = Instant::now();
            look_up(&node, &key.key, &[Asked { digests, ..Asked::default() }]).await?;
            search.add(begun.elapsed());
        }
        drop(node);
        running.stop().await;
        Ok(Figures {
            hashes: self.hashes,
            imported_s,
            ready_s,
            memory_mb,
            connections: self.connections,
            lookups_a_second,
            ratio_to_goal: lookups_a_second / GOAL,
            p50_ms: times.quantile(0.5),
            p99_ms: times.quantile(0.99),
            answered_otherwise: otherwise,
            http_alone_a_second: alone.count() as f64 / alone_seconds,
            search_alone_a_second: search.a_second(),
        })
    }

    /// Imports the hashes by the same door as any list, unless the folder holds them; how long it took.
    #[expect(clippy::disallowed_methods, reason = "a bench measures how long things take")]
    async fn prepare(&self, folder: &Path, listed: MadeUp) -> Result<Option<f64>, Failure> {
        if folder.join("lists.index").exists() {
            return Ok(None);
        }
        let node = DataDir::open(folder, Config::default())?.start().await?;
        let begun = Instant::now();
        import(&node, listed).await?;
        let imported = begun.elapsed().as_secs_f64();
        // The job driver takes the list up, merges it and saves the index.
        let running = serve(node, listen("127.0.0.1:0").await?)?;
        let patience = Instant::now();
        // A short list is read from the data as fast, and is not saved.
        while listed.count >= 50_000
            && !folder.join("lists.index").exists()
            && patience.elapsed() < Duration::from_secs(600)
        {
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        running.stop().await;
        Ok(Some(imported))
    }

    #[expect(clippy::disallowed_methods, reason = "a bench measures real time")]
    async fn load(
        &self,
        address: SocketAddr,
        headers: &str,
        paths: Arc<Vec<String>>,
    ) -> Result<(Latencies, u64, f64), Failure> {
        let begun = Instant::now();
        let end = begun + Duration::from_secs(self.seconds);
        let mut askers = tokio::task::JoinSet::new();
        for first in 0..self.connections {
            let (headers, paths) = (headers.to_owned(), Arc::clone(&paths));
            askers.spawn(async move {
                let mut client = HttpClient::new(address);
                let (mut times, mut otherwise) = (Latencies::default(), 0);
                for at in (first..).step_by(7) {
                    let sent = Instant::now();
                    if sent >= end {
                        break;
                    }
                    match client.get(&paths[at % paths.len()], &headers).await {
                        Ok(answer) if answer.status == 200 => times.add(sent.elapsed()),
                        _ => otherwise += 1,
                    }
                }
                (times, otherwise)
            });
        }
        let (mut all, mut otherwise) = (Latencies::default(), 0);
        while let Some(done) = askers.join_next().await {
            let (times, refused) = done.map_err(|error| Failure::Said(error.to_string()))?;
            all.join(times);
            otherwise += refused;
        }
        Ok((all, otherwise, begun.elapsed().as_secs_f64()))
    }
}

async fn import(node: &Node, listed: MadeUp) -> Result<(), Failure> {
    let style = "importing [{bar:40}] {pos}/{len} {per_sec} {eta} left";
    let bar = ProgressBar::new(listed.count as u64)
        .with_style(ProgressStyle::with_template(style).unwrap_or_else(|_| ProgressStyle::default_bar()));
    let mut import = ListImport::begin(node, None, LIST, Some("tutela bench".into()), "csv").await?;
    let entry = |hash| ListEntry {
        digests: FileDigests { pdq: Some(PdqHash { hash, quality: 100 }), ..FileDigests::default() },
        ..ListEntry::default()
    };
    let mut hashes = listed.iter();
    loop {
        let rows: Vec<ListEntry> = hashes.by_ref().take(BATCH).map(entry).collect();
        if rows.is_empty() {
            break;
        }
        import.take(&rows).await?;
        bar.inc(rows.len() as u64);
    }
    bar.finish_and_clear();
    import.finish().await?;
    Ok(())
}

fn show(figures: &Figures) {
    say(format_args!("{} hashes on the list, {} connections", figures.hashes, figures.connections));
    if let Some(seconds) = figures.imported_s {
        say(format_args!("imported in          {seconds:.0} s"));
    }
    say(format_args!("ready in             {:.2} s, {:.0} MB", figures.ready_s, figures.memory_mb));
    say(format_args!(
        "look-ups a second    {:.0}: {:.2} times the goal of {GOAL}; {} answered otherwise",
        figures.lookups_a_second, figures.ratio_to_goal, figures.answered_otherwise
    ));
    say(format_args!("each                 {:.2} ms median, {:.2} ms 99 %", figures.p50_ms, figures.p99_ms));
    say(format_args!(
        "where the time goes  HTTP without look-up {:.0} a second; look-up without HTTP {:.0} a second on one core",
        figures.http_alone_a_second, figures.search_alone_a_second
    ));
}
