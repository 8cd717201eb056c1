//! What removal knows of a report: where its items lie, whose police are competent, what is held back, what services were asked to keep.

use tutela_crypto::DataKey;
use tutela_model::clock::Timestamp;
use tutela_model::country::Country;
use tutela_model::hold::HoldEnding;
use tutela_model::id::{HoldId, PreservationId, ReportId};
use tutela_model::item::Item;
use tutela_model::preservation::PreservationState;
use tutela_model::route::{FactKind, RankedCountry, RouteFact, rank};
use tutela_model::trace::{Confidence, MethodFinding, TraceMethod, TraceState};
use tutela_store::Tx;
use tutela_store::records::police_hold::{self, HoldRow};
use tutela_store::records::preservation::{self, PreservationRow};
use tutela_store::records::route;
use tutela_store::records::trace::{self, TraceRow};

use super::report::{ItemView, Name};
use crate::error::Error;
use crate::node::Node;
use crate::removal::officers;
use crate::sealing::{Blob, open};
use crate::trace::{Geo, HostRecord, SealedRoute, SealedTrace, facts_of, hosting, record};

/// What removal knows of a report.
#[derive(Clone, Debug, Default)]
pub struct RemovalView {
    /// The newest trace of each item that was traced.
    pub traces: Vec<TraceView>,
    /// Whose police are competent.
    pub route: RouteView,
    /// Police holds, oldest first.
    pub holds: Vec<HoldView>,
    /// Requests to services, oldest first.
    pub requests: Vec<PreservationLine>,
}

/// A trace.
#[derive(Clone, Debug)]
pub struct TraceView {
    /// Which item.
    pub position: u32,
    /// What it came to.
    pub state: TraceState,
    /// By which method.
    pub method: Option<TraceMethod>,
    /// The host, or who stands before it, with how fast they remove.
    pub host: Option<HostRecord>,
    /// To which mailbox a notice would go.
    pub mailbox: Option<String>,
    /// In which country the machine stands.
    pub country: Option<Country>,
    /// How far it can be relied on.
    pub confidence: Option<Confidence>,
    /// Who asked.
    pub by: String,
    /// When it was asked for.
    pub asked_at: Timestamp,
    /// When it came to an end.
    pub ended_at: Option<Timestamp>,
    /// What each method found.
    pub findings: Vec<MethodFinding>,
    /// What a person wrote who looked by hand.
    pub reason: Option<String>,
}

/// Whose police are competent.
#[derive(Clone, Debug, Default)]
pub struct RouteView {
    /// The countries that the facts point to, the likeliest first.
    pub ranked: Vec<RankedCountry>,
    /// The facts.
    pub facts: Vec<RouteFact>,
    /// What a person chose.
    pub chosen: Option<ChosenRoute>,
}

impl RouteView {
    /// The country that comes first: what a person chose, else what the facts say. `None` where neither names one.
    pub fn country(&self) -> Option<Country> {
        match &self.chosen {
            Some(chosen) => chosen.country,
            None => self.ranked.first().map(|first| first.country),
        }
    }
}

/// A country that a person chose.
#[derive(Clone, Debug)]
pub struct ChosenRoute {
    /// The country; `None` where the person says that none can be found.
    pub country: Option<Country>,
    /// Why.
    pub reason: Option<String>,
    /// When.
    pub at: Timestamp,
}

/// A police hold.
#[derive(Clone, Debug)]
pub struct HoldView {
    /// Its id.
    pub id: HoldId,
    /// When it was placed, and by whom of the desk.
    pub placed: (Timestamp, String),
    /// When it lapses, or would have lapsed.
    pub until: Timestamp,
    /// How it ended, and when.
    pub ended: Option<(HoldEnding, Timestamp)>,
    /// What officers asked for: when, what (`placed`, `renewed`, `go_ahead`), name, unit.
    pub officers: Vec<(Timestamp, String, String, String)>,
}

