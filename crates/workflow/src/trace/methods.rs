//! The methods, each with what it rests on. Every answer from outside is checked against what was asked: an answer about something
//! else is kept as a problem and never as evidence.

use std::net::IpAddr;

use tutela_formats::geo::GeoKind;
use tutela_formats::network_list::{ListedNetwork, NetworkClass};
use tutela_formats::rdap::{Autnum, Domain, Network, RdapError};
use tutela_model::country::Country;
use tutela_model::trace::{Confidence, MethodFinding, TraceMethod};
use url::{Host, Url};

use super::geo::Geo;
use crate::outside::dns::{Dns, Named};
use crate::outside::registry::{self, RegistryProblem};
use crate::settings::TraceSettings;

/// Endings of names that have no address.
const HIDDEN: [&str; 2] = ["onion", "i2p"];
const DELIVERY: [NetworkClass; 1] = [NetworkClass::Delivery];

/// Everything that the methods find about a web address.
pub(super) async fn all(settings: &TraceSettings, geo: &Geo, url: &str) -> Vec<MethodFinding> {
    let Ok(url) = Url::parse(url) else { return vec![failed(TraceMethod::Address, "no_address")] };
    let (name, named) = match url.host() {
        Some(Host::Ipv4(ip)) => (None, Ok(Named { addresses: vec![ip.into()], aliases: Vec::new() })),
        Some(Host::Ipv6(ip)) => {
            (None, Ok(Named { addresses: vec![IpAddr::V6(ip).to_canonical()], aliases: Vec::new() }))
        }
        Some(Host::Domain(name)) => {
            let ending = name.rsplit('.').next().unwrap_or_default();
            if HIDDEN.contains(&ending) {
                return vec![hidden_service(ending)];
            }
            if !settings.ask {
                return vec![failed(TraceMethod::Address, "not_asked")];
            }
            let asked = match Dns::new(&settings.dns) {
                Ok(dns) => dns.addresses(name).await,
                Err(problem) => Err(problem),
            };
            (Some(name.to_owned()), asked)
        }
        None => return vec![failed(TraceMethod::Address, "no_address")],
    };
    let mut findings = Vec::new();
    let mut network = None;
    match named {
        Err(problem) => findings.push(failed(TraceMethod::Address, problem.as_str())),
        Ok(named) => {
            let address = by_address(settings, geo, &named);
            network = address.network;
            findings.extend(delivery(settings, name.as_deref(), &named, network));
            if address.problem.is_none()
                && let Some(first) = named.addresses.first()
            {
                findings.push(by_network(settings, *first).await);
            }
            findings.insert(0, address);
        }
    }
    let holder = findings
        .iter()
        .find(|found| found.method == TraceMethod::Host)
        .and_then(|found| found.organisation.clone());
    if let Some(number) = network {
        findings.extend(by_number(settings, number, holder.as_deref()).await);
    }
    if let Some(name) = &name {
        findings.push(by_domain(settings, name).await);
    }
    findings
}

fn failed(method: TraceMethod, problem: &str) -> MethodFinding {
    MethodFinding { problem: Some(problem.to_owned()), ..MethodFinding::new(method) }
}

fn hidden_service(ending: &str) -> MethodFinding {
    let mut found =
        MethodFinding { confidence: Confidence::High, ..MethodFinding::new(TraceMethod::HiddenService) };
    found.rests_on("ending", format!(".{ending}"));
    found
}

/// The addresses, and what the operator's files say of them.
fn by_address(settings: &TraceSettings, geo: &Geo, named: &Named) -> MethodFinding {
    let mut found =
        MethodFinding { confidence: Confidence::Medium, ..MethodFinding::new(TraceMethod::Address) };
    for alias in &named.aliases {
        found.rests_on("alias", alias);
    }
    for address in &named.addresses {
        found.rests_on("address", address.to_string());
    }
    if named.addresses.is_empty() {
        found.problem = Some("no_such_name".to_owned());
        return found;
    }
    // A name that leads inside is not looked up any further: nothing out there can say whose that is.
    if !named.addresses.iter().all(|address| settings.may_connect(*address)) {
        found.problem = Some("private_address".to_owned());
        return found;
    }
    let answers: Vec<_> = named.addresses.iter().map(|address| geo.look_up(*address)).collect();
    let mut countries: Vec<Country> =
        answers.iter().filter_map(|answer| Country::parse(answer.country.as_deref()?)).collect();
    let first = answers.into_iter().next().unwrap_or_default();
    found.country = first.country.as_deref().and_then(Country::parse);
    found.network = first.network;
    found.organisation = first.organisation;
    for kind in GeoKind::ALL {
        if let Some(source) = geo.source(kind) {
            found.rests_on(&format!("file_{}", kind.as_str()), source);
        }
    }
    countries.sort_unstable();
    countries.dedup();
    if countries.len() > 1 {
        found.confidence = Confidence::Low;
        let countries: Vec<_> = countries.iter().map(Country::as_str).collect();
        found.rests_on("several_countries", countries.join(", "));
    }
    found
}

