//! The body of `POST /api/v1/reports`: taken or refused with a problem, and what is taken keeps within the limits.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tutela_model::clock::Timestamp;
use tutela_model::completeness::Completeness;
use tutela_model::limits;
use tutela_web::api::v1::read_report;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(report) = read_report(bytes, Timestamp::from_micros(1_790_000_000_000_000)) {
        assert!((1..=limits::ITEMS).contains(&report.items.len()));
        assert!(Completeness::of(&report).score <= 100);
        for item in &report.items {
            item.content();
            item.selectors();
        }
    }
});
