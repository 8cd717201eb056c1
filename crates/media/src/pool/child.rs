//! One child, from its parent's side.

use std::io;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt};
use tokio::process::{ChildStdin, ChildStdout};
use tokio::time::timeout;

use crate::answer::{Answer, MAX_ANSWER};
use crate::{MediaError, Sandbox};

pub struct Child {
    process: tokio::process::Child,
    input: ChildStdin,
    output: ChildStdout,
    /// What it said of itself.
    pub sandbox: Sandbox,
    /// Files it was given.
    pub files: u32,
}

impl Child {
    /// Waits for a child's first words.
    pub async fn greet(mut process: tokio::process::Child, limit: Duration) -> Result<Self, MediaError> {
        let (Some(input), Some(mut output)) = (process.stdin.take(), process.stdout.take()) else {
            return Err(MediaError::NoHello);
        };
        let sandbox = hello(&mut output, limit).await?;
        Ok(Self { process, input, output, sandbox, files: 0 })
    }

    /// Asks and waits for the answer, however long it takes.
    pub async fn ask(&mut self, what: u8, bytes: &[u8]) -> io::Result<Answer> {
        self.files += 1;
        let length = u32::try_from(bytes.len()).map_err(|_| io::ErrorKind::InvalidInput)?;
        let mut head = vec![what];
        head.extend(length.to_be_bytes());
        self.input.write_all(&head).await?;
        self.input.write_all(bytes).await?;
        self.input.flush().await?;
        read_answer(&mut self.output).await
    }

    pub fn is_alive(&mut self) -> bool {
        matches!(self.process.try_wait(), Ok(None))
    }
}

/// A child's first words: what is in force around it.
pub async fn hello(output: &mut (impl AsyncRead + Unpin), limit: Duration) -> Result<Sandbox, MediaError> {
    match timeout(limit, read_answer(output)).await {
        Ok(Ok(Answer::Hello(sandbox))) => Ok(sandbox),
        _ => Err(MediaError::NoHello),
    }
}

async fn read_answer(output: &mut (impl AsyncRead + Unpin)) -> io::Result<Answer> {
    let length = output.read_u32().await? as usize;
    if length > MAX_ANSWER {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut json = vec![0; length];
    output.read_exact(&mut json).await?;
    Ok(serde_json::from_slice(&json)?)
}
