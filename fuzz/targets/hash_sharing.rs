//! NCMEC Hash Sharing: every document is read or refused, and every page that was read can be written and read again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tutela_formats::hash_sharing::{EntriesPage, FeedbackReasons, FeedbackSubmission, Members, Status};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(page) = EntriesPage::parse(bytes) {
        let again = EntriesPage::new(page.entries, page.next);
        let xml = again.to_xml().expect("entries that were read fit");
        let read = EntriesPage::parse(xml.as_bytes()).expect("a written page is read");
        assert!(read.bad.is_empty() && read.entries.len() == again.entries.len() && read.next == again.next);
    }
    if let Ok(submission) = FeedbackSubmission::parse(bytes) {
        let again = FeedbackSubmission::parse(submission.to_xml().as_bytes());
        assert_eq!(again, Ok(submission));
    }
    let _ = (Status::parse(bytes), Members::parse(bytes), FeedbackReasons::parse(bytes));
});
