//! A small web server on this machine that stands in for a registry that speaks RDAP.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// How a path is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RegistryAnswer {
    /// 200 with this JSON.
    Json(String),
    /// 302 to this address.
    SentOn(String),
    /// 302 to an address that was not asked for before, for ever.
    SentOnAndOn,
    /// 200 and a body without end.
    Endless,
    /// It takes the request and never answers.
    Silence,
    /// 200 and a body that comes so slowly that it never ends.
    Drops,
    /// This status.
    Status(u16),
}

struct Inner {
    address: SocketAddr,
    answers: Mutex<HashMap<String, RegistryAnswer>>,
    requests: Mutex<Vec<String>>,
}

/// A registry on a port of its own, for as long as the test's runtime runs. What it was told nothing about it does not know.
#[derive(Clone)]
pub struct RegistryDouble(Arc<Inner>);

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl RegistryDouble {
    /// Starts it.
    pub async fn start() -> Self {
        Self::start_at("127.0.0.1:0").await
    }

    /// Starts it at this address.
    pub async fn start_at(address: &str) -> Self {
        let bound = TcpListener::bind(address).await.and_then(|l| l.local_addr().map(|a| (l, a)));
        let (listener, address) = bound.unwrap_or_else(|error| panic!("no port for the registry: {error}"));
        let double = Self(Arc::new(Inner { address, answers: Mutex::default(), requests: Mutex::default() }));
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
    pub fn set(&self, path: &str, answer: RegistryAnswer) {
        lock(&self.0.answers).insert(path.to_owned(), answer);
    }

    /// The entry of a network: its ends, its country, its holder with an abuse desk inside, as registries nest them.
    pub fn set_network(&self, asked: &str, (first, last): (&str, &str), country: &str, holder: (&str, &str)) {
        let json = format!(
            r#"{{"objectClassName":"ip network","startAddress":"{first}","endAddress":"{last}","country":"{country}","name":"NET-1","handle":"N1","entities":[{}]}}"#,
            entity("registrant", holder)
        );
        self.set(&format!("/ip/{asked}"), RegistryAnswer::Json(json));
    }

    /// The entry of a network's number.
    pub fn set_number(&self, number: u32, country: &str, holder: (&str, &str)) {
        let json = format!(
            r#"{{"objectClassName":"autnum","startAutnum":{number},"endAutnum":{number},"country":"{country}","entities":[{}]}}"#,
            entity("registrant", holder)
        );
        self.set(&format!("/autnum/{number}"), RegistryAnswer::Json(json));
    }

    /// The entry of a domain.
    pub fn set_domain(&self, name: &str, registrar: (&str, &str)) {
        let json = format!(
            r#"{{"objectClassName":"domain","ldhName":"{name}","status":["active"],"entities":[{}]}}"#,
            entity("registrar", registrar)
        );
        self.set(&format!("/domain/{name}"), RegistryAnswer::Json(json));
    }

    /// The paths that it was asked for.
    pub fn requests(&self) -> Vec<String> {
        lock(&self.0.requests).clone()
    }

    async fn serve(&self, stream: TcpStream) -> std::io::Result<()> {
        let mut stream = BufReader::new(stream);
        let mut first = String::new();
        stream.read_line(&mut first).await?;
        let mut line = String::new();
        while stream.read_line(&mut line).await? > 2 {
            line.clear();
        }
        let path = first.split_whitespace().nth(1).unwrap_or_default().to_owned();
        lock(&self.0.requests).push(path.clone());
        let plain = path.split('?').next().unwrap_or_default();
        let answer = lock(&self.0.answers).get(plain).cloned().unwrap_or(RegistryAnswer::Status(404));
        let (status, header, body) = match answer {
            RegistryAnswer::Json(json) => (200, String::new(), json),
            RegistryAnswer::SentOn(to) => (302, format!("Location: {to}\r\n"), String::new()),
            RegistryAnswer::SentOnAndOn => {
                let n = self.requests().len();
                (302, format!("Location: {plain}?{n}\r\n"), String::new())
            }
            RegistryAnswer::Status(status) => (status, String::new(), String::new()),
            RegistryAnswer::Silence => return std::future::pending().await,
            RegistryAnswer::Drops => {
                stream.write_all(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{\"a\":\"").await?;
                loop {
                    stream.write_all(b"n").await?;
                    tokio::time::sleep(std::time::Duration::from_millis(20)).await;
                }
            }
            RegistryAnswer::Endless => {
                stream.write_all(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{\"a\":\"").await?;
                loop {
                    stream.write_all(&[b'n'; 4_096]).await?;
                    tokio::task::yield_now().await;
                }
            }
        };
        let length = body.len();
        let head = format!(
            "HTTP/1.1 {status} Status\r\n{header}Content-Length: {length}\r\nConnection: close\r\n\r\n"
        );
        stream.write_all(head.as_bytes()).await?;
        stream.write_all(body.as_bytes()).await?;
        stream.shutdown().await
    }
}

/// An organisation, and inside it its abuse desk with the mailbox.
fn entity(role: &str, (name, mailbox): (&str, &str)) -> String {
    format!(
        r#"{{"objectClassName":"entity","roles":["{role}"],"vcardArray":["vcard",[["version",{{}},"text","4.0"],["kind",{{}},"text","org"],["fn",{{}},"text","{name}"]]],"entities":[{{"objectClassName":"entity","roles":["technical"],"entities":[{{"objectClassName":"entity","roles":["abuse"],"vcardArray":["vcard",[["version",{{}},"text","4.0"],["fn",{{}},"text","Abuse desk"],["email",{{}},"text","{mailbox}"]]]}}]}}]}}"#
    )
}
