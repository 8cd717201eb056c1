//! The ladder: when whoever was told has had their time, the next one up is told. A person sends, or the node where the operator wishes
//! it and the mailbox is known.

use tutela_crypto::DataKey;
use tutela_model::access::Permission;
use tutela_model::clock::Timestamp;
use tutela_model::id::NoticeId;
use tutela_model::ladder::Rung;
use tutela_model::notice::{NoticeEvent, NoticeState};
use tutela_model::person::Actor;
use tutela_model::selector::parse_email;
use tutela_model::trace::{MethodFinding, TraceMethod};
use tutela_store::Tx;
use tutela_store::records::notice::NoticeRow;
use tutela_store::records::{mail, notice, trace};

use super::{SealedNotice, WATCH_NOTICE, letter};
use crate::desk;
use crate::error::Error;
use crate::node::{Node, Viewer};
use crate::outbox::Letter;
use crate::sealing::{Blob, open};
use crate::settings::RemovalSettings;
use crate::trace::SealedTrace;

/// Who would be told next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextRung {
    /// The rung.
    pub rung: Rung,
    /// Its mailbox, where it is known.
    pub mailbox: Option<String>,
    /// The organisation, where a trace named it.
    pub organisation: Option<String>,
    /// When whoever was told has had their time.
    pub due: Option<Timestamp>,
}

/// The rungs above where a notice stands, the lowest first.
pub(crate) async fn next_rungs(
    tx: &Tx,
    node: &Node,
    key: &DataKey,
    row: &NoticeRow,
) -> Result<Vec<NextRung>, Error> {
    let traced = trace::newest(tx, row.report, row.position).await?;
    let findings = match traced.and_then(|traced| traced.sealed.map(|sealed| (traced.id, sealed))) {
        Some((id, sealed)) => open::<SealedTrace>(key, Blob::Trace(id.0), Some(&sealed))?.findings,
        None => Vec::new(),
    };
    let settings = &node.settings().removal;
    let due = row.rung_at.or(row.sent_at).map(|at| at.plus(settings.wait(row.rung)));
    let above = std::iter::successors(row.rung.next(), |rung| rung.next());
    Ok(above.map(|rung| next(settings, &findings, rung, due)).collect())
}

fn next(
    settings: &RemovalSettings,
    findings: &[MethodFinding],
    rung: Rung,
    due: Option<Timestamp>,
) -> NextRung {
    let method = match rung {
        Rung::Upstream => Some(TraceMethod::Upstream),
        Rung::Registrar => Some(TraceMethod::Registrar),
        Rung::Host | Rung::Regulator => None,
    };
    let usable = |found: &&MethodFinding| Some(found.method) == method && found.problem.is_none();
    let found = findings.iter().find(usable);
    let mailbox = match rung {
        Rung::Regulator => settings.regulator.clone(),
        _ => found.and_then(|found| found.mailbox.clone()),
    };
    NextRung { rung, mailbox, organisation: found.and_then(|found| found.organisation.clone()), due }
}

/// Tells the next one up, as a person wishes. Nobody below is skipped by mistake: the person names the rung.
pub async fn escalate(
    node: &Node,
    viewer: &Viewer,
    id: NoticeId,
    rung: Rung,
    mailbox: &str,
) -> Result<(), Error> {
    viewer.must(Permission::Notices)?;
    let mailbox = parse_email("mailbox", mailbox)?;
    let mailbox = &mailbox;
    node.store()
        .run("escalate", |tx| async move {
            let row = notice::get(&tx, id).await?.ok_or(Error::NotFound("notice"))?;
            let report = desk::get(&tx, row.report).await?;
            let key = node.sealing().report_key(report.id, report.data_key.as_deref())?;
            let was_watched = row.state.is_watched();
            climb(&tx, node, &key, &row, rung, mailbox, viewer.actor()).await?;
            if !was_watched {
                let at = node.now().plus(super::watch::first_look(node));
                tx.add_job(node.rng(), WATCH_NOTICE, Some(id.0), at).await?;
            }
            Ok::<_, Error>(())
        })
        .await?;
    node.wake_jobs();
    Ok(())
}

/// Writes the letter of a rung and moves the notice onto it.
pub(super) async fn climb(
    tx: &Tx,
    node: &Node,
    key: &DataKey,
    row: &NoticeRow,
    rung: Rung,
    mailbox: &str,
    actor: Actor,
) -> Result<(), Error> {
    let state = row.state.apply(NoticeEvent::Escalated)?;
    if rung <= row.rung {
        return Err(Error::Refused("they were told before: choose somebody further up"));
    }
    let sealed: SealedNotice = open(key, Blob::Notice(row.id.0), row.sealed.as_deref())?;
    let mails = mail::of_notice(tx, row.id).await?;
    let first = mails.first().ok_or(Error::NotFound("letter"))?;
    let first: Letter = open(key, Blob::Mail(first.id), first.sealed.as_deref())?;
    let told = row.sent_at.unwrap_or(row.created_at);
    let letter = letter::escalation(node.settings(), &first, row.id, &sealed.url, rung, mailbox, told);
    super::notice::post(tx, node, row, key, rung.as_str(), &letter).await?;
    notice::set_state(tx, row.id, state, None, node.now()).await?;
    notice::set_rung(tx, row.id, rung, node.now()).await?;
    let detail = format!("rung={rung}");
    Ok(tx.audit([node.entry(actor, "notice.escalated", format!("notice:{}", row.id), detail)]).await?)
}

/// Tells the next one up by itself, where the operator wishes it and the mailbox is known; whether it did.
pub(super) async fn climb_by_itself(tx: &Tx, node: &Node, row: &NoticeRow) -> Result<bool, Error> {
    if !node.settings().removal.climbs || row.state != NoticeState::Sent {
        return Ok(false);
    }
    let report = desk::get(tx, row.report).await?;
    let key = node.sealing().report_key(report.id, report.data_key.as_deref())?;
    for next in next_rungs(tx, node, &key, row).await? {
        if let Some(mailbox) = &next.mailbox {
            climb(tx, node, &key, row, next.rung, mailbox, Actor::Node).await?;
            return Ok(true);
        }
    }
    Ok(false)
}
