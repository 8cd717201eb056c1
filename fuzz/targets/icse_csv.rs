//! ICSE lists: every line is an entry or a problem, and every entry survives being written and read again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tutela_formats::list_formats::{ListFormat, reader, writer};

fuzz_target!(|bytes: &[u8]| {
    let mut list = Vec::new();
    let mut out = writer(ListFormat::IcseCsv, &mut list).expect("memory takes a header");
    let mut entries = Vec::new();
    for entry in reader(ListFormat::IcseCsv, bytes) {
        match entry {
            Ok(entry) => {
                out.write(&entry).expect("a file that was read can be written");
                entries.push(entry);
            }
            Err(problem) => assert!(problem.to_string().len() < 400),
        }
    }
    out.finish().expect("memory takes an end");
    let again: Vec<_> = reader(ListFormat::IcseCsv, &list[..]).map(|entry| entry.expect("it is read")).collect();
    assert_eq!(again, entries);
});
