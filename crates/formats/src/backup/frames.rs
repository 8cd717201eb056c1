//! Frames: what stands in a backup, one after the other.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::{BackupError, Cell, read_row, write_row};

/// What a backup says of itself, first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The version of the program that wrote it.
    pub program: String,
    /// The version of the schema that it was written under.
    pub schema: i64,
    /// When, in microseconds since 1970.
    pub made_at: i64,
    /// The engine it came from.
    pub engine: String,
    /// The word that only the node key opens, to tell before anything is written whether the key at hand fits.
    pub key_check: Option<String>,
    /// How many entries of the audit log were numbered.
    pub audit_entries: u64,
}

/// The head of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableHead {
    /// Its name.
    pub name: String,
    /// The names of its columns, in the order of the cells of its rows.
    pub columns: Vec<String>,
}

/// The end of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableEnd {
    /// How many rows it has.
    pub rows: u64,
    /// The digest of its rows in order, in hexadecimal.
    pub digest: String,
}

/// A piece of a backup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Frame {
    /// What the backup says of itself.
    Manifest(Manifest),
    /// A file of the set-up: its name and what stands in it.
    File(String, Vec<u8>),
    /// A table begins.
    Table(TableHead),
    /// A row of the table that began last.
    Row(Vec<Cell>),
    /// The table ends.
    TableEnd(TableEnd),
    /// Everything was said: so many tables.
    End(u64),
}

const MANIFEST: u8 = 1;
const FILE: u8 = 2;
const TABLE: u8 = 3;
const ROW: u8 = 4;
const TABLE_END: u8 = 5;
const END: u8 = 6;
/// Bytes of a frame at most: above any row that Tutela writes.
const LARGEST: usize = 64 << 20;

/// Writes a frame behind what stands in `bytes`.
pub fn write_frame(frame: &Frame, bytes: &mut Vec<u8>) {
    let (kind, payload) = match frame {
        Frame::Manifest(manifest) => (MANIFEST, json(manifest)),
        Frame::File(name, content) => {
            let mut payload = (name.len() as u32).to_be_bytes().to_vec();
            payload.extend_from_slice(name.as_bytes());
            payload.extend_from_slice(content);
            (FILE, payload)
        }
        Frame::Table(head) => (TABLE, json(head)),
        Frame::Row(row) => {
            let mut payload = Vec::with_capacity(256);
            write_row(row, &mut payload);
            (ROW, payload)
        }
        Frame::TableEnd(end) => (TABLE_END, json(end)),
        Frame::End(tables) => (END, tables.to_be_bytes().to_vec()),
    };
    bytes.push(kind);
    bytes.extend_from_slice(&(payload.len() as u32).to_be_bytes());
    bytes.extend_from_slice(&payload);
}

fn json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}

fn from_json<T: DeserializeOwned>(payload: &[u8], what: &'static str) -> Result<T, BackupError> {
    serde_json::from_slice(payload).map_err(|_| BackupError::Frame(what))
}

/// Takes bytes as they come and gives frames.
#[derive(Default)]
pub struct Unframer {
    bytes: Vec<u8>,
    read: usize,
    ended: bool,
}

impl Unframer {
    /// Takes bytes in.
    pub fn push(&mut self, bytes: &[u8]) {
        self.bytes.drain(..self.read);
        self.read = 0;
        self.bytes.extend_from_slice(bytes);
    }

    /// The next frame; `None` until more bytes come.
    pub fn next_frame(&mut self) -> Result<Option<Frame>, BackupError> {
        let waiting = self.bytes.get(self.read..).unwrap_or_default();
        if self.ended && !waiting.is_empty() {
            return Err(BackupError::Frame("something behind its end"));
        }
        let Some((head, rest)) = waiting.split_first_chunk::<5>() else { return Ok(None) };
        let length = u32::from_be_bytes([head[1], head[2], head[3], head[4]]) as usize;
        if length > LARGEST {
            return Err(BackupError::Frame("a frame of impossible length"));
        }
        let Some(payload) = rest.get(..length) else { return Ok(None) };
        let frame = read_frame(head[0], payload)?;
        self.read += head.len() + length;
        self.ended = matches!(frame, Frame::End(_));
        Ok(Some(frame))
    }

