//! `tutela demo`.

use std::process::ExitCode;

use clap::Args;

use super::start_log;
use crate::config::LogFormat;
use crate::demo;
use crate::error::Failure;
use crate::lifecycle::StopSignals;

/// Try it: a node with an invented host, mailbox, lists and reports, in a temporary folder.
#[derive(Args)]
pub struct Demo {
    /// The address of the node; another port is taken where this one is not free.
    #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADDR")]
    listen: String,
    /// Stop the stream of invented reports after so many.
    #[arg(long, default_value_t = 200)]
    reports: u32,
}

impl Demo {
    pub(super) async fn run(self) -> Result<ExitCode, Failure> {
        start_log(LogFormat::Text, "warn");
        let mut stop = StopSignals::take_over()?;
        let demo = demo::start(&self.listen, self.reports).await?;
        super::say(demo.welcome());
        stop.wait().await;
        demo.stop().await;
        Ok(ExitCode::SUCCESS)
    }
}