/// Whether a network that delivers for others stands before the host.
fn delivery(
    settings: &TraceSettings,
    name: Option<&str>,
    named: &Named,
    number: Option<u32>,
) -> Option<MethodFinding> {
    let list = &settings.networks;
    let by_name = name
        .into_iter()
        .chain(named.aliases.iter().map(String::as_str))
        .find_map(|name| list.of_name(name, &DELIVERY));
    let by_address = || named.addresses.iter().find_map(|address| list.of_address(*address, &DELIVERY));
    let by_number = || number.and_then(|number| list.of_number(number, &DELIVERY));
    let listed: &ListedNetwork = by_name.or_else(by_address).or_else(by_number)?;
    let mut found = MethodFinding {
        organisation: Some(listed.name.clone()),
        confidence: Confidence::High,
        ..MethodFinding::new(TraceMethod::Delivery)
    };
    found.rests_on("listed", listed.known_by());
    found.rests_on("source", &listed.source);
    Some(found)
}

/// What was asked of a registry came to.
enum Asked<T> {
    Told(T, String),
    Problem(&'static str),
}

/// Asks the registry that answers for something, else those that the operator names, and reads what comes.
async fn asked<T>(
    settings: &TraceSettings,
    registered: Option<&str>,
    path: &str,
    read: impl Fn(&[u8]) -> Result<T, RdapError>,
    is_about: impl Fn(&T) -> bool,
) -> Asked<T> {
    if !settings.ask {
        return Asked::Problem("not_asked");
    }
    let bases: Vec<Url> = match registered.and_then(|base| Url::parse(base).ok()) {
        Some(base) => vec![base],
        None => settings.servers.clone(),
    };
    let Ok(dns) = Dns::new(&settings.dns) else { return Asked::Problem("dns_no_server") };
    let mut problem = "no_registry";
    for mut base in bases {
        if !base.path().ends_with('/') {
            base.set_path(&format!("{}/", base.path()));
        }
        let Ok(url) = base.join(path) else { continue };
        match registry::ask(settings, &dns, url).await {
            Ok(answered) => match read(&answered.body) {
                Ok(told) if is_about(&told) => return Asked::Told(told, answered.by),
                Ok(_) => problem = "about_something_else",
                Err(_) => problem = "not_readable",
            },
            // Another of them may know.
            Err(RegistryProblem::NotThere) => problem = "not_there",
            Err(other) => problem = other.as_str(),
        }
    }
    Asked::Problem(problem)
}

/// The entry of the address's network.
async fn by_network(settings: &TraceSettings, address: IpAddr) -> MethodFinding {
    let registered = settings.registries.for_address(address);
    let path = format!("ip/{address}");
    let (network, by) =
        match asked(settings, registered, &path, Network::read, |net| net.covers(address)).await {
            Asked::Told(network, by) => (network, by),
            Asked::Problem(problem) => return failed(TraceMethod::Host, problem),
        };
    let mut found = MethodFinding::new(TraceMethod::Host);
    found.confidence = Confidence::Medium;
    found.organisation = network.organisation;
    found.mailbox = network.abuse;
    found.country = network.country.as_deref().and_then(Country::parse);
    found.rests_on("network", format!("{} - {}", network.first, network.last));
    if let Some(handle) = network.handle {
        found.rests_on("handle", handle);
    }
    if let Some(name) = network.name {
        found.rests_on("network_name", &name);
        if found.organisation.is_none() {
            found.organisation = Some(name);
            found.confidence = Confidence::Low;
        }
    }
    found.rests_on("registry", by);
    found
}

/// The entry of the network through which the address is reached, where that is another than the host's own.
async fn by_number(settings: &TraceSettings, number: u32, holder: Option<&str>) -> Option<MethodFinding> {
    let registered = settings.registries.for_number(number);
    let path = format!("autnum/{number}");
    let (autnum, by) =
        match asked(settings, registered, &path, Autnum::read, |autnum| autnum.covers(number)).await {
            Asked::Told(autnum, by) => (autnum, by),
            Asked::Problem(problem) => return Some(failed(TraceMethod::Upstream, problem)),
        };
    let organisation = autnum.organisation.or(autnum.name)?;
    let same = |holder: &str| {
        tutela_model::host::normal_name(holder) == tutela_model::host::normal_name(&organisation)
    };
    if holder.is_some_and(same) {
        return None;
    }
    let mut found = MethodFinding::new(TraceMethod::Upstream);
    found.confidence = Confidence::Medium;
    found.organisation = Some(organisation);
    found.mailbox = autnum.abuse;
    found.country = autnum.country.as_deref().and_then(Country::parse);
    found.network = Some(number);
    found.rests_on("number", format!("AS{number}"));
    found.rests_on("registry", by);
    Some(found)
}

/// The entry of the domain: who sold the name.
async fn by_domain(settings: &TraceSettings, name: &str) -> MethodFinding {
    let Some(domain) = psl::domain_str(name) else { return failed(TraceMethod::Registrar, "no_domain") };
    let registered = settings.registries.for_domain(domain);
    let path = format!("domain/{domain}");
    let (entry, by) = match asked(settings, registered, &path, Domain::read, |entry| entry.is(domain)).await {
        Asked::Told(entry, by) => (entry, by),
        Asked::Problem(problem) => return failed(TraceMethod::Registrar, problem),
    };
    let mut found = MethodFinding::new(TraceMethod::Registrar);
    found.confidence = Confidence::Medium;
    found.organisation = entry.registrar;
    found.mailbox = entry.abuse;
    found.rests_on("domain", domain);
    if !entry.states.is_empty() {
        found.rests_on("states", entry.states.join(", "));
    }
    found.rests_on("registry", by);
    found
}
