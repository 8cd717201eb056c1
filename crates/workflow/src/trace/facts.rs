//! The facts of a report that point to a country, each with what it rests on.

use tutela_formats::network_list::NetworkClass;
use tutela_model::calling_code::country_of_phone;
use tutela_model::country::Country;
use tutela_model::country_ending::country_of_name;
use tutela_model::id::ReportId;
use tutela_model::item::{AccountItem, Address, Item};
use tutela_model::person::Actor;
use tutela_model::route::{AddressMark, FactKind, RouteFact, rank};
use tutela_model::trace::Confidence;
use tutela_store::Tx;
use tutela_store::records::route::{self, RouteRow};
use tutela_store::records::{item, trace};
use url::Url;

use super::geo::Geo;
use crate::desk;
use crate::error::Error;
use crate::node::Node;
use crate::sealing::{Blob, open};
use crate::settings::TraceSettings;

/// A fact that points to a country: the public name of the model's.
pub type Fact = RouteFact;

/// The facts of opened items, for whoever shows or passes them on: each with the place of its item.
pub async fn facts_of_items(node: &Node, items: &[(u32, &Item)]) -> Vec<Fact> {
    let geo = node.geo().await;
    facts_of(&node.settings().trace, &geo, items)
}

/// The facts of opened items.
pub(crate) fn facts_of(settings: &TraceSettings, geo: &Geo, items: &[(u32, &Item)]) -> Vec<RouteFact> {
    let mut facts = Vec::new();
    for (position, item) in items {
        match item {
            Item::Account(account) => of_account(settings, geo, *position, account, &mut facts),
            Item::Url(url) => {
                let name = Url::parse(&url.url).ok().and_then(|url| url.host_str().map(str::to_owned));
                let country = name.as_deref().and_then(country_of_name);
                facts.extend(country.map(|country| {
                    fact(
                        FactKind::Ending,
                        Some(*position),
                        country,
                        Confidence::Low,
                        name.unwrap_or_default(),
                    )
                }));
            }
            Item::File(_) | Item::Text(_) => {}
        }
    }
    facts
}

fn fact(
    kind: FactKind,
    position: Option<u32>,
    country: Country,
    confidence: Confidence,
    evidence: impl Into<String>,
) -> RouteFact {
    RouteFact {
        kind,
        position,
        country: Some(country),
        confidence,
        evidence: evidence.into(),
        marks: Vec::new(),
    }
}

fn of_account(
    settings: &TraceSettings,
    geo: &Geo,
    position: u32,
    account: &AccountItem,
    facts: &mut Vec<RouteFact>,
) {
    facts.extend(account.addresses.iter().map(|address| of_address(settings, geo, position, address)));
    for phone in &account.phones {
        if let Some((country, code)) = country_of_phone(phone) {
            facts.push(fact(
                FactKind::Phone,
                Some(position),
                country,
                Confidence::Medium,
                format!("+{code}"),
            ));
        }
    }
    if let Some(country) = account.country {
        facts.push(fact(FactKind::Declared, Some(position), country, Confidence::Low, ""));
    }
    for mailbox in &account.emails {
        let name = mailbox.rsplit('@').next().unwrap_or_default();
        if let Some(country) = country_of_name(name) {
            facts.push(fact(FactKind::Ending, Some(position), country, Confidence::Low, name));
        }
    }
}

/// An address names a line only with port and time, and nobody where it is shared, or where its owner hides who comes through it.
fn of_address(settings: &TraceSettings, geo: &Geo, position: u32, address: &Address) -> RouteFact {
    let mut marks = Vec::new();
    let listed = |class| settings.networks.of_address(address.ip, &[class]);
    let answer = geo.look_up(address.ip);
    let numbered = |class| answer.network.and_then(|number| settings.networks.of_number(number, &[class]));
    let is = |class| listed(class).or_else(|| numbered(class)).is_some();
    for (class, mark) in [
        (NetworkClass::Shared, AddressMark::Shared),
        (NetworkClass::Vpn, AddressMark::Vpn),
        (NetworkClass::Tor, AddressMark::Tor),
    ] {
        if is(class) {
            marks.push(mark);
        }
    }
    let shared = marks.contains(&AddressMark::Shared);
    if !settings.may_connect(address.ip) && !shared {
        marks.push(AddressMark::Private);
    }
    if address.port.is_none() {
        marks.push(AddressMark::NoPort);
    }
    if address.at.is_none() {
        marks.push(AddressMark::NoTime);
    }
    let hides =
        marks.iter().any(|mark| matches!(mark, AddressMark::Vpn | AddressMark::Tor | AddressMark::Private));
    // Where an exit of Tor stands says nothing of who comes through it.
    let country = answer.country.as_deref().and_then(Country::parse).filter(|_| !hides);
    let confidence = match (address.port, address.at) {
        _ if hides || shared => Confidence::Low,
        (Some(_), Some(_)) => Confidence::High,
        (None, Some(_)) => Confidence::Medium,
        _ => Confidence::Low,
    };
    let mut evidence = address.ip.to_string();
    if let Some(port) = address.port {
        evidence.push_str(&format!(" port {port}"));
    }
    if let Some(at) = address.at {
        evidence.push_str(&format!(", {at}"));
    }
    RouteFact { kind: FactKind::Address, position: Some(position), country, confidence, evidence, marks }
}

/// Where the traced items of a report lie: the country of a host is competent for the machine, where nothing points to a person.
pub(crate) async fn hosting(tx: &Tx, report: ReportId) -> Result<Vec<RouteFact>, Error> {
    let traces = trace::of_report(tx, report).await?;
    let facts = traces.iter().filter_map(|row| {
        let confidence = row.confidence.unwrap_or(Confidence::Low).min(Confidence::Medium);
        Some(fact(FactKind::Hosting, Some(row.position), row.country?, confidence, ""))
    });
    Ok(facts.collect())
}

/// Writes down where a report goes, unless a person has chosen. A report that points nowhere waits at the desk.
pub(crate) async fn note_route(tx: &Tx, node: &Node, geo: &Geo, report: ReportId) -> Result<(), Error> {
    let row = desk::get(tx, report).await?;
    let Some(wrapped) = row.data_key.as_deref() else { return Ok(()) };
    let node_says = Actor::Node.to_string();
    if route::get(tx, report).await?.is_some_and(|chosen| chosen.made_by != node_says) {
        return Ok(());
    }
    let key = node.sealing().unwrap(wrapped, report.0)?;
    let mut items = Vec::new();
    for row in item::of_report(tx, report).await? {
        items.push((
            row.position,
            open::<Item>(&key, Blob::Item(report, row.position), row.sealed.as_deref())?,
        ));
    }
    let items: Vec<_> = items.iter().map(|(position, item)| (*position, item)).collect();
    let mut facts = facts_of(&node.settings().trace, geo, &items);
    facts.extend(hosting(tx, report).await?);
    facts.extend(row.country.map(|country| fact(FactKind::Declared, None, country, Confidence::Low, "")));
    let first = rank(&facts).into_iter().next();
    let noted = RouteRow {
        report,
        country: first.map(|first| first.country),
        confidence: first.map(|first| first.confidence),
        made_at: node.now(),
        made_by: node_says,
        sealed: None,
    };
    Ok(route::set(tx, &noted).await?)
}
