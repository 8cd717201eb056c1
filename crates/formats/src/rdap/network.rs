//! A network of addresses, and the number of a network.

use core::net::IpAddr;

use serde_json::Value;

use super::contact::{abuse_mailbox, contacts, organisation};
use super::{Object, RdapError, object, text};

/// Roles in which an organisation holds a network, the nearest first.
const HOLDERS: [&str; 3] = ["registrant", "customer", "sponsor"];

/// A network of addresses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Network {
    /// Its first address.
    pub first: IpAddr,
    /// Its last address.
    pub last: IpAddr,
    /// The registry's handle of it.
    pub handle: Option<String>,
    /// Its short name: `INVENTED-NET`.
    pub name: Option<String>,
    /// The country it is registered in: two letters as the registry writes them.
    pub country: Option<String>,
    /// The organisation that holds it.
    pub organisation: Option<String>,
    /// That organisation's mailbox for abuse, wherever in the answer it stood.
    pub abuse: Option<String>,
}

/// The number of a network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Autnum {
    /// The first number of the block.
    pub first: u32,
    /// The last.
    pub last: u32,
    /// Its short name.
    pub name: Option<String>,
    /// The country it is registered in.
    pub country: Option<String>,
    /// The organisation that holds it.
    pub organisation: Option<String>,
    /// That organisation's mailbox for abuse.
    pub abuse: Option<String>,
}

impl Network {
    /// Reads an answer about a network.
    pub fn read(bytes: &[u8]) -> Result<Self, RdapError> {
        let object = object(bytes, "ip network")?;
        let address = |name| {
            let address: IpAddr = text(object.get(name))?.split('/').next()?.parse().ok()?;
            Some(address.to_canonical())
        };
        let ends = address("startAddress").zip(address("endAddress"));
        let (first, last) = ends.ok_or(RdapError::Unnamed("network"))?;
        if first.is_ipv4() != last.is_ipv4() || first > last {
            return Err(RdapError::Unnamed("network"));
        }
        let contacts = contacts(&object);
        Ok(Self {
            first,
            last,
            handle: text(object.get("handle")),
            name: text(object.get("name")),
            country: country(&object),
            organisation: organisation(&contacts, &HOLDERS),
            abuse: abuse_mailbox(&contacts),
        })
    }

    /// Whether it holds an address: an answer about another network is no answer.
    pub fn covers(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        address.is_ipv4() == self.first.is_ipv4() && self.first <= address && address <= self.last
    }
}

impl Autnum {
    /// Reads an answer about the number of a network.
    pub fn read(bytes: &[u8]) -> Result<Self, RdapError> {
        let object = object(bytes, "autnum")?;
        let number = |name| object.get(name).and_then(Value::as_u64).and_then(|n| u32::try_from(n).ok());
        let ends = number("startAutnum").zip(number("endAutnum")).filter(|(first, last)| first <= last);
        let (first, last) = ends.ok_or(RdapError::Unnamed("network number"))?;
        let contacts = contacts(&object);
        Ok(Self {
            first,
            last,
            name: text(object.get("name")),
            country: country(&object),
            organisation: organisation(&contacts, &HOLDERS),
            abuse: abuse_mailbox(&contacts),
        })
    }

    /// Whether it is about this number.
    pub fn covers(&self, number: u32) -> bool {
        (self.first..=self.last).contains(&number)
    }
}

fn country(object: &Object) -> Option<String> {
    let letters = |code: &String| code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_alphabetic());
    text(object.get("country")).filter(letters).map(|code| code.to_ascii_uppercase())
}
