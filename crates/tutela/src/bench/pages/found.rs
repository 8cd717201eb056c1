//! Where a page leads.

use std::collections::BTreeSet;

/// The lists that a page of the queue leads to: filters and saved views, without further pages and single reports.
pub(super) fn lists(html: &str) -> BTreeSet<String> {
    let addresses = html.split(" href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    addresses
        .map(|address| address.replace("&amp;", "&").replace("&#38;", "&"))
        .filter(|address| address.starts_with("/console/?") || address.starts_with("/console/views"))
        .filter(|address| {
            !address.contains("after=") && !address.contains("list=all") && !address.contains("list=mine")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_found_and_reports_are_not() {
        let html = r#"<a href="/console/?list=mine"><a href="/console/?view=3&amp;x=1"><a href="/console/reports/1"><a href="/console/?after=1">"#;
        assert_eq!(lists(html).into_iter().collect::<Vec<_>>(), ["/console/?view=3&x=1"]);
    }
}
