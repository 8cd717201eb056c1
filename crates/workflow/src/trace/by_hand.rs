//! The desk where people look by hand: what a person found, with their reason; or that it cannot be found.

use tutela_model::access::Permission;
use tutela_model::country::Country;
use tutela_model::host::normal_name;
use tutela_model::id::{ReportId, TraceId};
use tutela_model::limits;
use tutela_model::selector::parse_email;
use tutela_model::text::{self, Lines};
use tutela_model::trace::{Confidence, MethodFinding, TraceMethod, TraceState};
use tutela_store::records::route::{self, RouteRow};
use tutela_store::records::trace::{self, TraceRow};

use super::hosts::{About, learn};
use super::{SealedRoute, SealedTrace};
use crate::desk;
use crate::error::Error;
use crate::node::{Node, Viewer};
use crate::sealing::{Blob, open, seal};

/// What a person found of a host.
#[derive(Clone, Debug, Default)]
pub struct HostByHand {
    /// Its name.
    pub name: String,
    /// Its mailbox for abuse, where one is known.
    pub mailbox: String,
    /// The country in which the machine stands, where it is known.
    pub country: Option<Country>,
    /// How the person knows.
    pub reason: String,
}

/// Writes down who the host of an item is, found by a person.
pub async fn set_host(
    node: &Node,
    viewer: &Viewer,
    id: ReportId,
    position: u32,
    found: &HostByHand,
) -> Result<(), Error> {
    viewer.must(Permission::WorkOnReport)?;
    let name = text::required("host", &found.name, limits::SHORT, Lines::One)?;
    if normal_name(&name).is_empty() {
        return Err(Error::Refused("the host needs a name with letters or digits"));
    }
    let mailbox = match found.mailbox.trim() {
        "" => None,
        mailbox => Some(parse_email("mailbox", mailbox)?),
    };
    let reason = text::required("reason", &found.reason, limits::TEXT, Lines::Many)?;
    let mut finding = MethodFinding {
        organisation: Some(name),
        mailbox,
        country: found.country,
        confidence: Confidence::High,
        ..MethodFinding::new(TraceMethod::ByHand)
    };
    finding.rests_on("person", &viewer.person.name);
    end_by_hand(node, viewer, id, position, Some(finding), reason).await
}

/// Writes down that a person looked and the host cannot be found: it leaves the desk, and the report says so.
pub async fn cannot_be_found(
    node: &Node,
    viewer: &Viewer,
    id: ReportId,
    position: u32,
    reason: &str,
) -> Result<(), Error> {
    viewer.must(Permission::WorkOnReport)?;
    let reason = text::required("reason", reason, limits::TEXT, Lines::Many)?;
    end_by_hand(node, viewer, id, position, None, reason).await
}

/// A new trace, ended at once; the one before stays, with what it found.
async fn end_by_hand(
    node: &Node,
    viewer: &Viewer,
    report: ReportId,
    position: u32,
    finding: Option<MethodFinding>,
    reason: String,
) -> Result<(), Error> {
    let geo = node.geo().await;
    let (finding, reason, geo) = (&finding, &reason, &geo);
    node.store()
        .run("trace by hand", |tx| async move {
            let row = desk::get(&tx, report).await?;
            let key = node.sealing().report_key(report, row.data_key.as_deref())?;
            let items = tutela_store::records::item::of_report(&tx, report).await?;
            if !items.iter().any(|item| item.position == position) {
                return Err(Error::NotFound("item"));
            }
            let before = trace::newest(&tx, report, position).await?;
            let sealed = before.and_then(|before| before.sealed.map(|sealed| (before.id, sealed)));
            let mut sealed: SealedTrace = match sealed {
                Some((id, sealed)) => open(&key, Blob::Trace(id.0), Some(&sealed))?,
                None => SealedTrace::default(),
            };
            // What the methods found before stays beside what the person found.
            sealed.findings.retain(|found| found.method != TraceMethod::ByHand);
            sealed.findings.extend(finding.clone());
            sealed.reason = Some(reason.clone());
            let now = node.now();
            let id = TraceId::new(now, node.rng());
            let host = match finding {
                Some(finding) => {
                    let about = About {
                        name: finding.organisation.as_deref().unwrap_or_default(),
                        country: finding.country,
                        mailbox: finding.mailbox.as_deref(),
                        network: None,
                        by_person: true,
                    };
                    Some(learn(&tx, node, &about).await?)
                }
                None => None,
            };
            let ended = TraceRow {
                id,
                report,
                position,
                state: if finding.is_some() { TraceState::Host } else { TraceState::Unknown },
                method: Some(TraceMethod::ByHand),
                host,
                country: finding.as_ref().and_then(|finding| finding.country),
                confidence: finding.as_ref().map(|_| Confidence::High),
                asked_at: now,
                asked_by: viewer.person.id,
                ended_at: Some(now),
                sealed: Some(seal(&key, Blob::Trace(id.0), &sealed, node.rng())),
            };
            trace::insert(&tx, &ended).await?;
            let detail = format!("trace={id} state={} method=by_hand", ended.state);
            tx.audit([node.entry(viewer.actor(), "trace.by_hand", format!("report:{report}"), detail)])
                .await?;
            super::note_route(&tx, node, geo, report).await
        })
        .await
}

/// Writes down which country is competent for a report, chosen by a person; without one, that none can be found.
pub async fn set_country(
    node: &Node,
    viewer: &Viewer,
    report: ReportId,
    country: Option<Country>,
    reason: &str,
) -> Result<(), Error> {
    viewer.must(Permission::WorkOnReport)?;
    let reason = text::required("reason", reason, limits::TEXT, Lines::Many)?;
    let reason = &reason;
    node.store()
        .run("route by hand", |tx| async move {
            let row = desk::get(&tx, report).await?;
            let key = node.sealing().report_key(report, row.data_key.as_deref())?;
            let sealed = SealedRoute { reason: Some(reason.clone()) };
            let chosen = RouteRow {
                report,
                country,
                confidence: country.map(|_| Confidence::High),
                made_at: node.now(),
                made_by: viewer.actor().to_string(),
                sealed: Some(seal(&key, Blob::Route(report), &sealed, node.rng())),
            };
            route::set(&tx, &chosen).await?;
            let detail =
                format!("country={}", country.map_or("none".to_owned(), |country| country.to_string()));
            let record = format!("report:{report}");
            Ok::<_, Error>(tx.audit([node.entry(viewer.actor(), "route.by_hand", record, detail)]).await?)
        })
        .await
}
