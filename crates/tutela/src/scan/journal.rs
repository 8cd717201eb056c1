//! What was hashed, line by line as it is done: the memory of a scan.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use serde::{Deserialize, Serialize};
use tutela_matching::{FileDigests, Pdq, PdqHash};
use tutela_workflow::lookup::{self as hash, Asked};

use super::files::Found;

/// A file that was hashed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hashed {
    /// Its path inside the tree.
    pub file: String,
    /// Its size in bytes.
    pub size: u64,
    /// When it last changed, in microseconds since 1970.
    pub modified: i64,
    /// Its type, told by its bytes.
    pub mime: Option<String>,
    /// 32 hexadecimal digits.
    pub md5: Option<String>,
    /// 40 digits.
    pub sha1: Option<String>,
    /// 64 digits.
    pub sha256: Option<String>,
    /// The hash of the picture, of its first frame where it is animated.
    pub pdq: Option<String>,
    /// Its quality.
    pub pdq_quality: Option<u8>,
    /// The picture's hashes in its eight orientations.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub orientations: Vec<String>,
    /// The hashes of an animation's or a video's frames, with their qualities.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub frames: Vec<(String, u8)>,
    /// Why there is no PDQ hash, or nothing at all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
}

impl From<hash::Hashed> for Hashed {
    fn from(hashed: hash::Hashed) -> Self {
        let digests = hashed.digests;
        Self {
            mime: Some(hashed.mime.to_owned()),
            md5: digests.md5.map(|digest| digest.to_string()),
            sha1: digests.sha1.map(|digest| digest.to_string()),
            sha256: digests.sha256.map(|digest| digest.to_string()),
            pdq: digests.pdq.map(|pdq| pdq.hash.to_string()),
            pdq_quality: digests.pdq.map(|pdq| pdq.quality),
            orientations: hashed.orientations.iter().map(ToString::to_string).collect(),
            frames: hashed.frames.iter().map(|frame| (frame.hash.to_string(), frame.quality)).collect(),
            problem: hashed.problem,
            // Where it lies is told by whoever found it.
            ..Self::default()
        }
    }
}

impl Hashed {
    /// A file of which nothing could be learned.
    pub fn failed(problem: String) -> Self {
        Self { problem: Some(problem), ..Self::default() }
    }

    /// What is asked of the lists: the file, and each further frame by itself.
    pub(super) fn asked(&self) -> Vec<Asked> {
        let hash = |hash: &String, quality| Some(PdqHash { hash: Pdq::parse(hash).ok()?, quality });
        let digests = FileDigests {
            md5: self.md5.as_ref().and_then(|text| text.parse().ok()),
            sha1: self.sha1.as_ref().and_then(|text| text.parse().ok()),
            sha256: self.sha256.as_ref().and_then(|text| text.parse().ok()),
            pdq: self.pdq.as_ref().and_then(|text| hash(text, self.pdq_quality.unwrap_or(0))),
        };
        let orientations = self.orientations.iter().filter_map(|text| Pdq::parse(text).ok()).collect();
        let whole = Asked { digests, orientations, ..Asked::default() };
        let frame = |(text, quality): &(String, u8)| {
            let digests = FileDigests { pdq: hash(text, *quality), ..FileDigests::default() };
            Asked { digests, is_frame: true, ..Asked::default() }
        };
        std::iter::once(whole).chain(self.frames.iter().map(frame)).collect()
    }
}

/// The journal of a scan.
pub(super) struct Journal {
    done: HashMap<String, Hashed>,
    file: BufWriter<File>,
    unsaved: usize,
}

/// Lines after which the journal is written out.
const SAVED_EVERY: usize = 64;

impl Journal {
    /// Opens the journal, or begins one. A last line that was cut off by a crash is left out: its file is hashed again.
    pub(super) fn open(path: &Path) -> std::io::Result<Self> {
        let mut options = File::options();
        let mut file = options.read(true).append(true).create(true).mode(0o600).open(path)?;
        let mut done = HashMap::new();
        let mut whole = true;
        for line in BufReader::new(&file).split(b'\n') {
            let line = line?;
            match serde_json::from_slice::<Hashed>(&line) {
                Ok(hashed) => {
                    done.insert(hashed.file.clone(), hashed);
                }
                Err(_) => whole = false,
            }
        }
        if !whole {
            // A half line would swallow the beginning of the next one.
            file.write_all(b"\n")?;
        }
        Ok(Self { done, file: BufWriter::new(file), unsaved: 0 })
    }

    /// What is known of a file that has not changed since it was hashed.
    pub(super) fn known(&self, found: &Found) -> Option<&Hashed> {
        self.done.get(&found.name).filter(|hashed| {
            hashed.size == found.size && hashed.modified == found.modified && found.modified != 0
        })
    }

    /// Notes a file that was hashed.
    pub(super) fn note(&mut self, hashed: &Hashed) -> std::io::Result<()> {
        serde_json::to_writer(&mut self.file, hashed)?;
        self.file.write_all(b"\n")?;
        self.unsaved += 1;
        if self.unsaved == SAVED_EVERY { self.save() } else { Ok(()) }
    }

    /// Writes out what is noted.
    pub(super) fn save(&mut self) -> std::io::Result<()> {
        self.unsaved = 0;
        self.file.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hashed(name: &str) -> Hashed {
        Hashed { file: name.to_owned(), size: 3, modified: 7, md5: Some("0".repeat(32)), ..Hashed::default() }
    }

    fn found(name: &str, size: u64) -> Found {
        Found { path: name.into(), name: name.to_owned(), size, modified: 7 }
    }

    #[test]
    fn a_journal_that_was_cut_off_goes_on() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.jsonl");
        let mut journal = Journal::open(&path).unwrap();
        journal.note(&hashed("a")).unwrap();
        journal.note(&hashed("b")).unwrap();
        journal.save().unwrap();
        let text = std::fs::read(&path).unwrap();
        std::fs::write(&path, &text[..text.len() - 9]).unwrap();
        let mut journal = Journal::open(&path).unwrap();
        assert_eq!(journal.known(&found("a", 3)), Some(&hashed("a")));
        assert_eq!(journal.known(&found("b", 3)), None, "its line was cut off");
        assert_eq!(journal.known(&found("a", 4)), None, "it has changed");
        journal.note(&hashed("c")).unwrap();
        journal.save().unwrap();
        assert!(Journal::open(&path).unwrap().known(&found("c", 3)).is_some());
    }
}
