//! A network as registries write it: `203.0.113.0/24`.

use core::net::IpAddr;
use std::fmt;
use std::str::FromStr;

/// A network: an address and how many of its first bits count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IpPrefix {
    bits: u128,
    length: u8,
    v6: bool,
}

/// A text that is no network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is no network: write it as 203.0.113.0/24 or 2001:db8::/32")]
pub struct NotAPrefix;

fn bits(address: IpAddr) -> (u128, bool) {
    match address {
        IpAddr::V4(v4) => (u128::from(u32::from(v4)) << 96, false),
        IpAddr::V6(v6) => (u128::from(v6), true),
    }
}

impl IpPrefix {
    /// The network of the first `length` bits of an address; `None` where it has not so many.
    pub fn new(address: IpAddr, length: u8) -> Option<Self> {
        let (bits, v6) = bits(address);
        let longest = if v6 { 128 } else { 32 };
        (length <= longest).then(|| Self { bits: bits & mask(length), length, v6 })
    }

    /// Whether an address lies in it. An IPv4 address written as IPv6 is the IPv4 address.
    pub fn contains(&self, address: IpAddr) -> bool {
        let (bits, v6) = bits(address.to_canonical());
        v6 == self.v6 && bits & mask(self.length) == self.bits
    }

    /// How many bits count: of two networks that hold an address, the one with more says more.
    pub fn length(&self) -> u8 {
        self.length
    }
}

fn mask(length: u8) -> u128 {
    match length {
        0 => 0,
        length => u128::MAX << (128 - u32::from(length)),
    }
}

impl FromStr for IpPrefix {
    type Err = NotAPrefix;

    /// Reads a network, or one address as the network of itself.
    fn from_str(text: &str) -> Result<Self, NotAPrefix> {
        let (address, length) = match text.split_once('/') {
            Some((address, length)) => (address, Some(length.parse().map_err(|_| NotAPrefix)?)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().map_err(|_| NotAPrefix)?;
        let length = length.unwrap_or(if address.is_ipv4() { 32 } else { 128 });
        Self::new(address, length).ok_or(NotAPrefix)
    }
}

impl fmt::Display for IpPrefix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let address = if self.v6 {
            IpAddr::V6(self.bits.into())
        } else {
            IpAddr::V4(u32::try_from(self.bits >> 96).unwrap_or(0).into())
        };
        write!(f, "{address}/{}", self.length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lie_in_their_networks() {
        let network: IpPrefix = "203.0.113.7/24".parse().unwrap();
        assert_eq!(network.to_string(), "203.0.113.0/24");
        assert!(network.contains("203.0.113.255".parse().unwrap()));
        assert!(network.contains("::ffff:203.0.113.1".parse().unwrap()));
        assert!(!network.contains("203.0.114.0".parse().unwrap()));
        assert!(!network.contains("2001:db8::1".parse().unwrap()));
        let all: IpPrefix = "::/0".parse().unwrap();
        assert!(all.contains("2001:db8::1".parse().unwrap()) && !all.contains("192.0.2.1".parse().unwrap()));
        let one: IpPrefix = "2001:db8::1".parse().unwrap();
        assert_eq!((one.length(), one.to_string().as_str()), (128, "2001:db8::1/128"));
    }

    #[test]
    fn what_is_no_network_is_refused() {
        for bad in
            ["", "203.0.113.0/33", "2001:db8::/129", "host.example/24", "203.0.113.0/", "203.0.113.0/-1"]
        {
            assert_eq!(bad.parse::<IpPrefix>(), Err(NotAPrefix), "{bad}");
        }
    }
}
