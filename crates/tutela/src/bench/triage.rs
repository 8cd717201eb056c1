//! `tutela bench triage`: whether the reports that must not wait come first.

mod generate;
mod phrases;

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;
use serde::Serialize;
use tokio::sync::Mutex;
use tutela_model::access::Role;
use tutela_model::api_key::{ApiKey, Scope};
use tutela_model::clock::Clock;
use tutela_model::id::ReportId;
use tutela_model::queue::Narrow;
use tutela_model::urgency::Urgency;
use tutela_workflow::intake::{Sender, submit_by_key};
use tutela_workflow::read::{QueueFilter, QueueQuery};
use tutela_workflow::{Node, Viewer, jobs, people};

use self::generate::{Made, Maker, ToldBy};
use self::phrases::Phrase;
use super::hashes::Numbers;
use crate::commands::say;
use crate::config::Config;
use crate::data_dir::DataDir;
use crate::error::Failure;
use crate::machine::SystemClock;

/// Seeds, reports in each run, urgent ones among them, and how many must be in the first hundredth.
const SEEDS: u64 = 10;
const REPORTS: usize = 10_000;
const URGENT: usize = 20;
const GOAL: f64 = 198.0 / 200.0;
/// Senders that bring the reports.
const SENDERS: usize = 8;
/// Reports that are put in at once.
const AT_ONCE: usize = 256;
/// Phrases that are shown of those that pushed others up.
const SHOWN: usize = 10;

/// Whether the reports that must not wait come first: made-up reports go through the real intake, and the queue is read.
#[derive(Args)]
pub struct Triage {
    /// Phrases in place of our own: lines of language, phrase, and 1 where it is urgent or 0, separated by tabs.
    #[arg(long, value_name = "FILE")]
    phrases: Option<PathBuf>,
    /// Runs, each with a seed of its own.
    #[arg(long, default_value_t = SEEDS)]
    seeds: u64,
    /// Reports in each run.
    #[arg(long, default_value_t = REPORTS)]
    reports: usize,
    /// Print the figures as JSON.
    #[arg(long)]
    json: bool,
}

/// What became of the urgent ones.
#[derive(Default, Serialize)]
struct Figures {
    seeds: u64,
    reports_in_each: usize,
    urgent: usize,
    in_first_hundredth: usize,
    goal: usize,
    /// Found and planted, by how they can be told.
    by_kind: BTreeMap<&'static str, (usize, usize)>,
    /// Found and planted, by language, of those told by words alone.
    by_language: BTreeMap<&'static str, (usize, usize)>,
    missed: Vec<String>,
    /// How many others were in the first hundredth, by what they were there for.
    others: usize,
    others_by_reason: BTreeMap<&'static str, usize>,
    others_by_phrase: BTreeMap<String, usize>,
}

impl Triage {
    pub(super) async fn run(self) -> Result<ExitCode, Failure> {
        let phrases = match &self.phrases {
            Some(path) => phrases::read(path)?,
            None => phrases::built_in()?,
        };
        let urgent = URGENT.min(self.reports / 100);
        if urgent == 0 {
            return Err(Failure::Said("--reports must be at least 100".to_owned()));
        }
        let folder = tempfile::tempdir()
            .map_err(|error| Failure::Said(format!("no temporary folder could be made: {error}")))?;
        let all = urgent * self.seeds as usize;
        let mut figures = Figures {
            seeds: self.seeds,
            reports_in_each: self.reports,
            urgent: all,
            goal: (all as f64 * GOAL).ceil() as usize,
            ..Figures::default()
        };
        for seed in 1..=self.seeds {
            let path = folder.path().join(seed.to_string());
            let found = self.run_seed(seed, urgent, &phrases, &path, &mut figures).await?;
            if !self.json {
                say(format_args!("seed {seed:>2}: {found} of {urgent} in the first {}", self.reports / 100));
            }
        }
        if self.json {
            say(serde_json::to_string_pretty(&figures).unwrap_or_default());
        } else {
            figures.show();
        }
        Ok(ExitCode::SUCCESS)
    }

    async fn run_seed(
        &self,
        seed: u64,
        urgent: usize,
        phrases: &[Phrase],
        path: &Path,
        figures: &mut Figures,
    ) -> Result<usize, Failure> {
        let filler = phrases::filler();
        let mut maker = Maker {
            numbers: Numbers::new(seed),
            phrases,
            filler: &filler,
            senders: SENDERS,
            now: SystemClock.now(),
        };
        let made = maker.reports(self.reports, urgent);
        let node = DataDir::open(path, Config::default())?.start().await?;
        let mut keys = Vec::new();
        for n in 0..SENDERS {
            keys.push(
                people::add_key(&node, None, &format!("sender {n}"), Scope::Report, u32::MAX).await?.key,
            );
        }
        let viewer = Viewer { person: people::add_person(&node, None, "bench", Role::Analyst).await?.person };
        let (stop, stopped) = tokio::sync::watch::channel(false);
        let working = tokio::spawn(jobs::run(node.clone(), stopped));
        let ids = take(&node, &keys, &made).await?;
        let first = first(&node, &viewer, self.reports / 100).await?;
        let _ = stop.send(true);
        let _ = working.await;
        let found = figures.count(seed, &made, &ids, &first);
        node.stop().await;
        // A run is looked at and thrown away: ten of them need not lie side by side.
        let _ = std::fs::remove_dir_all(path);
        Ok(found)
    }
}

