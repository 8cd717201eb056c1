//! Hash lists: every line is a row or a bad line, and every row survives being written and read again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tutela_formats::list_csv::{Reader, Writer};
use tutela_formats::list_entry::ListEntry;

fuzz_target!(|bytes: &[u8]| {
    let Ok(mut reader) = Reader::new(bytes) else { return };
    let mut writer = Writer::new(Vec::new()).expect("memory takes a header");
    let mut rows = Vec::new();
    while let Some(row) = reader.next() {
        match row {
            Ok(row) => {
                writer.write(&row).expect("a row that was read can be written");
                rows.push(row);
            }
            Err(bad) => assert!(bad.line == reader.line() && bad.to_string().len() < 400),
        }
    }
    let list = writer.into_inner();
    let again: Vec<ListEntry> = Reader::new(&*list)
        .expect("a written header is read")
        .map(|row| row.expect("a written row is read"))
        .collect();
    assert_eq!(again, rows);
});
