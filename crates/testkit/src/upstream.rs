//! A small web server on this machine that stands in for an upstream of the Hash Sharing v2 dialect.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio::task::AbortHandle;
use tutela_formats::hash_sharing::{EntriesPage, FeedbackReason, FeedbackReasons, Member, SharedEntry};
use tutela_formats::list_entry::{Label, ListEntry, MediaKind};
use tutela_matching::FileDigests;
use tutela_model::clock::Timestamp;

/// What goes wrong with a page of entries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UpstreamFault {
    /// This status, and a header line or nothing.
    Status(u16, &'static str),
    /// It hangs up without an answer.
    HangUp,
    /// It takes the request and never answers.
    Silence,
    /// 200 with this body, and a header line or nothing.
    Raw(Vec<u8>, &'static str),
    /// 200 and a body without end.
    Endless,
    /// The right page, but this as the next one.
    Next(String),
    /// The right page, and always a next one that was not asked for before.
    NeverEnding,
}

/// What it holds and how it answers.
struct State {
    entries: Vec<SharedEntry>,
    page: usize,
    authorization: String,
    faults: HashMap<usize, UpstreamFault>,
    latest: Option<Timestamp>,
    date: Option<String>,
    ignores_times: bool,
    reasons: Vec<FeedbackReason>,
    refused: Vec<(String, u16)>,
    requests: Vec<String>,
    votes: Vec<(String, String)>,
    listening: Option<AbortHandle>,
}

struct Inner {
    address: SocketAddr,
    state: Mutex<State>,
    silent: Notify,
}

/// An upstream on a port of its own, for as long as the test's runtime runs. Its interface begins at `/hashsharing`, its name
/// and password are `node` and `word-of-testland`.
#[derive(Clone)]
pub struct UpstreamDouble(Arc<Inner>);

impl UpstreamDouble {
    /// Starts it, with pages of two entries.
    pub async fn start() -> Self {
        // Whoever asks it builds a client, which needs the provider that the binary installs.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let (listener, address) = bind(SocketAddr::from(([127, 0, 0, 1], 0))).await;
        let state = State {
            entries: Vec::new(),
            page: 2,
            authorization: "Basic bm9kZTp3b3JkLW9mLXRlc3RsYW5k".to_owned(),
            faults: HashMap::new(),
            latest: None,
            date: None,
            ignores_times: false,
            reasons: Vec::new(),
            refused: Vec::new(),
            requests: Vec::new(),
            votes: Vec::new(),
            listening: None,
        };
        let double = Self(Arc::new(Inner { address, state: Mutex::new(state), silent: Notify::new() }));
        double.listen(listener);
        double
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn listen(&self, listener: TcpListener) {
        let server = self.clone();
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let server = server.clone();
                tokio::spawn(async move { server.serve(stream).await });
            }
        });
        self.state().listening = Some(task.abort_handle());
    }

    /// Disappears: connections are refused.
    pub async fn disappear(&self) {
        if let Some(task) = self.state().listening.take() {
            task.abort();
        }
        // The runtime drops the listener when it comes to the task.
        while TcpStream::connect(self.0.address).await.is_ok() {
            tokio::task::yield_now().await;
        }
    }

    /// Comes back at the same address.
    pub async fn come_back(&self) {
        self.listen(bind(self.0.address).await.0);
    }

    /// Where its interface begins.
    pub fn url(&self) -> String {
        format!("http://{}/hashsharing", self.0.address)
    }

    /// Holds an entry of member 7 from now on, as it says at this time, in place of what it said before.
    pub fn say(&self, id: &str, at: Timestamp, digests: FileDigests) {
        let label = Label { scheme: "ncmec".to_owned(), value: "A1".to_owned() };
        let entry = ListEntry {
            digests: FileDigests { sha256: None, ..digests },
            media: Some(MediaKind::Image),
            label: Some(label),
            ..ListEntry::default()
        };
        self.put(id, at, entry);
    }

    /// Withdraws an entry.
    pub fn withdraw(&self, id: &str, at: Timestamp) {
        let removed_at = Some(at.micros());
        self.put(id, at, ListEntry { removed_at, media: Some(MediaKind::Image), ..ListEntry::default() });
    }

    fn put(&self, id: &str, at: Timestamp, entry: ListEntry) {
        let member = Member { id: 7, name: "Hotline of Testland".to_owned() };
        let mut state = self.state();
        state.entries.retain(|entry| entry.id != id);
        let feedback = Vec::new();
        state.entries.push(SharedEntry {
            entry,
            member,
            id: id.to_owned(),
            timestamp: at.micros(),
            feedback,
        });
    }

    /// So many entries stand on a page.
    pub fn set_page(&self, page: usize) {
        self.state().page = page;
    }

    /// What goes wrong with the pages of this number, from 1; or no longer.
    pub fn set_fault(&self, page: usize, fault: Option<UpstreamFault>) {
        match fault {
            Some(fault) => self.state().faults.insert(page, fault),
            None => self.state().faults.remove(&page),
        };
    }

    /// Says this of the latest time on every page, true or not.
    pub fn set_latest(&self, latest: Timestamp) {
        self.state().latest = Some(latest);
    }

    /// Says what time it is, as HTTP does.
    pub fn set_date(&self, date: &str) {
        self.state().date = Some(date.to_owned());
    }

    /// Looks no more at the times that it is asked for.
    pub fn ignore_times(&self) {
        self.state().ignores_times = true;
    }

    /// Lets nobody in but who sends this `Authorization`.
    pub fn set_authorization(&self, authorization: &str) {
        self.state().authorization = authorization.to_owned();
    }

    /// Offers a reason for negative votes.
    pub fn offer_reason(&self, guid: &str, name: &str) {
        self.state().reasons.push(FeedbackReason { guid: guid.to_owned(), name: name.to_owned() });
    }

    /// Answers votes on this entry with this status; 200 takes them again.
    pub fn refuse_votes_on(&self, id: &str, status: u16) {
        let mut state = self.state();
        state.refused.retain(|(refused, _)| refused != id);
        state.refused.push((id.to_owned(), status));
    }

    /// What it was asked so far: `GET /hashsharing/v2/entries?…`.
    pub fn requests(&self) -> Vec<String> {
        self.state().requests.clone()
    }

    /// The votes that it took: where, and the body.
    pub fn votes(&self) -> Vec<(String, String)> {
        self.state().votes.clone()
    }

    /// Waits until it keeps silent about a request.
    pub async fn silent(&self) {
        self.0.silent.notified().await;
    }

    async fn serve(&self, stream: TcpStream) -> std::io::Result<()> {
        let mut stream = BufReader::new(stream);
        let mut first = String::new();
        stream.read_line(&mut first).await?;
        let (mut length, mut authorization) = (0, String::new());
        loop {
            let mut line = String::new();
            if stream.read_line(&mut line).await? <= 2 {
                break;
            }
            let Some((name, value)) = line.trim().split_once(": ") else { continue };
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = value.parse().unwrap_or(0),
                "authorization" => authorization = value.to_owned(),
                _ => {}
            }
        }
        let mut body = vec![0; length];
        stream.read_exact(&mut body).await?;
        let mut words = first.split_whitespace();
        let (method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let body = String::from_utf8_lossy(&body);
        match self.answer(method, path, &authorization, &body) {
            Reply::Page(status, headers, page) => {
                let head = format!(
                    "HTTP/1.1 {status} Status\r\n{headers}Content-Length: {}\r\nConnection: close\r\n\r\n",
                    page.len()
                );
                stream.write_all(head.as_bytes()).await?;
                stream.write_all(&page).await?;
                stream.shutdown().await
            }
            Reply::HangUp => Ok(()),
            Reply::Silence => {
                self.0.silent.notify_one();
                std::future::pending().await
            }
            Reply::Endless => {
                stream.write_all(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n").await?;
                loop {
                    stream.write_all(&[b' '; 1 << 16]).await?;
                    tokio::task::yield_now().await;
                }
            }
        }
    }

    fn answer(&self, method: &str, path: &str, authorization: &str, body: &str) -> Reply {
        let mut state = self.state();
        state.requests.push(format!("{method} {path}"));
        if authorization != state.authorization {
            return Reply::Page(401, String::new(), Vec::new());
        }
        let Some(path) = path.strip_prefix("/hashsharing/v2/") else {
            return Reply::Page(404, String::new(), Vec::new());
        };
        match (method, path.split_once('?')) {
            ("GET", Some(("entries", query))) => state.entries(query),
            ("GET", None) if path.starts_with("feedback/") && path.ends_with("/reasons") => {
                let reasons = FeedbackReasons(state.reasons.clone());
                Reply::Page(200, String::new(), reasons.to_xml().into_bytes())
            }
            ("PUT", None) if path.ends_with("/feedback") => {
                let refused = state.refused.iter().find(|(id, _)| path.contains(&format!("/{id}/")));
                let status = refused.map_or(200, |(_, status)| *status);
                if status == 200 {
                    state.votes.push((path.to_owned(), body.to_owned()));
                }
                Reply::Page(status, String::new(), Vec::new())
            }
            _ => Reply::Page(404, String::new(), Vec::new()),
        }
    }
}

