//! On which engines a bench measures, where, and how it prints.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use crate::commands::say;
use crate::config::Config;
use crate::data_dir::DataDir;
use crate::error::Failure;

/// Where a bench measures.
#[derive(Args)]
pub(super) struct Engines {
    /// Measure on this PostgreSQL database as well; it must be empty.
    #[arg(long, value_name = "URL")]
    postgres: Option<String>,
    /// A folder on the disk to measure; a temporary one in it is used and removed.
    #[arg(long, value_name = "DIR")]
    folder: Option<PathBuf>,
    /// Print the figures as JSON.
    #[arg(long)]
    json: bool,
}

impl Engines {
    /// Measures on a node of its own for each engine, told its name and its empty data directory; then prints all figures.
    pub(super) async fn measure<F: Serialize>(
        &self,
        measure: impl AsyncFn(&'static str, DataDir) -> Result<F, Failure>,
        show: impl Fn(&F),
    ) -> Result<(), Failure> {
        let folder = match &self.folder {
            Some(folder) => tempfile::tempdir_in(folder),
            None => tempfile::tempdir(),
        }
        .map_err(|error| Failure::Said(format!("no temporary folder could be made: {error}")))?;
        let data = |name: &str, database| {
            DataDir::open(&folder.path().join(name), Config { database, ..Config::default() })
        };
        let mut figures = vec![measure("SQLite", data("sqlite", None)?).await?];
        if let Some(postgres) = &self.postgres {
            figures.push(measure("PostgreSQL", data("postgres", Some(postgres.clone()))?).await?);
        }
        if self.json {
            say(serde_json::to_string_pretty(&figures).unwrap_or_default());
        } else {
            figures.iter().for_each(show);
        }
        Ok(())
    }
}
