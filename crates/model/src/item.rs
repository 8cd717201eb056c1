//! Items: the things a report is made of.

use core::net::IpAddr;

use serde::{Deserialize, Serialize};
use tutela_matching::FileDigests;

use crate::clock::Timestamp;
use crate::content::ContentName;
use crate::country::Country;
use crate::named_enum;
use crate::selector::{Selector, SelectorKind, normal_handle, normal_url, parse_url};

named_enum! {
    /// What kind of thing an item is.
    ItemKind {
        /// A web address.
        Url = "url",
        /// A file, known by its digests. Tutela never holds the file.
        File = "file",
        /// An account at a service.
        Account = "account",
        /// Free text.
        Text = "text",
    }
}

/// One thing a report tells of. This is what is sealed, whole, under the report's data key.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Item {
    /// A web address.
    Url(UrlItem),
    /// A file, known by its digests.
    File(FileItem),
    /// An account at a service.
    Account(AccountItem),
    /// Free text.
    Text(TextItem),
}

/// A web address, and what the sender says about it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UrlItem {
    /// The address, parsed and written again.
    pub url: String,
    /// What the sender says about it.
    pub note: Option<String>,
}

/// A file, known by its digests.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FileItem {
    /// The file's name at the sender.
    pub name: Option<String>,
    /// Its size in bytes.
    pub size: Option<u64>,
    /// Its media type as the sender states it.
    pub mime: Option<String>,
    /// Its digests.
    #[serde(with = "digests")]
    pub digests: FileDigests,
    /// Whether a person at the sender looked at it.
    pub viewed: Option<bool>,
    /// Whether it was to be seen by anybody.
    pub public: Option<bool>,
}

/// An account at a service.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct AccountItem {
    /// The service, game or chat.
    pub service: Option<String>,
    /// The user name there.
    pub handle: Option<String>,
    /// E-mail addresses, in normal form.
    pub emails: Vec<String>,
    /// Phone numbers, in normal form.
    pub phones: Vec<String>,
    /// Network addresses seen.
    pub addresses: Vec<Address>,
    /// The country the account declares.
    pub country: Option<Country>,
}

/// A network address, seen at a moment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Address {
    /// The address.
    pub ip: IpAddr,
    /// The source port: needed where many share one address.
    pub port: Option<u16>,
    /// When it was seen.
    pub at: Option<Timestamp>,
    /// On what occasion: `login`, `upload`.
    pub event: Option<String>,
}

/// Free text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TextItem {
    /// The text.
    pub text: String,
}

impl Item {
    /// What kind of thing this is.
    pub fn kind(&self) -> ItemKind {
        match self {
            Self::Url(_) => ItemKind::Url,
            Self::File(_) => ItemKind::File,
            Self::Account(_) => ItemKind::Account,
            Self::Text(_) => ItemKind::Text,
        }
    }

    /// The content that this item names: equal normalised URL or equal SHA-256, nothing weaker.
    pub fn content(&self) -> Option<ContentName> {
        match self {
            Self::Url(item) => parse_url("url", &item.url).ok().map(|url| ContentName::Url(normal_url(&url))),
            Self::File(item) => item.digests.sha256.map(ContentName::File),
            Self::Account(_) | Self::Text(_) => None,
        }
    }

    /// The country the item itself declares.
    pub fn country(&self) -> Option<Country> {
        match self {
            Self::Account(account) => account.country,
            _ => None,
        }
    }

    /// The values by which the item can be found again. A URL is found as content.
    pub fn selectors(&self) -> Vec<Selector> {
        let Self::Account(account) = self else { return Vec::new() };
        let mut found = Vec::new();
        if let Some(handle) = &account.handle {
            let service = account.service.as_deref().unwrap_or_default();
            found.push(Selector::new(SelectorKind::Handle, normal_handle(service, handle)));
        }
        found.extend(account.emails.iter().map(|email| Selector::new(SelectorKind::Email, email)));
        found.extend(account.phones.iter().map(|phone| Selector::new(SelectorKind::Phone, phone)));
        found.extend(
            account.addresses.iter().map(|seen| Selector::new(SelectorKind::Address, seen.ip.to_string())),
        );
        found.sort_by(|a, b| (a.kind, &a.normal).cmp(&(b.kind, &b.normal)));
        found.dedup();
        found
    }
}

/// Digests as hexadecimal text inside the sealed JSON.
mod digests {
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
    use tutela_matching::{FileDigests, PdqHash};

    #[derive(Serialize, Deserialize)]
    struct Text {
        md5: Option<String>,
        sha1: Option<String>,
        sha256: Option<String>,
        pdq: Option<(String, u8)>,
    }

    pub fn serialize<S: Serializer>(digests: &FileDigests, serializer: S) -> Result<S::Ok, S::Error> {
        Text {
            md5: digests.md5.map(|d| d.to_string()),
            sha1: digests.sha1.map(|d| d.to_string()),
            sha256: digests.sha256.map(|d| d.to_string()),
            pdq: digests.pdq.map(|p| (p.hash.to_string(), p.quality)),
        }
        .serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<FileDigests, D::Error> {
        let text = Text::deserialize(deserializer)?;
        Ok(FileDigests {
            md5: read_as(text.md5)?,
            sha1: read_as(text.sha1)?,
            sha256: read_as(text.sha256)?,
            pdq: match text.pdq {
                Some((hash, quality)) => {
                    Some(PdqHash { hash: hash.parse().map_err(D::Error::custom)?, quality })
                }
                None => None,
            },
        })
    }

    fn read_as<T: std::str::FromStr, E: Error>(value: Option<String>) -> Result<Option<T>, E>
    where
        T::Err: std::fmt::Display,
    {
        value.map(|v| v.parse().map_err(E::custom)).transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_account_gives_each_selector_once() {
        let account = Item::Account(AccountItem {
            service: Some("Chat".into()),
            handle: Some("@Someone".into()),
            emails: vec!["a@b.example".into(), "a@b.example".into()],
            ..AccountItem::default()
        });
        let selectors = account.selectors();
        assert_eq!(selectors.len(), 2);
        assert_eq!(selectors[0], Selector::new(SelectorKind::Handle, "chat/someone"));
    }

    #[test]
    fn items_survive_being_written_and_read() {
        let item = Item::File(FileItem {
            name: None,
            size: Some(7),
            mime: None,
            digests: FileDigests { md5: Some("00".repeat(16).parse().unwrap()), ..FileDigests::default() },
            viewed: Some(true),
            public: None,
        });
        let json = serde_json::to_string(&item).unwrap();
        assert_eq!(serde_json::from_str::<Item>(&json).unwrap(), item);
    }
}
