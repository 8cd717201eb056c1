//! Reading records one by one.

use std::io::Read;

use super::record;
use crate::json_stream::{Captured, JsonStream};
use crate::list_entry::ListEntry;
use crate::list_problem::{Fault, ListProblem, Place};

/// Most bytes of one record. A longer one is a problem and is not kept in memory.
pub const MAX_RECORD: usize = 1 << 20;

/// Reads a document: an iterator over its records, in their order. A bad record is a problem and the next is read; after
/// broken JSON nothing is.
///
/// ```
/// use tutela_formats::threatexchange_json::Reader;
///
/// let lines = "{\"id\":\"1\",\"type\":\"HASH_MD5\",\"indicator\":\"facefacefacefacefacefacefaceface\"}\n";
/// let entry = Reader::new(lines.as_bytes())?.next().unwrap()?;
/// assert_eq!(entry.digests.md5.unwrap().to_string(), "facefacefacefacefacefacefaceface");
/// # Ok::<(), tutela_formats::list_problem::ListProblem>(())
/// ```
pub struct Reader<R> {
    json: JsonStream<R>,
    inside: Inside,
    first: bool,
    read: u64,
}

/// What the next byte belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Inside {
    /// Nothing was read yet of a document that is an object.
    Unknown,
    /// The list under `data`.
    Data,
    /// A list that is the whole document.
    Bare,
    /// One record after the other.
    Records,
    Nothing,
}

impl<R: Read> Reader<R> {
    /// Looks at the first byte. The input need not be buffered.
    ///
    /// # Errors
    ///
    /// [`ListProblem`] where this is neither a JSON object nor a list, or the input cannot be read.
    pub fn new(input: R) -> Result<Self, ListProblem> {
        Self::open(input).map_err(|fault| ListProblem { place: Place::List, field: None, fault })
    }

    fn open(input: R) -> Result<Self, Fault> {
        let mut json = JsonStream::new(input)?;
        let inside = match json.next()? {
            Some(b'{') => Inside::Unknown,
            Some(b'[') => {
                json.take(b'[')?;
                Inside::Bare
            }
            _ => {
                return Err(Fault::WrongDocument(
                    "is no ThreatExchange JSON: it must be {\"data\":[…]}, a list, or one record a line",
                ));
            }
        };
        Ok(Self { json, inside, first: true, read: 0 })
    }

    /// Goes on to the next record and captures it; `None` after the last one.
    fn advance(&mut self) -> Result<Option<Captured>, Fault> {
        loop {
            match self.inside {
                Inside::Nothing => return Ok(None),
                Inside::Unknown => {
                    if let Some(captured) = self.open_object()? {
                        return Ok(Some(captured));
                    }
                }
                Inside::Bare | Inside::Data => {
                    if self.json.step(b']', &mut self.first)? {
                        return self.json.capture(MAX_RECORD).map(Some);
                    }
                    if self.inside == Inside::Data {
                        let mut first = false;
                        while self.json.key(&mut first)?.is_some() {
                            self.json.skip()?;
                        }
                    }
                    self.inside = Inside::Nothing;
                    if self.json.next()?.is_some() {
                        return Err(self.json.broken());
                    }
                }
                Inside::Records => match self.json.next()? {
                    None => self.inside = Inside::Nothing,
                    Some(b'{') => return self.json.capture(MAX_RECORD).map(Some),
                    Some(_) => return Err(self.json.broken()),
                },
            }
        }
    }

    /// Finds out whether the first object is a page with `data` or already a record, which is then captured.
    fn open_object(&mut self) -> Result<Option<Captured>, Fault> {
        self.json.take(b'{')?;
        let mut first = true;
        loop {
            match self.json.key(&mut first)?.as_deref() {
                Some("data") if self.json.next()? == Some(b'[') => {
                    self.json.take(b'[')?;
                    self.inside = Inside::Data;
                    return Ok(None);
                }
                Some("paging" | "summary") => self.json.skip()?,
                Some(name) => {
                    self.inside = Inside::Records;
                    return self.json.capture_object(name, MAX_RECORD).map(Some);
                }
                None => {
                    return Err(Fault::WrongDocument(
                        "has no data: it must be {\"data\":[…]} or one record a line",
                    ));
                }
            }
        }
    }
}

impl<R: Read> Iterator for Reader<R> {
    type Item = Result<ListEntry, ListProblem>;

    fn next(&mut self) -> Option<Self::Item> {
        let captured = match self.advance() {
            Ok(captured) => captured?,
            Err(fault) => {
                self.inside = Inside::Nothing;
                return Some(Err(ListProblem { place: Place::List, field: None, fault }));
            }
        };
        self.read += 1;
        let entry = match captured {
            Captured::Whole => record::parse(self.json.value()),
            Captured::TooLong => Err((None, Fault::TooLong(MAX_RECORD))),
        };
        Some(entry.map_err(|(field, fault)| ListProblem { place: Place::Record(self.read), field, fault }))
    }
}
