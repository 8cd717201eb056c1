//! Asking an upstream: with name and password, without following it elsewhere, and never more than was bargained for.

use std::time::Duration;

use reqwest::header::{ACCEPT, ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_TYPE, DATE, LOCATION, RETRY_AFTER};
use reqwest::redirect::Policy;
use reqwest::{Client, Method, RequestBuilder, Response, StatusCode};
use serde::{Deserialize, Serialize};
use tutela_model::clock::{SECOND, Timestamp};
use url::Url;
use zeroize::{Zeroize, ZeroizeOnDrop};

use super::address::Base;
use super::problem::UpstreamProblem;

/// How long one page may take.
const PATIENCE: Duration = Duration::from_secs(60);
/// How long a connection may take.
const PATIENCE_TO_CONNECT: Duration = Duration::from_secs(20);
/// The most bytes of one page: what its reader takes.
const PAGE_BYTES: usize = tutela_formats::hash_sharing::MAX_DOCUMENT;
/// How often one request is sent on to another place of the same upstream.
const REDIRECTS: usize = 3;

/// Name and password at the upstream, as they are sealed.
#[derive(Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
pub(super) struct Credentials {
    #[serde(rename = "u")]
    pub(super) user: String,
    #[serde(rename = "p")]
    pub(super) password: String,
}

/// An upstream that can be asked.
pub(super) struct Upstream {
    client: Client,
    pub(super) base: Base,
    credentials: Credentials,
}

/// A page as it came.
pub(super) struct Answer {
    pub(super) body: Vec<u8>,
    /// What time it is for the upstream.
    pub(super) date: Option<Timestamp>,
}

/// What became of something that we told the upstream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Told {
    /// It was taken.
    Taken,
    /// There is no such thing there any more.
    Gone,
    /// It was refused.
    Refused,
}

impl Upstream {
    pub(super) fn new(base: Base, credentials: Credentials) -> Result<Self, UpstreamProblem> {
        let client = Client::builder()
            .redirect(Policy::none())
            .connect_timeout(PATIENCE_TO_CONNECT)
            .timeout(PATIENCE)
            .no_proxy()
            .user_agent(concat!("tutela/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(|_| UpstreamProblem::Unreachable)?;
        Ok(Self { client, base, credentials })
    }

    fn request(&self, method: Method, url: &Url) -> RequestBuilder {
        self.client
            .request(method, url.clone())
            .basic_auth(&self.credentials.user, Some(&self.credentials.password))
            .header(ACCEPT, "application/xml")
            // What is not compressed cannot swell.
            .header(ACCEPT_ENCODING, "identity")
    }

    /// Reads a page.
    pub(super) async fn get(&self, url: &Url) -> Result<Answer, UpstreamProblem> {
        let mut url = url.clone();
        for _ in 0..=REDIRECTS {
            let response = self.request(Method::GET, &url).send().await.map_err(lost)?;
            if !response.status().is_redirection() {
                return body(response).await;
            }
            let to = response.headers().get(LOCATION).and_then(|to| to.to_str().ok());
            let to = to.and_then(|to| url.join(to).ok()).filter(|to| self.base.is_ours(to));
            url = to.ok_or(UpstreamProblem::Redirected)?;
        }
        Err(UpstreamProblem::Redirected)
    }

    /// Tells the upstream something. An answer other than "taken" is an error only where telling it something else would not
    /// help either.
    pub(super) async fn put(&self, url: &Url, body: String) -> Result<Told, UpstreamProblem> {
        let request = self.request(Method::PUT, url).header(CONTENT_TYPE, "application/xml").body(body);
        let response = request.send().await.map_err(lost)?;
        match response.status() {
            status if status.is_success() => Ok(Told::Taken),
            StatusCode::NOT_FOUND | StatusCode::GONE => Ok(Told::Gone),
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN | StatusCode::TOO_MANY_REQUESTS => {
                Err(refusal(&response))
            }
            status if status.is_client_error() => Ok(Told::Refused),
            status if status.is_redirection() => Err(UpstreamProblem::Redirected),
            _ => Err(refusal(&response)),
        }
    }
}

fn lost(error: reqwest::Error) -> UpstreamProblem {
    if error.is_timeout() { UpstreamProblem::TooSlow } else { UpstreamProblem::Unreachable }
}

fn refusal(response: &Response) -> UpstreamProblem {
    let code = response.status().as_u16();
    match code {
        401 | 403 => UpstreamProblem::Denied(code),
        404 => UpstreamProblem::NotThere,
        429 | 502..=504 => {
            let wait = response.headers().get(RETRY_AFTER).and_then(|wait| wait.to_str().ok());
            let wait = wait.and_then(|wait| wait.trim().parse::<u32>().ok());
            UpstreamProblem::Busy { code, wait: wait.map(|seconds| i64::from(seconds) * SECOND) }
        }
        _ => UpstreamProblem::Status(code),
    }
}

async fn body(mut response: Response) -> Result<Answer, UpstreamProblem> {
    if response.status() != StatusCode::OK {
        return Err(refusal(&response));
    }
    let headers = response.headers();
    let encoding = headers.get(CONTENT_ENCODING).map(|encoding| encoding.as_bytes().trim_ascii());
    if encoding.is_some_and(|encoding| !encoding.eq_ignore_ascii_case(b"identity") && !encoding.is_empty()) {
        return Err(UpstreamProblem::Compressed);
    }
    let date = headers.get(DATE).and_then(|date| date.to_str().ok()).and_then(http_date);
    let too_large = || UpstreamProblem::PageTooLarge { limit: PAGE_BYTES >> 20 };
    let announced = response.content_length().unwrap_or(0);
    if usize::try_from(announced).map_or(true, |length| length > PAGE_BYTES) {
        return Err(too_large());
    }
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(lost)? {
        if body.len() + chunk.len() > PAGE_BYTES {
            return Err(too_large());
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Answer { body, date })
}

/// Reads `Tue, 24 Nov 2026 20:32:28 GMT`, the one form of time in which HTTP answers.
fn http_date(text: &str) -> Option<Timestamp> {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let words: Vec<_> = text.split_whitespace().collect();
    let [_, day, month, year, time, "GMT"] = words.as_slice() else { return None };
    let month = MONTHS.iter().position(|name| name == month)? + 1;
    Timestamp::parse(&format!("{year}-{month:02}-{day}T{time}Z"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_of_an_answer_is_read() {
        assert_eq!(http_date("Tue, 24 Nov 2026 20:32:28 GMT").unwrap().to_string(), "2026-11-24T20:32:28Z");
        for bad in [
            "",
            "yesterday",
            "Tue, 24 Nov 2026 20:32:28",
            "Tue, 24 Nix 2026 20:32:28 GMT",
            "Tue, 99 Nov 2026 20:32:28 GMT",
        ] {
            assert_eq!(http_date(bad), None, "{bad}");
        }
    }
}
