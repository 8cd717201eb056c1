//! `tutela bench pages`: the console's pages over a store that holds many reports.

mod fill;
mod found;

use std::collections::BTreeMap;
use std::process::ExitCode;
use std::time::Duration;

use clap::Args;
use serde::Serialize;
use tutela_model::clock::{Clock, DAY};
use tutela_model::id::uuid_v7;

use super::console::Console;
use super::engines::Engines;
use super::latency::Latencies;
use crate::commands::say;
use crate::data_dir::DataDir;
use crate::error::Failure;
use crate::lifecycle::{listen, serve};
use crate::machine::{SystemClock, SystemRng};
use fill::Filled;

/// The limits of the plan, in milliseconds.
const LIST: f64 = 50.0;
const SEARCH: f64 = 20.0;
const DASHBOARD: f64 = 200.0;

/// The console's pages over HTTP, as somebody who has signed in, over a store that holds many reports of a year.
#[derive(Args)]
pub struct Pages {
    /// Reports in the store.
    #[arg(long, default_value_t = 1_000_000)]
    stored: u64,
    /// Of these, how many are assessed, decided, told to a host and gone.
    #[arg(long, default_value_t = 5_000)]
    handled: u64,
    /// How often each page is opened.
    #[arg(long, default_value_t = 200)]
    times: usize,
    #[command(flatten)]
    engines: Engines,
}

/// The figures of one engine.
#[derive(Serialize)]
struct Figures {
    engine: &'static str,
    stored: u64,
    handled: u64,
    counted_s: f64,
    pages: Vec<Measured>,
}

/// The times of one page.
#[derive(Serialize)]
struct Measured {
    page: String,
    opened: usize,
    p50_ms: f64,
    p99_ms: f64,
    limit_ms: f64,
    /// The 99 % over the limit: below 1 it is kept.
    ratio: f64,
    /// Why it could not be measured.
    problem: Option<String>,
}

impl Pages {
    pub(super) async fn run(self) -> Result<ExitCode, Failure> {
        self.engines.measure(async |engine, data| self.measure(engine, &data).await, show).await?;
        Ok(ExitCode::SUCCESS)
    }

    #[expect(clippy::disallowed_methods, reason = "a bench measures real time")]
    async fn measure(&self, engine: &'static str, data: &DataDir) -> Result<Figures, Failure> {
        let filled = fill::fill(data, self.stored, self.handled.min(self.stored)).await?;
        let node = data.start_with(fill::settings(data)?).await?;
        let begun = std::time::Instant::now();
        tutela_workflow::figures::recount(&node).await?;
        let counted_s = begun.elapsed().as_secs_f64();
        let running = serve(node.clone(), listen("127.0.0.1:0").await?)?;
        let mut console = Console::sign_in(&node, running.address).await?;
        // What the node does at its start is over.
        tokio::time::sleep(Duration::from_secs(2)).await;
        let pages = self.pages(&mut console, &filled).await?;
        drop(node);
        running.stop().await;
        Ok(Figures { engine, stored: self.stored, handled: self.handled, counted_s, pages })
    }

    async fn pages(&self, console: &mut Console, filled: &Filled) -> Result<Vec<Measured>, Failure> {
        let mut pages = Vec::new();
        for (page, path) in [
            ("queue, first page", "/console/".to_owned()),
            ("queue, deep page", deep("/console/?urgency=160&after=")),
            ("all reports, first page", "/console/?list=all".to_owned()),
            ("all reports, deep page", deep("/console/?list=all&urgency=0&after=")),
            ("own reports", "/console/?list=mine".to_owned()),
        ] {
            pages.push(self.one(console, page, LIST, |_| path.clone()).await);
        }
        // Filters, saved views and other lists, as the pages themselves lead to them.
        let (queue, _) = console.open("/console/").await?;
        for path in found::lists(&queue) {
            pages.push(self.one(console, &path.clone(), LIST, |_| path.clone()).await);
        }
        for (page, path) in [
            ("notices, open", "/console/notices".to_owned()),
            ("notices, all, deep page", deep("/console/notices?show=all&before=")),
        ] {
            pages.push(self.one(console, page, LIST, |_| path.clone()).await);
        }
        for (page, term) in fill::TERMS {
            pages.push(self.search(console, page, |n| term(filled.some(n))).await);
        }
        for days in [7, 30, 365] {
            let path = format!("/console/figures?days={days}");
            pages.push(
                self.one(console, &format!("dashboard, {days} days"), DASHBOARD, |_| path.clone()).await,
            );
        }
        let report = |n: usize| format!("/console/reports/{}", filled.ids[n * 7_919 % filled.ids.len()]);
        pages.push(self.one(console, "a report, opened", LIST, report).await);
        Ok(pages)
    }

    async fn one(
        &self,
        console: &mut Console,
        page: &str,
        limit: f64,
        path: impl Fn(usize) -> String,
    ) -> Measured {
        let mut times = Latencies::default();
        // The first opening makes statements ready.
        let mut problem = console.open(&path(0)).await.err();
        for n in 1..=self.times {
            match console.open(&path(n)).await {
                Ok((_, time)) => times.add(time),
                Err(error) => problem = Some(error),
            }
        }
        measured(page, limit, times, problem)
    }

    async fn search(&self, console: &mut Console, page: &str, term: impl Fn(usize) -> String) -> Measured {
        let mut times = Latencies::default();
        let mut problem = console.search(&term(0)).await.err();
        for n in 1..=self.times {
            match console.search(&term(n)).await {
                Ok((html, time)) if html.contains("/console/reports/") => times.add(time),
                Ok(_) => problem = Some(Failure::Said("nothing was found".into())),
                Err(error) => problem = Some(error),
            }
        }
        measured(page, SEARCH, times, problem)
    }
}

/// A page from the middle of the year on, by key.
fn deep(list: &str) -> String {
    let middle = SystemClock.now().plus(-180 * DAY);
    format!("{list}{}", uuid_v7(middle, &SystemRng))
}

fn measured(page: &str, limit: f64, mut times: Latencies, problem: Option<Failure>) -> Measured {
    let p99_ms = times.quantile(0.99);
    Measured {
        page: page.to_owned(),
        opened: times.count(),
        p50_ms: times.quantile(0.5),
        p99_ms,
        limit_ms: limit,
        ratio: p99_ms / limit,
        problem: problem.map(|problem| problem.to_string()),
    }
}

fn show(figures: &Figures) {
    say(format_args!(
        "{}: {} reports stored, {} of them handled; all figures counted in {:.1} s",
        figures.engine, figures.stored, figures.handled, figures.counted_s
    ));
    let mut worst: BTreeMap<&str, f64> = BTreeMap::new();
    for of in &figures.pages {
        let kind = if of.limit_ms == SEARCH {
            "search"
        } else if of.limit_ms == DASHBOARD {
            "dashboard"
        } else {
            "lists"
        };
        let so_far = worst.entry(kind).or_default();
        *so_far = so_far.max(of.ratio);
        let problem = of.problem.as_ref().map(|problem| format!("   {problem}")).unwrap_or_default();
        say(format_args!(
            "  {:<34} {:>7.1} ms median {:>7.1} ms 99 %   {:.2} times the limit of {} ms{problem}",
            of.page, of.p50_ms, of.p99_ms, of.ratio, of.limit_ms
        ));
    }
    let worst: Vec<String> = worst.iter().map(|(kind, ratio)| format!("{kind} {ratio:.2}")).collect();
    say(format_args!("  slowest, in times its limit: {}", worst.join(", ")));
}
