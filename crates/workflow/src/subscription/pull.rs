//! The job that reads an upstream, one span of time at a run. What it brings, how far was read and when the job runs again
//! stand in one transaction, which fails where the job's lease was lost.

use tutela_crypto::DataKey;
use tutela_model::alert::AlertKind;
use tutela_model::clock::{MINUTE, SECOND, Timestamp};
use tutela_model::id::SubscriptionId;
use tutela_model::person::Actor;
use tutela_store::Tx;
use tutela_store::jobs::Job;
use tutela_store::records::list;
use tutela_store::records::subscription::{self, SubscriptionRow};

use super::address::Base;
use super::client::{Credentials, Upstream};
use super::problem::UpstreamProblem;
use super::progress::Progress;
use super::span::{self, Broken, PATIENCE, Read};
use super::take::take;
use super::votes;
use crate::alerts;
use crate::error::Error;
use crate::jobs::JobError;
use crate::node::Node;
use crate::sealing::{Blob, open};

/// The job's kind; its subject is the subscription.
pub(crate) const PULL_LIST: &str = "pull_list";
/// How long a worker has the job for itself: longer than all pages of a span and all votes may take.
pub(crate) const LEASE: i64 = 20 * MINUTE;

/// What is younger is left for the next time: an upstream may still be writing it.
const MARGIN: i64 = 5 * MINUTE;
/// So much before the end of the last reading is read again: an upstream may have written it late.
const OVERLAP: i64 = 10 * MINUTE;

/// A subscription under way, with everything to read it.
struct Following {
    row: SubscriptionRow,
    progress: Progress,
    key: DataKey,
}

/// Reads the next span of an upstream, or tells it of votes when everything was read.
pub(crate) async fn pull_list(node: &Node, job: &Job) -> Result<(), JobError> {
    let id = SubscriptionId(job.subject.ok_or(Error::NotFound("subscription"))?);
    let Some(following) = following(node, id).await? else {
        return Ok(node
            .store()
            .run("forget subscription", |tx| async move { tx.finish_job(job).await })
            .await?);
    };
    let upstream = match upstream(&following) {
        Ok(upstream) => upstream,
        Err(Ok(problem)) => return failed(node, job, &following, problem, None).await,
        Err(Err(error)) => return Err(error.into()),
    };
    let now = node.now();
    let target = second(now.plus(-MARGIN));
    let from = match following.progress.from {
        Some(from) => Timestamp::from_micros(from),
        None => second(following.row.read_until.plus(-OVERLAP)).max(Timestamp::from_micros(0)),
    };
    if following.progress.telling || following.row.read_until >= target || from >= target {
        return tell(node, job, &following, &upstream).await;
    }
    let to = from.plus(following.progress.span).min(target);
    let to = second(to);
    match span::read(&upstream, (from, to), now).await {
        Ok(read) => took(node, job, &following, read, (from, to), target).await,
        Err(Broken { problem: UpstreamProblem::TooMuch, .. }) => {
            let progress = following.progress.narrower(from, to);
            again(node, job, id, progress).await
        }
        Err(Broken { problem, pages }) => {
            failed(node, job, &following, problem, (pages > 0).then_some((from, to))).await
        }
    }
}

/// The whole second a moment lies in: upstreams know no shorter time.
fn second(time: Timestamp) -> Timestamp {
    Timestamp::from_micros(time.micros().div_euclid(SECOND) * SECOND)
}

/// `None` once the subscription has ended.
async fn following(node: &Node, id: SubscriptionId) -> Result<Option<Following>, Error> {
    let found = node
        .store()
        .read("subscription", |tx| async move {
            let Some(row) = under_way(&tx, id).await? else { return Ok::<_, Error>(None) };
            let list = list::get(&tx, row.list).await?.ok_or(Error::NotFound("list"))?;
            Ok(Some((row, Progress::get(&tx, id).await?, list.data_key)))
        })
        .await?;
    let Some((row, progress, data_key)) = found else { return Ok(None) };
    let key = node.sealing().unwrap(&data_key, row.list.0)?;
    Ok(Some(Following { row, progress, key }))
}

async fn under_way(tx: &Tx, id: SubscriptionId) -> Result<Option<SubscriptionRow>, Error> {
    Ok(subscription::get(tx, id).await?.filter(|row| row.ended_at.is_none()))
}

/// A failure of the upstream inside, of the node outside.
fn upstream(following: &Following) -> Result<Upstream, Result<UpstreamProblem, Error>> {
    let row = &following.row;
    let credentials: Credentials =
        open(&following.key, Blob::Subscription(row.id.0), Some(&row.sealed)).map_err(Err)?;
    let base = Base::parse(&row.url).map_err(|error| Err(error.into()))?;
    Upstream::new(base, credentials).map_err(Ok)
}

