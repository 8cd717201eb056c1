//! How fast the index is, and how much memory it takes.
//!
//! ```sh
//! cargo run --release -p tutela-matching --example search -- --hashes 10000000 --queries 10000
//! ```
//!
//! `--skewed` crowds a tenth of the hashes around a hundred centres, half of the planted questions too; `--all-digests` gives
//! every entry MD5, SHA-1 and SHA-256; `--snapshot FILE` writes a snapshot, maps it and looks up in it. Questions are asked on one
//! thread. Half of them are planted 0 to 31 bits from an entry and must find it; some are compared with the scan.
#![expect(clippy::print_stdout, reason = "it prints what it measured")]
#![expect(clippy::disallowed_methods, reason = "it measures time")]

mod made_up;

use std::{
    error::Error,
    fs::File,
    io::{BufWriter, Write},
    sync::Arc,
    time::Instant,
};

use made_up::{Kind, picture};
use tutela_matching::{Change, Index, Query};

struct Asked {
    hashes: u64,
    queries: u64,
    kind: Kind,
    snapshot: Option<String>,
}

fn arguments() -> Result<Asked, Box<dyn Error>> {
    let kind = Kind { skewed: false, all_digests: false };
    let mut asked = Asked { hashes: 1_000_000, queries: 10_000, kind, snapshot: None };
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or(format!("{argument} needs a value"));
        match argument.as_str() {
            "--hashes" => asked.hashes = value()?.parse()?,
            "--queries" => asked.queries = value()?.parse()?,
            "--snapshot" => asked.snapshot = Some(value()?),
            "--skewed" => asked.kind.skewed = true,
            "--all-digests" => asked.kind.all_digests = true,
            _ => return Err(format!("{argument} is unknown").into()),
        }
    }
    Ok(asked)
}

fn main() -> Result<(), Box<dyn Error>> {
    let Asked { hashes, queries, kind, snapshot } = arguments()?;
    let start = Instant::now();
    let index = Index::build((0..hashes).map(|number| kind.entry(number)));
    println!("instructions: {}", index.instructions());
    println!(
        "build: {:.1} s for {} entries, making them up included",
        start.elapsed().as_secs_f64(),
        index.len()
    );
    memory("after building");
    measure("index", &index, kind, hashes, queries);
    scan(&index, kind, hashes, queries);

    let start = Instant::now();
    let changes: Vec<Change> = (hashes..hashes + 4000)
        .map(|number| kind.entry(number))
        .map(|(id, list, digests)| Change::Insert(id, list, digests))
        .collect();
    changes.chunks(1).take(1000).for_each(|change| index.apply(change));
    println!("insert one by one: {:.1} us each", start.elapsed().as_secs_f64() * 1e6 / 1000.0);
    index.apply(&changes[1000..]);
    measure("with 4,000 newer entries", &index, kind, hashes, queries);

    if let Some(path) = snapshot {
        let start = Instant::now();
        let mut out = BufWriter::new(File::create(&path)?);
        index.write_snapshot(&mut out)?;
        out.flush()?;
        println!("merge and snapshot: {:.1} s", start.elapsed().as_secs_f64());
        memory("after the merge");
        drop(index);
        let start = Instant::now();
        let index = mapped(&path)?;
        println!("mapping the snapshot: {:.1} ms until it answers", start.elapsed().as_secs_f64() * 1e3);
        measure("mapped index", &index, kind, hashes, queries);
    }
    Ok(())
}

/// An index over a file that is mapped.
#[expect(unsafe_code, reason = "a file that is mapped may change beneath the program")]
fn mapped(path: &str) -> Result<Index, Box<dyn Error>> {
    // SAFETY: this program wrote the file just now, and nobody else is told of it.
    let file = unsafe { memmap2::Mmap::map(&File::open(path)?)? };
    let index = Index::from_snapshot(Arc::new(file))?;
    index.lookup(Kind { skewed: false, all_digests: false }.entry(1).2);
    Ok(index)
}

