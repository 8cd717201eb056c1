//! The public form: taken or refused, and what is taken says something.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tutela_model::report::Origin;
use tutela_web::public::parse_report_form;

fuzz_target!(|bytes: &[u8]| {
    for origin in [Origin::Public, Origin::Young] {
        if let Ok(report) = parse_report_form(bytes, origin) {
            assert!(!report.items.is_empty());
            assert_eq!(report.origin, origin);
        }
    }
});
