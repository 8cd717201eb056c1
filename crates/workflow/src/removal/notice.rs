//! Writing a notice to a host.

use tutela_crypto::DataKey;
use tutela_model::access::Permission;
use tutela_model::assessment::Finding;
use tutela_model::id::{HostId, NoticeId, ReportId};
use tutela_model::item::Item;
use tutela_model::ladder::Rung;
use tutela_model::letter::LetterAbout;
use tutela_model::notice::NoticeState;
use tutela_model::report_state::{Decision, StateError};
use tutela_model::selector::parse_email;
use tutela_store::Tx;
use tutela_store::records::assessment::AssessmentRow;
use tutela_store::records::notice::{self, NoticeRow};
use tutela_store::records::report::ReportRow;
use tutela_store::records::{assessment, host, item, police_hold, trace as traces};

use super::SealedNotice;
use super::letter::{self, About};
use crate::desk;
use crate::error::Error;
use crate::node::{Node, Viewer};
use crate::outbox::{self, Letter, NewLetter};
use crate::sealing::{Blob, open, seal};
use crate::trace;

/// Which host is told about which item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeTo {
    /// The item: a web address.
    pub position: u32,
    /// The host's abuse mailbox.
    pub contact: String,
}

/// Sends a further notice about a report that was found actionable: to another host, or where something moved.
pub async fn notify(node: &Node, viewer: &Viewer, id: ReportId, to: &NoticeTo) -> Result<NoticeId, Error> {
    viewer.must(Permission::WorkOnReport)?;
    let notice = node
        .store()
        .run("notify", |tx| async move {
            let row = desk::get(&tx, id).await?;
            if row.state.decision != Some(Decision::Actionable) {
                return Err(StateError::NotActionable.into());
            }
            let key = node.sealing().report_key(id, row.data_key.as_deref())?;
            write_notice(&tx, node, viewer, &row, &key, to).await
        })
        .await?;
    node.wake_jobs();
    Ok(notice)
}

/// Whether an assessment says that something is illegal.
pub(crate) fn is_illegal(assessed: &AssessmentRow) -> bool {
    match assessed.finding {
        Finding::Baseline | Finding::NationallyIllegal => true,
        // Where no national file decides it, the industry's classes do: hosts act on them.
        Finding::Undetermined => assessed.observation.industry_class().is_some(),
        Finding::NotIllegal => false,
    }
}

/// Writes a notice and its letter, and the job that sends it, in the caller's transaction.
pub(crate) async fn write_notice(
    tx: &Tx,
    node: &Node,
    viewer: &Viewer,
    row: &ReportRow,
    key: &DataKey,
    to: &NoticeTo,
) -> Result<NoticeId, Error> {
    let contact = parse_email("contact", &to.contact)?;
    let items = item::of_report(tx, row.id).await?;
    let found = items.iter().find(|item| item.position == to.position).ok_or(Error::NotFound("item"))?;
    let place = Blob::Item(row.id, to.position);
    let Item::Url(url) = open::<Item>(key, place, found.sealed.as_deref())? else {
        return Err(Error::Refused("a notice needs a web address"));
    };
    let assessed = match found.content {
        Some(content) => assessment::newest(tx, content).await?,
        None => None,
    };
    let assessed = assessed.ok_or(Error::Refused("assess the address before its host is told"))?;
    if !is_illegal(&assessed) {
        return Err(Error::Refused(
            "the assessment does not say that this is illegal: no notice goes out on it",
        ));
    }
    let now = node.now();
    let id = NoticeId::new(now, node.rng());
    let about = About {
        notice: id,
        contact: &contact,
        url: &url.url,
        observation: assessed.observation,
        received: row.times.received,
        assessed: assessed.made_at,
    };
    let letter = letter::first(node.settings(), &about)?;
    let host = host_of(tx, node, row.id, to.position, &contact).await?;
    let held = police_hold::open_of_report(tx, row.id).await?.is_some();
    let sealed = SealedNotice { contact: contact.clone(), url: url.url.clone() };
    let new = NoticeRow {
        id,
        report: row.id,
        position: to.position,
        content: found.content,
        state: if held { NoticeState::Held } else { NoticeState::Queued },
        created_at: now,
        created_by: viewer.person.id,
        sent_at: None,
        checked_at: None,
        last_finding: None,
        checks: 0,
        reminders: 0,
        gone_at: None,
        host: Some(host),
        rung: Rung::Host,
        rung_at: None,
        sealed: Some(seal(key, Blob::Notice(id.0), &sealed, node.rng())),
    };
    notice::insert(tx, &new).await?;
    post(tx, node, &new, key, "notice", &letter).await?;
    let record = format!("notice:{id}");
    tx.audit([node.entry(viewer.actor(), "notice.written", record, format!("report={}", row.id))]).await?;
    Ok(id)
}

/// The host of a notice: the traced one where the letter goes to its mailbox, else whoever has that mailbox.
async fn host_of(
    tx: &Tx,
    node: &Node,
    report: ReportId,
    position: u32,
    contact: &str,
) -> Result<HostId, Error> {
    let traced = traces::newest(tx, report, position).await?.and_then(|traced| traced.host);
    if let Some(id) = traced
        && host::get(tx, id).await?.is_some_and(|row| row.host.mailbox.as_deref() == Some(contact))
    {
        return Ok(id);
    }
    trace::of_contact(tx, node, contact).await
}

/// Puts a letter about a notice into the outbox.
pub(super) async fn post(
    tx: &Tx,
    node: &Node,
    notice: &NoticeRow,
    key: &DataKey,
    purpose: &str,
    letter: &Letter,
) -> Result<(), Error> {
    let new = NewLetter {
        about: LetterAbout::Notice,
        record: notice.id.0,
        purpose,
        report: Some((notice.report, key)),
        letter,
    };
    outbox::put(tx, node, &new).await.map(|_| ())
}
