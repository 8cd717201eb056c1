//! Receipts: however one was written down, its seven words come back as the same receipt.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tutela_crypto::Receipt;

fuzz_target!(|text: &str| {
    if let Ok(receipt) = Receipt::parse(text) {
        let words = receipt.to_string();
        let again = Receipt::parse(&words).expect("a written receipt is read");
        assert_eq!(again.words(), receipt.words());
    }
});
