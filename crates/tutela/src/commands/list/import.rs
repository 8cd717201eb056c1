//! `tutela list import`: every format, checked as a whole before anything is taken.

use std::fs::File;
use std::io::{BufReader, Read, Seek};
use std::path::Path;

use indicatif::{ProgressBar, ProgressStyle};
use tutela_formats::list_entry::ListEntry;
use tutela_formats::list_formats::{DETECT_BYTES, ListFormat, detect, reader};
use tutela_formats::list_problem::ListProblem;
use tutela_workflow::Node;
use tutela_workflow::lists::{Imported, ListImport};

use super::super::{Data, say};
use crate::error::Failure;

/// Rows in one batch.
const BATCH: usize = 1_000;
/// Bad lines shown at most.
const SHOWN: usize = 20;

/// What could not be read.
#[derive(Default)]
struct Bad {
    count: usize,
    /// The first ones.
    shown: Vec<ListProblem>,
    /// Why nothing after it could be read.
    end: Option<String>,
}

pub(super) async fn run(
    file: &Path,
    name: &str,
    provenance: Option<&str>,
    (format, skip_bad_lines): (Option<ListFormat>, bool),
    data: &Data,
) -> Result<(), Failure> {
    let format = match format {
        Some(format) => format,
        None => seen(file)?,
    };
    let bad = check(file, format)?;
    for problem in &bad.shown {
        say(problem);
    }
    if bad.count > bad.shown.len() {
        say(format_args!("… and {} more", bad.count - bad.shown.len()));
    }
    if let Some(end) = &bad.end {
        return Err(Failure::file(file, format!("as {format}: {end}; nothing was taken")));
    }
    if bad.count > 0 && !skip_bad_lines {
        return Err(Failure::file(
            file,
            format!(
                "{} bad lines, nothing was taken: mend them, or take the others with --skip-bad-lines",
                bad.count
            ),
        ));
    }
    let node = data.open()?.start().await?;
    let imported = import(&node, file, format, name, provenance).await;
    node.stop().await;
    let Imported { entries, removed, .. } = imported?;
    say(format_args!(
        "{entries} rows taken into {name:?} from {format}, {removed} of them tombstones; {} bad lines left out.",
        bad.count
    ));
    Ok(())
}

/// The format that the file seems to have.
fn seen(file: &Path) -> Result<ListFormat, Failure> {
    let mut first = Vec::new();
    let input = File::open(file).map_err(|error| Failure::file(file, error))?;
    input.take(DETECT_BYTES as u64).read_to_end(&mut first).map_err(|error| Failure::file(file, error))?;
    let names: Vec<_> = ListFormat::ALL.iter().map(|format| format.as_str()).collect();
    detect(&first).ok_or_else(|| {
        let why = format!(
            "its format is none that is known here: name it with --format, one of {}",
            names.join(", ")
        );
        Failure::file(file, why)
    })
}

type Rows = Box<dyn Iterator<Item = Result<ListEntry, ListProblem>>>;

fn open(file: &Path, format: ListFormat) -> Result<(Rows, ProgressBar), Failure> {
    let mut input = File::open(file).map_err(|error| Failure::file(file, error))?;
    // What cannot be read twice, such as a pipe, cannot be checked before it is taken.
    input.rewind().map_err(|error| Failure::file(file, error))?;
    let size = input.metadata().map(|data| data.len()).unwrap_or(0);
    let bar = ProgressBar::new(size).with_style(
        ProgressStyle::with_template("{msg:>9} [{bar:40}] {bytes}/{total_bytes} {eta} left")
            .unwrap_or_else(|_| ProgressStyle::default_bar()),
    );
    Ok((reader(format, bar.wrap_read(BufReader::new(input))), bar))
}

/// Reads the whole file once before anything is taken.
fn check(file: &Path, format: ListFormat) -> Result<Bad, Failure> {
    let (rows, bar) = open(file, format)?;
    bar.set_message("checking");
    let mut bad = Bad::default();
    for problem in rows.filter_map(Result::err) {
        bad.count += 1;
        if problem.ends_list() {
            bad.end = Some(problem.to_string());
        } else if bad.shown.len() < SHOWN {
            bad.shown.push(problem);
        }
    }
    bar.finish_and_clear();
    Ok(bad)
}

async fn import(
    node: &Node,
    file: &Path,
    format: ListFormat,
    name: &str,
    provenance: Option<&str>,
) -> Result<Imported, Failure> {
    let (rows, bar) = open(file, format)?;
    bar.set_message("importing");
    let new = provenance.map(Into::into);
    let mut import = ListImport::begin(node, None, name, new, format.as_str()).await?;
    let mut batch: Vec<ListEntry> = Vec::with_capacity(BATCH);
    for row in rows.filter_map(Result::ok) {
        batch.push(row);
        if batch.len() == BATCH {
            import.take(&batch).await?;
            batch.clear();
        }
    }
    import.take(&batch).await?;
    bar.finish_and_clear();
    Ok(import.finish().await?)
}
