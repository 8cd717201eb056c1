//! A page as the upstream wrote it, and what of it a list can hold.

use tutela_formats::hash_sharing::EntriesPage;
use tutela_formats::list_entry::ListEntry;
use tutela_formats::list_problem::Fault;
use tutela_model::clock::Timestamp;

use super::problem::UpstreamProblem;

/// So many entries that make no sense, and none that does, are a broken upstream rather than broken entries.
const BROKEN: usize = 10;

/// What an upstream says of one entry.
#[derive(Clone, Debug)]
pub(super) struct Record {
    /// The entry, or its tombstone; its reference is the upstream's key of it, its origin the member's name.
    pub(super) entry: ListEntry,
    /// When it changed upstream.
    pub(super) at: Timestamp,
}

/// A page.
pub(super) struct Page {
    pub(super) records: Vec<Record>,
    /// Where the next page is.
    pub(super) next: Option<String>,
    /// Records that hold nothing that can be used here.
    pub(super) skipped: u64,
}

/// Reads a page. What it says of its own latest time is not looked at: how far was read is what was asked for.
pub(super) fn parse(body: &[u8]) -> Result<Page, UpstreamProblem> {
    let page = EntriesPage::parse(body).map_err(|error| UpstreamProblem::Unreadable(error.to_string()))?;
    let mut senseless = page.bad.iter().filter(|bad| !matches!(bad.fault, Fault::NothingKnown));
    if page.entries.is_empty()
        && let Some(bad) = senseless.nth(BROKEN - 1)
    {
        return Err(UpstreamProblem::Unreadable(bad.to_string()));
    }
    let record = |shared: tutela_formats::hash_sharing::SharedEntry| Record {
        at: Timestamp::from_micros(shared.timestamp),
        entry: shared.entry,
    };
    Ok(Page {
        records: page.entries.into_iter().map(record).collect(),
        next: page.next,
        skipped: page.bad.len() as u64,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(entries: &str) -> Result<Page, UpstreamProblem> {
        parse(format!("<queryResult><images>{entries}</images></queryResult>").as_bytes())
    }

    #[test]
    fn a_few_bad_entries_are_left_out_and_a_page_of_nothing_else_is_refused() {
        let good = format!(
            "<image><member id=\"1\">A</member><timestamp>2026-01-01T00:00:00Z</timestamp><id>x</id>\
             <fingerprints><md5>{}</md5></fingerprints></image>",
            "0".repeat(32)
        );
        let bad = good.replace("2026-01-01T00:00:00Z", "yesterday");
        let unknown = good.replace("md5", "ssvh_pdna");
        let read = page(&format!("{good}{bad}{unknown}")).unwrap();
        assert_eq!((read.records.len(), read.skipped), (1, 2));
        assert_eq!(read.records[0].entry.reference.as_deref(), Some("1-x"));
        assert_eq!(page(&unknown.repeat(50)).unwrap().skipped, 50, "nothing that is known here");
        assert_eq!(page(&bad.repeat(9)).unwrap().skipped, 9);
        assert!(matches!(page(&bad.repeat(10)), Err(UpstreamProblem::Unreadable(_))));
    }
}
