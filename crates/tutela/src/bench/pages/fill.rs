//! A store with a year of made-up reports, put in by the doors that reports, analysts and hosts use.

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use indicatif::{ProgressBar, ProgressStyle};
use tokio::sync::watch;
use tutela_matching::Sha256;
use tutela_model::access::Role;
use tutela_model::api_key::{ApiKey, Scope};
use tutela_model::assessment::{ActClass, AgeBand, Depiction, Observation};
use tutela_model::clock::{Clock, DAY, HOUR, Timestamp};
use tutela_model::id::ReportId;
use tutela_model::notice::Finding;
use tutela_model::report_state::Decision;
use tutela_model::rng::random;
use tutela_web::api::v1::read_report;
use tutela_workflow::desk::{Deciding, assess, claim, close, decide};
use tutela_workflow::intake::{Sender, submit_by_key};
use tutela_workflow::read::ReportQuery;
use tutela_workflow::removal::{NoticeTo, hand_over, record_found};
use tutela_workflow::{Node, Settings, Viewer, jobs, people};

use crate::data_dir::DataDir;
use crate::error::Failure;
use crate::machine::{SystemClock, SystemRng};

/// Reports that are put in at once.
const FILLERS: u64 = 256;
/// Keys that send.
const KEYS: u64 = 20;
/// Pieces in which the year is filled.
const WEEKS: u64 = 52;
/// Addresses on this host are named again and again, as they are in life.
const HOSTS: u64 = 1_000;

/// A clock that the filling moves: a year goes by in minutes.
struct Hand(AtomicI64);

impl Clock for Hand {
    fn now(&self) -> Timestamp {
        Timestamp::from_micros(self.0.load(Ordering::Relaxed))
    }
}

