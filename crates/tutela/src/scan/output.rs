//! What a scan leaves: matches and problems as JSON lines, and a page that sums up.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tutela_workflow::lookup::Found;

use super::journal::Hashed;
use crate::error::Failure;

/// A file that matches.
#[derive(Serialize)]
pub(super) struct MatchedFile<'a> {
    file: &'a str,
    size: u64,
    mime: Option<&'a str>,
    md5: Option<&'a str>,
    sha1: Option<&'a str>,
    sha256: Option<&'a str>,
    pdq: Option<&'a str>,
    pdq_quality: Option<u8>,
    matches: Vec<MatchedEntry<'a>>,
    /// Of an animation or a video: frames that match, of all that were hashed.
    #[serde(skip_serializing_if = "Option::is_none")]
    frames: Option<(usize, usize)>,
}

#[derive(Serialize)]
struct MatchedEntry<'a> {
    list: &'a str,
    kind: &'static str,
    distance: u32,
    action: &'static str,
}

impl<'a> MatchedFile<'a> {
    /// A file with what it matches, strongest first; `answers` has one list for the file and one for each further frame.
    pub(super) fn of(hashed: &'a Hashed, answers: &'a [Vec<Found>]) -> Option<Self> {
        let mut found: Vec<&Found> = answers.iter().flatten().collect();
        if found.is_empty() {
            return None;
        }
        found.sort_by_key(|found| (found.kind, found.distance, found.entry));
        let mut seen = std::collections::HashSet::new();
        found.retain(|found| seen.insert(found.entry));
        let frames = (!hashed.frames.is_empty())
            .then(|| (answers.iter().skip(1).filter(|found| !found.is_empty()).count(), hashed.frames.len()));
        Some(Self {
            file: &hashed.file,
            size: hashed.size,
            mime: hashed.mime.as_deref(),
            md5: hashed.md5.as_deref(),
            sha1: hashed.sha1.as_deref(),
            sha256: hashed.sha256.as_deref(),
            pdq: hashed.pdq.as_deref(),
            pdq_quality: hashed.pdq_quality,
            matches: found
                .into_iter()
                .map(|found| MatchedEntry {
                    list: &found.list_name,
                    kind: found.kind.as_str(),
                    distance: found.distance,
                    action: found.action.as_str(),
                })
                .collect(),
            frames,
        })
    }

    /// The strongest match, for the page: list, kind and distance.
    pub(super) fn strongest(&self) -> (&str, &str, u32) {
        self.matches.first().map_or(("", "", 0), |first| (first.list, first.kind, first.distance))
    }
}

/// A file that could not be hashed, or only in part.
#[derive(Serialize)]
pub(super) struct Problem<'a> {
    pub(super) file: &'a str,
    pub(super) problem: &'a str,
}

/// Whose scan a folder holds, so that the results of one case are not written over by another's.
#[derive(Serialize, Deserialize, PartialEq, Eq)]
struct Case {
    purpose: String,
    tree: PathBuf,
}

/// Takes a folder for a scan, or finds that it is its own already.
pub(super) fn claim(folder: &Path, purpose: &str, tree: &Path) -> Result<(), Failure> {
    let path = folder.join("case.json");
    let tree = tree.canonicalize().map_err(|error| Failure::file(tree, error))?;
    let case = Case { purpose: purpose.to_owned(), tree };
    match std::fs::read(&path) {
        Ok(text) if serde_json::from_slice::<Case>(&text).is_ok_and(|found| found == case) => Ok(()),
        Ok(_) => Err(Failure::file(
            folder,
            "holds the results of another tree or purpose: name another folder, so that they are not lost",
        )),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let text = serde_json::to_string(&case).unwrap_or_default();
            write_page(&path, &text).map_err(|error| Failure::file(&path, error))
        }
        Err(error) => Err(Failure::file(&path, error)),
    }
}

/// A file of JSON lines that only its owner may read, begun anew with each run.
pub(super) struct Lines(BufWriter<File>);

impl Lines {
    pub(super) fn create(path: &Path) -> std::io::Result<Self> {
        let mut options = File::options();
        Ok(Self(BufWriter::new(options.write(true).create(true).truncate(true).mode(0o600).open(path)?)))
    }

    pub(super) fn write(&mut self, line: &impl Serialize) -> std::io::Result<()> {
        serde_json::to_writer(&mut self.0, line)?;
        self.0.write_all(b"\n")
    }

    pub(super) fn finish(mut self) -> std::io::Result<()> {
        self.0.flush()
    }
}

/// Writes a page that only its owner may read.
pub(super) fn write_page(path: &Path, html: &str) -> std::io::Result<()> {
    let mut options = File::options();
    options.write(true).create(true).truncate(true).mode(0o600).open(path)?.write_all(html.as_bytes())
}
