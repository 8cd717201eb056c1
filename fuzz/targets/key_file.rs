//! Key files: what is read is written as a file that reads as the same keys.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tutela_crypto::NodeKeys;

fuzz_target!(|text: &str| {
    if let Ok(keys) = NodeKeys::parse(text) {
        let written = keys.to_text();
        let again = NodeKeys::parse(&written).expect("a written key file is read");
        assert_eq!(*again.to_text(), *written);
    }
});