/// What is searched for: how a thing is called, and what it is in the `n`-th report.
pub(super) type Term = (&'static str, fn(u64) -> String);

pub(super) const TERMS: [Term; 5] = [
    ("search, address", url),
    ("search, handle", |n| format!("chat.example/u{n}x{n}")),
    ("search, e-mail", |n| format!("u{n}@mail.example")),
    ("search, phone", |n| format!("+3706{n:08}")),
    ("search, reference", |n| format!("bench-{n}")),
];

fn url(n: u64) -> String {
    format!("https://host-{}.example/{n}", n % HOSTS)
}

/// The filled store.
pub(super) struct Filled {
    stored: u64,
    /// Some reports of every time of the year.
    pub(super) ids: Vec<ReportId>,
}

impl Filled {
    /// Some report's number.
    pub(super) fn some(&self, n: usize) -> u64 {
        (n as u64).wrapping_mul(7_919) % self.stored.max(1)
    }
}

/// The settings of a node that erases nothing by time: what is looked for is to be there.
pub(super) fn settings(data: &DataDir) -> Result<Settings, Failure> {
    let mut settings = data.config.settings()?;
    let kept = &mut settings.retention;
    (kept.not_ours_days, kept.informational_days, kept.done_days) = (0, 0, 0);
    Ok(settings)
}

/// Fills.
pub(super) async fn fill(data: &DataDir, stored: u64, handled: u64) -> Result<Filled, Failure> {
    let begin = SystemClock.now().plus(-364 * DAY);
    let clock = Arc::new(Hand(AtomicI64::new(begin.micros())));
    let node = data.start_at(settings(data)?, clock.clone()).await?;
    let mut keys = Vec::new();
    for n in 0..KEYS {
        keys.push(people::add_key(&node, None, &format!("bench {n}"), Scope::Report, u32::MAX).await?.key);
    }
    let analyst = people::add_person(&node, None, "filler", Role::SeniorAnalyst).await?;
    let analyst = Viewer { person: analyst.person };
    // The log is numbered beside the filling, as it is in life: else it would be while pages are measured.
    let (stop, stopped) = watch::channel(false);
    let jobs = tokio::spawn(jobs::run(node.clone(), stopped));
    let bar = bar(stored);
    let mut ids = Vec::new();
    // Week by week, so that what is handled was handled soon after it came.
    for week in 0..WEEKS {
        let numbers = stored * week / WEEKS..stored * (week + 1) / WEEKS;
        let new = reports(&node, &clock, &keys, (numbers, stored), &bar).await?;
        let many = handled * (week + 1) / WEEKS - handled * week / WEEKS;
        handle(&node, &clock, &analyst, &new, many).await?;
        ids.extend(new);
    }
    bar.finish_and_clear();
    let _ = stop.send(true);
    let _ = jobs.await;
    node.stop().await;
    Ok(Filled { stored, ids })
}

fn bar(many: u64) -> ProgressBar {
    let style = ProgressStyle::with_template("filling the store [{bar:40}] {pos}/{len} {per_sec} {eta} left");
    ProgressBar::new(many).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

/// Puts the reports in, spread over the year; some of their ids.
async fn reports(
    node: &Node,
    clock: &Arc<Hand>,
    keys: &[ApiKey],
    (numbers, stored): (Range<u64>, u64),
    bar: &ProgressBar,
) -> Result<Vec<ReportId>, Failure> {
    let next = Arc::new(AtomicU64::new(numbers.start));
    let step = 363 * DAY / i64::try_from(stored.max(1)).unwrap_or(i64::MAX);
    let keep = (stored / 20_000).max(1);
    let mut fillers = tokio::task::JoinSet::new();
    for _ in 0..FILLERS.min(numbers.end - numbers.start) {
        let (node, clock, keys) = (node.clone(), Arc::clone(clock), keys.to_vec());
        let (next, bar) = (Arc::clone(&next), bar.clone());
        fillers.spawn(async move {
            let mut ids = Vec::new();
            loop {
                let n = next.fetch_add(1, Ordering::Relaxed);
                if n >= numbers.end {
                    return Ok::<_, Failure>(ids);
                }
                clock.0.fetch_add(step, Ordering::Relaxed);
                let body = body(n, clock.now());
                let report = read_report(&body, clock.now())
                    .map_err(|_| Failure::Said("a made-up report was refused".into()))?;
                let (key, idempotency_key) = (&keys[(n % KEYS) as usize], n.to_string());
                let sender = Sender { key, idempotency_key: &idempotency_key, body: &body };
                let taken = submit_by_key(&node, report, sender).await?;
                if n % keep == 0 {
                    ids.push(taken.id);
                }
                bar.inc(1);
            }
        });
    }
    let mut ids = Vec::new();
    while let Some(done) = fillers.join_next().await {
        ids.extend(done.map_err(|error| Failure::Said(error.to_string()))??);
    }
    ids.sort_unstable();
    Ok(ids)
}

/// A report by its number. Some name a file too, some lack the account, a few say that a child is in danger.
fn body(n: u64, at: Timestamp) -> Vec<u8> {
    let category =
        ["csam", "csam", "grooming", "csam", "sextortion", "csam", "other", "csam"][(n % 8) as usize];
    let danger = if n.is_multiple_of(997) { "true" } else { "null" };
    let file = if n.is_multiple_of(3) {
        let sha256 = Sha256::from_bytes(random(&SystemRng));
        format!(
            r#",{{"kind":"file","name":"{n}.jpg","size":{size},"mime":"image/jpeg","digests":{{"sha256":"{sha256}"}},"viewed":false,"public":true}}"#,
            size = n + 1
        )
    } else {
        String::new()
    };
    format!(
        concat!(
            r#"{{"category":"{category}","occurred_at":"{at}","reference":"bench-{n}","urgent_reason":null,"#,
            r#""child":{{"immediate_danger":{danger},"offender_has_access":null,"country":null}},"items":["#,
            r#"{{"kind":"url","url":"{url}","note":"made up"}}{file},"#,
            r#"{{"kind":"account","service":"chat.example","handle":"u{n}x{n}","emails":["u{n}@mail.example"],"phones":["+3706{n:08}"],"#,
            r#""addresses":[{{"ip":"203.0.113.{octet}","port":{port},"at":"{at}","event":"upload"}}],"country":"PT"}}]}}"#
        ),
        category = category,
        at = at,
        n = n,
        danger = danger,
        url = url(n),
        file = file,
        octet = n % 254 + 1,
        port = n % 60_000 + 1_024,
    )
    .into_bytes()
}

/// Handles some reports: most are actionable, and most of those are gone after a while.
async fn handle(
    node: &Node,
    clock: &Arc<Hand>,
    analyst: &Viewer,
    ids: &[ReportId],
    handled: u64,
) -> Result<(), Failure> {
    const GRAVE: Observation =
        Observation { age: AgeBand::Prepubescent, act: ActClass::SexualAct, depiction: Depiction::Real };
    for (id, n) in ids.iter().zip(0..handled) {
        claim(node, analyst, *id).await?;
        if n.is_multiple_of(3) {
            let informational =
                Deciding { decision: Decision::Informational, notices: Vec::new(), told: None };
            decide(node, analyst, *id, &informational).await?;
        } else {
            assess(node, analyst, *id, 0, GRAVE).await?;
            let to = NoticeTo { position: 0, contact: format!("abuse@host-{}.example", n % 50) };
            let actionable = Deciding { decision: Decision::Actionable, notices: vec![to], told: None };
            decide(node, analyst, *id, &actionable).await?;
            let page = node.read(analyst, ReportQuery { id: *id }).await?;
            for notice in page.notices {
                hand_over(node, analyst, notice.id).await?;
                clock.0.fetch_add(HOUR / 60, Ordering::Relaxed);
                if !n.is_multiple_of(7) {
                    record_found(node, analyst, notice.id, Finding::Removed).await?;
                }
            }
            close(node, analyst, *id).await?;
        }
    }
    Ok(())
}
