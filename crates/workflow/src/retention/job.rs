//! The regular job that erases what has had its time, some at a time, and may be ended anywhere.

use tutela_model::clock::{HOUR, SECOND, Timestamp};
use tutela_model::person::Actor;
use tutela_model::retention::{ErasureReason, Kept};
use tutela_store::StoreError;
use tutela_store::jobs::Job;
use tutela_store::records::{api_key, retention as store, setting};
use uuid::Uuid;

use super::erase::erase_in;
use crate::error::Error;
use crate::jobs::JobError;
use crate::node::Node;

/// The kind of the job.
pub(crate) const KIND: &str = "retention";
/// Looked for what is due so often.
const EVERY: i64 = 6 * HOUR;
/// Reports looked at in one transaction, and erased in one.
const LOOK: u32 = 500;
const BATCH: usize = 25;
/// Reports erased in one run: what is left is taken up a second later, so that other jobs get their turn.
const RUN: usize = 500;
/// Rows of other kinds in one transaction.
const ROWS: u32 = 500;

/// Erases what is due.
pub(crate) async fn retention(node: &Node, job: &Job) -> Result<(), JobError> {
    let mut more = reports(node).await?;
    more |= letters(node).await?;
    more |= details(node).await?;
    rest(node).await?;
    match node.store().truncate_log().await {
        // A backup may be reading: emptied the next time.
        Ok(()) | Err(StoreError::LogInUse) => {}
        Err(error) => return Err(error.into()),
    }
    crate::backup::write_recovery(node).await?;
    let next = node.now().plus(if more { SECOND } else { EVERY });
    node.store().run("retention done", |tx| async move { tx.repeat_job(job, next).await }).await?;
    Ok(())
}

async fn reports(node: &Node) -> Result<bool, Error> {
    let (rules, now) = (&node.settings().retention, node.now());
    let Some(shortest) = rules.shortest() else { return Ok(false) };
    let until = now.plus(-i64::from(shortest) * tutela_model::clock::DAY);
    let (mut after, mut due) = ((Timestamp::from_micros(i64::MIN), Uuid::nil()), Vec::new());
    while due.len() < RUN {
        let page = node
            .store()
            .read("due reports", |tx| async move { store::decided(&tx, until, now, after, LOOK).await })
            .await?;
        let Some(last) = page.last() else { break };
        after = (last.decided_at, last.id.0);
        due.extend(page.into_iter().filter(|row| {
            let at = rules.due(row.decision, row.status, row.decided_at, row.done_at);
            !row.held && at.is_some_and(|(_, at)| at <= now)
        }));
    }
    due.truncate(RUN);
    let full = due.len() == RUN;
    for batch in due.chunks(BATCH) {
        node.store()
            .run("erase what is due", |tx| async move {
                for row in batch {
                    match erase_in(&tx, node, Actor::Node, row.id, ErasureReason::Time).await {
                        // Held meanwhile.
                        Ok(_) | Err(Error::Refused(_)) => {}
                        Err(error) => return Err(error),
                    }
                }
                Ok(())
            })
            .await?;
    }
    Ok(full)
}

async fn letters(node: &Node) -> Result<bool, Error> {
    let now = node.now();
    let Some(until) = node.settings().retention.before(Kept::Letters, now) else { return Ok(false) };
    let emptied = node
        .store()
        .run("empty letters", |tx| async move { store::empty_letters(&tx, until, now, ROWS).await })
        .await?;
    Ok(emptied == u64::from(ROWS))
}

/// Details of audit entries, from where the last run ended.
async fn details(node: &Node) -> Result<bool, Error> {
    let Some(until) = node.settings().retention.before(Kept::AuditDetails, node.now()) else {
        return Ok(false);
    };
    let erased = node
        .store()
        .run("erase details", |tx| async move {
            let from = setting::get(&tx, setting::DETAILS_ERASED).await?;
            let from = from.and_then(|text| text.parse().ok()).unwrap_or(0);
            let (next, erased) = store::erase_details(&tx, from, until, ROWS).await?;
            if next != from {
                setting::set(&tx, setting::DETAILS_ERASED, &next.to_string(), node.now()).await?;
            }
            Ok::<_, Error>(erased)
        })
        .await?;
    Ok(erased == u64::from(ROWS))
}

async fn rest(node: &Node) -> Result<(), Error> {
    let (rules, now) = (&node.settings().retention, node.now());
    node.store()
        .run("retention of the rest", |tx| async move {
            if let Some(until) = rules.before(Kept::Alerts, now) {
                store::delete_alerts(&tx, until).await?;
            }
            if let Some(until) = rules.before(Kept::Jobs, now) {
                store::delete_jobs(&tx, until).await?;
            }
            api_key::forget_old(&tx, now).await?;
            Ok(())
        })
        .await
}
