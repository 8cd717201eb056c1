//! Where a request comes from, for the one purpose of counting floods. The address is never shown, logged or stored.

use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::request::Parts;

use super::Site;

/// The address a request comes from. It has neither `Debug` nor `Display`, so that it does not slip into a message.
pub(super) struct Source(pub(super) IpAddr);

impl FromRequestParts<Site> for Source {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Infallible> {
        Ok(Self(address(parts, site.node.settings().trusted_proxy)))
    }
}

/// The address a request comes from; `trusted_proxy`: whether a proxy of the operator's says so.
pub(crate) fn address(parts: &Parts, trusted_proxy: bool) -> IpAddr {
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip());
    let forwarded = if trusted_proxy { forwarded(&parts.headers) } else { None };
    // Requests that reach us without a connection, as in tests, are one source together.
    forwarded.or(peer).unwrap_or(Ipv4Addr::UNSPECIFIED.into())
}

/// The last address in `X-Forwarded-For`: the one that our own proxy wrote. Those before it may be anybody's invention.
fn forwarded(headers: &HeaderMap) -> Option<IpAddr> {
    let last =
        headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?.rsplit(',').next()?.trim();
    let with_port = || last.parse::<SocketAddr>().ok().map(|address| address.ip());
    let in_brackets = || last.strip_prefix('[')?.strip_suffix(']')?.parse().ok();
    last.parse().ok().or_else(with_port).or_else(in_brackets)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(lines: &[&'static str]) -> Option<String> {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append("x-forwarded-for", line.parse().unwrap());
        }
        forwarded(&headers).map(|address| address.to_string())
    }

    #[test]
    fn only_what_our_proxy_wrote_counts() {
        assert_eq!(read(&["198.51.100.1, 203.0.113.7"]).as_deref(), Some("203.0.113.7"));
        assert_eq!(read(&["198.51.100.1", "203.0.113.7"]).as_deref(), Some("203.0.113.7"));
        assert_eq!(read(&["203.0.113.7:4711"]).as_deref(), Some("203.0.113.7"));
        assert_eq!(read(&["[2001:db8::7]:4711"]).as_deref(), Some("2001:db8::7"));
        assert_eq!(read(&["[2001:db8::7]"]).as_deref(), Some("2001:db8::7"));
        assert_eq!(read(&["198.51.100.1, unknown"]), None);
        assert_eq!(read(&[]), None);
    }
}
