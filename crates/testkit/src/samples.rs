//! Invented, benign data: what tests report, list and assess.

use std::sync::Arc;

use tutela_formats::list_entry::ListEntry;
use tutela_matching::{FileDigests, Md5, Pdq, PdqHash, Sha1, Sha256};
use tutela_model::assessment::{ActClass, AgeBand, Depiction, Finding, NationalLaw, Observation};
use tutela_model::clock::Timestamp;
use tutela_model::country::Country;
use tutela_model::item::{AccountItem, Address, FileItem, Item, TextItem, UrlItem};
use tutela_model::report::{Category, ChildStatement, NewReport, Origin, Particulars};

/// A report of these items by the API.
pub fn report(items: Vec<Item>) -> NewReport {
    NewReport {
        origin: Origin::Api,
        category: Category::Csam,
        occurred_at: None,
        child: ChildStatement::default(),
        items,
        particulars: Particulars::default(),
    }
}

/// The same report by the public form.
pub fn public(report: NewReport) -> NewReport {
    NewReport { origin: Origin::Public, ..report }
}

/// A report of one web address.
pub fn url_report(url: &str) -> NewReport {
    report(vec![self::url(url)])
}

/// A web address.
pub fn url(url: &str) -> Item {
    Item::Url(UrlItem { url: url.to_owned(), note: None })
}

/// A file with these digests.
pub fn file(digests: FileDigests) -> Item {
    Item::File(FileItem {
        name: Some("noise.png".to_owned()),
        size: Some(4_096),
        mime: Some("image/png".to_owned()),
        digests,
        viewed: Some(true),
        public: None,
    })
}

/// The digests of the `n`th invented file: four digests made of its number.
pub fn digests(n: u8) -> FileDigests {
    FileDigests {
        md5: Some(Md5::from_bytes([n; 16])),
        sha1: Some(Sha1::from_bytes([n; 20])),
        sha256: Some(Sha256::from_bytes([n; 32])),
        pdq: Some(PdqHash { hash: Pdq::from_bytes([n; 32]), quality: 100 }),
    }
}

/// Only a picture's hash, `bits` away from that of [`digests`]`(n)`.
pub fn picture(n: u8, bits: usize, quality: u8) -> FileDigests {
    let mut bytes = [n; 32];
    (0..bits).for_each(|bit| bytes[bit / 8] ^= 1 << (bit % 8));
    FileDigests { pdq: Some(PdqHash { hash: Pdq::from_bytes(bytes), quality }), ..FileDigests::default() }
}

/// A row of a hash list: the `n`th invented file.
pub fn row(n: u8) -> ListEntry {
    ListEntry { reference: Some(format!("T-{n}")), digests: digests(n), ..ListEntry::default() }
}

/// The same row as a tombstone.
pub fn tombstone(n: u8, removed_at: Timestamp) -> ListEntry {
    ListEntry { removed_at: Some(removed_at.micros()), ..row(n) }
}

/// A report of everything that can be told, every text of it beginning with `marker`: for tests that look where it went.
pub fn telling(marker: &str) -> NewReport {
    let text = |what: &str| format!("{marker}{what}");
    let account = AccountItem {
        service: Some(text("service")),
        handle: Some(text("handle")),
        emails: vec![format!("{}email@host.example", marker.to_lowercase())],
        phones: vec!["+37060000042".to_owned()],
        addresses: vec![Address {
            ip: [203, 0, 113, 42].into(),
            port: Some(40_404),
            at: Some(Timestamp::from_micros(1_700_000_000_000_042)),
            event: Some(text("event")),
        }],
        country: Country::parse("LT"),
    };
    NewReport {
        origin: Origin::Public,
        category: Category::Csam,
        occurred_at: Some(Timestamp::from_micros(1_700_000_000_000_041)),
        child: ChildStatement { country: Country::parse("LT"), ..ChildStatement::default() },
        items: vec![
            Item::Url(UrlItem { url: format!("https://host.example/{marker}url"), note: Some(text("note")) }),
            file(digests(42)),
            Item::Account(account),
            Item::Text(TextItem { text: text("text") }),
        ],
        particulars: Particulars {
            reference: Some(text("reference")),
            urgent_reason: Some(text("urgent")),
            when: Some(text("when")),
            contact: Some(text("contact")),
        },
    }
}

/// What an analyst says of something on which a notice goes out.
pub const GRAVE: Observation =
    Observation { age: AgeBand::Prepubescent, act: ActClass::GenitalFocus, depiction: Depiction::Real };

/// What an analyst says of something harmless.
pub const HARMLESS: Observation =
    Observation { age: AgeBand::Adult, act: ActClass::None, depiction: Depiction::Real };

/// An invented law that finds whatever shows adults not illegal.
pub fn law() -> Arc<dyn NationalLaw> {
    struct Invented;
    impl NationalLaw for Invented {
        fn country(&self) -> Country {
            Country::all().next().unwrap_or_else(|| panic!("there are countries"))
        }
        fn source(&self) -> &str {
            "invented for tests"
        }
        fn finding(&self, observation: Observation) -> Option<Finding> {
            (observation.age == AgeBand::Adult).then_some(Finding::NotIllegal)
        }
    }
    Arc::new(Invented)
}
