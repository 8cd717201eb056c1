//! Sealed parts on their way into a file and out of it.

use std::io::{Read, Write};

use tutela_crypto::DataKey;
use tutela_formats::backup::{BackupError, Frame, PART, PART_HEAD, PartHead, Unframer, write_frame};

use super::Failed;

/// Frames into sealed parts.
pub(super) struct Sealer<W> {
    out: W,
    key: DataKey,
    number: u64,
    waiting: Vec<u8>,
}

impl<W: Write> Sealer<W> {
    pub(super) fn new(out: W, key: DataKey) -> Self {
        Self { out, key, number: 0, waiting: Vec::with_capacity(2 * PART) }
    }

    pub(super) fn write(&mut self, frame: &Frame) -> Result<(), Failed> {
        write_frame(frame, &mut self.waiting);
        let mut sealed = 0;
        // The last part is sealed at the end alone.
        while self.waiting.len() - sealed > PART {
            self.part(sealed..sealed + PART, false)?;
            sealed += PART;
        }
        self.waiting.drain(..sealed);
        Ok(())
    }

    pub(super) fn finish(mut self) -> Result<W, Failed> {
        let rest = 0..self.waiting.len();
        self.part(rest, true)?;
        self.out.flush()?;
        Ok(self.out)
    }

    fn part(&mut self, range: std::ops::Range<usize>, last: bool) -> Result<(), Failed> {
        let part = &mut self.waiting[range];
        let tag = self.key.seal_part(part, self.number, last);
        self.number += 1;
        self.out.write_all(&PartHead { length: part.len(), last, tag }.write())?;
        Ok(self.out.write_all(part)?)
    }
}

/// Sealed parts into frames.
pub(super) struct Opener<R> {
    from: R,
    key: DataKey,
    number: u64,
    last: bool,
    frames: Unframer,
}

impl<R: Read> Opener<R> {
    pub(super) fn new(from: R, key: DataKey) -> Self {
        Self { from, key, number: 0, last: false, frames: Unframer::default() }
    }

    /// The next frame; `None` after the last.
    pub(super) fn read(&mut self) -> Result<Option<Frame>, Failed> {
        loop {
            if let Some(frame) = self.frames.next_frame()? {
                return Ok(Some(frame));
            }
            if self.last {
                return if self.frames.is_whole() { Ok(None) } else { Err(BackupError::Cut.into()) };
            }
            self.part()?;
        }
    }

    fn part(&mut self) -> Result<(), Failed> {
        let mut head = [0; PART_HEAD];
        fill(&mut self.from, &mut head)?;
        let head = PartHead::read(&head)?;
        let mut part = vec![0; head.length];
        fill(&mut self.from, &mut part)?;
        self.key
            .open_part(&mut part, &head.tag, self.number, head.last)
            .map_err(|_| Failed::Changed(self.number))?;
        (self.number, self.last) = (self.number + 1, head.last);
        self.frames.push(&part);
        if self.last && self.from.read(&mut [0])? != 0 {
            return Err(BackupError::Frame("something behind its end").into());
        }
        Ok(())
    }
}

/// Fills the bytes, or says that the file is cut.
fn fill(from: &mut impl Read, bytes: &mut [u8]) -> Result<(), Failed> {
    from.read_exact(bytes).map_err(|error| match error.kind() {
        std::io::ErrorKind::UnexpectedEof => BackupError::Cut.into(),
        _ => error.into(),
    })
}
