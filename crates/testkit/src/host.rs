//! A small web server on this machine that stands in for a hosting provider.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// How a path is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HostAnswer {
    /// This status with a short page.
    Status(u16),
    /// 302 to this address.
    MovedTo(String),
    /// 405 to HEAD, this status with a short page to GET.
    NoHead(u16),
    /// 405 to HEAD; to GET 200 and a page without end.
    NoHeadEndless,
    /// It hangs up without an answer.
    HangUp,
}

struct Inner {
    address: SocketAddr,
    answers: Mutex<HashMap<String, HostAnswer>>,
    requests: Mutex<Vec<String>>,
    body_bytes: AtomicU64,
}

/// A small web server on a port of its own, for as long as the test's runtime runs. Paths that it was told nothing about are
/// answered 404.
#[derive(Clone)]
pub struct HostDouble(Arc<Inner>);

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl HostDouble {
    /// Starts it.
    pub async fn start() -> Self {
        let bound = TcpListener::bind(("127.0.0.1", 0)).await.and_then(|l| l.local_addr().map(|a| (l, a)));
        let (listener, address) = bound.unwrap_or_else(|error| panic!("no port for the host: {error}"));
        let inner = Inner {
            address,
            answers: Mutex::default(),
            requests: Mutex::default(),
            body_bytes: AtomicU64::new(0),
        };
        let double = Self(Arc::new(inner));
        let server = double.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let server = server.clone();
                tokio::spawn(async move { server.serve(stream).await });
            }
        });
        double
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.0.address
    }

    /// The address of a path, which begins with `/`.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.0.address)
    }

    /// How a path is answered from now on.
    pub fn set(&self, path: &str, answer: HostAnswer) {
        lock(&self.0.answers).insert(path.to_owned(), answer);
    }

    /// What it was asked so far: `HEAD /page`.
    pub fn requests(&self) -> Vec<String> {
        lock(&self.0.requests).clone()
    }

    /// Bytes of pages that it could send before the other side hung up. What a network buffers on the way counts, too.
    pub fn body_bytes(&self) -> u64 {
        self.0.body_bytes.load(Ordering::SeqCst)
    }

    async fn serve(&self, stream: TcpStream) -> std::io::Result<()> {
        let mut stream = BufReader::new(stream);
        let mut first = String::new();
        stream.read_line(&mut first).await?;
        let mut line = String::new();
        while stream.read_line(&mut line).await? > 2 {
            line.clear();
        }
        let mut words = first.split_whitespace();
        let (method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        lock(&self.0.requests).push(format!("{method} {path}"));
        let answer = lock(&self.0.answers).get(path).cloned().unwrap_or(HostAnswer::Status(404));
        let is_head = method == "HEAD";
        match answer {
            HostAnswer::Status(status) => self.page(&mut stream, status, is_head).await,
            HostAnswer::NoHead(_) | HostAnswer::NoHeadEndless if is_head => {
                self.page(&mut stream, 405, true).await
            }
            HostAnswer::NoHead(status) => self.page(&mut stream, status, false).await,
            HostAnswer::MovedTo(to) => {
                let head = format!(
                    "HTTP/1.1 302 Moved\r\nLocation: {to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                );
                stream.write_all(head.as_bytes()).await
            }
            HostAnswer::NoHeadEndless => self.endless(&mut stream).await,
            HostAnswer::HangUp => Ok(()),
        }
    }

    async fn page(
        &self,
        stream: &mut BufReader<TcpStream>,
        status: u16,
        is_head: bool,
    ) -> std::io::Result<()> {
        const PAGE: &[u8] = b"noise";
        let length = PAGE.len();
        let head =
            format!("HTTP/1.1 {status} Status\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n");
        stream.write_all(head.as_bytes()).await?;
        if !is_head {
            stream.write_all(PAGE).await?;
            self.0.body_bytes.fetch_add(length as u64, Ordering::SeqCst);
        }
        stream.shutdown().await
    }

    async fn endless(&self, stream: &mut BufReader<TcpStream>) -> std::io::Result<()> {
        stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n").await?;
        loop {
            stream.write_all(&[b'n'; 1_024]).await?;
            self.0.body_bytes.fetch_add(1_024, Ordering::SeqCst);
            // The other side runs on the same thread: without this, the page would fill every buffer before it is looked at.
            tokio::task::yield_now().await;
        }
    }
}
