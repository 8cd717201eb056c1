//! What the words of a report tell of danger to a child, in the seven languages of the public site.
//!
//! Not whole sentences are looked for but *concepts* that stand near one another: a child, somebody grown, harm, now, access, a
//! threat, a plea. Which words stand for which concept is data (`data/words/*.tsv`, and the operator's own file); which concepts
//! together give which reason is [`rules`]. A reason names concepts and never repeats a word of the report.
//!
//! It takes time in proportion to the text, and no text is too strange for it; see the tests.

mod bare;
mod lexicon;
mod normal;
mod read;
mod rules;
#[cfg(test)]
mod tests;

pub use lexicon::{LexiconError, Words};
pub use normal::same_words;

use crate::item::Item;
use crate::report::NewReport;

/// Bytes of a report's texts that are read; what stands beyond is left to the person who opens it.
pub const READ: usize = 100_000;

/// Everything that a report says in words, as one text.
pub fn text_of(report: &NewReport) -> String {
    let particulars = &report.particulars;
    let particulars = [&particulars.urgent_reason, &particulars.when];
    let items = report.items.iter().filter_map(|item| match item {
        Item::Text(text) => Some(text.text.as_str()),
        Item::Url(url) => url.note.as_deref(),
        Item::File(_) | Item::Account(_) => None,
    });
    let mut text = String::new();
    for part in particulars.into_iter().flatten().map(String::as_str).chain(items) {
        if text.len() + part.len() > READ {
            let left = READ.saturating_sub(text.len());
            text.push_str(&part[..part.floor_char_boundary(left)]);
            break;
        }
        text.push_str(part);
        text.push('\n');
    }
    text
}
