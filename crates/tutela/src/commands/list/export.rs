//! `tutela list export`: every format, into a file that only its owner can read.

use std::fs::File;
use std::io::{BufWriter, Error as IoError};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

use tutela_formats::list_entry::ListEntry;
use tutela_formats::list_formats::{ListFormat, writer};
use tutela_formats::list_problem::ListWriteError;
use tutela_workflow::lists::export_list;

use super::super::{Data, say};
use crate::error::Failure;

/// Entries on their way from the store to the file.
const UNDER_WAY: usize = 1_000;

/// What was written.
#[derive(Default)]
struct Written {
    rows: u64,
    /// Entries for which the format has no place.
    left_out: u64,
    /// Why the first of them was left out.
    why: Option<String>,
}

pub(super) async fn run(name: &str, format: ListFormat, out: &Path, data: &Data) -> Result<(), Failure> {
    let mut options = File::options();
    let output = options
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(out)
        .map_err(|error| Failure::file(out, error))?;
    let written = export(name, format, output, data).await;
    let written = match written {
        Ok(written) => written.map_err(|error| Failure::file(out, error)),
        Err(failure) => Err(failure),
    };
    if written.is_err() {
        // Half a list must not pass for a whole one.
        let _ = std::fs::remove_file(out);
    }
    let Written { rows, left_out, why } = written?;
    if let Some(why) = why {
        say(format_args!("{left_out} entries left out, for which {format} has no place: {why}"));
    }
    say(format_args!("{rows} rows written to {}.", out.display()));
    Ok(())
}

/// The writer lives on a thread of its own, because not every format's can change threads while entries are awaited.
async fn export(
    name: &str,
    format: ListFormat,
    output: File,
    data: &Data,
) -> Result<Result<Written, ListWriteError>, Failure> {
    let node = data.open_existing()?.start().await?;
    let (send, entries) = sync_channel::<ListEntry>(UNDER_WAY);
    let writing = thread::spawn(move || write(format, output, &entries));
    let mut pass = |entry: &ListEntry| send.send(entry.clone()).map_err(IoError::other);
    let read = export_list(&node, name, &mut pass).await;
    node.stop().await;
    drop(send);
    let written = writing.join().map_err(|_| Failure::Said("writing the list failed".to_owned()))?;
    // A full disk shows on both sides; the writer knows why.
    if written.is_ok() {
        read?;
    }
    Ok(written)
}

fn write(format: ListFormat, output: File, entries: &Receiver<ListEntry>) -> Result<Written, ListWriteError> {
    let mut list = writer(format, BufWriter::new(&output))?;
    let mut written = Written::default();
    for entry in entries {
        match list.write(&entry) {
            Ok(()) => written.rows += 1,
            Err(error) if error.is_about_entry() => {
                written.left_out += 1;
                written.why.get_or_insert_with(|| error.to_string());
            }
            Err(error) => return Err(error),
        }
    }
    list.finish()?;
    output.sync_all()?;
    Ok(written)
}
