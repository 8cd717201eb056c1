//! Running a scan.

use std::collections::BTreeMap;
use std::future::Future;
use std::path::{Path, PathBuf};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use tokio::task::JoinSet;
use tutela_web::scan_summary::{MatchLine, Summary};
use tutela_workflow::Node;
use tutela_workflow::lookup::{Scan, ScanCounts};

use super::files::{Found, walk};
use super::journal::{Hashed, Journal};
use super::output::{self, Lines, MatchedFile, Problem, write_page};
use crate::error::Failure;

/// Matches that the page names; all of them stand in the JSON lines.
const SHOWN: usize = 5_000;

/// What is to be scanned.
pub struct Plan {
    /// The tree.
    pub root: PathBuf,
    /// The lists' names.
    pub lists: Vec<String>,
    /// Why, for the log and the page.
    pub purpose: String,
    /// The folder that journal, matches and page are written to.
    pub out: PathBuf,
    /// Files hashed at once.
    pub at_once: usize,
}

/// What a scan came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scanned {
    /// Files, matches and problems.
    pub counts: ScanCounts,
    /// Files that an earlier run had hashed.
    pub known_before: u64,
}

/// Scans a tree. `hash` hashes one file and never fails: what cannot be hashed says why.
pub async fn run<F, H>(node: &Node, plan: &Plan, hash: H) -> Result<Scanned, Failure>
where
    H: Fn(PathBuf) -> F,
    F: Future<Output = Hashed> + Send + 'static,
{
    let begun_at = node.now();
    std::fs::create_dir_all(&plan.out).map_err(|error| Failure::file(&plan.out, error))?;
    output::claim(&plan.out, &plan.purpose, &plan.root)?;
    let scan = Scan::begin(node, &plan.lists, &plan.purpose).await?;
    let walked = walk(&plan.root);
    let bytes = walked.files.iter().map(|found| found.size).sum();
    let bar = bar(bytes);
    let mut output = Output::open(&plan.out)?;
    for (file, problem) in &walked.problems {
        output.problem(file, problem)?;
    }

    let mut under_way = JoinSet::new();
    let mut files = walked.files.into_iter();
    loop {
        while under_way.len() < plan.at_once.max(1) {
            let Some(found) = files.next() else { break };
            if let Some(known) = output.journal.known(&found).cloned() {
                output.known_before += 1;
                output.take(&scan, &known).await?;
                bar.inc(found.size);
                continue;
            }
            let hashing = hash(found.path.clone());
            under_way.spawn(async move { (found, hashing.await) });
        }
        let Some(done) = under_way.join_next().await else { break };
        let Ok((found, hashed)) = done else {
            return Err(Failure::Said("a file could not be hashed because this program failed".to_owned()));
        };
        let size = found.size;
        let hashed = placed(found, hashed);
        output.journal.note(&hashed).map_err(|error| Failure::file(&plan.out, error))?;
        output.take(&scan, &hashed).await?;
        bar.inc(size);
        bar.set_message(format!("{} matches", output.counts.matched));
    }
    bar.finish_and_clear();
    let scanned = Scanned { counts: output.counts, known_before: output.known_before };
    output.finish(plan, bytes, begun_at, node.now())?;
    scan.finish(scanned.counts).await?;
    Ok(scanned)
}

/// What was hashed, under the name that the file has in the tree.
fn placed(found: Found, hashed: Hashed) -> Hashed {
    Hashed { file: found.name, size: found.size, modified: found.modified, ..hashed }
}

fn bar(bytes: u64) -> ProgressBar {
    let style = "{msg:>12} [{bar:40}] {bytes}/{total_bytes}, {bytes_per_sec}, {eta} left";
    let bar = ProgressBar::new(bytes)
        .with_style(ProgressStyle::with_template(style).unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar.set_message("0 matches");
    bar.enable_steady_tick(Duration::from_millis(500));
    bar
}

/// The files that a scan writes.
struct Output {
    folder: PathBuf,
    journal: Journal,
    matches: Lines,
    problems: Lines,
    counts: ScanCounts,
    known_before: u64,
    shown: Vec<MatchLine>,
    by_list: BTreeMap<String, u64>,
}

impl Output {
    fn open(folder: &Path) -> Result<Self, Failure> {
        let failed = |name: &str, error| Failure::file(folder.join(name), error);
        Ok(Self {
            journal: Journal::open(&folder.join("journal.jsonl")).map_err(|e| failed("journal.jsonl", e))?,
            matches: Lines::create(&folder.join("matches.jsonl")).map_err(|e| failed("matches.jsonl", e))?,
            problems: Lines::create(&folder.join("problems.jsonl"))
                .map_err(|e| failed("problems.jsonl", e))?,
            folder: folder.to_owned(),
            counts: ScanCounts::default(),
            known_before: 0,
            shown: Vec::new(),
            by_list: BTreeMap::new(),
        })
    }

    fn problem(&mut self, file: &str, problem: &str) -> Result<(), Failure> {
        self.counts.problems += 1;
        self.problems.write(&Problem { file, problem }).map_err(|error| Failure::file(&self.folder, error))
    }

    /// Matches a hashed file and writes what came of it.
    async fn take(&mut self, scan: &Scan, hashed: &Hashed) -> Result<(), Failure> {
        self.counts.files += 1;
        if let Some(problem) = &hashed.problem {
            self.problem(&hashed.file, problem)?;
        }
        let answers = scan.matches(&hashed.asked());
        let Some(matched) = MatchedFile::of(hashed, &answers) else { return Ok(()) };
        self.counts.matched += 1;
        let (list, kind, distance) = matched.strongest();
        *self.by_list.entry(list.to_owned()).or_default() += 1;
        if self.shown.len() < SHOWN {
            self.shown.push(MatchLine {
                file: hashed.file.clone(),
                list: list.to_owned(),
                kind: kind.to_owned(),
                distance,
            });
        }
        self.matches.write(&matched).map_err(|error| Failure::file(&self.folder, error))
    }

    fn finish(
        mut self,
        plan: &Plan,
        bytes: u64,
        begun_at: tutela_model::clock::Timestamp,
        ended_at: tutela_model::clock::Timestamp,
    ) -> Result<(), Failure> {
        let summary = Summary {
            root: plan.root.display().to_string(),
            purpose: plan.purpose.clone(),
            lists: plan.lists.clone(),
            begun_at,
            ended_at,
            files: self.counts.files,
            bytes,
            known_before: self.known_before,
            problems: self.counts.problems,
            matched: self.counts.matched,
            by_list: self.by_list.into_iter().collect(),
            matches: self.shown,
        };
        let failed = |error| Failure::file(&self.folder, error);
        self.journal.save().map_err(failed)?;
        self.matches.finish().map_err(failed)?;
        self.problems.finish().map_err(failed)?;
        let html = tutela_web::scan_summary::render(&summary).map_err(Failure::Said)?;
        write_page(&self.folder.join("summary.html"), &html).map_err(failed)
    }
}
