//! Project VIC documents: every medium is an entry or a problem, and every entry survives being written and read again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tutela_formats::list_formats::{ListFormat, reader, writer};

fuzz_target!(|bytes: &[u8]| {
    for entry in reader(ListFormat::Vics20, bytes) {
        match entry {
            Ok(entry) => {
                let mut list = Vec::new();
                let mut out = writer(ListFormat::Vics20, &mut list).expect("memory takes a header");
                out.write(&entry).expect("a medium that was read can be written");
                out.finish().expect("memory takes an end");
                let again = reader(ListFormat::Vics20, &list[..]).next().expect("one medium").expect("a medium");
                assert_eq!((again.digests, again.photodna, again.label), (entry.digests, entry.photodna, entry.label));
            }
            Err(problem) => assert!(problem.to_string().len() < 400),
        }
    }
});
