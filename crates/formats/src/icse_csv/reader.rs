//! Reading a list, line by line.

use std::borrow::Cow;
use std::io::Read;

use super::column::{Column, Header, NO_LIST, parse_header, wrong_count};
use super::{BASELINE, SCHEME};
use crate::list_csv::lines::{Line, Lines};
use crate::list_csv::{Problem, fields, guard};
use crate::list_entry::{Label, ListEntry, MAX_TEXT, MediaKind};
use crate::list_problem::{Fault, ListProblem, Place};
use crate::{photodna, text};

/// A fault and the column it stands in.
type Blame = (Option<&'static str>, Fault);

/// Reads a list: an iterator over its files, in their order. A bad line is a problem, and the next line is read.
pub struct Reader<R> {
    lines: Lines<R>,
    header: Header,
    failed: bool,
}

impl<R: Read> Reader<R> {
    /// Reads the header. The input need not be buffered.
    ///
    /// # Errors
    ///
    /// [`ListProblem`] where the first line is not the header of such a list or the input cannot be read.
    pub fn new(input: R) -> Result<Self, ListProblem> {
        Self::open(input).map_err(|fault| ListProblem { place: Place::List, field: None, fault })
    }

    fn open(input: R) -> Result<Self, Fault> {
        let mut lines = Lines::new(input);
        let header = match lines.next().map_err(|error| Fault::Unreadable(error.kind()))? {
            Line::Bytes(bytes) => bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes),
            Line::TooLong | Line::End => return Err(NO_LIST),
        };
        let header = parse_header(str::from_utf8(header).map_err(|_| NO_LIST)?)?;
        Ok(Self { lines, header, failed: false })
    }
}

impl<R: Read> Iterator for Reader<R> {
    type Item = Result<ListEntry, ListProblem>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.failed {
            return None;
        }
        let entry = loop {
            match self.lines.next() {
                Ok(Line::Bytes(bytes)) if bytes.trim_ascii().is_empty() => {}
                Ok(Line::Bytes(bytes)) => break parse_line(&self.header, bytes),
                Ok(Line::TooLong) => break Err((None, Fault::Line(Problem::TooLong))),
                Ok(Line::End) => return None,
                Err(error) => {
                    self.failed = true;
                    break Err((None, Fault::Unreadable(error.kind())));
                }
            }
        };
        let place = Place::Line(self.lines.number());
        Some(entry.map_err(|(field, fault)| ListProblem { place, field, fault }))
    }
}

fn parse_line(header: &Header, bytes: &[u8]) -> Result<ListEntry, Blame> {
    let line = str::from_utf8(bytes).map_err(|_| (None, Fault::Line(Problem::NotUtf8)))?;
    let mut cut = Vec::with_capacity(header.fields);
    fields::split(line, ';', &mut cut).map_err(|problem| (None, Fault::Line(problem)))?;
    if cut.len() != header.fields {
        return Err((None, wrong_count(cut.len(), header.fields)));
    }
    let field = |column| Some(&*cut[header.place(column)]).filter(|field: &&str| !field.is_empty());
    let mut entry = ListEntry::default();
    entry.digests.md5 = digest(Column::Md5, field(Column::Md5))?;
    entry.digests.sha1 = digest(Column::Sha1, field(Column::Sha1))?;
    entry.photodna = field(Column::PhotoDna)
        .map(|text| photodna::parse(text).ok_or((Some(Column::PhotoDna.name()), Fault::PhotoDna)))
        .transpose()?;
    if entry.is_empty() {
        return Err((None, Fault::NothingKnown));
    }
    entry.reference = field(Column::ImageId).and_then(name);
    entry.series = field(Column::Series).and_then(name);
    entry.media = field(Column::MediaType).and_then(media);
    let baseline = field(Column::Baseline)
        .map(|text| text::flag(text).ok_or((Some(Column::Baseline.name()), Fault::Flag)))
        .transpose()?;
    entry.label =
        (baseline == Some(true)).then(|| Label { scheme: SCHEME.to_owned(), value: BASELINE.to_owned() });
    Ok(entry)
}

fn digest<D>(column: Column, field: Option<&str>) -> Result<Option<D>, Blame>
where
    D: std::str::FromStr<Err = tutela_matching::DigestError>,
{
    field.map(|text| text.parse().map_err(|error| (Some(column.name()), Fault::Digest(error)))).transpose()
}

fn name(field: &str) -> Option<String> {
    text::cleaned(guard::unguard(field), MAX_TEXT)
}

fn media(field: &str) -> Option<MediaKind> {
    let lower: Cow<'_, str> = field.to_ascii_lowercase().into();
    [MediaKind::Image, MediaKind::Video].into_iter().find(|media| lower.starts_with(media.as_str()))
}