/// Resident memory, where the system tells.
fn memory(when: &str) {
    let Ok(status) = std::fs::read_to_string("/proc/self/status") else { return };
    let mut kilobytes = status.lines().filter_map(|line| {
        let rest = line.strip_prefix("VmRSS:").or_else(|| line.strip_prefix("VmHWM:"))?;
        rest.split_whitespace().next()?.parse::<f64>().ok()
    });
    if let (Some(most), Some(now)) = (kilobytes.next(), kilobytes.next()) {
        println!("memory {when}: {:.2} GB, at most {:.2} GB so far", now / 1e6, most / 1e6);
    }
}

/// Seconds that this thread ran, where the system tells: what a busy machine does not change.
fn processor_time() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(text.split_whitespace().next()?.parse::<f64>().ok()? / 1e9)
}

fn measure(name: &str, index: &Index, kind: Kind, hashes: u64, queries: u64) {
    let questions: Vec<_> = (0..queries).map(|number| kind.question(number, hashes)).collect();
    let ask = |number: usize| Query::from(picture(questions[number].0));
    (0..questions.len().min(200)).for_each(|number| drop(index.lookup(ask(number))));
    let mut missed = 0;
    let before = processor_time();
    let mut times = Vec::new();
    for (number, (_, planted)) in questions.iter().enumerate() {
        let start = Instant::now();
        let found = index.lookup(ask(number));
        times.push(start.elapsed().as_secs_f64() * 1e3);
        missed += usize::from(planted.is_some_and(|entry| !found.iter().any(|found| found.entry == entry)));
    }
    if let (Some(before), Some(after)) = (before, processor_time()) {
        println!("{name}, one by one: {:.0} queries/s of processor time", queries as f64 / (after - before));
    }
    tell(&format!("{name}, one by one"), times);
    let start = Instant::now();
    let all: Vec<_> = (0..questions.len()).map(ask).collect();
    let found: usize =
        all.chunks(256).map(|some| index.lookup_all(some).iter().map(Vec::len).sum::<usize>()).sum();
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "{name}, in batches of 256: {:.0} queries/s; {found} matches, {missed} planted ones missed",
        queries as f64 / seconds
    );
}

/// The scan, alone and in batches, and whether the index finds the same.
fn scan(index: &Index, kind: Kind, hashes: u64, queries: u64) {
    let questions: Vec<_> = (0..queries.min(200)).map(|number| kind.question(number * 7, hashes).0).collect();
    let all: Vec<_> = questions.iter().map(|&hash| Query::from(picture(hash))).collect();
    let mut times = Vec::new();
    let mut fast = Vec::new();
    let mut differing = 0;
    for query in &all {
        let start = Instant::now();
        let found = index.lookup_all_by_scan(&[*query]);
        times.push(start.elapsed().as_secs_f64() * 1e3);
        let start = Instant::now();
        differing += usize::from(found[0] != index.lookup(*query));
        fast.push(start.elapsed().as_secs_f64() * 1e3);
    }
    tell("scan, one by one", times);
    tell("index, the same ones", fast);
    let start = Instant::now();
    drop(index.lookup_all_by_scan(&all));
    let each = start.elapsed().as_secs_f64() / all.len().max(1) as f64;
    println!("scan, in one batch: {:.0} queries/s; {differing} of {} answers differ", 1.0 / each, all.len());
}

fn tell(name: &str, mut times: Vec<f64>) {
    times.sort_by(f64::total_cmp);
    let (Some(most), count) = (times.last(), times.len()) else { return };
    let mean = times.iter().sum::<f64>() / count as f64;
    println!(
        "{name}: p50 {:.4}, p99 {:.4}, most {most:.4}, mean {mean:.4} ms; {:.0} queries/s",
        times[count / 2],
        times[(count * 99 / 100).min(count - 1)],
        1e3 / mean
    );
}