/// A request to a service to preserve.
#[derive(Clone, Debug)]
pub struct PreservationLine {
    /// Its id.
    pub id: PreservationId,
    /// The report.
    pub report: ReportId,
    /// Which item.
    pub position: u32,
    /// The service; `None` once erased.
    pub service: Option<String>,
    /// Where it stands.
    pub state: PreservationState,
    /// Who asked.
    pub by: String,
    /// When it was asked.
    pub asked_at: Timestamp,
    /// Until when.
    pub until: Timestamp,
    /// How often it was made longer.
    pub extensions: i64,
    /// Whether its end is near: the desk was told.
    pub near: bool,
    /// When the service confirmed.
    pub confirmed_at: Option<Timestamp>,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
}

impl PreservationLine {
    pub(super) fn of(row: PreservationRow, by: String) -> Self {
        Self {
            id: row.id,
            report: row.report,
            position: row.position,
            service: row.service,
            state: row.state,
            by,
            asked_at: row.asked_at,
            until: row.until,
            extensions: row.extensions,
            near: row.reminded_at.is_some() && row.ended_at.is_none(),
            confirmed_at: row.confirmed_at,
            ended_at: row.ended_at,
        }
    }
}

/// What removal knows of an opened report.
pub(super) async fn of_report(
    tx: &Tx,
    key: &DataKey,
    id: ReportId,
    route: RouteView,
    name: Name<'_>,
) -> Result<RemovalView, Error> {
    let mut view = RemovalView { route, ..RemovalView::default() };
    for row in trace::of_report(tx, id).await? {
        view.traces.push(trace_view(tx, key, row, name).await?);
    }
    for row in police_hold::of_report(tx, id).await? {
        view.holds.push(hold_view(key, row, name)?);
    }
    for row in preservation::of_report(tx, id).await? {
        let by = name(row.asked_by);
        view.requests.push(PreservationLine::of(row, by));
    }
    Ok(view)
}

pub(super) async fn route_of(
    tx: &Tx,
    node: &Node,
    geo: &Geo,
    key: &DataKey,
    id: ReportId,
    country: Option<Country>,
    items: &[ItemView],
) -> Result<RouteView, Error> {
    let items: Vec<(u32, &Item)> = items.iter().map(|view| (view.position, &view.item)).collect();
    let mut facts = facts_of(&node.settings().trace, geo, &items);
    facts.extend(hosting(tx, id).await?);
    facts.extend(country.map(|country| RouteFact {
        kind: FactKind::Declared,
        position: None,
        country: Some(country),
        confidence: Confidence::Low,
        evidence: String::new(),
        marks: Vec::new(),
    }));
    let chosen = match route::get(tx, id).await? {
        Some(row) if row.sealed.is_some() => {
            let sealed: SealedRoute = open(key, Blob::Route(id), row.sealed.as_deref())?;
            Some(ChosenRoute { country: row.country, reason: sealed.reason, at: row.made_at })
        }
        _ => None,
    };
    Ok(RouteView { ranked: rank(&facts), facts, chosen })
}

pub(super) async fn trace_view(
    tx: &Tx,
    key: &DataKey,
    row: TraceRow,
    name: Name<'_>,
) -> Result<TraceView, Error> {
    let sealed = match &row.sealed {
        Some(sealed) => open(key, Blob::Trace(row.id.0), Some(sealed))?,
        None => SealedTrace::default(),
    };
    let host = match row.host {
        Some(host) => record(tx, host).await?,
        None => None,
    };
    let by_method = |method| sealed.findings.iter().find(|found| Some(found.method) == method);
    let mailbox = host.as_ref().and_then(|record| record.host.mailbox.clone());
    let mailbox = mailbox.or_else(|| by_method(row.method).and_then(|found| found.mailbox.clone()));
    Ok(TraceView {
        position: row.position,
        state: row.state,
        method: row.method,
        host,
        mailbox,
        country: row.country,
        confidence: row.confidence,
        by: name(row.asked_by),
        asked_at: row.asked_at,
        ended_at: row.ended_at,
        findings: sealed.findings,
        reason: sealed.reason,
    })
}

fn hold_view(key: &DataKey, row: HoldRow, name: Name<'_>) -> Result<HoldView, Error> {
    let asked = officers(key, &row)?;
    Ok(HoldView {
        id: row.id,
        placed: (row.placed_at, name(row.placed_by)),
        until: row.state.until,
        ended: row.state.ending.zip(row.ended_at),
        officers: asked.into_iter().map(|asked| (asked.at, asked.what, asked.name, asked.unit)).collect(),
    })
}