/// Takes the reports in by the same door as the API: those that are not urgent first. The id and place of each.
async fn take(node: &Node, keys: &[ApiKey], made: &[Made]) -> Result<HashMap<ReportId, usize>, Failure> {
    let ids = Arc::new(Mutex::new(HashMap::new()));
    let (calm, urgent): (Vec<_>, Vec<_>) =
        made.iter().enumerate().partition(|(_, made)| made.urgent.is_none());
    for part in calm.chunks(AT_ONCE).chain(urgent.chunks(AT_ONCE)) {
        let mut taking = tokio::task::JoinSet::new();
        for (n, made) in part {
            let (node, key, report, ids, n) =
                (node.clone(), keys[made.sender].clone(), made.report.clone(), Arc::clone(&ids), *n);
            taking.spawn(async move {
                let name = n.to_string();
                let sender = Sender { key: &key, idempotency_key: &name, body: name.as_bytes() };
                let taken = submit_by_key(&node, report, sender).await?;
                ids.lock().await.insert(taken.id, n);
                Ok::<_, Failure>(())
            });
        }
        while let Some(done) = taking.join_next().await {
            done.map_err(|error| Failure::Said(error.to_string()))??;
        }
    }
    Ok(Arc::try_unwrap(ids).map(Mutex::into_inner).unwrap_or_default())
}

/// The first lines of the queue.
async fn first(node: &Node, viewer: &Viewer, count: usize) -> Result<Vec<(ReportId, Urgency)>, Failure> {
    let mut lines = Vec::new();
    let mut after = None;
    while lines.len() < count {
        let page = node
            .read(viewer, QueueQuery { filter: QueueFilter::Waiting, narrow: Narrow::default(), after })
            .await?;
        lines.extend(page.lines.into_iter().map(|line| (line.id, line.urgency)));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    lines.truncate(count);
    Ok(lines)
}

impl Figures {
    fn count(
        &mut self,
        seed: u64,
        made: &[Made],
        ids: &HashMap<ReportId, usize>,
        first: &[(ReportId, Urgency)],
    ) -> usize {
        let places: Vec<usize> = first.iter().filter_map(|(id, _)| ids.get(id).copied()).collect();
        let mut found = 0;
        for (n, made) in made.iter().enumerate() {
            let Some(told) = made.urgent else { continue };
            let here = places.contains(&n);
            found += usize::from(here);
            let add = |count: &mut (usize, usize)| *count = (count.0 + usize::from(here), count.1 + 1);
            add(self.by_kind.entry(told.name()).or_default());
            if let (ToldBy::Words, Some(phrase)) = (told, &made.phrase) {
                add(self.by_language.entry(phrase.language).or_default());
            }
            if !here {
                let phrase = made.phrase.as_ref().map(|p| format!(" {}: {}", p.language, p.text));
                self.missed.push(format!("seed {seed}, {}{}", told.name(), phrase.unwrap_or_default()));
            }
        }
        for ((_, urgency), n) in first.iter().zip(&places) {
            let other = &made[*n];
            if other.urgent.is_some() {
                continue;
            }
            self.others += 1;
            if let Some(reason) = urgency.reasons.first() {
                *self.others_by_reason.entry(reason.as_str()).or_default() += 1;
            }
            if let Some(phrase) = &other.phrase {
                *self.others_by_phrase.entry(format!("{}: {}", phrase.language, phrase.text)).or_default() +=
                    1;
            }
        }
        self.in_first_hundredth += found;
        found
    }

    fn show(&self) {
        say(format_args!(
            "{} of {} urgent reports in the first hundredth of the queue; the goal is {}",
            self.in_first_hundredth, self.urgent, self.goal
        ));
        for (kind, (found, all)) in &self.by_kind {
            say(format_args!("  told by {kind:<12} {found:>4} of {all}"));
        }
        for (language, (found, all)) in &self.by_language {
            say(format_args!("  words in {language:<11} {found:>4} of {all}"));
        }
        for missed in &self.missed {
            say(format_args!("  missed: {missed}"));
        }
        say(format_args!("{} others were among the first, by their heaviest reason:", self.others));
        for (reason, count) in most(&self.others_by_reason) {
            say(format_args!("  {count:>5}  {reason}"));
        }
        if !self.others_by_phrase.is_empty() {
            say("phrases that are not urgent and pushed others up:");
        }
        for (phrase, count) in most(&self.others_by_phrase).into_iter().take(SHOWN) {
            say(format_args!("  {count:>5}  {phrase}"));
        }
    }
}

fn most<K: Clone + Ord>(counts: &BTreeMap<K, usize>) -> Vec<(K, usize)> {
    let mut counts: Vec<_> = counts.iter().map(|(key, count)| (key.clone(), *count)).collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts
}

impl ToldBy {
    fn name(self) -> &'static str {
        match self {
            Self::Flag => "flags",
            Self::Words => "words",
            Self::Combination => "combinations",
        }
    }
}
