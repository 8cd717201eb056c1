//! `tutela restore`.

use std::fs;
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use tutela_workflow::backup::{Restored, note_restored, open_backup, read_recovery};
use tutela_workflow::retention::erase_again;
use tutela_workflow::rotation;
use tutela_workflow::verify::verify_audit;

use super::node_key::rotate;
use super::{Data, say, start_log};
use crate::config::LogFormat;
use crate::data_dir::DataDir;
use crate::error::Failure;
use crate::machine::SystemRng;

/// Restore a backup: whole and as it was, or not at all. The node must not run. Of the old node you need the node key and the
/// recovery file.
#[derive(Args)]
pub struct Restore {
    /// The backup.
    #[arg(long, value_name = "FILE")]
    from: PathBuf,
    /// The recovery file; `recovery.keys` beside the node key where not given.
    #[arg(long, value_name = "FILE")]
    recovery: Option<PathBuf>,
    /// Restore into this database instead of the configured one: `postgres://…`. Set `database` in the configuration too.
    #[arg(long, value_name = "URL")]
    database: Option<String>,
    /// Read the backup to its end and check it; write nothing.
    #[arg(long)]
    verify_only: bool,
    #[command(flatten)]
    data: Data,
}

/// The folder for the files of the set-up that the backup holds.
const FILES: &str = "from-backup";

impl Restore {
    pub(super) async fn run(self) -> Result<ExitCode, Failure> {
        start_log(LogFormat::Text, "warn");
        let mut data = self.data.open()?;
        if let Some(database) = &self.database {
            data.config.database = Some(database.clone());
        }
        let key_file = data.key_file();
        if !key_file.exists() {
            return Err(Failure::file(
                key_file,
                "there is no node key: bring its copy back first, with mode 600; a backup does not hold it",
            ));
        }
        let recovery_path = self.recovery.clone().unwrap_or_else(|| data.recovery_file());
        if !recovery_path.exists() {
            let problem = "there is no recovery file: bring its copy back, or name it with --recovery";
            return Err(Failure::file(recovery_path, problem));
        }
        let recovery = read_recovery(&recovery_path).map_err(|error| Failure::file(&recovery_path, error))?;
        let mut backup = open_backup(&self.from, &recovery, data.keys(&SystemRng)?)
            .map_err(|error| Failure::file(&self.from, error))?;
        let made_at = backup.made_at();
        say(format_args!("The backup was made at {made_at}, with schema {}.", backup.schema()));
        if self.verify_only {
            let found = backup.verify().map_err(|error| Failure::file(&self.from, error))?;
            say(format_args!(
                "It is whole: {} tables, {} rows. Nothing was written.",
                found.tables, found.rows
            ));
            return Ok(ExitCode::SUCCESS);
        }
        let database = data.database()?;
        let earlier = backup.take_earlier();
        let taken_back = earlier.is_some();
        if let Some(earlier) = earlier {
            say(
                "The node's sealing key was rotated after the backup: what is restored is sealed anew under the one of now.",
            );
            rotation::take_back(&key_file, earlier)?;
        }
        let restored = match backup.restore(&database).await {
            Ok(restored) => restored,
            Err(error) => {
                if taken_back {
                    rotation::give_up(&key_file)?;
                }
                return Err(Failure::file(&self.from, error));
            }
        };
        say(format_args!(
            "Restored {} tables, {} rows; every row was read again and is as it was.",
            restored.tables, restored.rows
        ));
        keep_files(&data, &restored)?;
        if data.keys(&SystemRng)?.sealing_before().is_some() {
            rotate(&data).await?;
        }
        // From here on the data is there: what fails is said, and can be done again.
        let node = data.start().await?;
        let again = erase_again(&node, &recovery.erased).await;
        let noted = note_restored(&node, made_at, *again.as_ref().unwrap_or(&0)).await;
        let key = node.log_key();
        node.stop().await;
        say(format_args!("{} reports that were erased after the backup were erased again.", again?));
        noted?;
        let store = data.store().await?;
        let verified = verify_audit(&store, &key, None).await;
        store.close().await;
        let verified = verified?;
        for problem in &verified.problems {
            say(format_args!("PROBLEM: {problem}"));
        }
        if !verified.problems.is_empty() {
            say("The audit log of the backup is not whole: keep the backup as evidence.");
            return Ok(ExitCode::FAILURE);
        }
        say(format_args!(
            "The audit log is whole: {} entries, {} waiting for their number. Now `tutela doctor`, then start the node.",
            verified.numbered, verified.waiting
        ));
        Ok(ExitCode::SUCCESS)
    }
}

/// Puts the files of the set-up beside, so that none of the new machine is replaced.
fn keep_files(data: &DataDir, restored: &Restored) -> Result<(), Failure> {
    if restored.files.is_empty() {
        return Ok(());
    }
    let folder = data.path.join(FILES);
    if !folder.exists() {
        fs::DirBuilder::new().mode(0o700).create(&folder).map_err(|error| Failure::file(&folder, error))?;
    }
    for (name, content) in &restored.files {
        // A name alone: whatever the backup says, nothing is written elsewhere.
        let Some(name) = Path::new(name).file_name() else { continue };
        let path = folder.join(name);
        let file = fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&path);
        file.and_then(|mut file| file.write_all(content)).map_err(|error| Failure::file(&path, error))?;
    }
    say(format_args!(
        "The files of the set-up lie in {}: compare, and put in place what you need.",
        folder.display()
    ));
    Ok(())
}
