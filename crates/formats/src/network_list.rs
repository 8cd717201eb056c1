//! Networks that are not what they seem: those that deliver for others, share one address among many, or hide who comes through them.
//!
//! Our own format, one a line, so that an operator can keep it by hand:
//!
//! ```text
//! # class,what,name,source
//! delivery,AS64496,Invented Delivery,https://delivery.example/networks
//! delivery,203.0.113.0/24,Invented Delivery,https://delivery.example/networks
//! delivery,.edge.delivery.example,Invented Delivery,https://delivery.example/names
//! shared,100.64.0.0/10,Addresses shared by a carrier's customers,RFC 6598
//! vpn,198.51.100.0/24,Invented VPN,its own list
//! ```
//!
//! A file of bare addresses, as those of the exits of Tor are published, is read with the class that it is given.

use core::net::IpAddr;

use crate::ip_prefix::IpPrefix;

/// The most bytes of a file.
pub const MAX_FILE: usize = 16 << 20;

/// What a network does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NetworkClass {
    /// Delivers pages that lie elsewhere.
    Delivery,
    /// Shares an address among many customers.
    Shared,
    /// Hides its customers behind its own addresses.
    Vpn,
    /// Exits of Tor.
    Tor,
}

impl NetworkClass {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Delivery, Self::Shared, Self::Vpn, Self::Tor];

    /// The fixed name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Delivery => "delivery",
            Self::Shared => "shared",
            Self::Vpn => "vpn",
            Self::Tor => "tor",
        }
    }

    /// The class of this name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.as_str() == text)
    }
}

/// By what a network is known.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Known {
    Addresses(IpPrefix),
    Number(u32),
    /// What the names end in to which a name is only an alias; begins with a dot.
    Names(String),
}

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedNetwork {
    /// What it does.
    pub class: NetworkClass,
    known: Known,
    /// Whose it is.
    pub name: String,
    /// Who says so.
    pub source: String,
}

/// A list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NetworkList(Vec<ListedNetwork>);

/// What is wrong with a list, and in which line, from 1 on.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NetworkListError {
    /// The file is too large.
    #[error("the file is larger than {} bytes", MAX_FILE)]
    TooLarge,
    /// A line has not four parts.
    #[error("line {0}: write class,what,name,source")]
    Parts(usize),
    /// The class is none.
    #[error("line {0}: the class is one of delivery, shared, vpn, tor")]
    Class(usize),
    /// What it is known by is nothing of the kind.
    #[error(
        "line {0}: write a network such as 203.0.113.0/24, a number such as AS64496, or an ending such as .edge.example"
    )]
    What(usize),
    /// It does not say whose it is, or who says so.
    #[error("line {0}: name and source must both be given: a list that nobody stands behind is none")]
    Unnamed(usize),
    /// A bare address is none.
    #[error("line {0}: this is no address")]
    Address(usize),
}

impl NetworkList {
    /// Reads a list.
    pub fn parse(text: &str) -> Result<Self, NetworkListError> {
        let mut list = Vec::new();
        for (number, line) in lines(text)? {
            let parts: Vec<&str> = line.splitn(4, ',').map(str::trim).collect();
            let [class, what, name, source] = parts.as_slice() else {
                return Err(NetworkListError::Parts(number));
            };
            let class = NetworkClass::parse(class).ok_or(NetworkListError::Class(number))?;
            let known = known(what).ok_or(NetworkListError::What(number))?;
            if name.is_empty() || source.is_empty() {
                return Err(NetworkListError::Unnamed(number));
            }
            list.push(ListedNetwork { class, known, name: (*name).to_owned(), source: (*source).to_owned() });
        }
        Ok(Self(list))
    }

    /// Reads a file of bare addresses and networks, all of one class.
    pub fn parse_bare(text: &str, class: NetworkClass, source: &str) -> Result<Self, NetworkListError> {
        let mut list = Vec::new();
        for (number, line) in lines(text)? {
            let network = line.parse().map_err(|_| NetworkListError::Address(number))?;
            let name = class.as_str().to_owned();
            list.push(ListedNetwork {
                class,
                known: Known::Addresses(network),
                name,
                source: source.to_owned(),
            });
        }
        Ok(Self(list))
    }

    /// Takes another list in.
    pub fn add(&mut self, mut other: Self) {
        self.0.append(&mut other.0);
    }

    /// How many lines it has.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The line that holds an address in one of these classes: that of the smallest network.
    pub fn of_address(&self, address: IpAddr, classes: &[NetworkClass]) -> Option<&ListedNetwork> {
        let found = self.in_classes(classes).filter_map(|listed| match &listed.known {
            Known::Addresses(network) if network.contains(address) => Some((network.length(), listed)),
            _ => None,
        });
        found.max_by_key(|(length, _)| *length).map(|(_, listed)| listed)
    }