    /// Whether the end was read and nothing stands behind it.
    pub fn is_whole(&self) -> bool {
        self.ended && self.read == self.bytes.len()
    }
}

fn read_frame(kind: u8, payload: &[u8]) -> Result<Frame, BackupError> {
    Ok(match kind {
        MANIFEST => Frame::Manifest(from_json(payload, "a manifest")?),
        FILE => {
            const WRONG: BackupError = BackupError::Frame("a file");
            let (length, rest) = payload.split_first_chunk::<4>().ok_or(WRONG)?;
            let (name, content) = rest.split_at_checked(u32::from_be_bytes(*length) as usize).ok_or(WRONG)?;
            Frame::File(String::from_utf8(name.to_vec()).map_err(|_| WRONG)?, content.to_vec())
        }
        TABLE => {
            let head: TableHead = from_json(payload, "a table")?;
            // These become part of a statement: nothing but plain names is taken, whoever wrote the file.
            let plain = |name: &String| {
                (1..=63).contains(&name.len())
                    && name
                        .bytes()
                        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
            };
            if !plain(&head.name) || !head.columns.iter().all(plain) {
                return Err(BackupError::Frame("a table"));
            }
            Frame::Table(head)
        }
        ROW => Frame::Row(read_row(payload)?),
        TABLE_END => Frame::TableEnd(from_json(payload, "the end of a table")?),
        END => Frame::End(u64::from_be_bytes(*payload.as_array::<8>().ok_or(BackupError::Frame("an end"))?)),
        _ => return Err(BackupError::Frame("a frame of a kind")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frames() -> Vec<Frame> {
        let manifest = Manifest {
            program: "0.1.0".to_owned(),
            schema: 8,
            made_at: 1,
            engine: "SQLite".to_owned(),
            key_check: None,
            audit_entries: 3,
        };
        let head = TableHead { name: "report".to_owned(), columns: vec!["id".to_owned()] };
        vec![
            Frame::Manifest(manifest),
            Frame::File("tutela.toml".to_owned(), b"a = 1".to_vec()),
            Frame::Table(head),
            Frame::Row(vec![Cell::Bytes(vec![1; 16]), Cell::Null]),
            Frame::TableEnd(TableEnd { rows: 1, digest: "00".to_owned() }),
            Frame::End(1),
        ]
    }

    #[test]
    fn frames_come_out_as_they_went_in_however_they_are_cut() {
        let mut bytes = Vec::new();
        frames().iter().for_each(|frame| write_frame(frame, &mut bytes));
        for piece in [1, 3, 7, bytes.len()] {
            let (mut unframer, mut found) = (Unframer::default(), Vec::new());
            for chunk in bytes.chunks(piece) {
                assert!(!unframer.is_whole());
                unframer.push(chunk);
                while let Some(frame) = unframer.next_frame().unwrap() {
                    found.push(frame);
                }
            }
            assert_eq!(found, frames());
            assert!(unframer.is_whole());
            unframer.push(b"x");
            assert!(unframer.next_frame().is_err());
        }
    }

    #[test]
    fn names_that_could_be_more_than_names_are_refused() {
        for name in ["report; DROP TABLE person", "Report", "", "a\"b"] {
            let mut bytes = Vec::new();
            let head = TableHead { name: name.to_owned(), columns: Vec::new() };
            write_frame(&Frame::Table(head), &mut bytes);
            let mut unframer = Unframer::default();
            unframer.push(&bytes);
            assert_eq!(unframer.next_frame(), Err(BackupError::Frame("a table")), "{name}");
        }
    }
}
