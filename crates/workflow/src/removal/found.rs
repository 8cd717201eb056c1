//! What was found at an address after its host was told.

use tutela_model::access::Permission;
use tutela_model::id::NoticeId;
use tutela_model::notice::{Finding, NoticeEvent, NoticeState};
use tutela_model::person::Actor;
use tutela_model::report_state::{Decision, Event, Status};
use tutela_store::Tx;
use tutela_store::records::notice::{self, NoticeRow};
use tutela_store::records::report;

use crate::desk;
use crate::error::Error;
use crate::node::{Node, Viewer};
use crate::team;

/// Records what a person found.
pub async fn record_found(node: &Node, viewer: &Viewer, id: NoticeId, finding: Finding) -> Result<(), Error> {
    viewer.must(Permission::Notices)?;
    node.store()
        .run("record found", |tx| async move {
            let row = notice::get(&tx, id).await?.ok_or(Error::NotFound("notice"))?;
            note(&tx, node, &row, finding, viewer.actor(), "person").await.map(|_| ())
        })
        .await
}

/// Notes a finding; a report all of whose notices are done is "removed", and its reporter can see it.
pub(super) async fn note(
    tx: &Tx,
    node: &Node,
    row: &NoticeRow,
    finding: Finding,
    actor: Actor,
    how: &str,
) -> Result<NoticeState, Error> {
    let state = row.state.apply(NoticeEvent::Checked(finding))?;
    notice::set_state(tx, row.id, state, Some(finding), node.now()).await?;
    // Written before the other notices are read: two that are found gone at once must not both think the other is still up.
    report::touch(tx, row.report, node.now()).await?;
    let detail = format!("finding={finding} how={how}");
    tx.audit([node.entry(actor, "notice.checked", format!("notice:{}", row.id), detail)]).await?;
    if state == NoticeState::Removed {
        let all = notice::of_report(tx, row.report).await?;
        let mut report = desk::get(tx, row.report).await?;
        let open =
            report.state.status != Status::Closed && report.state.decision == Some(Decision::Actionable);
        if open && all.iter().all(|notice| notice.state == NoticeState::Removed) {
            desk::apply(tx, node, &mut report, Event::AllGone).await?;
            let record = format!("report:{}", row.report);
            tx.audit([node.entry(Actor::Node, "report.removed", record, String::new())]).await?;
        }
        team::found_gone(tx, node, row.id).await?;
    }
    Ok(state)
}
