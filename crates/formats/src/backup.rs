//! The inside of a backup: a header in the clear, and a stream of frames that is sealed part by part.
//!
//! ```text
//! "tutela backup v1\n"  id of this backup (16)  period of its key (4)  its key, wrapped (73)
//! parts: length, whose highest bit marks the last (4)  tag (16)  sealed bytes
//! ```
//!
//! What the parts hold, one after the other, are frames: a byte that says what it is, the length (4), the payload. All numbers are
//! big-endian.

mod cells;
mod frames;

pub use cells::{Cell, read_row, write_row};
pub use frames::{Frame, Manifest, TableEnd, TableHead, Unframer, write_frame};

/// What every backup begins with.
pub const MAGIC: &[u8; 17] = b"tutela backup v1\n";
/// Bytes of a wrapped key.
pub const WRAPPED: usize = 73;
/// Bytes of the header.
pub const HEADER: usize = MAGIC.len() + 16 + 4 + WRAPPED;
/// Bytes of a part at most.
pub const PART: usize = 1 << 20;
/// Bytes before the sealed bytes of a part.
pub const PART_HEAD: usize = 4 + 16;

/// Why bytes are no backup that this program can read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BackupError {
    /// Another file.
    #[error("this is no backup of Tutela, which begins with `tutela backup`: check the path")]
    NotABackup,
    /// A form that this program does not know.
    #[error(
        "this backup has a form that this program does not know: restore it with the program that wrote it, or a newer one"
    )]
    UnknownForm,
    /// It ends too early.
    #[error("the backup is cut short: its copy was not finished; use another copy")]
    Cut,
    /// A part claims a length that none has.
    #[error("the backup was changed: a part has an impossible length; use another copy")]
    Part,
    /// What stands inside is not what this program writes.
    #[error(
        "the backup holds {0} that this program did not write: use another copy, or the program that wrote it"
    )]
    Frame(&'static str),
}

/// The header of a backup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// The id of this backup.
    pub id: [u8; 16],
    /// The period whose key wraps the backup's own.
    pub period: u32,
    /// The backup's own key, wrapped.
    pub wrapped: Vec<u8>,
}

impl Header {
    /// Reads a header.
    pub fn read(bytes: &[u8]) -> Result<Self, BackupError> {
        let magic = &bytes[..bytes.len().min(MAGIC.len())];
        if magic != MAGIC {
            let ours = magic.starts_with(b"tutela backup v");
            return Err(if ours { BackupError::UnknownForm } else { BackupError::NotABackup });
        }
        let rest = bytes.get(MAGIC.len()..HEADER).ok_or(BackupError::Cut)?;
        let (id, rest) = rest.split_first_chunk::<16>().ok_or(BackupError::Cut)?;
        let (period, wrapped) = rest.split_first_chunk::<4>().ok_or(BackupError::Cut)?;
        Ok(Self { id: *id, period: u32::from_be_bytes(*period), wrapped: wrapped.to_vec() })
    }

    /// Writes it.
    pub fn write(&self) -> Vec<u8> {
        [&MAGIC[..], &self.id, &self.period.to_be_bytes(), &self.wrapped].concat()
    }
}

/// The head of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartHead {
    /// Bytes that follow.
    pub length: usize,
    /// Whether it is the last.
    pub last: bool,
    /// Its tag.
    pub tag: [u8; 16],
}

const LAST: u32 = 1 << 31;

impl PartHead {
    /// Reads the head of a part.
    pub fn read(bytes: &[u8; PART_HEAD]) -> Result<Self, BackupError> {
        let (length, tag) = bytes.split_first_chunk::<4>().ok_or(BackupError::Cut)?;
        let marked = u32::from_be_bytes(*length);
        let (last, length) = (marked & LAST != 0, (marked & !LAST) as usize);
        // Only the last part may be empty.
        if length > PART || (length == 0 && !last) {
            return Err(BackupError::Part);
        }
        let mut own = [0; 16];
        own.copy_from_slice(tag);
        Ok(Self { length, last, tag: own })
    }

    /// Writes it.
    pub fn write(&self) -> [u8; PART_HEAD] {
        let mut bytes = [0; PART_HEAD];
        let marked = self.length as u32 | if self.last { LAST } else { 0 };
        bytes[..4].copy_from_slice(&marked.to_be_bytes());
        bytes[4..].copy_from_slice(&self.tag);
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_read_as_it_was_written() {
        let header = Header { id: [7; 16], period: 2_951, wrapped: vec![9; WRAPPED] };
        let bytes = header.write();
        assert_eq!(bytes.len(), HEADER);
        assert_eq!(Header::read(&bytes), Ok(header));
        assert_eq!(Header::read(&bytes[..HEADER - 1]), Err(BackupError::Cut));
        assert_eq!(Header::read(b"PGDMP"), Err(BackupError::NotABackup));
        assert_eq!(Header::read(b"tutela backup v2\nabc"), Err(BackupError::UnknownForm));
    }

    #[test]
    fn a_part_has_a_length_that_parts_have() {
        let head = PartHead { length: PART, last: true, tag: [3; 16] };
        assert_eq!(PartHead::read(&head.write()), Ok(head));
        for length in [0, PART + 1] {
            let wrong = PartHead { length, last: false, tag: [3; 16] };
            assert_eq!(PartHead::read(&wrong.write()), Err(BackupError::Part));
        }
    }
}
