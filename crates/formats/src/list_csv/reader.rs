//! Reading a list, line by line.

use std::io::Read;

use super::column::parse_header;
use super::lines::{Line, Lines};
use super::{BadLine, Column, ListError, Problem, fields, row};
use crate::list_entry::ListEntry;

/// Reads a list: an iterator over its rows, in their order.
///
/// A bad line is given as a [`BadLine`] and the next line is read. Memory stays bounded by [`MAX_LINE`](super::MAX_LINE),
/// however long the list is.
///
/// ```
/// use tutela_formats::list_csv::Reader;
///
/// let list = "reference,md5\nT-1,d41d8cd98f00b204e9800998ecf8427e\nT-2,d41d8cd9\n";
/// let mut rows = Reader::new(list.as_bytes())?;
/// assert_eq!(rows.next().unwrap().unwrap().reference.as_deref(), Some("T-1"));
/// assert!(rows.next().unwrap().unwrap_err().to_string().starts_with("line 3, column md5: "));
/// assert!(rows.next().is_none());
/// # Ok::<(), tutela_formats::list_csv::ListError>(())
/// ```
pub struct Reader<R> {
    lines: Lines<R>,
    columns: Vec<Column>,
    failed: bool,
}

impl<R: Read> Reader<R> {
    /// Reads the header. The input need not be buffered.
    ///
    /// # Errors
    ///
    /// [`ListError`] where there is no header, it is not one of this format, or the input cannot be read.
    pub fn new(input: R) -> Result<Self, ListError> {
        let mut lines = Lines::new(input);
        let header = match lines.next()? {
            Line::Bytes(bytes) => bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes),
            Line::TooLong => return Err(ListError::BadHeader(Problem::TooLong)),
            Line::End => return Err(ListError::Empty),
        };
        if header.trim_ascii().is_empty() {
            return Err(ListError::Empty);
        }
        let header = str::from_utf8(header).map_err(|_| ListError::BadHeader(Problem::NotUtf8))?;
        let columns = parse_header(header)?;
        Ok(Self { lines, columns, failed: false })
    }

    /// Which columns the list has, in their order.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// Number of the line read last, from 1 (the header) on: for progress, and for naming a row that the caller refuses.
    pub fn line(&self) -> u64 {
        self.lines.number()
    }
}

impl<R: Read> Iterator for Reader<R> {
    type Item = Result<ListEntry, BadLine>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.failed {
            return None;
        }
        let read = loop {
            match self.lines.next() {
                Ok(Line::Bytes(bytes)) if bytes.trim_ascii().is_empty() => {}
                Ok(Line::Bytes(bytes)) => break parse_line(&self.columns, bytes),
                Ok(Line::TooLong) => break Err((None, Problem::TooLong)),
                Ok(Line::End) => return None,
                Err(error) => {
                    // Asking again could go on for ever, or splice two halves of a list.
                    self.failed = true;
                    break Err((None, Problem::Unreadable(error.kind())));
                }
            }
        };
        Some(read.map_err(|(column, problem)| BadLine {
            line: self.lines.number(),
            column: column.map(Column::name),
            problem,
        }))
    }
}

fn parse_line(columns: &[Column], bytes: &[u8]) -> Result<ListEntry, row::Fault> {
    let line = str::from_utf8(bytes).map_err(|_| (None, Problem::NotUtf8))?;
    let mut cut = Vec::with_capacity(columns.len());
    fields::split(line, ',', &mut cut).map_err(|problem| (None, problem))?;
    row::parse(columns, &cut)
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;

    const MD5: &str = "d41d8cd98f00b204e9800998ecf8427e";

    fn errors(list: &[u8]) -> Vec<String> {
        Reader::new(list).unwrap().filter_map(|row| row.err()).map(|bad| bad.to_string()).collect()
    }

    #[test]
    fn mark_crlf_and_empty_lines_are_taken() {
        let list = format!("\u{feff}MD5,reference\r\n\r\n{MD5},\"a, b\"\r\n   \r\n{MD5},\r\n");
        let rows: Vec<_> = Reader::new(list.as_bytes()).unwrap().map(Result::unwrap).collect();
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[0].reference.as_deref(), Some("a, b"));
        assert_eq!(rows[1].reference, None);
    }

    #[test]
    fn a_bad_line_is_named_and_the_next_is_read() {
        let mut list = format!("reference,md5\nT-1,xyz\n\"T-2,{MD5}\nT-\0,{MD5}\n").into_bytes();
        list.extend(b"T-\xff,\nT-5,\nT-6\nT-7,");
        list.extend(MD5.as_bytes());
        let errors = errors(&list);
        assert_eq!(errors.len(), 6);
        assert!(errors[0].starts_with("line 2, column md5: a MD5 digest has 32"), "{}", errors[0]);
        assert!(errors[1].starts_with("line 3 opens a quotation mark"));
        assert!(errors[2].starts_with("line 4, column reference: holds a control"));
        assert!(errors[3].starts_with("line 5 is not UTF-8"));
        assert!(errors[4].starts_with("line 6 has no digest"));
        assert!(errors[5].starts_with("line 7 has 1 fields where the header has 2"));
        assert_eq!(Reader::new(&*list).unwrap().filter(Result::is_ok).count(), 1);
    }

    #[test]
    fn an_input_that_fails_ends_the_list() {
        struct Broken;
        impl Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::ErrorKind::ConnectionReset.into())
            }
        }
        let mut reader = Reader::new((&b"md5\n"[..]).chain(Broken)).unwrap();
        let bad = reader.next().unwrap().unwrap_err();
        assert_eq!(bad.problem, Problem::Unreadable(io::ErrorKind::ConnectionReset));
        assert!(reader.next().is_none());
        assert!(matches!(Reader::new(Broken), Err(ListError::Io(_))));
    }

    #[test]
    fn a_list_without_header_is_refused() {
        assert!(matches!(Reader::new(&b""[..]), Err(ListError::Empty)));
        assert!(matches!(Reader::new(&b"\xef\xbb\xbf\r\n"[..]), Err(ListError::Empty)));
        assert!(matches!(Reader::new(&b"md5\xff\n"[..]), Err(ListError::BadHeader(Problem::NotUtf8))));
        assert!(matches!(Reader::new(MD5.as_bytes()), Err(ListError::UnknownColumn(_))));
    }
}
