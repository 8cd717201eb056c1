//! The page that sums up a scan: one file, written beside the scan's JSON lines and opened from the disk. It loads nothing.

use askama::Template;
use tutela_model::clock::Timestamp;

use crate::texts::Texts;

/// What a scan came to.
#[derive(Clone, Debug)]
pub struct Summary {
    /// The tree.
    pub root: String,
    /// Why it was scanned.
    pub purpose: String,
    /// The lists' names.
    pub lists: Vec<String>,
    /// When it began.
    pub begun_at: Timestamp,
    /// When it ended.
    pub ended_at: Timestamp,
    /// Files that were looked at.
    pub files: u64,
    /// Their size in bytes.
    pub bytes: u64,
    /// Of them, files that an earlier run had hashed.
    pub known_before: u64,
    /// Files that could not be hashed, or only in part.
    pub problems: u64,
    /// Files that match.
    pub matched: u64,
    /// Files by the list of their strongest match.
    pub by_list: Vec<(String, u64)>,
    /// The first matches.
    pub matches: Vec<MatchLine>,
}

/// A file that matches, with its strongest match.
#[derive(Clone, Debug)]
pub struct MatchLine {
    /// Its path inside the tree.
    pub file: String,
    /// The list.
    pub list: String,
    /// Which digest.
    pub kind: String,
    /// Bits that differ.
    pub distance: u32,
}

#[derive(Template)]
#[template(path = "scan_summary.html")]
struct Page<'a> {
    texts: Texts,
    summary: &'a Summary,
}

impl Page<'_> {
    fn t(&self, key: &str) -> String {
        self.texts.get(key)
    }

    fn number(&self, number: &u64) -> String {
        crate::console::grouped(*number)
    }

    fn seconds(&self) -> i64 {
        self.summary.ended_at.since(self.summary.begun_at) / tutela_model::clock::SECOND
    }

    fn shown_all(&self) -> bool {
        self.summary.matches.len() as u64 == self.summary.matched
    }
}

/// The page.
///
/// # Errors
///
/// A sentence that says what is broken, where the template fails.
pub fn render(summary: &Summary) -> Result<String, String> {
    let page = Page { texts: Texts::console(), summary };
    page.render().map_err(|error| format!("the summary could not be written: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_escapes_names_and_loads_nothing() {
        let at = Timestamp::from_micros(1_700_000_000_000_000);
        let summary = Summary {
            root: "/archive".into(),
            purpose: "a test of <b>names</b>".into(),
            lists: vec!["noise".into()],
            begun_at: at,
            ended_at: at.plus(90_000_000),
            files: 10_000,
            bytes: 123_456_789,
            known_before: 12,
            problems: 1,
            matched: 1,
            by_list: vec![("noise".into(), 1)],
            matches: vec![MatchLine {
                file: "<script>.png".into(),
                list: "noise".into(),
                kind: "pdq".into(),
                distance: 9,
            }],
        };
        let html = render(&summary).unwrap();
        assert!(
            html.contains("&#60;script&#62;.png") && html.contains("10,000")
                || html.contains("10\u{202f}000")
        );
        for outside in ["http:", "https:", "<script", "<img", "<link"] {
            assert!(!html.contains(outside), "{outside}");
        }
        let empty = Summary { matched: 0, matches: Vec::new(), by_list: Vec::new(), ..summary };
        assert!(render(&empty).unwrap().contains("no file"));
    }
}
