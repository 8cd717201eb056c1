//! Names and their addresses. Asked of the operator's servers, never of a file on this machine; the answers are checked by whoever
//! connects, and what was checked is what is connected to.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use hickory_resolver::TokioResolver;
use hickory_resolver::config::{ConnectionConfig, NameServerConfig, ResolveHosts, ResolverConfig};
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::net::{DnsError, NetError};
use hickory_resolver::proto::rr::{RData, RecordType};

/// How long a server may take for one question, and how long all of them together.
const PATIENCE: Duration = Duration::from_secs(4);
const PATIENCE_IN_ALL: Duration = Duration::from_secs(15);
/// Addresses and aliases that are looked at.
const MOST: usize = 16;

/// Why a name has no address. The fixed names are shown in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DnsProblem {
    /// There is no such name, or it has no address.
    UnknownName,
    /// No server answered.
    Silence,
    /// No server is known.
    NotSetUp,
}

impl DnsProblem {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::UnknownName => "no_such_name",
            Self::Silence => "dns_no_answer",
            Self::NotSetUp => "dns_no_server",
        }
    }
}

/// What a name leads to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) addresses: Vec<IpAddr>,
    /// The names that it is an alias of, in order.
    pub(crate) aliases: Vec<String>,
}

/// A resolver that remembers nothing.
pub(crate) struct Dns(TokioResolver);

impl Dns {
    /// One that asks these servers; those of this machine where none is given.
    pub(crate) fn new(servers: &[SocketAddr]) -> Result<Self, DnsProblem> {
        let mut builder = if servers.is_empty() {
            TokioResolver::builder_tokio().map_err(|_| DnsProblem::NotSetUp)?
        } else {
            let servers = servers.iter().map(|server| {
                let [mut udp, mut tcp] = [ConnectionConfig::udp(), ConnectionConfig::tcp()];
                (udp.port, tcp.port) = (server.port(), server.port());
                NameServerConfig::new(server.ip(), true, vec![udp, tcp])
            });
            let config = ResolverConfig::from_parts(None, Vec::new(), servers.collect());
            TokioResolver::builder_with_config(config, TokioRuntimeProvider::default())
        };
        let options = builder.options_mut();
        options.timeout = PATIENCE;
        options.attempts = 1;
        options.cache_size = 0;
        options.use_hosts_file = ResolveHosts::Never;
        options.preserve_intermediates = true;
        builder.build().map(Self).map_err(|_| DnsProblem::NotSetUp)
    }

    /// Asks for the addresses of a name.
    pub(crate) async fn addresses(&self, name: &str) -> Result<Named, DnsProblem> {
        // With its final dot a name is whole: nothing of this machine's own domain is put behind it.
        let whole = format!("{}.", name.trim_end_matches('.'));
        let both = async {
            (
                self.0.lookup(whole.as_str(), RecordType::A).await,
                self.0.lookup(whole.as_str(), RecordType::AAAA).await,
            )
        };
        let (v4, v6) = tokio::time::timeout(PATIENCE_IN_ALL, both).await.map_err(|_| DnsProblem::Silence)?;
        let mut named = Named::default();
        let mut problem = DnsProblem::UnknownName;
        for answer in [v4, v6] {
            let lookup = match answer {
                Ok(lookup) => lookup,
                Err(NetError::Dns(DnsError::NoRecordsFound(_))) => continue,
                Err(_) => {
                    problem = DnsProblem::Silence;
                    continue;
                }
            };
            for record in lookup.answers().iter().take(4 * MOST) {
                match &record.data {
                    RData::A(a) => push(&mut named.addresses, IpAddr::V4(a.0)),
                    RData::AAAA(aaaa) => push(&mut named.addresses, IpAddr::V6(aaaa.0).to_canonical()),
                    RData::CNAME(alias) => {
                        push(&mut named.aliases, alias.0.to_ascii().trim_end_matches('.').to_lowercase());
                    }
                    _ => {}
                }
            }
        }
        if named.addresses.is_empty() && named.aliases.is_empty() { Err(problem) } else { Ok(named) }
    }
}

fn push<T: PartialEq>(list: &mut Vec<T>, value: T) {
    if list.len() < MOST && !list.contains(&value) {
        list.push(value);
    }
}
