//! Finding reports again by what they name: URL, handle, e-mail address, phone number, network address, the sender's
//! reference, or their own id. The text is never stored or logged; that somebody searched is.

use tutela_model::access::Permission;
use tutela_model::content::ContentName;
use tutela_model::id::ReportId;
use tutela_model::selector::{
    Selector, SelectorKind, normal_handle, normal_url, parse_address, parse_email, parse_phone, parse_url,
};
use tutela_model::{limits, text};
use tutela_store::records::{item, report};

use super::{Granted, Query, QueueLine, names};
use crate::error::Error;

/// Reports shown.
const SHOWN: u32 = 50;

/// What to look for.
pub struct SearchQuery {
    /// As it was typed. A handle is written `service/name`.
    pub text: String,
}

impl Query for SearchQuery {
    /// The newest 50 reports that name it.
    type Output = Vec<QueueLine>;
    const PERMISSION: Permission = Permission::ReadReport;

    async fn answer(self, granted: Granted<'_>) -> Result<Vec<QueueLine>, Error> {
        let Granted { node, viewer } = granted;
        let typed = text::required("search", &self.text, limits::URL, text::Lines::One)?;
        let own_id = typed.parse::<ReportId>().ok();
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
                        found.extend(item::naming(&tx, *content, SHOWN).await?.into_iter().map(|(id, _)| id));
                    }
                    for digest in digests {
                        found.extend(report::by_selector(&tx, digest, SHOWN).await?);
                    }
                    found.sort_by(|a, b| b.cmp(a));
                    found.dedup();
                    found.truncate(SHOWN as usize);
                    let names = names(&tx).await?;
                    let mut lines = Vec::new();
                    for id in found {
                        if let Some(row) = report::get(&tx, id).await? {
                            lines.push(QueueLine::of(row, viewer.person.id, |id| names.get(&id).cloned()));
                        }
                    }
                    let detail = format!("found={}", lines.len());
                    tx.audit([node.entry(viewer.actor(), "report.searched", "node".into(), detail)]).await?;
                    Ok(lines)
                }
            })
            .await
    }
}

fn selectors(typed: &str) -> Vec<Selector> {
    let mut selectors = vec![Selector::new(SelectorKind::Reference, typed)];
    selectors
        .extend(parse_email("search", typed).ok().map(|normal| Selector::new(SelectorKind::Email, normal)));
    selectors
        .extend(parse_phone("search", typed).ok().map(|normal| Selector::new(SelectorKind::Phone, normal)));
    let address = parse_address("search", typed).ok();
    selectors.extend(address.map(|ip| Selector::new(SelectorKind::Address, ip.to_string())));
    let (service, handle) = typed.split_once('/').unwrap_or(("", typed));
    selectors.push(Selector::new(SelectorKind::Handle, normal_handle(service, handle)));
    selectors
}
