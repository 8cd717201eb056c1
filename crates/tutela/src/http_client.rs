//! A small HTTP/1.1 client for loopback: the demo's and the bench's way to speak to a node as a stranger would.

use std::net::SocketAddr;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// A connection that is kept between requests.
pub struct HttpClient {
    address: SocketAddr,
    stream: Option<TcpStream>,
    buffer: Vec<u8>,
}

/// An answer.
pub struct Answer {
    /// Its status.
    pub status: u16,
    /// Its body.
    pub body: Vec<u8>,
}

impl HttpClient {
    /// A client of this address; connects with the first request.
    pub fn new(address: SocketAddr) -> Self {
        Self { address, stream: None, buffer: Vec::with_capacity(4096) }
    }

    /// Sends a request with a body and reads the whole answer. `headers` end each with CRLF.
    pub async fn post(&mut self, path: &str, headers: &str, body: &[u8]) -> std::io::Result<Answer> {
        self.send("POST", path, headers, body).await
    }

    /// Asks for something and reads the whole answer. `headers` end each with CRLF.
    pub async fn get(&mut self, path: &str, headers: &str) -> std::io::Result<Answer> {
        self.send("GET", path, headers, b"").await
    }

    async fn send(
        &mut self,
        method: &str,
        path: &str,
        headers: &str,
        body: &[u8],
    ) -> std::io::Result<Answer> {
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nContent-Length: {}\r\n{headers}\r\n",
            self.address,
            body.len()
        );
        let mut request = head.into_bytes();
        request.extend_from_slice(body);
        let mut stream = match self.stream.take() {
            Some(stream) => stream,
            None => {
                let stream = TcpStream::connect(self.address).await?;
                stream.set_nodelay(true)?;
                stream
            }
        };
        stream.write_all(&request).await?;
        let (answer, keep) = self.read_answer(&mut stream).await?;
        self.stream = keep.then_some(stream);
        Ok(answer)
    }

    async fn read_answer(&mut self, stream: &mut TcpStream) -> std::io::Result<(Answer, bool)> {
        let broken = |what: &'static str| std::io::Error::new(std::io::ErrorKind::InvalidData, what);
        self.buffer.clear();
        let head_end = loop {
            if let Some(at) = self.buffer.windows(4).position(|window| window == b"\r\n\r\n") {
                break at + 4;
            }
            if stream.read_buf(&mut self.buffer).await? == 0 {
                return Err(broken("the node hung up before it answered"));
            }
        };
        let head = String::from_utf8_lossy(&self.buffer[..head_end]).to_ascii_lowercase();
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).ok_or(broken("no status"))?;
        let header = |name: &str| head.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
        let length: usize =
            header("content-length:").and_then(|n| n.parse().ok()).ok_or(broken("no length"))?;
        let keep = header("connection:") != Some("close");
        while self.buffer.len() < head_end + length {
            if stream.read_buf(&mut self.buffer).await? == 0 {
                return Err(broken("the node hung up within its answer"));
            }
        }
        Ok((Answer { status, body: self.buffer[head_end..head_end + length].to_vec() }, keep))
    }
}
