//! `tutela letter`.

use std::io::Read;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Subcommand;
use tutela_formats::returned_mail::MAX_REPORT;
use tutela_workflow::outbox::{Returned, take_report};

use super::{Data, say, start_log};
use crate::config::LogFormat;
use crate::error::Failure;

/// Letters that the node sent.
#[derive(Subcommand)]
pub enum Letter {
    /// Take a mail server's report that a letter came back: the letter then needs a person, and an alert says so. For your own mail
    /// server, which hands over what comes to the mailbox of `smtp.from`.
    Returned {
        /// The report, as it came by mail; standard input where not given.
        file: Option<PathBuf>,
        #[command(flatten)]
        data: Data,
    },
}

impl Letter {
    pub(super) async fn run(self) -> Result<ExitCode, Failure> {
        let Self::Returned { file, data } = self;
        start_log(LogFormat::Text, "warn");
        let data = data.open_existing()?;
        let report = read(file)?;
        let node = data.start().await?;
        let taken = take_report(&node, &report).await;
        node.stop().await;
        say(match taken? {
            Returned::NeedsPerson(id) => {
                format!("The letter {id} came back: it stands under Letters and needs a person.")
            }
            Returned::Known(id) => format!("The letter {id} was seen to already: nothing changed."),
        });
        Ok(ExitCode::SUCCESS)
    }
}

/// One byte more than a report may have tells that it is too large.
fn read(file: Option<PathBuf>) -> Result<Vec<u8>, Failure> {
    let mut report = Vec::new();
    let limit = MAX_REPORT as u64 + 1;
    match file {
        Some(path) => {
            let opened = std::fs::File::open(&path).map_err(|error| Failure::file(&path, error))?;
            opened.take(limit).read_to_end(&mut report).map_err(|error| Failure::file(&path, error))?;
        }
        None => {
            let read = std::io::stdin().take(limit).read_to_end(&mut report);
            read.map_err(|error| Failure::Said(format!("standard input cannot be read: {error}")))?;
        }
    }
    Ok(report)
}
