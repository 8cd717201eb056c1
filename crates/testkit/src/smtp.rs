//! A small mail server on this machine, which can be told to misbehave.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tutela_workflow::{SmtpSecurity, SmtpSettings};

/// How the mail server answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SmtpMode {
    /// It takes every mail.
    Accept,
    /// It refuses every recipient for good (550).
    RefuseForGood,
    /// It refuses every recipient for now (451).
    RefuseForNow,
    /// It says nothing, not even hello.
    Stall,
    /// It greets without an end.
    Endless,
    /// It takes the mail, and hangs up before it says so.
    HangUp,
}

/// A mail as the server was handed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceivedMail {
    /// The envelope's sender.
    pub from: String,
    /// The envelope's recipients.
    pub to: Vec<String>,
    /// Headers and body.
    pub data: String,
}

impl ReceivedMail {
    /// The value of a header, unfolded.
    pub fn header(&self, name: &str) -> Option<String> {
        let head = self.data.split("\r\n\r\n").next()?.replace("\r\n ", " ").replace("\r\n\t", " ");
        head.split("\r\n").find_map(|line| {
            let (found, value) = line.split_once(':')?;
            found.eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
        })
    }

    /// The body with quoted-printable undone, so that a text can be looked for.
    pub fn body(&self) -> String {
        let body = self.data.split_once("\r\n\r\n").map_or("", |(_, body)| body);
        body.replace("=\r\n", "").replace("=3D", "=")
    }
}

struct Inner {
    address: SocketAddr,
    mode: Mutex<SmtpMode>,
    mails: Mutex<Vec<ReceivedMail>>,
}

/// A small mail server on a port of its own, for as long as the test's runtime runs.
#[derive(Clone)]
pub struct SmtpDouble(Arc<Inner>);

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl SmtpDouble {
    /// Starts a server that takes every mail.
    pub async fn start() -> Self {
        let bound = TcpListener::bind(("127.0.0.1", 0)).await.and_then(|l| l.local_addr().map(|a| (l, a)));
        let (listener, address) =
            bound.unwrap_or_else(|error| panic!("no port for the mail server: {error}"));
        let inner = Inner { address, mode: Mutex::new(SmtpMode::Accept), mails: Mutex::default() };
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

    /// How it answers from the next connection on.
    pub fn set_mode(&self, mode: SmtpMode) {
        *lock(&self.0.mode) = mode;
    }

    /// What it was handed so far.
    pub fn mails(&self) -> Vec<ReceivedMail> {
        lock(&self.0.mails).clone()
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.0.address
    }

    /// The settings with which a node reaches it.
    pub fn settings(&self) -> SmtpSettings {
        SmtpSettings {
            host: self.0.address.ip().to_string(),
            port: self.0.address.port(),
            security: SmtpSecurity::None,
            credentials: None,
            from: "Desk <desk@tutela.example>".to_owned(),
            patience: SmtpSettings::PATIENCE,
        }
    }

    async fn serve(&self, stream: TcpStream) -> std::io::Result<()> {
        let mode = *lock(&self.0.mode);
        let mut stream = BufReader::new(stream);
        let mut mail = ReceivedMail { from: String::new(), to: Vec::new(), data: String::new() };
        if mode == SmtpMode::Stall {
            // Silent until the other side gives up.
            let mut line = String::new();
            return stream.read_line(&mut line).await.map(|_| ());
        }
        if mode == SmtpMode::Endless {
            loop {
                stream.write_all(b"220-wait\r\n").await?;
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        }
        stream.write_all(b"220 mail.example ready\r\n").await?;
        loop {
            let mut line = String::new();
            if stream.read_line(&mut line).await? == 0 {
                return Ok(());
            }
            let line = line.trim_end();
            let address =
                || line.split_once('<').and_then(|(_, rest)| rest.split_once('>')).map_or("", |(a, _)| a);
            let answer = match line.get(..4).unwrap_or_default().to_ascii_uppercase().as_str() {
                "EHLO" | "HELO" => "250 mail.example",
                "MAIL" => {
                    mail.from = address().to_owned();
                    "250 sender ok"
                }
                "RCPT" => match mode {
                    SmtpMode::RefuseForGood => "550 5.1.1 no such mailbox",
                    SmtpMode::RefuseForNow => "451 4.7.1 try again later",
                    _ => {
                        mail.to.push(address().to_owned());
                        "250 recipient ok"
                    }
                },
                "DATA" => {
                    stream.write_all(b"354 go ahead\r\n").await?;
                    mail.data = read_data(&mut stream).await?;
                    lock(&self.0.mails).push(mail.clone());
                    mail.to.clear();
                    if mode == SmtpMode::HangUp {
                        return Ok(());
                    }
                    "250 taken"
                }
                "RSET" | "NOOP" => "250 ok",
                "QUIT" => {
                    return stream.write_all(b"221 bye\r\n").await;
                }
                _ => "502 not known here",
            };
            stream.write_all(format!("{answer}\r\n").as_bytes()).await?;
        }
    }
}

/// Reads up to the line with a single dot, and undoes the doubled dots.
async fn read_data(stream: &mut BufReader<TcpStream>) -> std::io::Result<String> {
    let mut data = String::new();
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 || line == ".\r\n" {
            return Ok(data);
        }
        data.push_str(line.strip_prefix('.').unwrap_or(&line));
    }
}
