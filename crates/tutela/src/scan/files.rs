//! The files of a tree.

use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use walkdir::WalkDir;

/// A file that is to be hashed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Where it is.
    pub(super) path: PathBuf,
    /// Its path inside the tree. What is not Unicode is shown with a replacement character.
    pub(super) name: String,
    /// Its size in bytes.
    pub(super) size: u64,
    /// When it last changed, in microseconds since 1970; 0 where the file system does not say.
    pub(super) modified: i64,
}

/// What a walk comes to.
#[derive(Default)]
pub(super) struct Walk {
    /// Regular files in order of their names. Links are not followed: they lead out of the tree, or round in circles.
    pub(super) files: Vec<Found>,
    /// What could not be read, in words.
    pub(super) problems: Vec<(String, String)>,
}

/// Walks the tree once before anything is hashed, so that the time left can be told.
pub(super) fn walk(root: &Path) -> Walk {
    let mut walk = Walk::default();
    for entry in WalkDir::new(root).follow_links(false).sort_by_file_name() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let place = error.path().map_or_else(String::new, |path| name(root, path));
                walk.problems.push((place, error.to_string()));
                continue;
            }
        };
        if !entry.file_type().is_file() {
            continue;
        }
        match entry.metadata() {
            Ok(data) => walk.files.push(Found {
                name: name(root, entry.path()),
                path: entry.into_path(),
                size: data.len(),
                modified: data
                    .modified()
                    .ok()
                    .and_then(|at| at.duration_since(UNIX_EPOCH).ok())
                    .and_then(|since| i64::try_from(since.as_micros()).ok())
                    .unwrap_or(0),
            }),
            Err(error) => walk.problems.push((name(root, entry.path()), error.to_string())),
        }
    }
    walk
}

fn name(root: &Path, path: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).to_string_lossy().into_owned()
}
