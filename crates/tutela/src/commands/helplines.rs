//! `tutela helplines`.

use std::fs::File;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Subcommand;
use tutela_workflow::help::{SEED, import_help};

use super::{Data, say, start_log};
use crate::config::LogFormat;
use crate::error::Failure;

/// The help directory.
#[derive(Subcommand)]
pub enum Helplines {
    /// Take in entries from a CSV file, or the list that comes with the program. None of them is confirmed by this: a person calls
    /// each in the console, under Help.
    Import {
        /// The file; the list that comes with the program where not given.
        file: Option<PathBuf>,
        #[command(flatten)]
        data: Data,
    },
}

impl Helplines {
    pub(super) async fn run(self) -> Result<ExitCode, Failure> {
        let Self::Import { file, data } = self;
        start_log(LogFormat::Text, "warn");
        let opened = match &file {
            Some(path) => Some(File::open(path).map_err(|error| Failure::file(path, error))?),
            None => None,
        };
        let node = data.open()?.start().await?;
        let imported = match opened {
            Some(opened) => import_help(&node, None, opened).await,
            None => import_help(&node, None, SEED.as_bytes()).await,
        };
        node.stop().await;
        let imported = imported?.map_err(|error| match &file {
            Some(path) => Failure::file(path, error),
            None => Failure::Said(error.to_string()),
        })?;
        for bad in &imported.bad {
            say(bad);
        }
        say(format_args!(
            "{} added, {} changed, {} as they were, {} kept because a person confirmed them, {} lines left out.",
            imported.added,
            imported.changed,
            imported.same,
            imported.kept,
            imported.bad.len()
        ));
        say("Nobody has confirmed what is new: call each in the console, under Help.");
        Ok(if imported.bad.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}
