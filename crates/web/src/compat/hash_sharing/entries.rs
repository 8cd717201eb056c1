//! `GET /v2/entries`: what changed for members in a span of time, page by page.

use axum::extract::{RawQuery, State};
use tutela_formats::hash_sharing::{EntriesPage, MAX_PAGE, SharedEntry};
use tutela_workflow::Node;
use tutela_workflow::lists::{self, SharedList, shared_lists, shared_page};

use super::cursor::Cursor;
use super::span::Span;
use super::{Failed, HashSharingKey, Xml, member};

pub(super) async fn get(
    State(node): State<Node>,
    key: HashSharingKey,
    RawQuery(query): RawQuery,
) -> Result<Xml, Failed> {
    let span = Span::read(query.as_deref().unwrap_or_default(), node.now())?;
    let mut entries = Vec::new();
    let mut next = None;
    // One list after the other, each in order of time; a page is filled from as many as it takes.
    let mut cursor = span.cursor;
    for list in shared_lists(&node, &key.key).await?.iter().filter(|list| list.number >= span.cursor.list) {
        if list.number != cursor.list {
            cursor = Cursor { list: list.number, after: None };
        }
        let room = MAX_PAGE - entries.len();
        if room == 0 {
            next = Some(cursor);
            break;
        }
        let times = (span.from, span.until);
        let page = shared_page(&node, &key.key, list.number, times, cursor.after, room as u32).await?;
        entries.extend(page.entries.into_iter().map(|entry| told(list, entry)));
        if let Some(after) = page.next {
            next = Some(Cursor { list: list.number, after: Some(after) });
            break;
        }
    }
    // What the dialect has no word for, such as an entry of nothing but SHA-256, is passed over.
    entries.retain(|entry| entry.fits().is_ok());
    let page = EntriesPage::new(entries, next.map(|cursor| span.path(cursor)));
    page.to_xml().map(Xml).map_err(|problem| {
        Failed::new(
            axum::http::StatusCode::INTERNAL_SERVER_ERROR,
            format!("a page cannot be written: {problem}"),
        )
    })
}

/// An entry as the dialect names it.
fn told(list: &SharedList, shared: lists::SharedEntry) -> SharedEntry {
    SharedEntry {
        entry: shared.entry,
        member: member(list),
        id: shared.id.to_string(),
        timestamp: shared.shared_at.micros(),
        feedback: Vec::new(),
    }
}
