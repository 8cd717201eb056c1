//! Asking where something lies: a person asks or decides, a job looks, what it comes to stands at the report.

use tutela_model::access::Permission;
use tutela_model::id::{PersonId, ReportId, TraceId};
use tutela_model::item::Item;
use tutela_model::person::Actor;
use tutela_model::report_state::{Decision, Status};
use tutela_model::trace::{TraceState, Traced, conclude};
use tutela_store::Tx;
use tutela_store::jobs::Job;
use tutela_store::records::trace::{self as records, TraceRow};
use tutela_store::records::{assessment, item, report};

use super::hosts::{About, learn};
use super::{SealedTrace, methods};
use crate::desk;
use crate::error::Error;
use crate::jobs::JobError;
use crate::node::{Node, Viewer};
use crate::removal::is_illegal;
use crate::sealing::{Blob, open, seal};

/// The job's kind; its subject is the trace.
pub(crate) const TRACE: &str = "trace";

/// Asks where an item lies that was found illegal. Whoever holds the report asks; once it was decided, whoever works on reports.
pub async fn ask(node: &Node, viewer: &Viewer, id: ReportId, position: u32) -> Result<(), Error> {
    viewer.must(Permission::WorkOnReport)?;
    node.store()
        .run("ask for a trace", |tx| async move {
            let row = desk::get(&tx, id).await?;
            if row.state.decision != Some(Decision::Actionable) {
                desk::must_hold(&row, viewer)?;
            }
            if row.state.status == Status::Closed {
                return Err(tutela_model::report_state::StateError::Closed.into());
            }
            must_be_illegal(&tx, id, position).await?;
            let newest = records::newest(&tx, id, position).await?;
            if newest.is_some_and(|newest| newest.state == TraceState::Asked) {
                return Err(Error::Refused("this is being traced: wait for the answer"));
            }
            begin(&tx, node, viewer.person.id, id, position).await
        })
        .await?;
    node.wake_jobs();
    Ok(())
}

/// Nothing is asked of the network about a page that no person has found illegal.
async fn must_be_illegal(tx: &Tx, id: ReportId, position: u32) -> Result<(), Error> {
    let items = item::of_report(tx, id).await?;
    let found = items.iter().find(|item| item.position == position).ok_or(Error::NotFound("item"))?;
    let assessed = match found.content {
        Some(content) => assessment::newest(tx, content).await?,
        None => return Err(Error::Refused("only a web address can be traced")),
    };
    match assessed {
        Some(assessed) if is_illegal(&assessed) => Ok(()),
        _ => {
            Err(Error::Refused("assess the address first: nothing is asked about what nobody found illegal"))
        }
    }
}

/// Begins a trace in the caller's transaction.
pub(crate) async fn begin(
    tx: &Tx,
    node: &Node,
    by: PersonId,
    report: ReportId,
    position: u32,
) -> Result<(), Error> {
    let now = node.now();
    let row = TraceRow {
        id: TraceId::new(now, node.rng()),
        report,
        position,
        state: TraceState::Asked,
        method: None,
        host: None,
        country: None,
        confidence: None,
        asked_at: now,
        asked_by: by,
        ended_at: None,
        sealed: None,
    };
    records::insert(tx, &row).await?;
    tx.add_job(node.rng(), TRACE, Some(row.id.0), now).await?;
    let detail = format!("trace={} position={position}", row.id);
    Ok(tx.audit([node.entry(Actor::Person(by), "trace.asked", format!("report:{report}"), detail)]).await?)
}

/// Looks, once. What could not be found is written down as such and goes to the desk where people look by hand: the same question in
/// an hour seldom has another answer, and a person can ask again.
pub(crate) async fn trace(node: &Node, job: &Job) -> Result<(), JobError> {
    let id = TraceId(job.subject.ok_or(Error::NotFound("trace"))?);
    let found = node
        .store()
        .read("trace", |tx| async move {
            let Some(row) = records::get(&tx, id).await? else { return Ok::<_, Error>(None) };
            let Some(report) = report::get(&tx, row.report).await? else { return Ok(None) };
            let items = item::of_report(&tx, row.report).await?;
            Ok(items.into_iter().find(|item| item.position == row.position).map(|item| (row, report, item)))
        })
        .await?;
    // Erased, or answered by a person, meanwhile.
    let found = found.filter(|(row, report, _)| row.ended_at.is_none() && report.data_key.is_some());
    let Some((row, report, item)) = found else {
        return Ok(node.store().run("forget trace", |tx| async move { tx.finish_job(job).await }).await?);
    };
    let key = node.sealing().report_key(report.id, report.data_key.as_deref())?;
    let item: Item = open(&key, Blob::Item(report.id, row.position), item.sealed.as_deref())?;
    let geo = node.geo().await;
    let findings = match &item {
        Item::Url(url) => methods::all(&node.settings().trace, &geo, &url.url).await,
        _ => Vec::new(),
    };
    let traced = conclude(&findings);
    let sealed = SealedTrace { findings, reason: None };
    let sealed = seal(&key, Blob::Trace(id.0), &sealed, node.rng());
    let (traced, sealed, geo) = (&traced, &sealed, &geo);
    node.store()
        .run("trace ended", |tx| async move {
            tx.finish_job(job).await?;
            // Erased while we asked: nothing of the answer is kept.
            let report = desk::get(&tx, row.report).await?;
            if report.data_key.is_none() {
                return Ok(());
            }
            let mut row = records::get(&tx, id).await?.ok_or(Error::NotFound("trace"))?;
            let host = host_of(&tx, node, traced).await?;
            (row.state, row.method, row.host) = (traced.state, traced.method, host);
            (row.country, row.confidence) = (traced.country, Some(traced.confidence));
            (row.ended_at, row.sealed) = (Some(node.now()), Some(sealed.clone()));
            if records::end(&tx, &row).await? {
                let method = row.method.map_or("none", |method| method.as_str());
                let detail = format!(
                    "trace={id} state={} method={method} confidence={}",
                    row.state, traced.confidence
                );
                let record = format!("report:{}", row.report);
                tx.audit([node.entry(Actor::Node, "trace.ended", record, detail)]).await?;
                super::note_route(&tx, node, geo, row.report).await?;
            }
            Ok::<_, Error>(())
        })
        .await?;
    Ok(())
}

async fn host_of(tx: &Tx, node: &Node, traced: &Traced) -> Result<Option<tutela_model::id::HostId>, Error> {
    let named =
        traced.organisation.as_deref().filter(|name| !tutela_model::host::normal_name(name).is_empty());
    let (TraceState::Host | TraceState::HiddenBehind, Some(name)) = (traced.state, named) else {
        return Ok(None);
    };
    let about = About {
        name,
        country: traced.country,
        mailbox: traced.mailbox.as_deref(),
        network: traced.network,
        by_person: false,
    };
    learn(tx, node, &about).await.map(Some)
}
