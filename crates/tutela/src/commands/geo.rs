//! `tutela geo`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Subcommand;
use tutela_workflow::trace::import_geo;

use super::{Data, say, start_log};
use crate::config::LogFormat;
use crate::error::Failure;

/// Files that give an address its country and its network.
#[derive(Subcommand)]
pub enum Geo {
    /// Bring a file in MaxMind's format in: a Country, City or ASN file. It takes the place of the one before; a node that runs takes
    /// it up at its next question.
    Import {
        /// The file: `.mmdb`, unpacked.
        file: PathBuf,
        #[command(flatten)]
        data: Data,
    },
}

impl Geo {
    pub(super) async fn run(self) -> Result<ExitCode, Failure> {
        let Self::Import { file, data } = self;
        start_log(LogFormat::Text, "warn");
        let node = data.open_existing()?.start().await?;
        let imported = import_geo(&node, &file).await;
        node.stop().await;
        let imported = imported?;
        let gives =
            if imported.kind == "country" { "the country of addresses" } else { "the network of addresses" };
        say(format_args!("Brought in {}, made on {}: it gives {gives}.", imported.name, imported.made));
        Ok(ExitCode::SUCCESS)
    }
}
