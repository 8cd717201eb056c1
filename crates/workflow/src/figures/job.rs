//! The job that keeps the figures, and counting all of them anew.

use std::collections::BTreeSet;

use tutela_model::clock::{DAY, HOUR, MINUTE, SECOND, Timestamp};
use tutela_model::figures::{Day, Span};
use tutela_store::jobs::Job;
use tutela_store::records::figure;

use super::count::Pace;
use super::progress::Progress;
use super::{count, publish};
use crate::error::Error;
use crate::jobs::JobError;
use crate::node::Node;

pub(crate) const KIND: &str = "count_figures";

/// Looked back beyond what was counted last: a public report is written with the hour it came in, and a transaction with the time at which it
/// began.
const LOOK_BACK: i64 = 2 * HOUR;
/// Days that are counted anew in one go, and how long it may take: others wait for the job driver too.
const SLICE: usize = 64;
const PATIENCE: i64 = 2 * SECOND;

/// Counts what has changed, and goes on counting all anew where that is under way.
pub(crate) async fn count_figures(node: &Node, job: &Job) -> Result<(), JobError> {
    let begun = node.now();
    let progress = go_on(node).await?;
    if progress.whole_at.is_some() {
        publish::publish_finished(node, begun).await?;
    }
    // A day with very many reports takes a while: most of the time the node has other things to do.
    let taken = node.now().since(begun).max(0);
    let wait = if progress.next.is_some() { SECOND / 2 } else { MINUTE.max(20 * taken) };
    node.store()
        .run("repeat figures", |tx| async move { tx.repeat_job(job, node.now().plus(wait)).await })
        .await?;
    Ok(())
}

async fn go_on(node: &Node) -> Result<Progress, Error> {
    let begun = node.now();
    let today = Day::of(begun);
    let (mut progress, first, mut reports, mut notices) = node
        .store()
        .read("figures", |tx| async move {
            let progress = Progress::read(&tx, node).await?;
            let since = progress.until.plus(-LOOK_BACK);
            let reports = figure::days_of_reports_touched(&tx, since).await?;
            let notices = figure::days_of_notices_touched(&tx, since).await?;
            Ok::<_, Error>((progress, figure::first_day(&tx).await?, reports, notices))
        })
        .await?;
    let new = days(Day::of(progress.until.plus(-LOOK_BACK)), today);
    reports.extend(&new);
    notices.extend(&new);
    let anew = anew(&mut progress, first.unwrap_or(today), begun);
    // Days that are counted anew below need not be counted twice; when none was counted ever, it is all one.
    for day in reports.difference(&anew) {
        count::reports(node, *day, Pace::Gently).await?;
    }
    for day in notices.difference(&anew) {
        count::notices(node, *day).await?;
    }
    for day in anew.iter().rev() {
        count::reports(node, *day, Pace::Gently).await?;
        count::notices(node, *day).await?;
        progress.next = Some(day.0 - 1);
        if node.now().since(begun) > PATIENCE {
            break;
        }
    }
    if progress.next.is_some_and(|next| Day(next) < first.unwrap_or(today)) {
        progress.next = None;
        progress.whole_at = Some(begun);
    }
    progress.until = begun;
    let progress = &progress;
    node.store().run("figures counted", |tx| async move { progress.write(&tx, node).await }).await?;
    Ok(progress.clone())
}

/// The next days of counting all anew, which begins once a day.
fn anew(progress: &mut Progress, first: Day, now: Timestamp) -> BTreeSet<Day> {
    let today = Day::of(now);
    if progress.next.is_none() && progress.whole_at.is_none_or(|at| now.since(at).abs() >= DAY) {
        progress.begin_anew(today);
    }
    let Some(next) = progress.next else { return BTreeSet::new() };
    let last = Day(next).min(today);
    let from = first.max(last.plus(1 - SLICE as i64));
    days(from, last)
}

fn days(first: Day, last: Day) -> BTreeSet<Day> {
    (first.0..=last.0).map(Day).collect()
}

/// What counting anew came to.
#[derive(Clone, Copy, Debug)]
pub struct Recount {
    /// The days that were counted.
    pub span: Span,
}

/// Counts every day anew, now. For the command line, the benches and tests.
pub async fn recount(node: &Node) -> Result<Recount, Error> {
    let begun = node.now();
    let today = Day::of(begun);
    let first = node.store().read("first day", |tx| async move { figure::first_day(&tx).await }).await?;
    let span = Span { first: first.unwrap_or(today).min(today), last: today };
    for day in days(span.first, span.last) {
        count::reports(node, day, Pace::AtOnce).await?;
        count::notices(node, day).await?;
    }
    node.store()
        .run("figures recounted", |tx| async move {
            let mut progress = Progress::read(&tx, node).await?;
            (progress.until, progress.next, progress.whole_at) = (begun, None, Some(begun));
            progress.write(&tx, node).await
        })
        .await?;
    Ok(Recount { span })
}
