//! `tutela serve`.

use std::process::ExitCode;

use clap::Args;

use super::{Data, start_log};
use crate::error::Failure;
use crate::lifecycle::{StopSignals, listen, serve, serve_metrics};

/// Run a node.
#[derive(Args)]
pub struct Serve {
    #[command(flatten)]
    data: Data,
    /// The address to listen on. Put a reverse proxy with TLS, or an onion service, before it.
    #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADDR")]
    listen: String,
}

impl Serve {
    pub(super) async fn run(self) -> Result<ExitCode, Failure> {
        let data = self.data.open()?;
        start_log(data.config.log, "info");
        let mut stop = StopSignals::take_over()?;
        let listener = listen(&self.listen).await?;
        if let Some(address) = data.config.metrics.listen {
            serve_metrics(address).await?;
        }
        let node = data.start().await?;
        // Started before the first file comes: what the sandbox lacks is said now, and reports are taken all the same.
        if let Err(error) = node.pool().await {
            tracing::warn!(%error, "files that are sent for a look-up will not be hashed");
        }
        let running = serve(node, listener)?;
        tracing::info!(address = %running.address, data = %data.path.display(), "the node is ready");
        if data.key_lies_inside() {
            tracing::warn!(
                "the node key lies in the data directory: set `key_file` to a place that backups do not copy"
            );
        }
        stop.wait().await;
        tracing::info!("stopping: finishing what is in hand");
        running.stop().await;
        tracing::info!("stopped");
        Ok(ExitCode::SUCCESS)
    }
}
