//! One door to every format of a hash list.
//!
//! ```
//! use tutela_formats::list_formats::{ListFormat, detect, reader, writer};
//!
//! let list = "reference,md5\nT-1,d41d8cd98f00b204e9800998ecf8427e\n";
//! let format = detect(list.as_bytes()).unwrap();
//! assert_eq!(format, ListFormat::Csv);
//! let mut out = Vec::new();
//! let mut vics = writer(ListFormat::Vics20, &mut out)?;
//! for entry in reader(format, list.as_bytes()) {
//!     vics.write(&entry?)?;
//! }
//! vics.finish()?;
//! assert_eq!(detect(&out), Some(ListFormat::Vics20));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::io::{Read, Write};

use crate::list_entry::ListEntry;
use crate::list_problem::{ListProblem, ListWriteError};
use crate::words::words;
use crate::{icse_csv, list_csv, threatexchange_json, vics};

mod detect;

pub use detect::{DETECT_BYTES, detect};

words! {
    /// A format of hash lists.
    ListFormat, "list format" {
        /// Tutela's own, [`list_csv`].
        Csv = "csv",
        /// Project VIC 1.3, also 1.2 when read, [`vics`].
        Vics13 = "vics-1.3",
        /// Project VIC 2.0, [`vics`].
        Vics20 = "vics-2.0",
        /// INTERPOL ICSE, [`icse_csv`].
        IcseCsv = "icse-csv",
        /// ThreatExchange and pytx, [`threatexchange_json`].
        ThreatExchange = "threatexchange",
    }
}

/// Reads a list of any format: its entries in their order, and what could not be read in its place.
///
/// Reading goes on after a problem unless [`ListProblem::ends_list`] says that it doesn't. A header that is none is a problem
/// too, and the only one then. Both VICS formats read every version: the document says which it is.
pub fn reader<'a>(
    format: ListFormat,
    input: impl Read + 'a,
) -> Box<dyn Iterator<Item = Result<ListEntry, ListProblem>> + 'a> {
    match format {
        ListFormat::Csv => match list_csv::Reader::new(input) {
            Ok(reader) => Box::new(reader.map(|entry| entry.map_err(ListProblem::from))),
            Err(error) => once(error.into()),
        },
        ListFormat::Vics13 | ListFormat::Vics20 => match vics::Reader::new(input) {
            Ok(reader) => Box::new(reader),
            Err(problem) => once(problem),
        },
        ListFormat::IcseCsv => match icse_csv::Reader::new(input) {
            Ok(reader) => Box::new(reader),
            Err(problem) => once(problem),
        },
        ListFormat::ThreatExchange => match threatexchange_json::Reader::new(input) {
            Ok(reader) => Box::new(reader),
            Err(problem) => once(problem),
        },
    }
}

fn once<'a>(problem: ListProblem) -> Box<dyn Iterator<Item = Result<ListEntry, ListProblem>> + 'a> {
    Box::new(std::iter::once(Err(problem)))
}

/// Writes a list of any format.
pub trait ListWriter {
    /// Writes one entry.
    ///
    /// # Errors
    ///
    /// [`ListWriteError`]; where it [is about the entry](ListWriteError::is_about_entry), nothing of it was written and the
    /// next can be.
    fn write(&mut self, entry: &ListEntry) -> Result<(), ListWriteError>;

    /// Ends the list and flushes the output. A list that was not finished is not complete.
    ///
    /// # Errors
    ///
    /// Those of the output.
    fn finish(self: Box<Self>) -> Result<(), ListWriteError>;
}

/// Begins a list of any format. Give it a buffered output.
///
/// # Errors
///
/// Those of the output.
pub fn writer<'a>(
    format: ListFormat,
    output: impl Write + 'a,
) -> Result<Box<dyn ListWriter + 'a>, ListWriteError> {
    Ok(match format {
        ListFormat::Csv => Box::new(list_csv::Writer::new(output)?),
        ListFormat::Vics13 => Box::new(vics::Writer::new(output, vics::Version::V1_3, None)),
        ListFormat::Vics20 => Box::new(vics::Writer::new(output, vics::Version::V2_0, None)),
        ListFormat::IcseCsv => Box::new(icse_csv::Writer::new(output)?),
        ListFormat::ThreatExchange => Box::new(threatexchange_json::Writer::new(output)?),
    })
}

impl<W: Write> ListWriter for list_csv::Writer<W> {
    fn write(&mut self, entry: &ListEntry) -> Result<(), ListWriteError> {
        Ok(self.write(entry)?)
    }

    fn finish(self: Box<Self>) -> Result<(), ListWriteError> {
        Ok(self.into_inner().flush()?)
    }
}

/// The formats whose writers have `write` and `finish` of their own.
macro_rules! list_writer {
    ($($writer:ty),+) => {
        $(impl<W: Write> ListWriter for $writer {
            fn write(&mut self, entry: &ListEntry) -> Result<(), ListWriteError> {
                self.write(entry)
            }

            fn finish(self: Box<Self>) -> Result<(), ListWriteError> {
                (*self).finish().map(|_| ())
            }
        })+
    };
}
list_writer!(vics::Writer<W>, icse_csv::Writer<W>, threatexchange_json::Writer<W>);
