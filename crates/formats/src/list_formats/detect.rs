//! Which format a file has, by its first bytes.

use super::ListFormat;
use crate::icse_csv;
use crate::list_csv::{Column, fields};

/// How many of a file's first bytes are enough for [`detect`].
pub const DETECT_BYTES: usize = 4096;

/// Which format a list seems to have; `None` where it seems to have none of them.
///
/// A JSON document with the context of VICS as its first name is VICS, another one is taken for ThreatExchange's where it
/// names an `indicator` or `data` early; a first line with all columns of ICSE is ICSE, one that begins with a column of ours
/// is ours. The reader of the format has the last word.
pub fn detect(first_bytes: &[u8]) -> Option<ListFormat> {
    let bytes = &first_bytes[..first_bytes.len().min(DETECT_BYTES)];
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim_start();
    match text.as_bytes().first()? {
        b'{' => object(text),
        b'[' => text.contains("\"indicator\"").then_some(ListFormat::ThreatExchange),
        _ => line(text.lines().next()?),
    }
}

fn object(text: &str) -> Option<ListFormat> {
    let first_name = text[1..].trim_start();
    if first_name.starts_with("\"odata.metadata\"") {
        Some(ListFormat::Vics13)
    } else if first_name.starts_with("\"@odata.context\"") {
        Some(ListFormat::Vics20)
    } else {
        let known = text.contains("\"indicator\"")
            || text.contains("\"raw_indicator\"")
            || first_name.starts_with("\"data\"");
        known.then_some(ListFormat::ThreatExchange)
    }
}

fn line(first: &str) -> Option<ListFormat> {
    if icse_csv::is_header(first) {
        return Some(ListFormat::IcseCsv);
    }
    let mut names = Vec::new();
    fields::split(first, ',', &mut names).ok()?;
    let known = |name: &str| Column::ALL.iter().any(|column| column.name().eq_ignore_ascii_case(name));
    names.iter().any(|name| known(name)).then_some(ListFormat::Csv)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_is_known_by_its_beginning() {
        for (text, format) in [
            ("reference,md5\r\n", ListFormat::Csv),
            ("\u{feff}MD5\n", ListFormat::Csv),
            (" {\n \"odata.metadata\" : \"http", ListFormat::Vics13),
            ("\u{feff}{\"@odata.context\":\"http", ListFormat::Vics20),
            ("{\"data\":[]}", ListFormat::ThreatExchange),
            ("{\"id\":\"1\",\"indicator\":\"", ListFormat::ThreatExchange),
            ("[{\"indicator\":\"", ListFormat::ThreatExchange),
        ] {
            assert_eq!(detect(text.as_bytes()), Some(format), "{text}");
        }
        let icse = "MD5;SHA1;PhotoDNA;Image ID;Is distributed;Victim identified;Offender identified;Series name;\
                    Number of submissions;File Available;Media Type;Baseline\r\n";
        assert_eq!(detect(icse.as_bytes()), Some(ListFormat::IcseCsv));
        for text in ["", "<xml/>", "{}", "hello", "\u{0}\u{1}", "[1]", "\""] {
            assert_eq!(detect(text.as_bytes()), None, "{text}");
        }
    }
}
