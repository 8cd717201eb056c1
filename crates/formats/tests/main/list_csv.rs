//! Hash lists: round trips, a second reader, and hostile bytes.

use std::io::{self, Read};

use proptest::prelude::*;
use tutela_formats::list_csv::{MAX_LINE, Problem, Reader, Writer};
use tutela_formats::list_entry::ListEntry;

use crate::entries::{entries, line_text};

fn rows() -> impl Strategy<Value = Vec<ListEntry>> {
    prop::collection::vec(entries(line_text()), 0..8)
}

fn write(rows: &[ListEntry]) -> Vec<u8> {
    let mut writer = Writer::new(Vec::new()).unwrap();
    for row in rows {
        writer.write(row).unwrap();
    }
    writer.into_inner()
}

/// Reads to the end and counts (rows, bad lines).
fn read_all(input: impl Read) -> (usize, usize) {
    let Ok(reader) = Reader::new(input) else { return (0, 0) };
    reader.fold((0, 0), |(good, bad), row| match row {
        Ok(_) => (good + 1, bad),
        Err(line) => {
            assert!(line.line > 1 && line.to_string().len() < 400, "{line}");
            (good, bad + 1)
        }
    })
}

proptest! {
    #[test]
    fn what_is_written_comes_back(rows in rows()) {
        let list = write(&rows);
        let read: Vec<ListEntry> = Reader::new(&*list).unwrap().map(Result::unwrap).collect();
        prop_assert_eq!(read, rows);
    }

    /// The csv crate stands for the spreadsheets of others: it finds the same fields, and none that a spreadsheet would run.
    #[test]
    fn other_readers_find_the_same_fields(rows in rows()) {
        let list = write(&rows);
        let mut reader = csv::Reader::from_reader(&*list);
        let records: Vec<_> = reader.records().map(Result::unwrap).collect();
        prop_assert_eq!(records.len(), rows.len());
        for (record, row) in records.iter().zip(&rows) {
            prop_assert_eq!(&record[1], row.digests.md5.map(|md5| md5.to_string()).unwrap_or_default());
            prop_assert!(record.iter().all(|field| !field.starts_with(['=', '+', '-', '@'])));
        }
    }

    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..2000), with_header: bool) {
        let header: &[u8] = if with_header { b"reference,md5,pdq,pdq_quality,removed_at\n" } else { b"" };
        read_all(&[header, &bytes].concat()[..]);
    }

    #[test]
    fn no_text_of_the_format_panics(text in "([a-f0-9,\"'=\r\n;]|[0-9a-f]{32}|100|2026-11-23T10:15:00Z){0,80}") {
        read_all(format!("reference,md5,pdq_quality,removed_at\n{text}").as_bytes());
    }
}

const ROW: &[u8] = b"d41d8cd98f00b204e9800998ecf8427e\n";

/// A list of one hostile line and one good line.
fn after(hostile: &[u8]) -> (usize, usize) {
    read_all(&[b"md5\n", hostile, b"\n", ROW].concat()[..])
}

#[test]
fn a_hostile_line_costs_only_itself() {
    assert_eq!(after(&[0; 300]), (1, 1));
    assert_eq!(after(b"\xff\xfe\x00d\x004"), (1, 1));
    assert_eq!(after(b"\xed\xa0\x80"), (1, 1));
    assert_eq!(after(&[b','; MAX_LINE - 1]), (1, 1));
    assert_eq!(after(&[b'x'; 10 << 20]), (1, 1));
    assert_eq!(after(&[b'"'; 10 << 20]), (1, 1));
    assert_eq!(after(b"\"d41d8cd98f00b204e9800998ecf8427e"), (1, 1));
    assert_eq!(after(b"=cmd|' /C calc'!A0"), (1, 1));
}

#[test]
fn a_line_without_end_is_not_kept() {
    // 256 MiB would show in the time and the memory of this test if it were.
    let endless = io::repeat(b'"').take(256 << 20);
    let mut reader = Reader::new((&b"md5\n"[..]).chain(endless)).unwrap();
    assert_eq!(reader.next().unwrap().unwrap_err().problem, Problem::TooLong);
    assert!(reader.next().is_none());
}
