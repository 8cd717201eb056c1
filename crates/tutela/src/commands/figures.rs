//! `tutela figures`.

use std::process::ExitCode;

use clap::Subcommand;
use tutela_workflow::figures::recount;

use super::{Data, say};
use crate::error::Failure;

/// Figures.
#[derive(Subcommand)]
pub enum Figures {
    /// Count every day anew from the reports themselves. A running node does so by itself once a day.
    Recount(Data),
}

impl Figures {
    /// Runs the command.
    pub async fn run(self) -> Result<ExitCode, Failure> {
        let Self::Recount(data) = self;
        let node = data.open_existing()?.start().await?;
        let counted = recount(&node).await?;
        node.stop().await;
        say(format_args!("Counted every day from {} to {} anew.", counted.span.first, counted.span.last));
        Ok(ExitCode::SUCCESS)
    }
}
