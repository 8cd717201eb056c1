//! Reading a document, medium by medium.

use std::io::Read;

use super::{context, media};
use crate::json_stream::{Captured, JsonStream};
use crate::list_entry::ListEntry;
use crate::list_problem::{Fault, ListProblem, Place};

/// Most bytes of one medium. A longer one is a problem and is not kept in memory.
pub const MAX_RECORD: usize = 1 << 20;

/// Reads a document: an iterator over its media, in their order, through all its cases.
///
/// ```
/// use tutela_formats::vics::Reader;
///
/// let list = r#"{"odata.metadata":"http://github.com/ICMEC/ProjectVic/DataModels/1.3.xml#Media","value":[
///   {"MediaID":1,"Category":1,"MD5":"D41D8CD98F00B204E9800998ECF8427E"},
///   {"MediaID":2,"Category":1,"MD5":"D41D"}]}"#;
/// let mut media = Reader::new(list.as_bytes())?;
/// assert_eq!(media.next().unwrap()?.label.unwrap().scheme, "vics:Default");
/// assert!(media.next().unwrap().unwrap_err().to_string().starts_with("record 2, MD5: a MD5 digest has 32"));
/// assert!(media.next().is_none());
/// # Ok::<(), tutela_formats::list_problem::ListProblem>(())
/// ```
pub struct Reader<R> {
    json: JsonStream<R>,
    scheme: String,
    cases: bool,
    inside: Inside,
    /// Whether the brackets that are open, outermost first, have had no element yet: document, `value`, case, its `Media`.
    first: [bool; 4],
    read: u64,
    found_value: bool,
}

/// What the next byte belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Inside {
    Document,
    Value,
    Case,
    CaseMedia,
    Nothing,
}

impl<R: Read> Reader<R> {
    /// Reads the context. The input need not be buffered.
    ///
    /// # Errors
    ///
    /// [`ListProblem`] where this is no VICS document or the input cannot be read.
    pub fn new(input: R) -> Result<Self, ListProblem> {
        Self::open(input).map_err(|fault| ListProblem { place: Place::List, field: None, fault })
    }

    fn open(input: R) -> Result<Self, Fault> {
        let mut json = JsonStream::new(input)?;
        if json.next()? != Some(b'{') {
            return context::parse("", None).and(Err(json.broken()));
        }
        json.take(b'{')?;
        let mut first = true;
        let key = json.key(&mut first)?.unwrap_or_default();
        let address = json.string(1024)?;
        let context = context::parse(&key, address.as_deref())?;
        Ok(Self {
            json,
            scheme: context.scheme,
            cases: context.cases,
            inside: Inside::Document,
            first: [first, true, true, true],
            read: 0,
            found_value: false,
        })
    }

    /// The scheme of its categories: `US`, `UK`, `Default`, …
    pub fn scheme(&self) -> &str {
        &self.scheme
    }

    /// Goes on to the next medium and captures it; `None` after the last one.
    fn advance(&mut self) -> Result<Option<Captured>, Fault> {
        let [document, value, case, case_media] = &mut self.first;
        loop {
            match self.inside {
                Inside::Nothing => return Ok(None),
                Inside::Document => match self.json.key(document)?.as_deref() {
                    Some("value") if self.found_value => return Err(Fault::Repeated),
                    Some("value") => {
                        self.json.take(b'[')?;
                        self.found_value = true;
                        self.inside = Inside::Value;
                    }
                    Some(_) => self.json.skip()?,
                    None => {
                        self.inside = Inside::Nothing;
                        if !self.found_value {
                            return Err(Fault::WrongDocument("has no value: export it again, whole"));
                        }
                        if self.json.next()?.is_some() {
                            return Err(self.json.broken());
                        }
                    }
                },
                Inside::Value => match (self.json.step(b']', value)?, self.cases) {
                    (false, _) => self.inside = Inside::Document,
                    (true, false) => return self.json.capture(MAX_RECORD).map(Some),
                    (true, true) => {
                        self.json.take(b'{')?;
                        *case = true;
                        self.inside = Inside::Case;
                    }
                },
                Inside::Case => match self.json.key(case)?.as_deref() {
                    Some("Media") if self.json.next()? == Some(b'[') => {
                        self.json.take(b'[')?;
                        *case_media = true;
                        self.inside = Inside::CaseMedia;
                    }
                    Some(_) => self.json.skip()?,
                    None => self.inside = Inside::Value,
                },
                Inside::CaseMedia => match self.json.step(b']', case_media)? {
                    true => return self.json.capture(MAX_RECORD).map(Some),
                    false => self.inside = Inside::Case,
                },
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
                // A second `value` ends it too: which of the two counts is not known.
                let fault = if matches!(fault, Fault::Repeated) {
                    Fault::WrongDocument("has value twice: export it again")
                } else {
                    fault
                };
                return Some(Err(ListProblem { place: Place::List, field: None, fault }));
            }
        };
        self.read += 1;
        let entry = match captured {
            Captured::Whole => media::parse(self.json.value(), &self.scheme),
            Captured::TooLong => Err((None, Fault::TooLong(MAX_RECORD))),
        };
        Some(entry.map_err(|(field, fault)| ListProblem { place: Place::Record(self.read), field, fault }))
    }
}
