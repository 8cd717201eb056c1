//! Recovery files: what is read is written as a file that reads as the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tutela_crypto::RecoveryFile;

fuzz_target!(|text: &str| {
    if let Ok(file) = RecoveryFile::parse(text) {
        let written = file.to_text();
        let again = RecoveryFile::parse(&written).expect("a written recovery file is read");
        assert_eq!(*again.to_text(), *written);
    }
});
