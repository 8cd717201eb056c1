//! URLs, phone numbers, e-mail and network addresses as people type them: a normal form is its own normal form.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tutela_model::selector::{normal_url, parse_address, parse_email, parse_phone, parse_url};

fuzz_target!(|text: &str| {
    if let Ok(url) = parse_url("url", text) {
        let normal = normal_url(&url);
        let again = parse_url("url", &format!("https://{normal}")).map(|url| normal_url(&url));
        assert_eq!(again.as_ref(), Ok(&normal));
    }
    if let Ok(phone) = parse_phone("phone", text) {
        assert_eq!(parse_phone("phone", &phone).as_ref(), Ok(&phone));
    }
    if let Ok(email) = parse_email("email", text) {
        assert_eq!(parse_email("email", &email).as_ref(), Ok(&email));
    }
    let _ = parse_address("address", text);
});
