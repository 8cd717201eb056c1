//! The help directory as CSV: one entry a line, columns by name. What a file says of confirmations is not read: only a call by a
//! named person confirms.

use std::io::Read;

use csv::StringRecord;

/// Bytes of a file that are read: the whole world has some tens of thousands.
const MAX_BYTES: u64 = 4 << 20;
/// Characters of a field: the longest is a web address.
const MAX_FIELD: usize = 5_000;
/// The columns that must be there.
const NEEDED: [&str; 4] = ["iso2", "kind", "name", "source"];

/// Why a file or a line of it was not taken.
#[derive(Debug, thiserror::Error)]
pub enum HelpCsvError {
    /// It is no CSV with these columns.
    #[error(
        "line 1 names no column `{0}`: a help directory has iso2, kind, name, phone, email, url, languages, source, and may have \
         chat and hours"
    )]
    NoColumn(&'static str),
    /// A line is no CSV.
    #[error("line {0} is no CSV in UTF-8 with as many fields as line 1")]
    NoLine(u64),
    /// A field is longer than any that means something.
    #[error("line {0} holds a field of more than 5,000 characters")]
    Long(u64),
}

/// A line, as it stands in the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HelpLine {
    /// Its number.
    pub line: u64,
    /// Two letters.
    pub country: String,
    /// Kind of help.
    pub kind: String,
    /// Name.
    pub name: String,
    /// Phone number.
    pub phone: String,
    /// Web address.
    pub url: String,
    /// Mailbox.
    pub email: String,
    /// The chat's web address.
    pub chat: String,
    /// Codes of languages.
    pub languages: String,
    /// When somebody answers.
    pub hours: String,
    /// Where it was learnt.
    pub source: String,
}

/// Reads a directory. A line with a mistake does not hide those after it.
pub fn read(file: impl Read) -> Result<Vec<Result<HelpLine, HelpCsvError>>, HelpCsvError> {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(file.take(MAX_BYTES));
    let names = reader.headers().map_err(|_| HelpCsvError::NoLine(1))?.clone();
    for needed in NEEDED {
        if at(&names, needed).is_none() {
            return Err(HelpCsvError::NoColumn(needed));
        }
    }
    let mut lines = Vec::new();
    for record in reader.records() {
        match record {
            Ok(record) => lines.push(line(&names, &record)),
            Err(error) => {
                let gone = error.is_io_error();
                lines.push(Err(HelpCsvError::NoLine(error.position().map_or(0, csv::Position::line))));
                if gone {
                    break;
                }
            }
        }
    }
    Ok(lines)
}

fn at(names: &StringRecord, wanted: &str) -> Option<usize> {
    names.iter().position(|name| name.trim_start_matches('\u{feff}') == wanted)
}

fn line(names: &StringRecord, record: &StringRecord) -> Result<HelpLine, HelpCsvError> {
    let line = record.position().map_or(0, csv::Position::line);
    if record.iter().any(|field| field.len() > MAX_FIELD) {
        return Err(HelpCsvError::Long(line));
    }
    let field =
        |wanted| at(names, wanted).and_then(|at| record.get(at)).map(str::to_owned).unwrap_or_default();
    Ok(HelpLine {
        line,
        country: field("iso2"),
        kind: field("kind"),
        name: field("name"),
        phone: field("phone"),
        url: field("url"),
        email: field("email"),
        chat: field("chat"),
        languages: field("languages"),
        hours: field("hours"),
        source: field("source"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "iso2,country,kind,name,phone,email,url,languages,source,verified_on,verified_by\n";

    #[test]
    fn a_line_is_read_by_the_names_of_its_columns() {
        let text = format!(
            "\u{feff}{HEAD}LT,Lithuania,helpline,\"Invented, line\",116 111,,host.example,lt;en,invented,2026-11-01,Me\n"
        );
        let lines = read(text.as_bytes()).unwrap();
        let expected = HelpLine {
            line: 2,
            country: "LT".into(),
            kind: "helpline".into(),
            name: "Invented, line".into(),
            phone: "116 111".into(),
            url: "host.example".into(),
            languages: "lt;en".into(),
            source: "invented".into(),
            ..HelpLine::default()
        };
        assert_eq!(lines.into_iter().map(Result::unwrap).collect::<Vec<_>>(), [expected]);
    }

    #[test]
    fn a_mistake_names_its_line_and_hides_no_other() {
        let long = "x".repeat(MAX_FIELD + 1);
        let text = format!(
            "{HEAD}LT,Lithuania,helpline\nLT,Lithuania,emergency,{long},112,,,,x,,\nLT,Lithuania,emergency,A,112,,,,x,,\n"
        );
        let found = read(text.as_bytes()).unwrap();
        let texts: Vec<_> = found.iter().map(|line| line.as_ref().err().map(ToString::to_string)).collect();
        assert!(texts[0].as_deref().unwrap().starts_with("line 2 is no CSV"), "{texts:?}");
        assert!(texts[1].as_deref().unwrap().starts_with("line 3 holds a field"), "{texts:?}");
        assert_eq!(texts[2], None);
    }

    #[test]
    fn a_file_of_another_kind_is_refused() {
        let error = read(b"sha256,label\n00,x\n".as_slice()).unwrap_err();
        assert!(error.to_string().contains("iso2"), "{error}");
        assert!(read(b"\xff\xfe\x00".as_slice()).is_err());
    }
}
