//! A mail server's report that a letter came back: a letter is named, or it says why not.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tutela_formats::returned_mail::read;

fuzz_target!(|bytes: &[u8]| match read(bytes) {
    Ok(found) => assert!(found.status.is_none_or(|status| status.len() <= 11)),
    Err(error) => assert!(!error.to_string().is_empty()),
});
