//! The console as a bench asks it: over HTTP, as somebody who has signed in.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use tutela_model::access::Role;
use tutela_model::clock::{Clock, SECOND};
use tutela_workflow::people::{self, SignInError};
use tutela_workflow::{Node, Viewer};

use crate::error::Failure;
use crate::http_client::{Answer, HttpClient};
use crate::machine::SystemClock;

/// Somebody at the console.
pub(super) struct Console {
    client: HttpClient,
    headers: String,
    /// Who, for what a bench does without a page.
    pub(super) viewer: Viewer,
}

impl Console {
    /// Adds a senior analyst and signs them in.
    pub(super) async fn sign_in(node: &Node, address: SocketAddr) -> Result<Self, Failure> {
        let new = people::add_person(node, None, "bench", Role::SeniorAnalyst).await?;
        let totp = people::totp(node, &new.person, &new.totp_secret)?;
        let seconds = u64::try_from(SystemClock.now().micros() / SECOND).unwrap_or(0);
        let code = totp.generate(seconds).to_string();
        let signed_in = people::sign_in(node, &new.person.name, &new.password, &code).await;
        let signed_in = signed_in.map_err(|error: SignInError| Failure::Said(error.to_string()))?;
        Ok(Self {
            client: HttpClient::new(address),
            headers: format!("Cookie: console={}\r\nSec-Fetch-Site: same-origin\r\n", signed_in.token),
            viewer: Viewer { person: signed_in.person },
        })
    }

    /// Opens a page; also how long it took.
    #[expect(clippy::disallowed_methods, reason = "a bench measures real time")]
    pub(super) async fn open(&mut self, path: &str) -> Result<(String, Duration), Failure> {
        let begun = Instant::now();
        let answer = self.client.get(path, &self.headers).await;
        page(path, answer).map(|html| (html, begun.elapsed()))
    }

    /// Searches; also how long it took.
    #[expect(clippy::disallowed_methods, reason = "a bench measures real time")]
    pub(super) async fn search(&mut self, text: &str) -> Result<(String, Duration), Failure> {
        let body: String =
            url::form_urlencoded::Serializer::new(String::new()).append_pair("text", text).finish();
        let headers = format!("{}Content-Type: application/x-www-form-urlencoded\r\n", self.headers);
        let begun = Instant::now();
        let answer = self.client.post("/console/search", &headers, body.as_bytes()).await;
        page("/console/search", answer).map(|html| (html, begun.elapsed()))
    }
}

fn page(path: &str, answer: std::io::Result<Answer>) -> Result<String, Failure> {
    let answer = answer.map_err(|error| Failure::Said(format!("{path}: {error}")))?;
    if answer.status == 200 {
        return Ok(String::from_utf8_lossy(&answer.body).into_owned());
    }
    Err(Failure::Said(format!("{path} was answered {}", answer.status)))
}
