//! Asking a registry by RDAP. What a registry answers is a stranger's word, and where it sends us on to is one, too: so every hop is
//! counted and checked, the connection goes to the address that was checked and to no other, and neither bytes nor time are without
//! bound.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use reqwest::header::{ACCEPT, ACCEPT_ENCODING, CONTENT_ENCODING, LOCATION};
use reqwest::redirect::Policy;
use reqwest::{Client, Response, StatusCode};
use tutela_formats::rdap::MAX_ANSWER;
use url::{Host, Url};

use super::dns::{Dns, DnsProblem};
use crate::settings::TraceSettings;

/// How long one hop may take.
const PATIENCE: Duration = Duration::from_secs(15);
/// How often a question is sent on.
const HOPS: usize = 5;

/// Why a registry's answer could not be had. The fixed names are shown in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RegistryProblem {
    /// Its name has no address.
    Dns(DnsProblem),
    /// It leads into a private network.
    Private,
    /// It sends us round in a circle.
    Loops,
    /// It sends us on and on.
    TooManyHops,
    /// It sends us to something that is no registry: another scheme, a name and password, or from HTTPS to HTTP.
    SentElsewhere,
    /// Its answer is larger than any real one.
    TooLarge,
    /// It does not come to an end.
    TooSlow,
    /// It is compressed although we did not ask for that.
    Compressed,
    /// It could not be reached.
    Unreachable,
    /// It does not know.
    NotThere,
    /// It has no time for us.
    Busy,
    /// It refused.
    Refused,
}

impl RegistryProblem {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Dns(problem) => problem.as_str(),
            Self::Private => "private_address",
            Self::Loops => "loops",
            Self::TooManyHops => "too_many_hops",
            Self::SentElsewhere => "sent_elsewhere",
            Self::TooLarge => "too_large",
            Self::TooSlow => "too_slow",
            Self::Compressed => "compressed",
            Self::Unreachable => "unreachable",
            Self::NotThere => "not_there",
            Self::Busy => "busy",
            Self::Refused => "refused",
        }
    }
}

/// An answer, and whose it is.
pub(crate) struct Answered {
    pub(crate) body: Vec<u8>,
    /// The server that gave it in the end.
    pub(crate) by: String,
}

/// Asks for a page of a registry.
pub(crate) async fn ask(settings: &TraceSettings, dns: &Dns, url: Url) -> Result<Answered, RegistryProblem> {
    tokio::time::timeout(settings.patience, follow(settings, dns, url))
        .await
        .unwrap_or(Err(RegistryProblem::TooSlow))
}

async fn follow(settings: &TraceSettings, dns: &Dns, mut url: Url) -> Result<Answered, RegistryProblem> {
    let mut seen: Vec<Url> = Vec::new();
    loop {
        if seen.contains(&url) {
            return Err(RegistryProblem::Loops);
        }
        if seen.len() > HOPS {
            return Err(RegistryProblem::TooManyHops);
        }
        let response = one(settings, dns, &url).await?;
        if !response.status().is_redirection() {
            let by = url.host_str().unwrap_or_default().to_owned();
            return Ok(Answered { body: body(response).await?, by });
        }
        let to = response.headers().get(LOCATION).and_then(|to| to.to_str().ok());
        let to = to.and_then(|to| url.join(to).ok()).ok_or(RegistryProblem::SentElsewhere)?;
        let secure = to.scheme() == "https" || (to.scheme() == "http" && url.scheme() == "http");
        if !secure || !to.username().is_empty() || to.password().is_some() {
            return Err(RegistryProblem::SentElsewhere);
        }
        seen.push(std::mem::replace(&mut url, to));
    }
}

async fn one(settings: &TraceSettings, dns: &Dns, url: &Url) -> Result<Response, RegistryProblem> {
    let (name, addresses) = resolve(dns, url).await?;
    // One address inside is enough: a name that leads outside and inside is up to something.
    if addresses.is_empty() || !addresses.iter().all(|address| settings.may_connect(address.ip())) {
        return Err(RegistryProblem::Private);
    }
    let client = Client::builder()
        .redirect(Policy::none())
        .timeout(PATIENCE)
        .no_proxy()
        .pool_max_idle_per_host(0)
        .user_agent(concat!("tutela/", env!("CARGO_PKG_VERSION")))
        .resolve_to_addrs(&name, &addresses)
        .build()
        .map_err(|_| RegistryProblem::Unreachable)?;
    let request =
        client.get(url.clone()).header(ACCEPT, "application/rdap+json").header(ACCEPT_ENCODING, "identity");
    request.send().await.map_err(lost)
}

fn lost(error: reqwest::Error) -> RegistryProblem {
    if error.is_timeout() { RegistryProblem::TooSlow } else { RegistryProblem::Unreachable }
}

async fn resolve(dns: &Dns, url: &Url) -> Result<(String, Vec<SocketAddr>), RegistryProblem> {
    let port = url.port_or_known_default().unwrap_or(443);
    let here = |ip: IpAddr| (ip.to_string(), vec![SocketAddr::new(ip, port)]);
    match url.host() {
        Some(Host::Ipv4(ip)) => Ok(here(ip.into())),
        Some(Host::Ipv6(ip)) => Ok(here(ip.into())),
        Some(Host::Domain(name)) => {
            let named = dns.addresses(name).await.map_err(RegistryProblem::Dns)?;
            let addresses = named.addresses.into_iter().map(|ip| SocketAddr::new(ip, port)).collect();
            Ok((name.to_owned(), addresses))
        }
        None => Err(RegistryProblem::SentElsewhere),
    }
}

async fn body(mut response: Response) -> Result<Vec<u8>, RegistryProblem> {
    match response.status() {
        StatusCode::OK => {}
        StatusCode::NOT_FOUND => return Err(RegistryProblem::NotThere),
        StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => return Err(RegistryProblem::Busy),
        _ => return Err(RegistryProblem::Refused),
    }
    let encoding = response.headers().get(CONTENT_ENCODING).map(|encoding| encoding.as_bytes().trim_ascii());
    if encoding.is_some_and(|encoding| !encoding.eq_ignore_ascii_case(b"identity") && !encoding.is_empty()) {
        return Err(RegistryProblem::Compressed);
    }
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(lost)? {
        if body.len() + chunk.len() > MAX_ANSWER {
            return Err(RegistryProblem::TooLarge);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}
