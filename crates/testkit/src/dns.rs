//! A small name server on this machine.

use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::net::UdpSocket;

#[derive(Default)]
struct State {
    /// What a name leads to, one set of addresses for each time that it is asked for; the last one stays.
    addresses: HashMap<String, Vec<Vec<IpAddr>>>,
    aliases: HashMap<String, String>,
    asked: Vec<String>,
    silent: bool,
}

struct Inner {
    address: SocketAddr,
    state: Mutex<State>,
}

/// A name server on a port of its own, for as long as the test's runtime runs. Names that it was told nothing about do not exist.
#[derive(Clone)]
pub struct DnsDouble(Arc<Inner>);

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl DnsDouble {
    /// Starts it.
    pub async fn start() -> Self {
        let bound = UdpSocket::bind(("127.0.0.1", 0)).await.and_then(|s| s.local_addr().map(|a| (s, a)));
        let (socket, address) = bound.unwrap_or_else(|error| panic!("no port for the name server: {error}"));
        let double = Self(Arc::new(Inner { address, state: Mutex::default() }));
        let server = double.clone();
        tokio::spawn(async move {
            let mut query = [0; 1_500];
            while let Ok((length, from)) = socket.recv_from(&mut query).await {
                if let Some(answer) = server.answer(&query[..length]) {
                    let _ = socket.send_to(&answer, from).await;
                }
            }
        });
        double
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.0.address
    }

    /// What a name leads to from now on.
    pub fn set(&self, name: &str, addresses: &[&str]) {
        self.changes(name, &[addresses]);
    }

    /// What a name leads to, the first time, the second time, and so on: a name that changes between check and use.
    pub fn changes(&self, name: &str, times: &[&[&str]]) {
        let read = |address: &&str| address.parse().unwrap_or_else(|_| panic!("{address} is no address"));
        let times = times.iter().map(|addresses| addresses.iter().map(read).collect()).collect();
        lock(&self.0.state).addresses.insert(name.to_owned(), times);
    }

    /// Makes a name an alias.
    pub fn alias(&self, name: &str, of: &str) {
        lock(&self.0.state).aliases.insert(name.to_owned(), of.to_owned());
    }

    /// Whether it answers at all.
    pub fn set_silent(&self, silent: bool) {
        lock(&self.0.state).silent = silent;
    }

    /// The names whose addresses it was asked for, each time that it was.
    pub fn asked(&self) -> Vec<String> {
        lock(&self.0.state).asked.clone()
    }

    fn answer(&self, query: &[u8]) -> Option<Vec<u8>> {
        let (name, end) = read_name(query, 12)?;
        let kind = u16::from_be_bytes([*query.get(end)?, *query.get(end + 1)?]);
        let mut state = lock(&self.0.state);
        if state.silent {
            return None;
        }
        let mut records = Vec::new();
        let mut at = name.clone();
        while let Some(of) = state.aliases.get(&at).filter(|_| records.len() < 8) {
            records.push(record(&at, 5, &write_name(of)));
            at.clone_from(of);
        }
        let known = state.addresses.contains_key(&at) || !records.is_empty();
        // Each time counts once, not once for each family of addresses.
        if kind == 1 {
            state.asked.push(name);
        }
        if let Some(times) = state.addresses.get_mut(&at) {
            let now = times.first().cloned().unwrap_or_default();
            if kind == 1 && times.len() > 1 {
                times.remove(0);
            }
            for address in now {
                match address {
                    IpAddr::V4(v4) if kind == 1 => records.push(record(&at, 1, &v4.octets())),
                    IpAddr::V6(v6) if kind == 28 => records.push(record(&at, 28, &v6.octets())),
                    _ => {}
                }
            }
        }
        let mut answer = query.get(..2)?.to_vec();
        answer.extend([0x81, if known { 0x80 } else { 0x83 }, 0, 1]);
        answer.extend((records.len() as u16).to_be_bytes());
        answer.extend([0, 0, 0, 0]);
        answer.extend(query.get(12..end + 4)?);
        answer.extend(records.concat());
        Some(answer)
    }
}

/// A name in a query, in small letters, and where what follows begins.
fn read_name(bytes: &[u8], mut at: usize) -> Option<(String, usize)> {
    let mut labels = Vec::new();
    loop {
        let length = usize::from(*bytes.get(at)?);
        at += 1;
        if length == 0 {
            return Some((labels.join("."), at));
        }
        labels.push(String::from_utf8_lossy(bytes.get(at..at + length)?).to_lowercase());
        at += length;
    }
}

fn write_name(name: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    for label in name.split('.') {
        bytes.push(label.len() as u8);
        bytes.extend(label.as_bytes());
    }
    bytes.push(0);
    bytes
}

fn record(name: &str, kind: u16, data: &[u8]) -> Vec<u8> {
    let mut bytes = write_name(name);
    bytes.extend(kind.to_be_bytes());
    // Class IN, one second to live.
    bytes.extend([0, 1, 0, 0, 0, 1]);
    bytes.extend((data.len() as u16).to_be_bytes());
    bytes.extend(data);
    bytes
}
