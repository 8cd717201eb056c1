//! `Accept-Language`: whatever it says, one of our languages comes out.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tutela_web::texts::Language;

fuzz_target!(|text: &str| {
    assert!(Language::ALL.contains(&Language::negotiate(text)));
});
