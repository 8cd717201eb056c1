//! The regular job that gives reports back to the queue whose holder does not come: nobody shall wait for somebody who left.

use tutela_model::clock::MINUTE;
use tutela_model::id::ReportId;
use tutela_model::person::Actor;
use tutela_model::report_state::{Event, Status};
use tutela_model::team::InboxKind;
use tutela_store::jobs::Job;
use tutela_store::records::queue;

use super::inbox;
use crate::desk::{apply, get};
use crate::error::Error;
use crate::jobs::JobError;
use crate::node::Node;

/// The job's kind.
pub(crate) const RETURN_HELD: &str = "return_held";
/// How often it looks.
const EVERY: i64 = 10 * MINUTE;
/// Reports in one run; the next one goes on at once where there are more.
const AT_ONCE: u32 = 200;

/// Gives back what is held by people who may no longer sign in, and undecided reports of people who were not seen for long.
pub(crate) async fn return_held(node: &Node, job: &Job) -> Result<(), JobError> {
    let away = node.now().plus(-node.settings().desk.return_after);
    let found = node
        .store()
        .read("left behind", |tx| async move { queue::left_behind(&tx, away, AT_ONCE).await })
        .await?;
    for (id, disabled) in &found {
        give_back(node, *id, if *disabled { "disabled" } else { "away" }).await?;
    }
    let again = if found.len() < AT_ONCE as usize { node.now().plus(EVERY) } else { node.now() };
    Ok(node.store().run("return held", |tx| async move { tx.repeat_job(job, again).await }).await?)
}

async fn give_back(node: &Node, id: ReportId, why: &'static str) -> Result<(), Error> {
    node.store()
        .run("give back", |tx| async move {
            let mut row = get(&tx, id).await?;
            // Given back, or closed, since it was found.
            let holder = row.state.claimed_by.filter(|_| row.state.status != Status::Closed);
            let Some(holder) = holder else { return Ok(()) };
            apply(&tx, node, &mut row, Event::Release { by: holder, for_others: true }).await?;
            inbox::tell(&tx, node, holder, InboxKind::Returned, id, None).await?;
            let detail = format!("holder=person:{holder} why={why}");
            Ok(tx.audit([node.entry(Actor::Node, "report.returned", format!("report:{id}"), detail)]).await?)
        })
        .await
}
