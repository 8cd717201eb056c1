//! Who answers for what: IANA's bootstrap files (RFC 9224) of domains, networks and network numbers.

use core::net::IpAddr;

use serde::Deserialize;

use crate::ip_prefix::IpPrefix;

/// The most bytes of a bootstrap file: the real ones have about a hundred thousand.
pub const MAX_FILE: usize = 8 << 20;

/// One or more bootstrap files, read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bootstrap {
    domains: Vec<(String, String)>,
    networks: Vec<(IpPrefix, String)>,
    numbers: Vec<(u32, u32, String)>,
}

/// Why a bootstrap file cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BootstrapError {
    /// It is larger than any real one.
    #[error("the file is larger than {} bytes: it is no RFC 9224 file", MAX_FILE)]
    TooLarge,
    /// It is no such file.
    #[error(
        "this is no RFC 9224 file: take dns.json, ipv4.json, ipv6.json and asn.json of https://data.iana.org/rdap/"
    )]
    NotOne,
    /// One of its entries is neither a network, nor a range of numbers, nor a top-level domain.
    #[error(
        "service {0} names {1:?}, which is no network, no range of network numbers and no top-level domain"
    )]
    Entry(usize, String),
}

#[derive(Deserialize)]
struct File {
    version: String,
    services: Vec<Vec<Vec<String>>>,
}

impl Bootstrap {
    /// Takes a file in. Which of the four it is shows in its entries.
    pub fn take(&mut self, bytes: &[u8]) -> Result<(), BootstrapError> {
        if bytes.len() > MAX_FILE {
            return Err(BootstrapError::TooLarge);
        }
        let file: File = serde_json::from_slice(bytes).map_err(|_| BootstrapError::NotOne)?;
        if !file.version.starts_with("1.") {
            return Err(BootstrapError::NotOne);
        }
        let mut new = Self::default();
        for (number, service) in file.services.iter().enumerate() {
            let [entries, servers] = service.as_slice() else { return Err(BootstrapError::NotOne) };
            // HTTPS before HTTP; a service without a server answers nothing.
            let secure = servers.iter().find(|server| server.starts_with("https://"));
            let Some(server) = secure.or(servers.first()) else { continue };
            for entry in entries {
                let problem = || BootstrapError::Entry(number, entry.chars().take(80).collect());
                new.take_entry(entry, server).ok_or_else(problem)?;
            }
        }
        self.domains.append(&mut new.domains);
        self.networks.append(&mut new.networks);
        self.numbers.append(&mut new.numbers);
        Ok(())
    }

    /// Whether it names no registry at all.
    pub fn is_empty(&self) -> bool {
        self.domains.is_empty() && self.networks.is_empty() && self.numbers.is_empty()
    }

    fn take_entry(&mut self, entry: &str, server: &str) -> Option<()> {
        let number = |text: &str| text.parse::<u32>().ok();
        if let Ok(network) = entry.parse::<IpPrefix>() {
            self.networks.push((network, server.to_owned()));
        } else if let Some((first, last)) =
            entry.split_once('-').and_then(|(first, last)| number(first).zip(number(last)))
        {
            self.numbers.push((first, last, server.to_owned()));
        } else if let Some(one) = number(entry) {
            self.numbers.push((one, one, server.to_owned()));
        } else {
            let label = |c: char| c.is_alphanumeric() || c == '-';
            let name = entry.trim_end_matches('.');
            let whole =
                !name.is_empty() && name.split('.').all(|part| !part.is_empty() && part.chars().all(label));
            if !whole {
                return None;
            }
            self.domains.push((name.to_lowercase(), server.to_owned()));
        }
        Some(())
    }

    /// The server that answers for a domain: that of its longest ending.
    pub fn for_domain(&self, name: &str) -> Option<&str> {
        let name = name.trim_end_matches('.').to_lowercase();
        let ends = |ending: &str| {
            name == ending || name.strip_suffix(ending).is_some_and(|rest| rest.ends_with('.'))
        };
        let found = self.domains.iter().filter(|(ending, _)| ends(ending));
        found.max_by_key(|(ending, _)| ending.len()).map(|(_, server)| server.as_str())
    }

    /// The server that answers for an address: that of its smallest network.
    pub fn for_address(&self, address: IpAddr) -> Option<&str> {
        let found = self.networks.iter().filter(|(network, _)| network.contains(address));
        found.max_by_key(|(network, _)| network.length()).map(|(_, server)| server.as_str())
    }

    /// The server that answers for the number of a network: that of its smallest block.
    pub fn for_number(&self, number: u32) -> Option<&str> {
        let found = self.numbers.iter().filter(|(first, last, _)| (*first..=*last).contains(&number));
        found.min_by_key(|(first, last, _)| last - first).map(|(_, _, server)| server.as_str())
    }
}
