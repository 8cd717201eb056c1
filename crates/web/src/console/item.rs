//! An item in words: what somebody told us of. Addresses are defanged, a file is its facts, nothing is a link.

use tutela_model::clock::Timestamp;
use tutela_model::item::{AccountItem, Address, FileItem, Item};
use tutela_model::report::Standing;

use super::defang::defang;
use super::moment::written;
use super::words::{country, grouped, word};
use crate::texts::Texts;

/// A name with its value.
#[derive(Clone, Debug)]
pub(super) struct Fact {
    pub(super) name: String,
    pub(super) value: String,
    /// Whether it is written in letters of equal width: digests, addresses, ids.
    pub(super) code: bool,
    /// Whether it says that a child is in danger.
    pub(super) danger: bool,
}

impl Fact {
    /// A fact in plain words; `key` is the key of its name.
    pub(super) fn plain(texts: Texts, key: &str, value: impl Into<String>) -> Self {
        Self { name: texts.get(key), value: value.into(), code: false, danger: false }
    }

    /// A fact in letters of equal width.
    pub(super) fn code(texts: Texts, key: &str, value: impl Into<String>) -> Self {
        Self { code: true, ..Self::plain(texts, key, value) }
    }
}

/// An item in words.
#[derive(Clone, Debug)]
pub(super) struct ItemWords {
    /// What kind of thing it is.
    pub(super) kind: String,
    /// What it is known by; empty for free text.
    pub(super) heading: String,
    /// What its sender wrote about it, or the free text itself.
    pub(super) text: Option<String>,
    pub(super) facts: Vec<Fact>,
    /// Whether it is the account of the child themself.
    pub(super) childs_own: bool,
}

impl ItemWords {
    /// An item, in a report whose accounts are `standing`'s.
    pub(super) fn of(texts: Texts, item: &Item, standing: Standing) -> Self {
        let kind = word(texts, "item", item.kind());
        let (heading, text, facts) = match item {
            Item::Url(item) => (defang(&item.url), item.note.clone(), Vec::new()),
            Item::File(item) => {
                let name = item.name.clone().unwrap_or_else(|| texts.get("file-unnamed"));
                (name, None, file(texts, item))
            }
            Item::Account(item) => (account_name(texts, item), None, account(texts, item)),
            Item::Text(item) => (String::new(), Some(item.text.clone()), Vec::new()),
        };
        let childs_own = matches!(item, Item::Account(_)) && standing == Standing::Child;
        Self { kind, heading, text, facts, childs_own }
    }
}

fn file(texts: Texts, file: &FileItem) -> Vec<Fact> {
    let digests = &file.digests;
    let mut facts = Vec::new();
    facts.extend(file.mime.as_ref().map(|mime| Fact::code(texts, "fact-mime", mime)));
    facts.extend(
        file.size.map(|size| Fact::plain(texts, "fact-size", texts.with("bytes", "n", grouped(size)))),
    );
    facts.extend(digests.sha256.map(|digest| Fact::code(texts, "fact-sha256", digest.to_string())));
    facts.extend(digests.sha1.map(|digest| Fact::code(texts, "fact-sha1", digest.to_string())));
    facts.extend(digests.md5.map(|digest| Fact::code(texts, "fact-md5", digest.to_string())));
    facts.extend(digests.pdq.map(|pdq| Fact::code(texts, "fact-pdq", pdq.hash.to_string())));
    let quality =
        digests.pdq.map(|pdq| (if pdq.is_usable() { "pdq-usable" } else { "pdq-poor" }, pdq.quality));
    facts.extend(
        quality.map(|(key, n)| Fact::plain(texts, "fact-quality", texts.with(key, "n", u32::from(n)))),
    );
    facts.push(Fact::plain(texts, "fact-viewed", said(texts, file.viewed)));
    facts.push(Fact::plain(texts, "fact-public", said(texts, file.public)));
    facts
}

/// Yes, no, or that it was not said.
pub(super) fn said(texts: Texts, answer: Option<bool>) -> String {
    texts.get(match answer {
        Some(true) => "yes",
        Some(false) => "no",
        None => "not-said",
    })
}

fn account_name(texts: Texts, account: &AccountItem) -> String {
    match (&account.handle, &account.service) {
        (Some(handle), Some(service)) => texts.with_all(
            "account-at",
            &[("handle", handle.as_str().into()), ("service", service.as_str().into())],
        ),
        (Some(handle), None) => handle.clone(),
        (None, Some(service)) => texts.with("account-somebody-at", "service", service.clone()),
        (None, None) => texts.get("account-unnamed"),
    }
}

fn account(texts: Texts, account: &AccountItem) -> Vec<Fact> {
    let mut facts = Vec::new();
    facts.extend(account.emails.iter().map(|email| Fact::code(texts, "fact-email", email)));
    facts.extend(account.phones.iter().map(|phone| Fact::code(texts, "fact-phone", phone)));
    facts
        .extend(account.addresses.iter().map(|seen| Fact::code(texts, "fact-address", address(texts, seen))));
    facts
        .extend(account.country.map(|code| Fact::plain(texts, "fact-account-country", country(texts, code))));
    facts
}

/// `192.0.2.7 port 4711 · 24 Nov 2026, 09:30 UTC · login`, with what is missing said.
fn address(texts: Texts, seen: &Address) -> String {
    let port = match seen.port {
        Some(port) => texts.with("address-port", "port", port.to_string()),
        None => texts.get("address-no-port"),
    };
    let at = match seen.at {
        Some(at) => exactly(texts, at),
        None => texts.get("address-no-time"),
    };
    let parts = [Some(seen.ip.to_string()), Some(port), Some(at), seen.event.clone()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// A moment that matters exactly, such as when an address was seen.
pub(super) fn exactly(texts: Texts, at: Timestamp) -> String {
    texts.with("moment-exact", "at", written(at))
}