/// Takes what a span held, and moves on.
async fn took(
    node: &Node,
    job: &Job,
    following: &Following,
    read: Read,
    (from, to): (Timestamp, Timestamp),
    target: Timestamp,
) -> Result<(), JobError> {
    let (id, list, before) = (following.row.id, following.row.list, following.row.read_until);
    // Never later than what was asked for, whatever the upstream says; and no later than it can have written all.
    let safe = read.behind.map_or(to, |theirs| to.min(second(theirs.plus(-MARGIN))));
    let read_until = safe.max(before);
    let progress = following.progress.after_span(from, to, target, read.records.len());
    let (read, progress, key) = (&read, &progress, &following.key);
    node.store()
        .run("take from upstream", |tx| async move {
            let now = node.now();
            let Some(row) = under_way(&tx, id).await? else { return Ok(tx.finish_job(job).await?) };
            tx.repeat_job(job, now).await?;
            if row.read_until != before {
                // Another worker was quicker: this one's lease had run out.
                return Ok(());
            }
            let taken = take(&tx, node, (list, key), &read.records, before).await?;
            subscription::set_read(&tx, id, read_until, now).await?;
            progress.put(&tx, id, now).await?;
            if taken.changed > 0 || read.skipped > 0 {
                let detail = format!(
                    "subscription={id} until={} entries={} removed={} changed={} skipped={}",
                    read_until.micros(),
                    taken.entries,
                    taken.removed,
                    taken.changed,
                    read.skipped
                );
                tx.audit([node.entry(Actor::Node, "list.pulled", format!("list:{list}"), detail)]).await?;
            }
            Ok::<_, Error>(())
        })
        .await?;
    metrics::counter!("tutela_pulled_records_total").increment(read.records.len() as u64);
    metrics::counter!("tutela_pulled_records_skipped_total").increment(read.skipped);
    node.wake_jobs();
    Ok(())
}

/// Reads the same again in shorter spans, at once.
async fn again(node: &Node, job: &Job, id: SubscriptionId, progress: Progress) -> Result<(), JobError> {
    let progress = &progress;
    node.store()
        .run("shorter span", |tx| async move {
            progress.put(&tx, id, node.now()).await?;
            tx.repeat_job(job, node.now()).await?;
            Ok::<_, Error>(())
        })
        .await?;
    node.wake_jobs();
    Ok(())
}

/// Everything was read: tells the upstream of votes, and waits for the next time.
async fn tell(node: &Node, job: &Job, following: &Following, upstream: &Upstream) -> Result<(), JobError> {
    let row = &following.row;
    let passed =
        tokio::time::timeout(PATIENCE, votes::pass_on(node, upstream, row.list, &following.key)).await;
    let late = || votes::Passed { refused: 0, problem: Some(UpstreamProblem::TooSlow) };
    let passed = passed.unwrap_or_else(|_| Ok(late()))?;
    let trouble = match (&passed.problem, passed.refused) {
        (Some(problem), _) => Some(format!("the list was read, but votes cannot be passed on: {problem}")),
        (None, 0) => None,
        (None, n) => Some(format!("the list was read, but the upstream refuses {n} votes: ask who runs it")),
    };
    let (trouble, progress) = (&trouble, &Progress { telling: false, ..following.progress.clone() });
    node.store()
        .run("next reading", |tx| async move {
            let now = node.now();
            let Some(current) = under_way(&tx, row.id).await? else { return Ok(tx.finish_job(job).await?) };
            if let Some(trouble) = trouble {
                subscription::set_failed(&tx, row.id, trouble, now).await?;
            }
            progress.put(&tx, row.id, now).await?;
            Ok::<_, Error>(tx.repeat_job(job, now.plus(current.every)).await?)
        })
        .await?;
    Ok(())
}

/// Notes why the upstream could not be read, tells a person where this goes on, and tries again later. The list stays as it was.
async fn failed(
    node: &Node,
    job: &Job,
    following: &Following,
    problem: UpstreamProblem,
    broke: Option<(Timestamp, Timestamp)>,
) -> Result<(), JobError> {
    let row = &following.row;
    let text = problem.to_string();
    let (text, problem, progress) = (&text, &problem, &following.progress);
    node.store()
        .run("upstream failed", |tx| async move {
            let now = node.now();
            let Some(row) = under_way(&tx, row.id).await? else { return Ok(tx.finish_job(job).await?) };
            let silent_for = now.since(row.succeeded_at.unwrap_or(row.created_at));
            let (next, wait, tell) = progress.after_failure(problem, broke, silent_for, row.every);
            // Put back by ourselves: the driver would put the job aside after some hours, and an upstream may be away for days.
            tx.repeat_job(job, now.plus(wait)).await?;
            subscription::set_failed(&tx, row.id, text, now).await?;
            next.put(&tx, row.id, now).await?;
            if tell {
                let detail =
                    format!("subscription={} problem={} failures={}", row.id, problem.name(), next.failures);
                alerts::raise(&tx, node, AlertKind::Subscription, format!("list:{}", row.list), detail)
                    .await?;
            }
            Ok::<_, Error>(())
        })
        .await?;
    // Counted and logged by the driver, which finds the job put back already.
    Err(JobError::Outside(text.clone()))
}
