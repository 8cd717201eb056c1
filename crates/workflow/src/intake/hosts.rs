//! The hosts of reported addresses, by which all reports of one host are found: as keyed digests, like everything that is
//! searched for. Reports from before there was this are given theirs by a job.

use serde::{Deserialize, Serialize};
use tutela_model::clock::DAY;
use tutela_model::id::ReportId;
use tutela_model::item::Item;
use tutela_model::selector::{Selector, SelectorKind, parse_url};
use tutela_store::jobs::Job;
use tutela_store::records::item::{self, StoredItem};
use tutela_store::records::setting;
use uuid::Uuid;

use crate::error::Error;
use crate::jobs::JobError;
use crate::node::Node;
use crate::sealing::{Blob, open};

/// The kind of the job that gives stored reports the hosts of their addresses.
pub(crate) const FILL_HOSTS: &str = "fill_hosts";
/// Items in one transaction.
const PAGE: u32 = 500;

/// The hosts of a report's addresses, and the domains that were registered for them, each once.
pub(super) fn hosts<'a>(items: impl IntoIterator<Item = &'a Item>) -> Vec<Selector> {
    let mut hosts: Vec<String> = items.into_iter().flat_map(hosts_of).collect();
    hosts.sort();
    hosts.dedup();
    hosts.into_iter().map(|host| Selector::new(SelectorKind::Host, host)).collect()
}

fn hosts_of(item: &Item) -> Vec<String> {
    let Item::Url(item) = item else { return Vec::new() };
    let Ok(url) = parse_url("url", &item.url) else { return Vec::new() };
    let Some(host) = url.host_str() else { return Vec::new() };
    let host = host.to_ascii_lowercase();
    // An address of numbers has no registered domain, though its last two numbers look like one.
    let is_name = url.domain().is_some();
    let registered = psl::domain_str(&host).filter(|domain| is_name && *domain != host).map(str::to_owned);
    registered.into_iter().chain([host]).collect()
}

/// How far the job is.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Progress {
    report: Uuid,
    position: u32,
    done: bool,
}

/// Gives a page of stored reports the hosts of their addresses; once all have theirs, there is nothing left to do.
pub(crate) async fn fill_hosts(node: &Node, job: &Job) -> Result<(), JobError> {
    let kept = node
        .store()
        .read("search hosts", |tx| async move { setting::get(&tx, setting::SEARCH_HOSTS).await })
        .await?;
    let mut progress: Progress = kept.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
    if progress.done {
        let later = node.now().plus(DAY);
        return Ok(node
            .store()
            .run("hosts filled", |tx| async move { tx.repeat_job(job, later).await })
            .await?);
    }
    let after = (ReportId(progress.report), progress.position);
    let last = ReportId(Uuid::max());
    let page = node
        .store()
        .read("stored items", |tx| async move { item::contents_after(&tx, after, last, PAGE).await })
        .await?;
    let mut found = Vec::new();
    for stored in &page {
        let item = opened(node, stored)?;
        let digests = hosts([&item]).into_iter().map(|host| node.sealing().selector(&host));
        found.extend(digests.map(|digest| (stored.report, digest)));
    }
    match page.last() {
        Some(last) => (progress.report, progress.position) = (last.report.0, last.position),
        None => progress.done = true,
    }
    let text = serde_json::to_string(&progress).unwrap_or_default();
    let (found, text) = (&found, &text);
    node.store()
        .run("fill hosts", |tx| async move {
            item::add_selectors(&tx, found).await?;
            setting::set(&tx, setting::SEARCH_HOSTS, text, node.now()).await?;
            Ok::<_, Error>(tx.repeat_job(job, node.now()).await?)
        })
        .await?;
    Ok(())
}

fn opened(node: &Node, stored: &StoredItem) -> Result<Item, Error> {
    let key = node.sealing().report_key(stored.report, Some(&stored.data_key))?;
    open(&key, Blob::Item(stored.report, stored.position), Some(&stored.sealed))
}

#[cfg(test)]
mod tests {
    use tutela_model::item::UrlItem;

    use super::*;

    #[test]
    fn a_host_and_its_registered_domain_are_found_once() {
        let url = |url: &str| Item::Url(UrlItem { url: url.into(), note: None });
        let items =
            [url("https://gallery.host.co.uk/a"), url("http://host.co.uk/b"), url("https://203.0.113.7/c")];
        let found: Vec<_> = hosts(&items).into_iter().map(|host| host.normal).collect();
        assert_eq!(found, ["203.0.113.7", "gallery.host.co.uk", "host.co.uk"]);
    }
}
