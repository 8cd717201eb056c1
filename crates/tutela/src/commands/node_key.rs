//! `tutela node-key`.

use std::ops::ControlFlow;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Subcommand;
use tutela_store::Store;
use tutela_workflow::backup::read_recovery;
use tutela_workflow::retention::erase_again;
use tutela_workflow::rotation::{self, BATCH, Rotation, Step};

use super::{Data, say, start_log};
use crate::config::LogFormat;
use crate::data_dir::DataDir;
use crate::error::Failure;
use crate::machine::{SystemClock, SystemRng};

/// Values after which a line tells how far it is.
const LINE: u64 = 50_000;

/// The node key.
#[derive(Subcommand)]
pub enum NodeKey {
    /// Give the node another sealing key: every value under it is sealed anew. The node must not run. Broken off at any moment, run it
    /// again: it goes on where it stopped.
    Rotate {
        #[command(flatten)]
        data: Data,
    },
}

impl NodeKey {
    pub(super) async fn run(self) -> Result<ExitCode, Failure> {
        start_log(LogFormat::Text, "warn");
        let Self::Rotate { data } = self;
        let data = data.open_existing()?;
        let key_file = data.key_file();
        // Before the store is opened: an empty one would be made.
        if !key_file.exists() {
            return Err(rotation::Failed::NoKeyFile(key_file).into());
        }
        if rotate(&data).await? {
            erase_again_where_needed(&data).await?;
        }
        say(format_args!(
            "Now replace the copies of two files: {} and {}. The copy of the old node key opens nothing of the database as it is now, but still \
             everything in copies of the database that were not made by `tutela backup`: destroy it.",
            key_file.display(),
            data.recovery_file().display()
        ));
        Ok(ExitCode::SUCCESS)
    }
}

/// What was broken off may have been a restore, which ends with erasing again what was erased after the backup.
async fn erase_again_where_needed(data: &DataDir) -> Result<(), Failure> {
    let path = data.recovery_file();
    let recovery = read_recovery(&path).map_err(|error| Failure::file(&path, error))?;
    let node = data.start().await?;
    let again = erase_again(&node, &recovery.erased).await;
    node.stop().await;
    match again? {
        0 => {}
        again => {
            say(format_args!("{again} reports that were erased after the restored backup were erased again."))
        }
    }
    Ok(())
}

/// Rotates the sealing key of a data directory, or finishes a rotation, and says how far it is. Whether it was an unfinished one.
pub(super) async fn rotate(data: &DataDir) -> Result<bool, Failure> {
    let store = Store::open_alone(&data.database()?).await?;
    data.keep_private();
    let rotation = Rotation {
        store: store.clone(),
        key_file: data.key_file(),
        recovery_file: Some(data.recovery_file()),
        index_snapshot: Some(data.index_snapshot()),
        clock: Arc::new(SystemClock),
        rng: Arc::new(SystemRng),
        batch: BATCH,
    };
    let (mut said, mut went_on) = (0, false);
    let rotated = rotation
        .run(&mut |step| {
            went_on |= step == Step::GoesOn;
            tell(step, &mut said);
            ControlFlow::Continue(())
        })
        .await;
    store.close().await;
    let rotated = rotated?;
    for (table, count) in &rotated.unreadable {
        say(format_args!(
            "{count} values of table {table} open with neither key: they were damaged before and stay as they are. A backup may hold them whole."
        ));
    }
    say(format_args!("The sealing key is another one now. {} values are under it.", rotated.values));
    Ok(went_on)
}

fn tell(step: Step, said: &mut u64) {
    match step {
        Step::GoesOn => say("An unfinished rotation was found: it goes on."),
        Step::KeyMade => say("The new key stands in the key file, beside the old one."),
        Step::Sealed { table, done, of } if done == of || done >= *said + LINE => {
            *said = if done == of { 0 } else { done };
            say(format_args!("{table}: {done} of {of}"));
        }
        Step::Checked => say("Every value was read again: none is left under the old key."),
        Step::Begun | Step::Sealed { .. } | Step::Retired | Step::Ended => {}
    }
}
