//! A page of entries.

use super::document::{DocumentError, document, parse, parse_time, tag, time};
use super::{BadEntry, SharedEntry};
use crate::list_entry::MediaKind;
use crate::list_problem::Unfit;
use crate::xml::Element;

/// Most entries of a page, by custom. A page without `next` and with no more than these needs no second request.
pub const MAX_PAGE: usize = 1000;

/// The answer to `GET /v2/entries`.
#[derive(Debug, Default)]
pub struct EntriesPage {
    /// The entries, images before videos.
    pub entries: Vec<SharedEntry>,
    /// The latest time on the page, in microseconds since 1970, without what is under a second. Safe as the `from` of a later
    /// request only once every page was read: entries are in no order of time.
    pub max_timestamp: Option<i64>,
    /// The path of the next page, which begins with `/v2/entries?`; `None` on the last page.
    pub next: Option<String>,
    /// Entries that could not be read; empty on a page that is written.
    pub bad: Vec<BadEntry>,
}

impl EntriesPage {
    /// A page to write.
    pub fn new(entries: Vec<SharedEntry>, next: Option<String>) -> Self {
        let max_timestamp = entries.iter().map(|entry| entry.timestamp).max();
        Self { entries, max_timestamp: max_timestamp.map(whole_second), next, bad: Vec::new() }
    }

    /// The document. Entries without a kind of media count as images.
    ///
    /// # Errors
    ///
    /// [`Unfit`] where an entry does not fit ([`SharedEntry::fits`]): leave it out.
    pub fn to_xml(&self) -> Result<String, Unfit> {
        self.entries.iter().try_for_each(SharedEntry::fits)?;
        let is_video = |entry: &&SharedEntry| entry.entry.media == Some(MediaKind::Video);
        let images: Vec<_> = self.entries.iter().filter(|entry| !is_video(entry)).collect();
        let videos: Vec<_> = self.entries.iter().filter(is_video).collect();
        let mut inside = section("images", &images) + &section("videos", &videos);
        if let Some(next) = self.next.as_deref().filter(|next| !next.is_empty()) {
            inside.push_str(&format!("\n<paging>{}</paging>", tag("next", next)));
        }
        Ok(document("queryResult", &inside))
    }

    /// Reads the document. An entry that has no sense is put under `bad`, and the others are read.
    ///
    /// # Errors
    ///
    /// [`DocumentError`] where it is no such document, its paging leads elsewhere, or `maxTimestamp` is no time.
    pub fn parse(xml: &[u8]) -> Result<Self, DocumentError> {
        let root = parse(xml, "queryResult")?;
        let mut page = Self { next: next(&root)?, ..Self::default() };
        let mut number = 0;
        for section in root.children.iter().filter(|child| matches!(child.name.as_str(), "images" | "videos"))
        {
            for element in &section.children {
                number += 1;
                match SharedEntry::read(element) {
                    Ok(entry) => page.entries.extend(entry),
                    Err((element, fault)) => page.bad.push(BadEntry { number, element, fault }),
                }
            }
            let told = section.attribute("maxTimestamp").map(|text| {
                parse_time(text).ok_or(DocumentError::Element {
                    element: "@maxTimestamp",
                    problem: "must be a time such as 2026-11-23T10:15:00Z",
                })
            });
            page.max_timestamp = page.max_timestamp.max(told.transpose()?.map(whole_second));
        }
        Ok(page)
    }
}

/// One of the two halves; nothing where it is empty.
fn section(name: &str, entries: &[&SharedEntry]) -> String {
    let Some(last) = entries.iter().map(|entry| entry.timestamp).max().and_then(time) else {
        return String::new();
    };
    let inside: String = entries.iter().map(|entry| entry.to_xml()).collect();
    format!("\n<{name} count=\"{}\" maxTimestamp=\"{last}\">{inside}\n</{name}>", entries.len())
}

/// The path of the next page. A client puts it behind the server's address, so nothing else may stand there.
fn next(root: &Element) -> Result<Option<String>, DocumentError> {
    let Some(next) = root.child("paging").and_then(|paging| paging.text_of("next")) else { return Ok(None) };
    let safe = next.bytes().all(|byte| byte.is_ascii_graphic());
    if !next.starts_with("/v2/entries?") || !safe || next.len() > 2000 {
        return Err(DocumentError::Element {
            element: "paging/next",
            problem: "must be a path that begins with /v2/entries?, of at most 2000 characters",
        });
    }
    Ok(Some(next.to_owned()))
}

fn whole_second(micros: i64) -> i64 {
    micros - micros.rem_euclid(1_000_000)
}
