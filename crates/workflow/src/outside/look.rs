//! Whether an address still answers. HEAD, else GET stopped at the headers; no body is ever read, nothing but the finding kept.

use std::net::SocketAddr;
use std::time::Duration;

use reqwest::header::LOCATION;
use reqwest::redirect::Policy;
use reqwest::{Client, Method, Proxy, Response, StatusCode};
use tutela_model::notice::Finding;
use url::{Host, Url};

use super::reachable::is_public;
use crate::settings::RecheckSettings;

/// How long a host may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// What was found, and how: `head`, `get`, or why it could not be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Looked {
    pub(crate) finding: Finding,
    pub(crate) how: &'static str,
}

impl Looked {
    const fn unclear(how: &'static str) -> Self {
        Self { finding: Finding::Unclear, how }
    }
}

/// Asks once.
pub(crate) async fn look(settings: &RecheckSettings, url: &str) -> Looked {
    let Ok(url) = Url::parse(url) else { return Looked::unclear("no_address") };
    let client = match client(settings, &url).await {
        Ok(client) => client,
        Err(looked) => return looked,
    };
    match ask(&client, Method::HEAD, &url).await {
        Some(Some(finding)) => Looked { finding, how: "head" },
        // The host does not answer this method in a way that tells: ask for the page and hang up after the headers.
        Some(None) => match ask(&client, Method::GET, &url).await {
            Some(finding) => Looked { finding: finding.unwrap_or(Finding::Unclear), how: "get" },
            None => Looked::unclear("no_answer"),
        },
        None => Looked::unclear("no_answer"),
    }
}

/// `None` where there was no answer, `Some(None)` where the answer does not tell.
async fn ask(client: &Client, method: Method, url: &Url) -> Option<Option<Finding>> {
    let response = client.request(method, url.clone()).send().await.ok()?;
    // Dropped here with its body unread: the connection is closed.
    Some(finding(&response, url))
}

fn finding(response: &Response, url: &Url) -> Option<Finding> {
    match response.status() {
        StatusCode::NOT_FOUND | StatusCode::GONE | StatusCode::UNAVAILABLE_FOR_LEGAL_REASONS => {
            Some(Finding::Removed)
        }
        status if status.is_success() => Some(Finding::StillUp),
        status if status.is_redirection() => {
            let target = response.headers().get(LOCATION)?.to_str().ok().and_then(|to| url.join(to).ok())?;
            // The same page under another scheme or with a slash more has not moved.
            let same = target.host_str() == url.host_str()
                && target.path().trim_end_matches('/') == url.path().trim_end_matches('/');
            Some(if same { Finding::StillUp } else { Finding::Moved })
        }
        _ => None,
    }
}

/// A client that can reach nothing but the addresses that were checked: the name is resolved once, here.
async fn client(settings: &RecheckSettings, url: &Url) -> Result<Client, Looked> {
    let mut builder = Client::builder()
        .redirect(Policy::none())
        .timeout(PATIENCE)
        .no_proxy()
        .pool_max_idle_per_host(0)
        .user_agent("Mozilla/5.0 (compatible; link check)");
    match &settings.proxy {
        Some(proxy) => {
            // A name is the proxy's to resolve; an address that is written out must not lead into the proxy's own network.
            let written_out = match url.host() {
                Some(Host::Ipv4(ip)) => Some(ip.into()),
                Some(Host::Ipv6(ip)) => Some(ip.into()),
                _ => None,
            };
            if written_out.is_some_and(|ip| !is_public(ip) && !settings.allowed.contains(&ip)) {
                return Err(Looked::unclear("private_address"));
            }
            let proxy = Proxy::all(proxy.as_str()).map_err(|_| Looked::unclear("bad_proxy"))?;
            builder = builder.proxy(proxy);
        }
        None => {
            let (name, addresses) = resolve(url).await?;
            if addresses.is_empty() {
                return Err(Looked::unclear("no_such_host"));
            }
            let refused =
                |address: &SocketAddr| !is_public(address.ip()) && !settings.allowed.contains(&address.ip());
            if addresses.iter().any(refused) {
                return Err(Looked::unclear("private_address"));
            }
            builder = builder.resolve_to_addrs(&name, &addresses);
        }
    }
    builder.build().map_err(|_| Looked::unclear("no_client"))
}

async fn resolve(url: &Url) -> Result<(String, Vec<SocketAddr>), Looked> {
    let port = url.port_or_known_default().unwrap_or(443);
    match url.host() {
        Some(Host::Ipv4(ip)) => Ok((ip.to_string(), vec![(ip, port).into()])),
        Some(Host::Ipv6(ip)) => Ok((ip.to_string(), vec![(ip, port).into()])),
        // Reached through the operator's proxy only.
        Some(Host::Domain(name)) if name.ends_with(".onion") => Err(Looked::unclear("needs_proxy")),
        Some(Host::Domain(name)) => {
            let found = tokio::time::timeout(PATIENCE, tokio::net::lookup_host((name, port))).await;
            let addresses = found.ok().and_then(Result::ok).map(Iterator::collect).unwrap_or_default();
            Ok((name.to_owned(), addresses))
        }
        None => Err(Looked::unclear("no_address")),
    }
}
