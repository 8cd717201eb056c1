//! `tutela bench match`.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use clap::Args;
use serde::Serialize;
use tutela_matching::{EntryId, FileDigests, Index, ListTag, MATCH_DISTANCE, Match, Pdq, PdqHash, Query};

use super::hashes::MadeUp;
use super::latency::Latencies;
use super::memory::resident_mb;
use crate::commands::say;
use crate::error::Failure;

/// Questions of one batch.
const BATCH: usize = 256;

/// Exact search for near PDQ hashes on one core, beside a linear scan of the same hashes in the same run.
#[derive(Args)]
pub struct Search {
    /// Hashes on the list.
    #[arg(long, default_value_t = 10_000_000)]
    hashes: usize,
    /// Look-ups.
    #[arg(long, default_value_t = 10_000)]
    queries: usize,
    /// Look-ups whose answers are compared with those of the linear scan.
    #[arg(long, default_value_t = 200)]
    compared: usize,
    /// Crowd a tenth of the hashes around a hundred centres.
    #[arg(long)]
    skewed: bool,
    /// The largest distance that counts.
    #[arg(long, default_value_t = MATCH_DISTANCE)]
    radius: u32,
    /// Write the hashes and the questions into this folder, 32 bytes each, for another program.
    #[arg(long, value_name = "DIR")]
    export: Option<PathBuf>,
    /// Print the figures as JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Figures {
    hashes: usize,
    skewed: bool,
    radius: u32,
    queries: usize,
    kernel: &'static str,
    build_s: f64,
    memory_mb: f64,
    a_second: f64,
    p50_ms: f64,
    p99_ms: f64,
    max_ms: f64,
    batched_a_second: f64,
    linear_a_second: f64,
    linear_p50_ms: f64,
    linear_p99_ms: f64,
    times_linear: f64,
    p99_to_linear_p99: f64,
    compared: usize,
    recall: f64,
    found: usize,
}

impl Search {
    pub(super) fn run(self) -> Result<ExitCode, Failure> {
        let listed = MadeUp { seed: 1, count: self.hashes.max(1), skewed: self.skewed };
        let asked = listed.questions(self.queries.max(1));
        if let Some(folder) = &self.export {
            write_out(&folder.join("hashes.bin"), listed.iter())?;
            write_out(&folder.join("queries.bin"), asked.iter().copied())?;
        }
        let figures = self.measure(listed, &asked);
        if self.json {
            say(serde_json::to_string(&figures).unwrap_or_default());
        } else {
            print(&figures);
        }
        Ok(ExitCode::SUCCESS)
    }

    #[expect(clippy::disallowed_methods, reason = "a bench measures how long things take")]
    fn measure(&self, listed: MadeUp, asked: &[Pdq]) -> Figures {
        let before = resident_mb();
        let begun = Instant::now();
        let index = Index::build(listed.iter().enumerate().map(|(at, hash)| {
            (
                EntryId(at as u128),
                ListTag(1),
                FileDigests { pdq: Some(usable(&hash)), ..FileDigests::default() },
            )
        }));
        index.merge();
        let build_s = begun.elapsed().as_secs_f64();
        let memory_mb = resident_mb() - before;

        let queries: Vec<Query<'_>> = asked.iter().map(|hash| self.query(hash)).collect();
        // The first look-ups fault the memory in.
        queries.iter().take(queries.len() / 10).for_each(|query| drop(index.lookup(*query)));
        let (mut times, mut found) = (Latencies::default(), 0);
        for query in &queries {
            let begun = Instant::now();
            found += index.lookup(*query).len();
            times.add(begun.elapsed());
        }
        let begun = Instant::now();
        queries.chunks(BATCH).for_each(|batch| drop(index.lookup_all(batch)));
        let batched_a_second = queries.len() as f64 / begun.elapsed().as_secs_f64();

        let compared = self.compared.min(queries.len());
        let (mut linear, mut missed, mut expected) = (Latencies::default(), 0_usize, 0_usize);
        for query in &queries[..compared] {
            let begun = Instant::now();
            let all = index.lookup_all_by_scan(std::slice::from_ref(query)).pop().unwrap_or_default();
            linear.add(begun.elapsed());
            let ours: Vec<Match> = index.lookup(*query);
            expected += all.len();
            missed += all.iter().filter(|found| !ours.contains(found)).count();
            missed += ours.iter().filter(|found| !all.contains(found)).count();
        }
        let (a_second, linear_a_second) = (times.a_second(), linear.a_second());
        Figures {
            hashes: listed.count,
            skewed: self.skewed,
            radius: self.radius,
            queries: asked.len(),
            kernel: index.instructions(),
            build_s,
            memory_mb,
            a_second,
            p50_ms: times.quantile(0.5),
            p99_ms: times.quantile(0.99),
            max_ms: times.quantile(1.0),
            batched_a_second,
            linear_a_second,
            linear_p50_ms: linear.quantile(0.5),
            linear_p99_ms: linear.quantile(0.99),
            times_linear: a_second / linear_a_second,
            p99_to_linear_p99: times.quantile(0.99) / linear.quantile(0.99),
            compared,
            recall: if expected == 0 { 1.0 } else { 1.0 - missed as f64 / expected as f64 },
            found,
        }
    }

    fn query(&self, hash: &Pdq) -> Query<'static> {
        let digests = FileDigests { pdq: Some(usable(hash)), ..FileDigests::default() };
        Query { digests, orientations: &[], radius: self.radius }
    }
}

fn usable(hash: &Pdq) -> PdqHash {
    PdqHash { hash: *hash, quality: 100 }
}

fn write_out(path: &Path, mut hashes: impl Iterator<Item = Pdq>) -> Result<(), Failure> {
    let mut write = || {
        let mut out = BufWriter::new(File::create(path)?);
        hashes.try_for_each(|hash| out.write_all(hash.as_bytes()))?;
        out.flush()
    };
    write().map_err(|error| Failure::file(path, error))
}

fn print(figures: &Figures) {
    let Figures { hashes, queries, radius, kernel, .. } = figures;
    let crowd = if figures.skewed { ", a tenth crowded" } else { "" };
    say(format_args!("{hashes} hashes{crowd}, {queries} look-ups within {radius} bits, one core, {kernel}"));
    say(format_args!("built in             {:.1} s, {:.0} MB", figures.build_s, figures.memory_mb));
    say(format_args!(
        "look-ups a second    {:.0}, in batches {:.0}",
        figures.a_second, figures.batched_a_second
    ));
    say(format_args!(
        "each                 {:.3} ms median, {:.3} ms 99 %, {:.3} ms most",
        figures.p50_ms, figures.p99_ms, figures.max_ms
    ));
    say(format_args!(
        "linear scan          {:.2} ms median, {:.2} ms 99 %: {:.0} times faster than it; 99 % at {:.2} of its 99 %",
        figures.linear_p50_ms, figures.linear_p99_ms, figures.times_linear, figures.p99_to_linear_p99
    ));
    say(format_args!(
        "recall               {:.4} of what the scan finds, over {} look-ups; {} found in all",
        figures.recall, figures.compared, figures.found
    ));
}
