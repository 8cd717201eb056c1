//! Bytes cut into lines, each bounded.

use std::io::{self, BufRead, BufReader, Read};

/// Longest line that is read, in bytes, its line end included. A longer one is a bad line and is not kept in memory.
pub const MAX_LINE: usize = 64 * 1024;

/// One line, before anything is known of its text.
pub(crate) enum Line<'a> {
    /// The line without its line end.
    Bytes(&'a [u8]),
    /// Longer than [`MAX_LINE`]; it has been skipped to its end.
    TooLong,
    /// The input has ended.
    End,
}

/// Reads lines and counts them.
pub(crate) struct Lines<R> {
    input: BufReader<R>,
    buffer: Vec<u8>,
    number: u64,
}

impl<R: Read> Lines<R> {
    pub(crate) fn new(input: R) -> Self {
        Self { input: BufReader::new(input), buffer: Vec::new(), number: 0 }
    }

    /// Number of the line read last, from 1 on.
    pub(crate) fn number(&self) -> u64 {
        self.number
    }

    /// The next line.
    pub(crate) fn next(&mut self) -> io::Result<Line<'_>> {
        self.buffer.clear();
        self.number += 1;
        let read = self.input.by_ref().take(MAX_LINE as u64).read_until(b'\n', &mut self.buffer)?;
        if read == 0 {
            return Ok(Line::End);
        }
        let Some(line) = self.buffer.strip_suffix(b"\n") else {
            if read < MAX_LINE {
                return Ok(Line::Bytes(&self.buffer)); // the last line may lack its end
            }
            self.input.skip_until(b'\n')?;
            return Ok(Line::TooLong);
        };
        Ok(Line::Bytes(line.strip_suffix(b"\r").unwrap_or(line)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(input: &[u8]) -> Vec<Option<usize>> {
        let mut lines = Lines::new(input);
        let mut lengths = Vec::new();
        loop {
            match lines.next().unwrap() {
                Line::Bytes(bytes) => lengths.push(Some(bytes.len())),
                Line::TooLong => lengths.push(None),
                Line::End => return lengths,
            }
        }
    }

    #[test]
    fn lines_end_with_lf_crlf_or_the_input() {
        assert_eq!(read(b"ab\r\n\ncd"), [Some(2), Some(0), Some(2)]);
        assert_eq!(read(b"ab\n"), [Some(2)]);
        assert_eq!(read(b""), []);
    }

    #[test]
    fn a_long_line_costs_only_itself() {
        let mut input = vec![b'x'; 3 * MAX_LINE];
        input.extend(b"\nabc\n");
        assert_eq!(read(&input), [None, Some(3)]);
        assert_eq!(read(&[b'x'; MAX_LINE - 1]), [Some(MAX_LINE - 1)]);
        assert_eq!(read(&[b'x'; MAX_LINE]), [None]);
    }
}
