//! `tutela erase`.

use std::process::ExitCode;

use clap::Args;
use tutela_model::id::ReportId;
use tutela_workflow::desk;

use super::{Data, say, start_log};
use crate::config::LogFormat;
use crate::error::Failure;

/// Erase what a report says, for good: its data key and the rows it is found by. That it existed, and when, stays.
#[derive(Args)]
pub struct Erase {
    /// The report's id.
    report: ReportId,
    #[command(flatten)]
    data: Data,
}

impl Erase {
    pub(super) async fn run(self) -> Result<ExitCode, Failure> {
        start_log(LogFormat::Text, "warn");
        let node = self.data.open_existing()?.start().await?;
        let erased = desk::erase(&node, self.report).await;
        node.stop().await;
        erased?;
        say(format_args!(
            "Erased report {}. Backups made before still hold it, until they are gone.",
            self.report
        ));
        Ok(ExitCode::SUCCESS)
    }
}
