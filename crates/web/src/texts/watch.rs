//! Tests only: which sentences a page asks for, and which of them are missing.

use std::cell::RefCell;
use std::collections::BTreeSet;

/// What was asked for.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    /// Every key that was asked for.
    pub(crate) asked: BTreeSet<String>,
    /// What was missing, with the reason.
    pub(crate) missing: Vec<String>,
}

thread_local! {
    static SEEN: RefCell<Seen> = RefCell::default();
}

/// Runs something on this thread and tells what it asked for.
pub(crate) fn watch<T>(run: impl FnOnce() -> T) -> (T, Seen) {
    SEEN.take();
    let made = run();
    (made, SEEN.take())
}

pub(super) fn asked(key: &str) {
    SEEN.with_borrow_mut(|seen| seen.asked.insert(key.to_owned()));
}

pub(super) fn missing(key: &str, why: &str) {
    SEEN.with_borrow_mut(|seen| seen.missing.push(format!("{key}: {why}")));
}

/// The keys of a Fluent file, each with the arguments it takes. A message begins a line; what it goes on with is indented.
pub(crate) fn keys(source: &str) -> Vec<(&str, BTreeSet<&str>)> {
    let mut found: Vec<(&str, BTreeSet<&str>)> = Vec::new();
    for line in source.lines().filter(|line| !line.starts_with('#')) {
        if line.starts_with(' ') {
            let (_, last) = found.last_mut().expect("a file begins with a message");
            last.extend(arguments(line));
        } else if let Some((key, text)) = line.split_once(" =") {
            found.push((key, arguments(text)));
        }
    }
    found
}

fn arguments(text: &str) -> BTreeSet<&str> {
    text.split("{ $").skip(1).filter_map(|rest| rest.split(' ').next()).collect()
}
