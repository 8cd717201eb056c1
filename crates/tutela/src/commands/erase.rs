//! `tutela erase`.

use std::process::ExitCode;

use clap::Args;
use tutela_model::id::ReportId;
use tutela_model::retention::ErasureReason;
use tutela_workflow::retention::erase_as;

use super::{Data, say, start_log};
use crate::config::LogFormat;
use crate::error::Failure;

/// Erase what a report says, for good: its data key and the rows it is found by. That it existed, and when, stays.
#[derive(Args)]
pub struct Erase {
    /// The report's id.
    report: ReportId,
    /// Why: `reporter_asked`, `ordered` or `mistake`. It stands in the record of the erasure.
    #[arg(long, default_value = "mistake", value_parser = reason)]
    reason: ErasureReason,
    #[command(flatten)]
    data: Data,
}

fn reason(text: &str) -> Result<ErasureReason, String> {
    ErasureReason::parse(text)
        .filter(|reason| !matches!(reason, ErasureReason::Time | ErasureReason::Again))
        .ok_or_else(|| "use one of reporter_asked, ordered, mistake".to_owned())
}

impl Erase {
    pub(super) async fn run(self) -> Result<ExitCode, Failure> {
        start_log(LogFormat::Text, "warn");
        let node = self.data.open_existing()?.start().await?;
        let erased = erase_as(&node, None, self.report, self.reason).await;
        node.stop().await;
        erased?;
        say(format_args!(
            "Erased report {}. Backups made before hold it until their key is gone; restoring one erases it again.",
            self.report
        ));
        Ok(ExitCode::SUCCESS)
    }
}
