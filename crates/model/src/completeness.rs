//! Whether a report holds enough to work on, and what is missing. About half of the reports that platforms send lack one of
//! who, what, where and when; naming it while the sender can still answer is the cheapest cure.

use serde::{Deserialize, Serialize};

use crate::item::{AccountItem, Item};
use crate::named_enum;
use crate::report::NewReport;

named_enum! {
    /// What would make a report actionable.
    Missing {
        /// An address, a file's digests or a description of what happened.
        What = "what",
        /// An account: a user name, an e-mail address or a phone number.
        Who = "who",
        /// A country, a phone number, a web address or a network address.
        Where = "where",
        /// When it happened.
        When = "when",
        /// The time at which a network address was seen: without it, it names nobody.
        AddressTime = "address_time",
        /// The source port of a network address: where many share one address, it names nobody without.
        AddressPort = "address_port",
    }
}

/// How complete a report is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Completeness {
    /// 0 to 100.
    pub score: u8,
    /// What is missing.
    pub missing: Vec<Missing>,
}

/// A description shorter than this says too little to stand for the thing itself.
const TELLING_TEXT: usize = 40;

impl Completeness {
    /// Of a report. Who, what, where and when weigh a quarter each; an address without time or port takes five from "where".
    pub fn of(report: &NewReport) -> Self {
        let accounts = || {
            report.items.iter().filter_map(|item| match item {
                Item::Account(account) => Some(account),
                _ => None,
            })
        };
        let addresses = || accounts().flat_map(|account| &account.addresses);
        let present = |part| match part {
            Missing::What => report.items.iter().any(says_what),
            Missing::Who => accounts().any(says_who),
            Missing::Where => {
                report.child.country.is_some()
                    || report.items.iter().any(|item| matches!(item, Item::Url(_)))
                    || accounts()
                        .any(|a| a.country.is_some() || !a.phones.is_empty() || !a.addresses.is_empty())
            }
            Missing::When => report.occurred_at.is_some() || report.particulars.when.is_some(),
            Missing::AddressTime => addresses().all(|address| address.at.is_some()),
            Missing::AddressPort => addresses().all(|address| address.port.is_some()),
        };
        let missing: Vec<Missing> = Missing::ALL.iter().copied().filter(|part| !present(*part)).collect();
        let lost: u8 = missing
            .iter()
            .map(|part| match part {
                Missing::What | Missing::Who | Missing::Where | Missing::When => 25,
                Missing::AddressTime | Missing::AddressPort => 5,
            })
            .sum();
        Self { score: 100u8.saturating_sub(lost), missing }
    }
}

fn says_what(item: &Item) -> bool {
    match item {
        Item::Url(_) => true,
        Item::File(file) => !file.digests.is_empty(),
        Item::Text(text) => text.text.chars().count() >= TELLING_TEXT,
        Item::Account(_) => false,
    }
}

fn says_who(account: &AccountItem) -> bool {
    account.handle.is_some() || !account.emails.is_empty() || !account.phones.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::item::{Address, TextItem, UrlItem};
    use crate::report::{Category, ChildStatement, Origin, Particulars};

    fn report(items: Vec<Item>) -> NewReport {
        NewReport {
            origin: Origin::Api,
            category: Category::Csam,
            occurred_at: None,
            child: ChildStatement::default(),
            items,
            particulars: Particulars::default(),
        }
    }

    #[test]
    fn what_is_missing_is_named() {
        let only_url = report(vec![Item::Url(UrlItem { url: "https://host.example/".into(), note: None })]);
        let completeness = Completeness::of(&only_url);
        assert_eq!(completeness.missing, [Missing::Who, Missing::When]);
        assert_eq!(completeness.score, 50);
        let nothing = report(vec![Item::Text(TextItem { text: "help".into() })]);
        assert_eq!(Completeness::of(&nothing).score, 0);
    }

    #[test]
    fn an_address_without_time_names_nobody() {
        let account = AccountItem {
            handle: Some("a".into()),
            addresses: vec![Address {
                ip: "203.0.113.7".parse().unwrap(),
                port: None,
                at: None,
                event: None,
            }],
            ..AccountItem::default()
        };
        let missing = Completeness::of(&report(vec![Item::Account(account)])).missing;
        assert!(missing.contains(&Missing::AddressTime) && missing.contains(&Missing::AddressPort));
        assert!(!missing.contains(&Missing::Where));
    }
}
