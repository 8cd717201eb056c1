//! Digests in hexadecimal: what is read is written as the same text in lower case. And the features of videos, line by line.
#![no_main]

use std::fmt::Display;
use std::str::FromStr;

use libfuzzer_sys::fuzz_target;
use tutela_matching::{Md5, Pdq, Sha1, Sha256, VpdqFeature, VpdqText};

fuzz_target!(|text: &str| {
    check::<Md5>(text);
    check::<Sha1>(text);
    check::<Sha256>(text);
    check::<Pdq>(text);
    for form in [VpdqText::Frames, VpdqText::Compact] {
        for feature in VpdqFeature::read(text, form).unwrap_or_default() {
            let line = feature.line(form).to_string();
            assert!(VpdqFeature::read(&line, form).is_ok(), "{line}");
        }
    }
});

fn check<T: FromStr<Err: Display> + Display>(text: &str) {
    match text.parse::<T>() {
        Ok(digest) => assert_eq!(digest.to_string(), text.to_ascii_lowercase()),
        Err(error) => assert!(error.to_string().len() < 200),
    }
}
