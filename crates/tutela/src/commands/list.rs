//! `tutela list`. Works beside a running node, which sees a finished import within a second.

use std::fs::File;
use std::io::{BufReader, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Subcommand;
use indicatif::{ProgressBar, ProgressStyle};
use tutela_formats::list_csv::{BadLine, Reader, Writer};
use tutela_formats::list_entry::ListEntry;
use tutela_workflow::Node;
use tutela_workflow::lists::{Imported, ListImport, export_list};

use super::{Data, say, start_log};
use crate::config::LogFormat;
use crate::error::Failure;

/// Rows in one batch.
const BATCH: usize = 1_000;
/// Bad lines shown at most.
const SHOWN: usize = 20;

/// Hash lists.
#[derive(Subcommand)]
pub enum List {
    /// Import a list from CSV: `reference,md5,sha1,sha256,pdq,pdq_quality,removed_at`, with a header.
    Import {
        /// The file.
        file: PathBuf,
        /// The list's name; it is added to where it exists already.
        #[arg(long)]
        name: String,
        /// For a new list: who curates it, and how it came here.
        #[arg(long)]
        provenance: Option<String>,
        /// Take the good lines of a file that also has bad ones.
        #[arg(long)]
        skip_bad_lines: bool,
        #[command(flatten)]
        data: Data,
    },
    /// Export a list as CSV, tombstones and all. The file is what offenders want: send it sealed, to nobody who is not owed it.
    Export {
        /// The list's name.
        name: String,
        /// The file to write; it must not exist.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        #[command(flatten)]
        data: Data,
    },
}

impl List {
    pub(super) async fn run(self) -> Result<ExitCode, Failure> {
        start_log(LogFormat::Text, "warn");
        match self {
            Self::Import { file, name, provenance, skip_bad_lines, data } => {
                let bad = check(&file)?;
                report_bad(&bad);
                if !bad.is_empty() && !skip_bad_lines {
                    return Err(Failure::file(
                        &file,
                        format!(
                            "{} bad lines, nothing was taken: mend them, or take the others with --skip-bad-lines",
                            bad.len()
                        ),
                    ));
                }
                let node = data.open()?.start().await?;
                let imported = import(&node, &file, &name, provenance.as_deref()).await;
                node.stop().await;
                let Imported { entries, removed, .. } = imported?;
                say(format_args!(
                    "{entries} rows taken into {name:?}, {removed} of them tombstones; {} bad lines left out.",
                    bad.len()
                ));
            }
            Self::Export { name, out, data } => {
                let mut options = File::options();
                let mut output = options
                    .write(true)
                    .create_new(true)
                    .mode(0o600)
                    .open(&out)
                    .map_err(|error| Failure::file(&out, error))?;
                let node = data.open_existing()?.start().await?;
                let mut writer = Writer::new(&mut output).map_err(|error| Failure::file(&out, error))?;
                let mut write = |entry: &ListEntry| writer.write(entry).map_err(std::io::Error::other);
                let written = export_list(&node, &name, &mut write).await;
                node.stop().await;
                let written = match written {
                    Ok(written) => written,
                    Err(error) => {
                        // Half a list must not pass for a whole one.
                        let _ = std::fs::remove_file(&out);
                        return Err(error.into());
                    }
                };
                output
                    .flush()
                    .and_then(|()| output.sync_all())
                    .map_err(|error| Failure::file(&out, error))?;
                say(format_args!("{written} rows written to {}.", out.display()));
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn open(file: &Path) -> Result<(Reader<impl std::io::Read>, ProgressBar), Failure> {
    let input = File::open(file).map_err(|error| Failure::file(file, error))?;
    let size = input.metadata().map(|data| data.len()).unwrap_or(0);
    let bar = ProgressBar::new(size).with_style(
        ProgressStyle::with_template("{msg:>9} [{bar:40}] {bytes}/{total_bytes} {eta} left")
            .unwrap_or_else(|_| ProgressStyle::default_bar()),
    );
    let reader =
        Reader::new(bar.wrap_read(BufReader::new(input))).map_err(|error| Failure::file(file, error))?;
    Ok((reader, bar))
}

/// Reads the whole file once before anything is taken.
fn check(file: &Path) -> Result<Vec<BadLine>, Failure> {
    let (reader, bar) = open(file)?;
    bar.set_message("checking");
    let bad = reader.filter_map(Result::err).collect();
    bar.finish_and_clear();
    Ok(bad)
}

fn report_bad(bad: &[BadLine]) {
    for line in bad.iter().take(SHOWN) {
        say(line);
    }
    if bad.len() > SHOWN {
        say(format_args!("… and {} more", bad.len() - SHOWN));
    }
}

async fn import(node: &Node, file: &Path, name: &str, provenance: Option<&str>) -> Result<Imported, Failure> {
    let (reader, bar) = open(file)?;
    bar.set_message("importing");
    let mut import = ListImport::begin(node, None, name, provenance.map(Into::into), "csv").await?;
    let mut batch: Vec<ListEntry> = Vec::with_capacity(BATCH);
    for row in reader.filter_map(Result::ok) {
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
