//! `tutela backup`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use tutela_workflow::backup;

use super::{Data, say, start_log};
use crate::config::LogFormat;
use crate::error::Failure;
use crate::set_up::set_up;

/// Back everything up into a sealed file. Works beside a running node, on both engines.
#[derive(Args)]
pub struct Backup {
    /// The file to write; it must not exist.
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
    #[command(flatten)]
    data: Data,
}

impl Backup {
    pub(super) async fn run(self) -> Result<ExitCode, Failure> {
        start_log(LogFormat::Text, "warn");
        let data = self.data.open_existing()?;
        let found = set_up(&data, self.data.config.as_deref())?;
        let files = &found.files;
        let node = data.start().await?;
        let written = backup::backup(&node, files, &self.to).await;
        let keep = node.settings().backup_keep_days;
        node.stop().await;
        let written = written.map_err(|error| Failure::file(&self.to, error))?;
        say(format_args!(
            "Backed up {} tables, {} rows, {} files of the set-up: {} bytes.",
            written.tables,
            written.rows,
            files.len(),
            written.bytes
        ));
        for path in &found.left_out {
            say(format_args!("{} is too large for a backup: keep a copy of it elsewhere.", path.display()));
        }
        say(format_args!(
            "It can be opened until {} at least, {keep} days; then its key goes, and it can be deleted.",
            written.opens_until
        ));
        say(format_args!(
            "To restore it you need the node key ({}) and the recovery file ({}). Neither is in it: keep a copy of each apart from the backups, and replace that of the recovery file each week.",
            data.key_file().display(),
            data.recovery_file().display()
        ));
        Ok(ExitCode::SUCCESS)
    }
}
