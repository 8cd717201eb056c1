//! The invented mailbox: a mail server on loopback that takes what it is sent and shows it.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// A mail that arrived.
#[derive(Clone, Debug)]
pub struct Mail {
    /// For whom.
    pub to: String,
    /// Head and body as they came.
    pub text: String,
}

impl Mail {
    /// A header's value, unfolded.
    pub fn header(&self, name: &str) -> Option<String> {
        let mut lines = self.text.lines().take_while(|line| !line.is_empty()).peekable();
        while let Some(line) = lines.next() {
            let Some((found, value)) = line.split_once(':') else { continue };
            if found.eq_ignore_ascii_case(name) {
                let mut value = value.trim().to_owned();
                while let Some(more) = lines.next_if(|line| line.starts_with([' ', '\t'])) {
                    value.push(' ');
                    value.push_str(more.trim());
                }
                return Some(value);
            }
        }
        None
    }
}

/// A mail server and what it took.
#[derive(Clone)]
pub struct InventedMailbox {
    address: SocketAddr,
    mails: Arc<Mutex<Vec<Mail>>>,
}

impl InventedMailbox {
    /// Starts it on a free port.
    pub async fn start() -> std::io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let mailbox = Self { address: listener.local_addr()?, mails: Arc::default() };
        let taking = mailbox.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let taking = taking.clone();
                // A client that hangs up has said what it wanted.
                tokio::spawn(async move { taking.converse(stream).await.ok() });
            }
        });
        Ok(mailbox)
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Every mail that arrived, oldest first.
    pub fn mails(&self) -> Vec<Mail> {
        self.mails.lock().map(|mails| mails.clone()).unwrap_or_default()
    }

    /// One conversation (RFC 5321, the commands that a sender needs).
    async fn converse(&self, stream: TcpStream) -> std::io::Result<()> {
        let (reader, mut writer) = stream.into_split();
        let mut lines = BufReader::new(reader).lines();
        let mut to = String::new();
        writer.write_all(b"220 invented mailbox\r\n").await?;
        while let Some(line) = lines.next_line().await? {
            let verb = line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
            let answer: &[u8] = match verb.as_str() {
                "EHLO" | "HELO" | "MAIL" | "NOOP" | "RSET" => b"250 yes\r\n",
                "RCPT" => {
                    to = line
                        .split_once(':')
                        .map(|(_, to)| to.trim().trim_matches(['<', '>']).to_owned())
                        .unwrap_or_default();
                    b"250 yes\r\n"
                }
                "DATA" => {
                    writer.write_all(b"354 go on\r\n").await?;
                    let mut text = String::new();
                    while let Some(line) = lines.next_line().await? {
                        if line == "." {
                            break;
                        }
                        text.push_str(line.strip_prefix('.').unwrap_or(&line));
                        text.push('\n');
                    }
                    if let Ok(mut mails) = self.mails.lock() {
                        mails.push(Mail { to: std::mem::take(&mut to), text });
                    }
                    b"250 taken\r\n"
                }
                "QUIT" => {
                    writer.write_all(b"221 goodbye\r\n").await?;
                    return Ok(());
                }
                _ => b"502 not known here\r\n",
            };
            writer.write_all(answer).await?;
        }
        Ok(())
    }
}
