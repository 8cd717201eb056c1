//! Finding reports again by what they name: URL, host, handle, e-mail address, phone number, network address, the sender's
//! reference, or their own id. The text is never stored or logged; that somebody searched is.

use tutela_model::access::Permission;
use tutela_model::content::ContentName;
use tutela_model::id::ReportId;
use tutela_model::selector::{
    Selector, SelectorKind, normal_handle, normal_url, parse_address, parse_email, parse_host, parse_phone,
    parse_url,
};
use tutela_model::{limits, text};
use tutela_store::records::{item, report};
use uuid::Uuid;

use super::{Granted, Query, QueueLine, names};
use crate::error::Error;

/// Reports on a page.
const PAGE: u32 = 50;

/// What to look for.
pub struct SearchQuery {
    /// As it was typed. A handle is written `service/name`; a host name alone finds every address of that host.
    pub text: String,
    /// Before which report; the newest ones first.
    pub before: Option<ReportId>,
}

/// What was found.
#[derive(Clone, Debug)]
pub struct Found {
    /// A page of the reports that name it, newest first.
    pub lines: Vec<QueueLine>,
    /// Where the next page begins.
    pub next: Option<ReportId>,
}

impl Query for SearchQuery {
    type Output = Found;
    const PERMISSION: Permission = Permission::ReadReport;

    async fn answer(self, granted: Granted<'_>) -> Result<Found, Error> {
        let Granted { node, viewer } = granted;
        let typed = text::required("search", &self.text, limits::URL, text::Lines::One)?;
        let before = self.before.unwrap_or(ReportId(Uuid::max()));
        let own_id = typed.parse::<ReportId>().ok().filter(|id| *id < before);
        let content = parse_url("search", &typed).ok().map(|url| ContentName::Url(normal_url(&url)));
        let file = typed.parse().ok().map(ContentName::File);
        let contents: Vec<_> =
            [content, file].into_iter().flatten().map(|name| node.sealing().content_key(&name)).collect();
        let digests: Vec<_> =
            selectors(&typed).iter().map(|selector| node.sealing().selector(selector)).collect();
        node.store()
            .run("search", |tx| {
                let (contents, digests) = (&contents, &digests);
                async move {
                    let mut found: Vec<ReportId> = own_id.into_iter().collect();
                    for content in contents {
                        let naming = item::reports_naming(&tx, *content, before, PAGE + 1).await?;
                        found.extend(naming);
                    }
                    for digest in digests {
                        found.extend(report::by_selector(&tx, digest, before, PAGE + 1).await?);
                    }
                    found.sort_by(|a, b| b.cmp(a));
                    found.dedup();
                    let more = found.len() > PAGE as usize;
                    found.truncate(PAGE as usize);
                    let next = found.last().copied().filter(|_| more);
                    let names = names(&tx).await?;
                    let line = |row| QueueLine::of(row, viewer.person.id, |id| names.get(&id).cloned());
                    let lines: Vec<_> = report::get_many(&tx, &found).await?.into_iter().map(line).collect();
                    let detail = format!("found={}", lines.len());
                    tx.audit([node.entry(viewer.actor(), "report.searched", "node".into(), detail)]).await?;
                    Ok(Found { lines, next })
                }
            })
            .await
    }
}

fn selectors(typed: &str) -> Vec<Selector> {
    let mut selectors = vec![Selector::new(SelectorKind::Reference, typed)];
    let read = [
        (SelectorKind::Email, parse_email("search", typed).ok()),
        (SelectorKind::Phone, parse_phone("search", typed).ok()),
        (SelectorKind::Address, parse_address("search", typed).ok().map(|ip| ip.to_string())),
        (SelectorKind::Host, parse_host(typed)),
    ];
    let read = read.into_iter().filter_map(|(kind, normal)| Some(Selector::new(kind, normal?)));
    selectors.extend(read);
    let (service, handle) = typed.split_once('/').unwrap_or(("", typed));
    selectors.push(Selector::new(SelectorKind::Handle, normal_handle(service, handle)));
    selectors
}
