//! JSON of any length, cut into its records without keeping it.
//!
//! This finds where values begin and end and leaves their reading to `serde_json`. What is kept is one value of bounded length.

use std::io::{BufRead, BufReader, ErrorKind, Read};

use crate::list_problem::Fault;

/// Deepest nesting inside one value; `serde_json` itself stops at 128.
const MAX_DEPTH: usize = 100;

/// Longest name of a field, in bytes.
const MAX_KEY: usize = 1024;

/// Whether a value was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Captured {
    /// It is in [`JsonStream::value`].
    Whole,
    /// It was longer than allowed and has been skipped to its end.
    TooLong,
}

/// Bytes that are gone through once.
pub(crate) struct JsonStream<R> {
    input: BufReader<R>,
    at: u64,
    value: Vec<u8>,
}

impl<R: Read> JsonStream<R> {
    /// Skips a byte order mark.
    pub(crate) fn new(input: R) -> Result<Self, Fault> {
        let mut stream = Self { input: BufReader::with_capacity(64 * 1024, input), at: 0, value: Vec::new() };
        if stream.peek()? == Some(0xef) {
            for byte in "\u{feff}".bytes() {
                stream.take(byte)?;
            }
        }
        Ok(stream)
    }

    /// The value captured last.
    pub(crate) fn value(&self) -> &[u8] {
        &self.value
    }

    /// The fault that stands where reading has come to.
    pub(crate) fn broken(&self) -> Fault {
        Fault::Broken { at: self.at }
    }

    /// The next byte, which stays.
    fn peek(&mut self) -> Result<Option<u8>, Fault> {
        loop {
            match self.input.fill_buf() {
                Ok(bytes) => return Ok(bytes.first().copied()),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(Fault::Unreadable(error.kind())),
            }
        }
    }

    fn bump(&mut self) {
        self.input.consume(1);
        self.at += 1;
    }

    /// The next byte that is no white space, which stays; `None` at the end.
    pub(crate) fn next(&mut self) -> Result<Option<u8>, Fault> {
        while let Some(byte) = self.peek()? {
            if !matches!(byte, b' ' | b'\t' | b'\r' | b'\n') {
                return Ok(Some(byte));
            }
            self.bump();
        }
        Ok(None)
    }

    /// Takes exactly this byte, after white space.
    pub(crate) fn take(&mut self, expected: u8) -> Result<(), Fault> {
        match self.next()? {
            Some(byte) if byte == expected => {
                self.bump();
                Ok(())
            }
            Some(_) => Err(self.broken()),
            None => Err(Fault::CutOff),
        }
    }

    /// Goes to the next element inside brackets that end with `close`: `false` after the last one, whose bracket is taken.
    pub(crate) fn step(&mut self, close: u8, first: &mut bool) -> Result<bool, Fault> {
        let is_first = std::mem::replace(first, false);
        if self.next()? == Some(close) {
            self.bump();
            return Ok(false);
        }
        if !is_first {
            self.take(b',')?;
            if self.next()? == Some(close) {
                return Err(self.broken());
            }
        }
        Ok(true)
    }

    /// The next name inside an object, its colon taken; `None` after the last one.
    pub(crate) fn key(&mut self, first: &mut bool) -> Result<Option<String>, Fault> {
        if !self.step(b'}', first)? {
            return Ok(None);
        }
        if self.next()? != Some(b'"') {
            return Err(self.broken());
        }
        let key = self.string(MAX_KEY)?.ok_or_else(|| self.broken())?;
        self.take(b':')?;
        Ok(Some(key))
    }

    /// The next value if it is a string of at most `most` bytes. Another value is gone through and gives `None`.
    pub(crate) fn string(&mut self, most: usize) -> Result<Option<String>, Fault> {
        Ok(match self.capture(most)? {
            Captured::Whole => serde_json::from_slice(&self.value).ok(),
            Captured::TooLong => None,
        })
    }

    /// Goes through the next value and keeps nothing of it.
    pub(crate) fn skip(&mut self) -> Result<(), Fault> {
        self.capture(0).map(|_| ())
    }

    /// Captures the next value.
    pub(crate) fn capture(&mut self, most: usize) -> Result<Captured, Fault> {
        self.value.clear();
        let mut keep = Keep { most, too_long: false };
        match self.next()?.ok_or(Fault::CutOff)? {
            b'{' | b'[' => self.nested(&mut keep, Vec::new())?,
            b'"' => self.quoted(&mut keep)?,
            _ => self.bare(&mut keep)?,
        }
        Ok(keep.captured())
    }

    /// Captures the rest of an object whose first bytes, up to the value of its first name, have been read already.
    pub(crate) fn capture_object(&mut self, name: &str, most: usize) -> Result<Captured, Fault> {
        self.value.clear();
        self.value.push(b'{');
        self.value.extend(serde_json::Value::from(name).to_string().bytes());
        self.value.push(b':');
        let mut keep = Keep { most, too_long: false };
        self.nested(&mut keep, vec![b'}'])?;
        Ok(keep.captured())
    }

