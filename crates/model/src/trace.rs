//! Where something lies: what each method found, and what follows.
//!
//! The methods stay apart, with what each rests on, because they answer different questions: an address tells where a machine
//! stands, the network's entry who runs it, the domain's entry who could take the name away.

use serde::{Deserialize, Serialize};

use crate::country::Country;
use crate::named_enum;

named_enum! {
    /// How something was found.
    TraceMethod {
        /// The name's address, and the country and network that a file of the operator's gives it.
        Address = "address",
        /// The entry of the address's network in its registry.
        Host = "host",
        /// The entry of the domain in its registry: who sold the name.
        Registrar = "registrar",
        /// The number of the network through which the address is reached.
        Upstream = "upstream",
        /// The lists of networks that deliver for others.
        Delivery = "delivery",
        /// The name's ending, which says that it has no address.
        HiddenService = "hidden_service",
        /// A person found it.
        ByHand = "by_hand",
    }
}

named_enum! {
    /// What a trace comes to.
    TraceState {
        /// It is being asked.
        Asked = "asked",
        /// The host is known.
        Host = "host",
        /// A network that delivers for others stands before the host.
        HiddenBehind = "hidden_behind",
        /// A service without an address.
        HiddenService = "hidden_service",
        /// Nobody knows yet: a person must look.
        Unknown = "unknown",
    }
}

named_enum! {
    /// How far something can be relied on.
    Confidence {
        /// A hint.
        Low = "low",
        /// One good source.
        Medium = "medium",
        /// Sources that do not depend on each other agree, or a person says so.
        High = "high",
    }
}

/// One thing that a method rests on: a fixed name and what was read there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// What it is, a fixed name: `address`, `network`, `registry`.
    pub what: String,
    /// What was read.
    pub value: String,
}

/// What one method found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MethodFinding {
    /// Which method.
    pub method: TraceMethod,
    /// The organisation it names.
    pub organisation: Option<String>,
    /// That organisation's mailbox for abuse.
    pub mailbox: Option<String>,
    /// The country it gives.
    pub country: Option<Country>,
    /// The number of the network it names.
    pub network: Option<u32>,
    /// How far it can be relied on.
    pub confidence: Confidence,
    /// What it rests on.
    pub evidence: Vec<Evidence>,
    /// Why it found nothing, or less than it could: a fixed name.
    pub problem: Option<String>,
}

impl MethodFinding {
    /// A method that has found nothing yet.
    pub fn new(method: TraceMethod) -> Self {
        Self {
            method,
            organisation: None,
            mailbox: None,
            country: None,
            network: None,
            confidence: Confidence::Low,
            evidence: Vec::new(),
            problem: None,
        }
    }

    /// Adds what it rests on.
    pub fn rests_on(&mut self, what: &str, value: impl Into<String>) {
        self.evidence.push(Evidence { what: what.to_owned(), value: value.into() });
    }
}

/// What follows from what all methods found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Traced {
    /// What it comes to.
    pub state: TraceState,
    /// By which method.
    pub method: Option<TraceMethod>,
    /// The organisation: the host, or who stands before it.
    pub organisation: Option<String>,
    /// Its mailbox for abuse.
    pub mailbox: Option<String>,
    /// The country in which the machine stands; unknown behind a network that delivers for others.
    pub country: Option<Country>,
    /// The number of its network.
    pub network: Option<u32>,
    /// How far it can be relied on.
    pub confidence: Confidence,
}

