//! Background jobs: one generic driver over durable, leased rows.

mod number_audit;
mod tidy;

use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinSet;
use tutela_model::clock::{HOUR, MINUTE, SECOND, Timestamp};
use tutela_store::jobs::Job;
use tutela_store::{AsStoreError, StoreError};

use crate::correction;
use crate::error::Error;
use crate::figures;
use crate::help;
use crate::intake;
use crate::lists;
use crate::lookup;
use crate::node::Node;
use crate::on_call;
use crate::outbox;
use crate::referral;
use crate::removal;
use crate::retention;
use crate::subscription;
use crate::team;
use crate::trace;

/// Jobs under way at once.
const AT_ONCE: u32 = 8;
/// How often lists are looked at and jobs of other processes are found.
const LOOK: Duration = Duration::from_millis(500);
/// Waited at least before it is looked again: a clock may stand still.
const MOMENT: Duration = Duration::from_millis(10);

/// Why a job failed. Holds no content: it is shown to people and kept.
#[derive(Debug, thiserror::Error)]
pub enum JobError {
    /// The node failed.
    #[error(transparent)]
    Node(#[from] Error),
    /// The outside failed.
    #[error("{0}")]
    Outside(String),
    /// The outside refused, and will refuse again: a person must see to it.
    #[error("{0}")]
    ForGood(String),
    /// There is no such job.
    #[error("this program does not know jobs of this kind: start the newer program")]
    UnknownKind,
}

impl From<StoreError> for JobError {
    fn from(error: StoreError) -> Self {
        Self::Node(error.into())
    }
}

impl AsStoreError for JobError {
    fn as_store_error(&self) -> Option<&StoreError> {
        match self {
            Self::Node(error) => error.as_store_error(),
            Self::Outside(_) | Self::ForGood(_) | Self::UnknownKind => None,
        }
    }
}

/// Runs jobs until `stop` turns true, then finishes those in hand.
pub async fn run(node: Node, mut stop: watch::Receiver<bool>) {
    if let Err(error) = ensure_regular(&node).await {
        tracing::error!(%error, "the regular jobs could not be set up");
    }
    let mut under_way = JoinSet::new();
    while !*stop.borrow() {
        if let Err(error) = lists::reload_if_changed(&node).await {
            tracing::error!(%error, "the lists could not be read again");
        }
        lists::save_if_due(&node);
        if let Err(error) = lookup::write_tally(&node, false).await {
            tracing::error!(%error, "the look-ups could not be written into the log");
        }
        while under_way.try_join_next().is_some() {}
        let free = AT_ONCE.saturating_sub(u32::try_from(under_way.len()).unwrap_or(AT_ONCE));
        let (jobs, pause) = lease_due(&node, free).await.unwrap_or_else(|error| {
            tracing::error!(%error, "no jobs could be leased");
            (Vec::new(), LOOK)
        });
        for job in jobs {
            let node = node.clone();
            under_way.spawn(async move { do_job(&node, &job).await });
        }
        tokio::select! {
            _ = stop.changed() => {}
            () = node.inner.jobs_due.notified() => {}
            Some(_) = under_way.join_next() => {}
            () = tokio::time::sleep(pause) => {}
        }
    }
    node.inner.live.close();
    while under_way.join_next().await.is_some() {}
}

/// Does every job that is due now, until none is; how many. For tests and for the command line.
pub async fn run_due(node: &Node) -> Result<usize, Error> {
    ensure_regular(node).await?;
    lists::reload_if_changed(node).await?;
    lookup::write_tally(node, true).await?;
    let mut done = 0;
    // A regular job puts itself back a while ahead; the bound is for a clock that stands still.
    for _ in 0..100 {
        let (jobs, _) = lease_due(node, AT_ONCE).await?;
        if jobs.is_empty() {
            break;
        }
        for job in jobs {
            do_job(node, &job).await;
            done += 1;
        }
    }
    lists::reload_if_changed(node).await?;
    Ok(done)
}

/// Rests after a piece of long work, twice as long as it took and a second at most: reports that come in and people who look go
/// first.
pub(crate) async fn rest(node: &Node, begun: Timestamp) {
    let rest = node.now().since(begun).saturating_mul(2).clamp(0, SECOND);
    tokio::time::sleep(Duration::from_micros(rest.unsigned_abs())).await;
}

async fn ensure_regular(node: &Node) -> Result<(), Error> {
    node.record_legal_basis().await?;
    node.store()
        .run("regular jobs", |tx| async move {
            tx.ensure_job(node.rng(), number_audit::KIND, node.now()).await?;
            tx.ensure_job(node.rng(), tidy::KIND, node.now()).await?;
            tx.ensure_job(node.rng(), lists::RETRO_HUNT, node.now()).await?;
            tx.ensure_job(node.rng(), intake::RAISE_URGENCY, node.now()).await?;
            tx.ensure_job(node.rng(), figures::KIND, node.now()).await?;
            tx.ensure_job(node.rng(), team::RETURN_HELD, node.now()).await?;
            tx.ensure_job(node.rng(), intake::FILL_HOSTS, node.now()).await?;
            tx.ensure_job(node.rng(), retention::KIND, node.now()).await?;
            tx.ensure_job(node.rng(), help::HELP_REMINDERS, node.now()).await?;
            tx.ensure_job(node.rng(), on_call::WATCH_DANGER, node.now()).await?;
            Ok::<_, Error>(())
        })
        .await
}

/// Leases what is due; and says how long it can be waited before it is looked again.
async fn lease_due(node: &Node, limit: u32) -> Result<(Vec<Job>, Duration), Error> {
    let now = node.now();
    // Asked without a write first: an idle node leaves the disk alone.
    let next: Option<Timestamp> =
        node.store().read("next job", |tx| async move { tx.next_job_due(now).await }).await?;
    let Some(next) = next.filter(|_| limit > 0) else { return Ok((Vec::new(), LOOK)) };
    if next > now {
        let wait = Duration::from_micros(next.since(now).unsigned_abs());
        return Ok((Vec::new(), wait.clamp(MOMENT, LOOK)));
    }
    let leased = node
        .store()
        .run("lease jobs", |tx| async move { tx.lease_jobs(node.rng(), now, limit, lease).await })
        .await?;
    Ok((leased, LOOK))
}

/// How long a worker has a job for itself: longer than it can take, shorter than anybody wants to wait after a crash.
fn lease(kind: &str) -> i64 {
    match kind {
        // Work in the store alone.
        number_audit::KIND
        | tidy::KIND
        | intake::RAISE_URGENCY
        | help::HELP_REMINDERS
        | on_call::WATCH_DANGER => 15 * SECOND,
        // An upstream may need many pages for one reading.
        subscription::PULL_LIST => subscription::LEASE,
        // Ten million entries are marked in some minutes.
        lists::PUBLISH_BATCH => HOUR,
        // A mail server and a host may take their time at each step.
        _ => 5 * MINUTE,
    }
}

async fn do_job(node: &Node, job: &Job) {
    let result = match job.kind.as_str() {
        outbox::SEND_MAIL => outbox::send_letter(node, job).await,
        removal::WATCH_NOTICE => removal::watch_notice(node, job).await,
        intake::RAISE_URGENCY => intake::raise_urgency(node, job).await,
        figures::KIND => figures::count_figures(node, job).await,
        removal::PRESERVATION => removal::preservation_clock(node, job).await,
        removal::LAPSE_HOLD => removal::lapse_hold(node, job).await,
        trace::TRACE => trace::trace(node, job).await,
        referral::WATCH_REFERRAL => referral::watch_referral(node, job).await,
        correction::WATCH_CORRECTION => correction::watch_correction(node, job).await,
        lists::RETRO_HUNT => lists::retro_hunt(node, job).await,
        lists::PUBLISH_BATCH => lists::publish_pages(node, job).await,
        team::RETURN_HELD => team::return_held(node, job).await,
        intake::FILL_HOSTS => intake::fill_hosts(node, job).await,
        subscription::PULL_LIST => subscription::pull_list(node, job).await,
        help::HELP_REMINDERS => help::help_reminders(node, job).await,
        on_call::WATCH_DANGER => on_call::watch_danger(node, job).await,
        number_audit::KIND => number_audit::number_audit(node, job).await,
        tidy::KIND => tidy::tidy(node, job).await,
        retention::KIND => retention::retention(node, job).await,
        _ => Err(JobError::UnknownKind),
    };
    let outcome = if result.is_ok() { "done" } else { "failed" };
    metrics::counter!("tutela_jobs_total", "kind" => job.kind.clone(), "outcome" => outcome).increment(1);
    let Err(error) = result else { return };
    tracing::warn!(kind = job.kind, job = %job.id, attempts = job.attempts + 1, %error, "a job failed and is tried again");
    let for_good = matches!(error, JobError::ForGood(_));
    let text = error.to_string();
    let text = &text;
    let noted = node
        .store()
        .run("job failed", |tx| async move { tx.fail_job(job, node.now(), text, for_good).await })
        .await;
    if let Err(error) = noted {
        // The lease runs out, and the job is taken up again.
        tracing::error!(%error, job = %job.id, "a job's failure could not be noted");
    }
}
