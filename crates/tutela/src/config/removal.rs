//! The settings of tracing and of removal.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Deserialize;
use tutela_formats::network_list::{NetworkClass, NetworkList};
use tutela_formats::rdap::Bootstrap;
use tutela_model::clock::HOUR;
use tutela_model::selector::parse_email;
use tutela_workflow::trace::built_in_networks;
use tutela_workflow::{RemovalSettings, TraceSettings};
use url::Url;

use crate::error::Failure;

/// The names of IANA's bootstrap files.
const BOOTSTRAP: [&str; 4] = ["dns.json", "ipv4.json", "ipv6.json", "asn.json"];

/// How it is traced where something lies.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Trace {
    /// Whether name servers and registries are asked at all.
    enabled: bool,
    /// Name servers; those of the machine where none is given.
    dns: Vec<SocketAddr>,
    /// The folder with IANA's bootstrap files.
    registries: Option<PathBuf>,
    /// Registries that are asked where the files name none.
    servers: Vec<Url>,
    /// A list of networks that takes the place of the one that comes with the program.
    networks: Option<PathBuf>,
    /// A file with the exits of Tor, an address a line.
    tor_exits: Option<PathBuf>,
}

impl Trace {
    pub(super) fn settings(&self) -> Result<TraceSettings, Failure> {
        let mut networks = match &self.networks {
            Some(path) => NetworkList::parse(&text(path)?).map_err(|error| Failure::file(path, error))?,
            None => built_in_networks(),
        };
        if let Some(path) = &self.tor_exits {
            let source = path.display().to_string();
            let exits = NetworkList::parse_bare(&text(path)?, NetworkClass::Tor, &source);
            networks.add(exits.map_err(|error| Failure::file(path, error))?);
        }
        Ok(TraceSettings {
            ask: self.enabled,
            dns: self.dns.clone(),
            registries: Arc::new(self.bootstrap()?),
            servers: self.servers.clone(),
            networks: Arc::new(networks),
            ..TraceSettings::default()
        })
    }

    /// Those of the four files that are there; a folder without any is a mistake.
    fn bootstrap(&self) -> Result<Bootstrap, Failure> {
        let mut bootstrap = Bootstrap::default();
        let Some(folder) = &self.registries else { return Ok(bootstrap) };
        let paths: Vec<_> =
            BOOTSTRAP.iter().map(|name| folder.join(name)).filter(|path| path.exists()).collect();
        if paths.is_empty() {
            let names = BOOTSTRAP.join(", ");
            return Err(Failure::file(
                folder,
                format!("none of {names} is there: fetch them from https://data.iana.org/rdap/"),
            ));
        }
        for path in paths {
            let bytes = std::fs::read(&path).map_err(|error| Failure::file(&path, error))?;
            bootstrap.take(&bytes).map_err(|error| Failure::file(&path, error))?;
        }
        Ok(bootstrap)
    }
}

fn text(path: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(path).map_err(|error| Failure::file(path, error))
}

/// How long is waited for hosts and for the police.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Removal {
    hold_hours: Option<u32>,
    host_hours: Option<u32>,
    upstream_hours: Option<u32>,
    registrar_hours: Option<u32>,
    regulator_hours: Option<u32>,
    /// Whether the next rung of the ladder is told by itself where its mailbox is known.
    climbs: bool,
    /// The mailbox of the authority that oversees hosts.
    regulator: Option<String>,
}

impl Removal {
    pub(super) fn settings(&self) -> Result<RemovalSettings, Failure> {
        let usual = RemovalSettings::default();
        let hours = |given: Option<u32>, usual| given.map_or(usual, |hours| i64::from(hours.max(1)) * HOUR);
        let given = [self.host_hours, self.upstream_hours, self.registrar_hours, self.regulator_hours];
        let mut waits = usual.waits;
        for (wait, given) in waits.iter_mut().zip(given) {
            *wait = hours(given, *wait);
        }
        let regulator = self.regulator.as_deref().map(|mailbox| parse_email("removal.regulator", mailbox));
        Ok(RemovalSettings {
            hold: hours(self.hold_hours, usual.hold),
            waits,
            climbs: self.climbs,
            regulator: regulator.transpose().map_err(|error| Failure::Config(error.to_string()))?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_asked_until_the_operator_says_so_and_the_list_that_comes_along_is_used() {
        let settings = Trace::default().settings().unwrap();
        assert!(!settings.ask && !settings.networks.is_empty());
        let folder = tempfile::tempdir().unwrap();
        let trace = Trace { registries: Some(folder.path().to_owned()), ..Trace::default() };
        assert!(trace.settings().err().unwrap().to_string().contains("ipv4.json"));
        std::fs::write(folder.path().join("asn.json"), "{}").unwrap();
        assert!(trace.settings().err().unwrap().to_string().contains("asn.json"));
        let list = folder.path().join("networks.csv");
        std::fs::write(&list, "delivery,AS1,Name\n").unwrap();
        let trace = Trace { networks: Some(list), ..Trace::default() };
        assert!(trace.settings().err().unwrap().to_string().contains("line 1"));
    }

    #[test]
    fn waiting_times_are_hours() {
        let removal = Removal { hold_hours: Some(24), registrar_hours: Some(12), ..Removal::default() };
        let settings = removal.settings().unwrap();
        assert_eq!((settings.hold, settings.waits[2], settings.waits[0]), (24 * HOUR, 12 * HOUR, 72 * HOUR));
    }
}