/// Draws the conclusion. What a person found outweighs all; a network that delivers for others hides whatever lies behind it, so
/// that its address gives no country; a host is known where its network's entry names an organisation.
pub fn conclude(findings: &[MethodFinding]) -> Traced {
    let of = |method| {
        findings.iter().find(|finding: &&MethodFinding| finding.method == method && finding.problem.is_none())
    };
    let known = |state, finding: &MethodFinding| Traced {
        state,
        method: Some(finding.method),
        organisation: finding.organisation.clone(),
        mailbox: finding.mailbox.clone(),
        country: finding.country,
        network: finding.network,
        confidence: finding.confidence,
    };
    if let Some(by_hand) = of(TraceMethod::ByHand) {
        return known(TraceState::Host, by_hand);
    }
    if let Some(hidden) = of(TraceMethod::HiddenService) {
        return known(TraceState::HiddenService, hidden);
    }
    let (address, host) = (of(TraceMethod::Address), of(TraceMethod::Host));
    if let Some(before) = of(TraceMethod::Delivery) {
        let mailbox = before.mailbox.clone().or_else(|| host.and_then(|host| host.mailbox.clone()));
        return Traced { mailbox, country: None, ..known(TraceState::HiddenBehind, before) };
    }
    let named = host.filter(|host| host.organisation.is_some());
    // A file that names the network's holder is a second-hand entry: better than nothing, and said to be less.
    let named = named.or(address.filter(|address| address.organisation.is_some()));
    let Some(named) = named else {
        return Traced {
            state: TraceState::Unknown,
            method: None,
            organisation: None,
            mailbox: None,
            country: address.and_then(|address| address.country),
            network: address.and_then(|address| address.network),
            confidence: Confidence::Low,
        };
    };
    let located = address.and_then(|address| address.country);
    let registered = host.and_then(|host| host.country);
    let confidence = match (named.method, located, registered) {
        (TraceMethod::Host, Some(located), Some(registered)) if located == registered => Confidence::High,
        // A network registered in one country and seen in another is common, and worth a second look.
        (TraceMethod::Host, Some(_), Some(_)) => Confidence::Low,
        (TraceMethod::Host, ..) => Confidence::Medium,
        _ => Confidence::Low,
    };
    // A name that stands at several places at once may have been looked up at another than the one meant.
    let doubtful = address.is_some_and(|address| address.confidence == Confidence::Low);
    let confidence = if doubtful { Confidence::Low } else { confidence };
    Traced {
        // Where the machine stands outweighs where its owner is registered.
        country: located.or(registered),
        network: named.network.or(address.and_then(|address| address.network)),
        confidence,
        ..known(TraceState::Host, named)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(method: TraceMethod, organisation: Option<&str>, country: Option<&str>) -> MethodFinding {
        MethodFinding {
            organisation: organisation.map(str::to_owned),
            country: country.and_then(Country::parse),
            confidence: Confidence::Medium,
            ..MethodFinding::new(method)
        }
    }

    #[test]
    fn a_host_is_sure_where_its_registry_and_the_file_agree() {
        let address = finding(TraceMethod::Address, None, Some("NL"));
        let host = finding(TraceMethod::Host, Some("Invented Host"), Some("NL"));
        let traced = conclude(&[address.clone(), host.clone()]);
        assert_eq!((traced.state, traced.confidence), (TraceState::Host, Confidence::High));
        let elsewhere = finding(TraceMethod::Host, Some("Invented Host"), Some("SC"));
        let traced = conclude(&[address, elsewhere]);
        assert_eq!((traced.country, traced.confidence), (Country::parse("NL"), Confidence::Low));
        assert_eq!(conclude(&[host]).confidence, Confidence::Medium);
    }

    #[test]
    fn what_stands_before_a_host_hides_its_country() {
        let traced = conclude(&[
            finding(TraceMethod::Address, None, Some("US")),
            finding(TraceMethod::Host, Some("Invented Delivery Inc"), Some("US")),
            finding(TraceMethod::Delivery, Some("Invented Delivery"), None),
        ]);
        assert_eq!((traced.state, traced.country), (TraceState::HiddenBehind, None));
        assert_eq!(traced.organisation.as_deref(), Some("Invented Delivery"));
    }

    #[test]
    fn what_a_person_found_outweighs_all() {
        let traced = conclude(&[
            finding(TraceMethod::Delivery, Some("Invented Delivery"), None),
            finding(TraceMethod::ByHand, Some("The Host Behind"), Some("DE")),
        ]);
        assert_eq!((traced.state, traced.country), (TraceState::Host, Country::parse("DE")));
    }

    #[test]
    fn a_method_with_a_problem_says_nothing() {
        let mut lying = finding(TraceMethod::Host, Some("Liar"), Some("NL"));
        lying.problem = Some("other_network".to_owned());
        assert_eq!(conclude(&[lying]).state, TraceState::Unknown);
        assert_eq!(conclude(&[]).state, TraceState::Unknown);
    }
}