    /// Takes one byte of a value.
    fn keep(&mut self, byte: u8, keep: &mut Keep) {
        self.bump();
        if self.value.len() < keep.most {
            self.value.push(byte);
        } else {
            keep.too_long = true;
        }
    }

    fn nested(&mut self, keep: &mut Keep, mut closers: Vec<u8>) -> Result<(), Fault> {
        loop {
            let byte = self.peek()?.ok_or(Fault::CutOff)?;
            match byte {
                b'"' => {
                    self.quoted(keep)?;
                    continue;
                }
                b'{' => closers.push(b'}'),
                b'[' => closers.push(b']'),
                b'}' | b']' if closers.pop() != Some(byte) => return Err(self.broken()),
                _ => {}
            }
            if closers.len() > MAX_DEPTH {
                return Err(Fault::TooDeep);
            }
            self.keep(byte, keep);
            if closers.is_empty() {
                return Ok(());
            }
        }
    }

    fn quoted(&mut self, keep: &mut Keep) -> Result<(), Fault> {
        self.keep(b'"', keep);
        let mut escaped = false;
        loop {
            let byte = self.peek()?.ok_or(Fault::CutOff)?;
            self.keep(byte, keep);
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => return Ok(()),
                _ => {}
            }
        }
    }

    /// A number or a word.
    fn bare(&mut self, keep: &mut Keep) -> Result<(), Fault> {
        let mut any = false;
        while let Some(byte) = self.peek()? {
            if !byte.is_ascii_alphanumeric() && !matches!(byte, b'+' | b'-' | b'.') {
                break;
            }
            self.keep(byte, keep);
            any = true;
        }
        if any { Ok(()) } else { Err(self.broken()) }
    }
}

/// How much of a value is kept.
struct Keep {
    most: usize,
    too_long: bool,
}

impl Keep {
    fn captured(self) -> Captured {
        if self.too_long { Captured::TooLong } else { Captured::Whole }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stream(text: &str) -> JsonStream<&[u8]> {
        JsonStream::new(text.as_bytes()).unwrap()
    }

    #[test]
    fn values_are_cut_where_they_end() {
        let mut json = stream("\u{feff} [ {\"a\":[1,\"]}\\\"\"]} , -1.5e3,\"x\\\\\" ,null]");
        json.take(b'[').unwrap();
        let (mut first, mut values) = (true, Vec::new());
        while json.step(b']', &mut first).unwrap() {
            assert_eq!(json.capture(100).unwrap(), Captured::Whole);
            values.push(String::from_utf8(json.value().to_vec()).unwrap());
        }
        assert_eq!(values, ["{\"a\":[1,\"]}\\\"\"]}", "-1.5e3", "\"x\\\\\"", "null"]);
        assert_eq!(json.next().unwrap(), None);
    }

    #[test]
    fn a_long_value_is_skipped_and_not_kept() {
        let mut json = stream("[\"0123456789\",1]");
        json.take(b'[').unwrap();
        let mut first = true;
        assert!(json.step(b']', &mut first).unwrap());
        assert_eq!(json.capture(5).unwrap(), Captured::TooLong);
        assert_eq!(json.value().len(), 5);
        assert!(json.step(b']', &mut first).unwrap());
        assert_eq!(json.capture(5).unwrap(), Captured::Whole);
    }

    #[test]
    fn an_object_begun_already_is_captured() {
        let mut json = stream("{\"id\" : 1, \"b\":{}} 2");
        json.take(b'{').unwrap();
        assert_eq!(json.key(&mut true).unwrap().as_deref(), Some("id"));
        assert_eq!(json.capture_object("id", 100).unwrap(), Captured::Whole);
        assert_eq!(serde_json::from_slice::<serde_json::Value>(json.value()).unwrap()["id"], 1);
    }

    #[test]
    fn wrong_structure_is_named() {
        let fault = |text: &str| stream(text).capture(100).unwrap_err();
        assert!(matches!(fault("[1}"), Fault::Broken { at: 2 }));
        assert!(matches!(fault("[1"), Fault::CutOff));
        assert!(matches!(fault("\"a"), Fault::CutOff));
        assert!(matches!(fault(","), Fault::Broken { at: 0 }));
        assert!(matches!(fault(&"[".repeat(200_000)), Fault::TooDeep));
        let mut json = stream("{\"a\":1,}");
        json.take(b'{').unwrap();
        let mut first = true;
        json.key(&mut first).unwrap();
        json.skip().unwrap();
        assert!(matches!(json.key(&mut first), Err(Fault::Broken { .. })));
    }
}
