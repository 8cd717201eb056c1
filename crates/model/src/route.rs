//! Which country's police are competent for a report, from everything that the report says. A hint, never a verdict: a person
//! confirms it.

use crate::country::Country;
use crate::named_enum;
use crate::trace::Confidence;

named_enum! {
    /// What kind of fact points to a country.
    FactKind {
        /// A network address that was seen.
        Address = "address",
        /// A phone number.
        Phone = "phone",
        /// The country that an account or the sender declares.
        Declared = "declared",
        /// Where something lies, as it was traced.
        Hosting = "hosting",
        /// The ending of a name.
        Ending = "ending",
    }
}

named_enum! {
    /// What keeps a network address from naming anybody.
    AddressMark {
        /// Many share it.
        Shared = "shared",
        /// No port was given: where many share it, nobody can be found.
        NoPort = "no_port",
        /// No time was given: it belongs to somebody else tomorrow.
        NoTime = "no_time",
        /// It belongs to a service that hides its customers.
        Vpn = "vpn",
        /// It is an exit of Tor.
        Tor = "tor",
        /// It lies inside a private network.
        Private = "private",
    }
}

/// A fact of a report and the country it points to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RouteFact {
    /// What kind of fact.
    pub kind: FactKind,
    /// Which item says so; `None` for the report as a whole.
    pub position: Option<u32>,
    /// The country it points to; `None` where it points to none.
    pub country: Option<Country>,
    /// How far it can be relied on.
    pub confidence: Confidence,
    /// What it rests on: the value and the source, as text.
    pub evidence: String,
    /// For an address: what keeps it from naming anybody.
    pub marks: Vec<AddressMark>,
}

impl RouteFact {
    /// Whether the police can ask an access provider who was behind it: an address with port and time that nobody hides behind.
    pub fn names_a_line(&self) -> bool {
        self.kind == FactKind::Address && self.marks.iter().all(|mark| *mark == AddressMark::Shared)
    }
}

/// A country and how much points to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RankedCountry {
    /// The country.
    pub country: Country,
    /// How far it can be relied on.
    pub confidence: Confidence,
    /// How many facts point to it.
    pub facts: usize,
}

/// The countries that facts point to, the likeliest first; empty where nothing points anywhere. Two facts of different kinds that do
/// not depend on each other make a country sure.
pub fn rank(facts: &[RouteFact]) -> Vec<RankedCountry> {
    let weight = |confidence| match confidence {
        Confidence::Low => 1,
        Confidence::Medium => 3,
        Confidence::High => 6,
    };
    let mut ranked: Vec<(usize, RankedCountry)> = Vec::new();
    let mut countries: Vec<Country> = facts.iter().filter_map(|fact| fact.country).collect();
    countries.sort_unstable();
    countries.dedup();
    for country in countries {
        // The same fact told ten times counts once: only the best of each kind.
        let of = |kind| {
            facts
                .iter()
                .filter(move |fact| fact.kind == kind && fact.country == Some(country))
                .map(|fact| fact.confidence)
                .max()
        };
        let kinds: Vec<Confidence> = FactKind::ALL.iter().filter_map(|kind| of(*kind)).collect();
        let solid = kinds.iter().filter(|confidence| **confidence >= Confidence::Medium).count();
        let best = kinds.iter().copied().max().unwrap_or(Confidence::Low);
        ranked.push((
            kinds.iter().map(|confidence| weight(*confidence)).sum(),
            RankedCountry {
                country,
                confidence: if solid > 1 { Confidence::High } else { best },
                facts: facts.iter().filter(|fact| fact.country == Some(country)).count(),
            },
        ));
    }
    ranked.sort_by_key(|(weight, ranked)| (std::cmp::Reverse(*weight), ranked.country));
    ranked.into_iter().map(|(_, ranked)| ranked).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fact(kind: FactKind, country: &str, confidence: Confidence) -> RouteFact {
        let country = Country::parse(country);
        RouteFact { kind, position: Some(0), country, confidence, evidence: String::new(), marks: Vec::new() }
    }

    #[test]
    fn an_address_outweighs_what_somebody_declares() {
        let facts = [
            fact(FactKind::Declared, "US", Confidence::Low),
            fact(FactKind::Ending, "US", Confidence::Low),
            fact(FactKind::Address, "PH", Confidence::Medium),
        ];
        let ranked = rank(&facts);
        assert_eq!(ranked[0].country, Country::parse("PH").unwrap());
        assert_eq!((ranked.len(), ranked[1].facts), (2, 2));
    }

    #[test]
    fn facts_that_do_not_depend_on_each_other_make_a_country_sure() {
        let facts = [
            fact(FactKind::Address, "PH", Confidence::Medium),
            fact(FactKind::Phone, "PH", Confidence::Medium),
        ];
        assert_eq!(rank(&facts)[0].confidence, Confidence::High);
        let same = [
            fact(FactKind::Address, "PH", Confidence::Medium),
            fact(FactKind::Address, "PH", Confidence::Medium),
        ];
        assert_eq!(rank(&same)[0].confidence, Confidence::Medium);
    }

    #[test]
    fn what_points_nowhere_is_ranked_nowhere() {
        let mut exit = fact(FactKind::Address, "XX", Confidence::High);
        exit.marks = vec![AddressMark::Tor];
        assert!(rank(std::slice::from_ref(&exit)).is_empty() && !exit.names_a_line());
        assert!(rank(&[]).is_empty());
    }
}