enum Reply {
    Page(u16, String, Vec<u8>),
    HangUp,
    Silence,
    Endless,
}

impl State {
    /// A page of what changed between two times, in no order of time.
    fn entries(&self, query: &str) -> Reply {
        let query = query.replace("%3A", ":");
        let asked = |name: &str| {
            query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('=')).map(str::to_owned)
        };
        let time = |name: &str| asked(name).and_then(|text| Timestamp::parse(&text)).map(Timestamp::micros);
        let (Some(from), Some(to)) = (time("from"), time("to")) else {
            return Reply::Page(400, String::new(), Vec::new());
        };
        let start: usize = asked("start").and_then(|start| start.parse().ok()).unwrap_or(0);
        let within = |entry: &&SharedEntry| self.ignores_times || (from..=to).contains(&entry.timestamp);
        let found: Vec<_> = self.entries.iter().rev().filter(within).collect();
        let number = start / self.page + 1;
        let end = start + self.page;
        let path = |start: usize| {
            let (from, to) = (asked("from").unwrap_or_default(), asked("to").unwrap_or_default());
            format!("/v2/entries?from={from}&to={to}&start={start}&max={}", found.len())
        };
        let next = (end < found.len()).then(|| path(end));
        let fault = self.faults.get(&number).or_else(|| self.faults.get(&0));
        let next = match fault {
            Some(UpstreamFault::Status(status, header)) => {
                return Reply::Page(*status, (*header).to_owned(), Vec::new());
            }
            Some(UpstreamFault::HangUp) => return Reply::HangUp,
            Some(UpstreamFault::Silence) => return Reply::Silence,
            Some(UpstreamFault::Endless) => return Reply::Endless,
            Some(UpstreamFault::Raw(body, header)) => {
                return Reply::Page(200, (*header).to_owned(), body.clone());
            }
            Some(UpstreamFault::Next(next)) => Some(next.clone()),
            Some(UpstreamFault::NeverEnding) => Some(path(end)),
            None => next,
        };
        let entries: Vec<_> = found.into_iter().skip(start).take(self.page).cloned().collect();
        let mut page = EntriesPage::new(entries, next);
        let mut xml = page.to_xml().unwrap_or_else(|error| panic!("the upstream's page: {error}"));
        if let (Some(latest), Some(said)) = (self.latest, page.max_timestamp.take()) {
            let said = Timestamp::from_micros(said).to_string();
            xml = xml.replace(&format!("maxTimestamp=\"{said}\""), &format!("maxTimestamp=\"{latest}\""));
        }
        let date = self.date.as_ref().map(|date| format!("Date: {date}\r\n"));
        Reply::Page(200, date.unwrap_or_default(), xml.into_bytes())
    }
}

async fn bind(address: SocketAddr) -> (TcpListener, SocketAddr) {
    let bound = TcpListener::bind(address).await.and_then(|l| l.local_addr().map(|a| (l, a)));
    bound.unwrap_or_else(|error| panic!("no port for the upstream: {error}"))
}
