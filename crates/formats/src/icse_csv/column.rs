//! The columns and their order.

use crate::list_csv::{Problem, fields};
use crate::list_problem::Fault;

/// Every column, in order.
pub(super) const COLUMNS: [&str; 12] = [
    "MD5",
    "SHA1",
    "PhotoDNA",
    "Image ID",
    "Is distributed",
    "Victim identified",
    "Offender identified",
    "Series name",
    "Number of submissions",
    "File Available",
    "Media Type",
    "Baseline",
];

/// The columns that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Md5 = 0,
    Sha1 = 1,
    PhotoDna = 2,
    ImageId = 3,
    Series = 7,
    MediaType = 10,
    Baseline = 11,
}

impl Column {
    pub(super) const fn name(self) -> &'static str {
        COLUMNS[self as usize]
    }
}

/// How many fields a line has, and at which place of it each column stands.
#[derive(Clone, Debug)]
pub(super) struct Header {
    pub(super) fields: usize,
    places: [usize; 12],
}

impl Header {
    pub(super) fn place(&self, column: Column) -> usize {
        self.places[column as usize]
    }
}

/// Reads the header line.
pub(super) fn parse_header(line: &str) -> Result<Header, Fault> {
    let mut names = Vec::new();
    fields::split(line, ';', &mut names).map_err(Fault::Line)?;
    let mut places = [0; 12];
    for (column, place) in COLUMNS.iter().zip(&mut places) {
        let mut found = names.iter().enumerate().filter(|(_, name)| name.eq_ignore_ascii_case(column));
        match (found.next(), found.next()) {
            (Some((at, _)), None) => *place = at,
            (Some(_), Some(_)) => {
                return Err(Fault::WrongDocument(
                    "names a column twice in its first line: leave one of them",
                ));
            }
            (None, _) => return Err(NO_LIST),
        }
    }
    Ok(Header { fields: names.len(), places })
}

pub(super) const NO_LIST: Fault = Fault::WrongDocument(
    "is no ICSE list: its first line must name MD5;SHA1;PhotoDNA;Image ID;Is distributed;Victim identified;Offender \
     identified;Series name;Number of submissions;File Available;Media Type;Baseline",
);

/// Whether a line is such a header.
pub(crate) fn is_header(line: &str) -> bool {
    parse_header(line).is_ok()
}

/// The number of fields is wrong.
pub(super) fn wrong_count(found: usize, expected: usize) -> Fault {
    Fault::Line(Problem::FieldCount { found, expected })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_found_in_any_order_and_others_are_left() {
        let mut names: Vec<_> = COLUMNS.to_vec();
        names.reverse();
        names.push("Note");
        let header = parse_header(&names.join(";").to_lowercase()).unwrap();
        assert_eq!((header.fields, header.place(Column::Baseline), header.place(Column::Md5)), (13, 0, 11));
    }

    #[test]
    fn a_header_that_lacks_one_is_refused() {
        assert!(!is_header("MD5;SHA1;PhotoDNA"));
        assert!(!is_header(&COLUMNS.join(",")));
        let twice = parse_header(&format!("{};md5", COLUMNS.join(";"))).unwrap_err();
        assert!(twice.to_string().contains("a column twice"));
        assert!(parse_header("MD5;SHA1").unwrap_err().to_string().contains("no ICSE list"));
    }
}
