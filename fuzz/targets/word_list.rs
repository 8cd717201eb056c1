//! Word lists of operators, and reports read with them: a line is read or told of by its number, and whatever a report says is
//! read. What stands before the first empty line is the list, the rest is a report.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tutela_model::told::{Words, same_words};

fuzz_target!(|text: &str| {
    let (list, report) = text.split_once("\n\n").unwrap_or(("", text));
    let reasons = Words::built_in().read(report);
    assert!(reasons.is_sorted() && reasons.iter().all(|reason| reason.is_told()));
    let _ = same_words(report);
    match Words::only(list) {
        Ok(words) => assert!(words.read(report).iter().all(|reason| reason.is_told())),
        Err(error) => assert!((1..=list.lines().count()).contains(&error.line)),
    }
});
