//! Help directories: every line is read or told of by its number, and none is longer than its limit.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tutela_formats::help_csv;

fuzz_target!(|bytes: &[u8]| {
    let Ok(lines) = help_csv::read(bytes) else { return };
    for line in lines {
        match line {
            Ok(line) => assert!(line.name.len() <= 5_000 && line.source.len() <= 5_000),
            Err(error) => assert!(error.to_string().starts_with("line ")),
        }
    }
});
