//! ThreatExchange indicators: every record is an entry or a problem, and every entry can be written and read again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tutela_formats::list_formats::{ListFormat, reader, writer};

fuzz_target!(|bytes: &[u8]| {
    let format = ListFormat::ThreatExchange;
    for entry in reader(format, bytes) {
        match entry {
            Ok(entry) => {
                let mut list = Vec::new();
                let mut out = writer(format, &mut list).expect("memory takes a header");
                out.write(&entry).expect("a record that was read can be written");
                out.finish().expect("memory takes an end");
                let again = reader(format, &list[..]).next().expect("one record").expect("it is read");
                assert_eq!((again.digests, again.photodna, again.url), (entry.digests, entry.photodna, entry.url));
                assert_eq!(again.removed_at, entry.removed_at);
            }
            Err(problem) => assert!(problem.to_string().len() < 400),
        }
    }
});