    /// The line of the number of a network.
    pub fn of_number(&self, number: u32, classes: &[NetworkClass]) -> Option<&ListedNetwork> {
        self.in_classes(classes).find(|listed| listed.known == Known::Number(number))
    }

    /// The line of what a name ends in.
    pub fn of_name(&self, name: &str, classes: &[NetworkClass]) -> Option<&ListedNetwork> {
        let name = name.trim_end_matches('.').to_ascii_lowercase();
        self.in_classes(classes).find(|listed| match &listed.known {
            Known::Names(ending) => name.ends_with(ending.as_str()) || name == ending[1..],
            _ => false,
        })
    }

    fn in_classes<'a, 'c>(
        &'a self,
        classes: &'c [NetworkClass],
    ) -> impl Iterator<Item = &'a ListedNetwork> + use<'a, 'c> {
        self.0.iter().filter(|listed| classes.contains(&listed.class))
    }
}

impl ListedNetwork {
    /// What it is known by, as it is written.
    pub fn known_by(&self) -> String {
        match &self.known {
            Known::Addresses(network) => network.to_string(),
            Known::Number(number) => format!("AS{number}"),
            Known::Names(ending) => ending.clone(),
        }
    }
}

/// The lines that say something, with their numbers.
fn lines(text: &str) -> Result<impl Iterator<Item = (usize, &str)>, NetworkListError> {
    if text.len() > MAX_FILE {
        return Err(NetworkListError::TooLarge);
    }
    let lines = text.lines().enumerate().map(|(at, line)| (at + 1, line.trim()));
    Ok(lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#')))
}

fn known(what: &str) -> Option<Known> {
    if let Some(number) = what.strip_prefix("AS").or(what.strip_prefix("as")) {
        return number.parse().ok().map(Known::Number);
    }
    if let Some(name) = what.strip_prefix('.') {
        let label = |part: &str| {
            !part.is_empty()
                && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
        };
        return name.split('.').all(label).then(|| Known::Names(what.to_ascii_lowercase()));
    }
    what.parse().ok().map(Known::Addresses)
}

#[cfg(test)]
mod tests {
    use super::*;
    use NetworkClass as C;

    const LIST: &str = "# invented\n\ndelivery,AS64496,Invented Delivery,its page\ndelivery, .edge.delivery.example ,Invented Delivery,its page, part 2\n\
                        shared,100.64.0.0/10,Carrier,RFC 6598\nvpn,100.64.7.0/24,Invented VPN,its list\n";

    #[test]
    fn networks_are_found_by_address_number_and_name() {
        let list = NetworkList::parse(LIST).unwrap();
        assert_eq!(list.len(), 4);
        let address = "100.64.7.1".parse().unwrap();
        assert_eq!(
            list.of_address(address, &C::ALL).unwrap().name,
            "Invented VPN",
            "the smaller network says more"
        );
        assert_eq!(list.of_address(address, &[C::Shared]).unwrap().known_by(), "100.64.0.0/10");
        assert_eq!(list.of_address("192.0.2.1".parse().unwrap(), &C::ALL), None);
        assert!(
            list.of_number(64_496, &[C::Delivery]).is_some() && list.of_number(64_497, &C::ALL).is_none()
        );
        for name in ["a.edge.delivery.example", "EDGE.delivery.example."] {
            assert_eq!(list.of_name(name, &[C::Delivery]).unwrap().source, "its page, part 2", "{name}");
        }
        assert_eq!(list.of_name("edge.delivery.example.evil.example", &C::ALL), None);
        assert_eq!(list.of_name("knowledge.delivery.example", &C::ALL), None);
    }

    #[test]
    fn a_broken_line_is_named() {
        for (text, error) in [
            ("delivery,AS1,Name", NetworkListError::Parts(1)),
            ("\ncdn,AS1,Name,source", NetworkListError::Class(2)),
            ("delivery,ASx,Name,source", NetworkListError::What(1)),
            ("delivery,203.0.113.0/40,Name,source", NetworkListError::What(1)),
            ("delivery,.a..b,Name,source", NetworkListError::What(1)),
            ("delivery,AS1,,source", NetworkListError::Unnamed(1)),
        ] {
            assert_eq!(NetworkList::parse(text), Err(error), "{text}");
        }
    }

    #[test]
    fn bare_addresses_are_read_with_their_class() {
        let list =
            NetworkList::parse_bare("# exits\n203.0.113.9\n2001:db8::/32\n", C::Tor, "a list").unwrap();
        assert_eq!(list.of_address("203.0.113.9".parse().unwrap(), &[C::Tor]).unwrap().source, "a list");
        assert_eq!(NetworkList::parse_bare("x", C::Tor, "s"), Err(NetworkListError::Address(1)));
    }
}
