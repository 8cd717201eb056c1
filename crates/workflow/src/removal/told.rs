//! What follows when a letter about a notice left the house.

use tutela_model::id::NoticeId;
use tutela_model::ladder::Rung;
use tutela_model::notice::{NoticeEvent, NoticeState};
use tutela_model::person::Actor;
use tutela_model::report_state::{Event, Status};
use tutela_store::Tx;
use tutela_store::records::mail::MailRow;
use tutela_store::records::{host, notice};

use super::WATCH_NOTICE;
use crate::desk;
use crate::error::Error;
use crate::node::Node;
use crate::team;

/// Notes that a host was told: the clock of the notice and of the report start, and the watch begins.
pub(crate) async fn told(tx: &Tx, node: &Node, mail: &MailRow, actor: Actor) -> Result<(), Error> {
    let now = node.now();
    let id = NoticeId(mail.record);
    let detail = format!("mail={} purpose={}", mail.id, mail.purpose);
    tx.audit([node.entry(actor, "notice.sent", format!("notice:{id}"), detail)]).await?;
    let row = notice::get(tx, id).await?.ok_or(Error::NotFound("notice"))?;
    if let Some(host) = row.host.filter(|_| row.rung == Rung::Host) {
        host::contacted(tx, host, now).await?;
    }
    if row.rung.as_str() == mail.purpose && row.rung_at.is_some() {
        // Their time begins when the letter left, not when it was written.
        notice::set_rung(tx, row.id, row.rung, now).await?;
    }
    // A later letter of the same notice, or one that crossed with the finding that it is gone.
    if row.sent_at.is_some() || row.state == NoticeState::Removed {
        return Ok(());
    }
    let state = row.state.apply(NoticeEvent::Sent)?;
    notice::set_state(tx, row.id, state, None, now).await?;
    let mut report = desk::get(tx, row.report).await?;
    if report.state.status != Status::Closed {
        desk::apply(tx, node, &mut report, Event::NoticeSent).await?;
    }
    team::host_told(tx, node, row.id).await?;
    start_watch(tx, node, row.id).await
}

async fn start_watch(tx: &Tx, node: &Node, notice: NoticeId) -> Result<(), Error> {
    let first = super::watch::first_look(node);
    Ok(tx.add_job(node.rng(), WATCH_NOTICE, Some(notice.0), node.now().plus(first)).await?)
}
