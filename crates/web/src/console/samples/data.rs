//! Invented records.

use tutela_matching::{FileDigests, Md5, Pdq, PdqHash, Sha1, Sha256};
use tutela_model::access::Role;
use tutela_model::assessment::{ActClass, AgeBand, Depiction, Finding, Observation};
use tutela_model::clock::{HOUR, MINUTE, Timestamp};
use tutela_model::completeness::{Completeness, Missing};
use tutela_model::content::ContentKey;
use tutela_model::country::Country;
use tutela_model::id::{EntryId, NoticeId, PersonId, ReportId};
use tutela_model::item::{AccountItem, Address, FileItem, Item, TextItem, UrlItem};
use tutela_model::list::MatchKind;
use tutela_model::person::Person;
use tutela_model::report::{Category, ChildStatement, Origin, Particulars, standing};
use tutela_model::report_state::Status;
use tutela_model::urgency::{Reason, Urgency};
use tutela_workflow::Viewer;
use tutela_workflow::read::{AssessmentView, ItemView, MatchView, QueueLine, RemovalView, ReportPage, Times};
use uuid::Uuid;

use crate::console::chrome::{Chrome, Place};
use crate::texts::Texts;

/// The moment at which every sample is looked at: 24 Nov 2026, 09:30 UTC.
pub(super) const NOW: Timestamp = Timestamp::from_micros(1_795_512_600_000_000);

/// An id that ends in a number.
pub(super) fn uuid(n: u32) -> Uuid {
    Uuid::from_u128(0x019a_b3c4_5d6e_7f80_9a1b_0000_0000_0000 | u128::from(n.wrapping_mul(0x9e37_79b1)))
}

/// So many microseconds before the samples are looked at.
pub(super) fn ago(micros: i64) -> Timestamp {
    NOW.plus(-micros)
}

pub(super) fn notice_id(n: u32) -> NoticeId {
    NoticeId(uuid(n))
}

pub(super) fn person(n: u32, name: &str, role: Role) -> Person {
    Person { id: PersonId(uuid(n)), name: name.to_owned(), role, member: None, disabled: false }
}

/// Somebody of a role.
pub(super) fn viewer(role: Role) -> Viewer {
    Viewer { person: person(1, "Rūta Vaitkienė", role) }
}

/// What is around a page for them.
pub(super) fn chrome(role: Role, place: Place, title: &str) -> Chrome {
    Chrome::of(&viewer(role), place, Texts::console().get(title), None)
}

/// A report that waits, with these reasons.
pub(super) fn line(n: u32, category: Category, origin: Origin, reasons: &[Reason], age: i64) -> QueueLine {
    QueueLine {
        id: ReportId(uuid(n)),
        category,
        origin,
        country: Country::parse(["LT", "PH", "DE", "BR"][n as usize % 4]).filter(|_| !n.is_multiple_of(3)),
        urgency: Urgency {
            score: reasons.iter().map(|reason| reason.weight()).sum(),
            reasons: reasons.to_vec(),
        },
        completeness: Completeness { score: 50, missing: vec![Missing::Who, Missing::When] },
        received: ago(age),
        status: Status::Received,
        decision: None,
        claimed_by: None,
        mine: false,
        items: n % 4 + 1,
    }
}

/// A queue as of a morning.
pub(super) fn queue() -> Vec<QueueLine> {
    use Category as C;
    use Origin as O;
    use Reason as R;
    let mut lines = vec![
        line(
            11,
            C::Sextortion,
            O::Young,
            &[R::DangerNow, R::ToldByChild, R::Sextortion, R::Recent],
            25 * MINUTE,
        ),
        line(12, C::Travel, O::Api, &[R::OffenderHasAccess, R::Travel, R::SaidUrgent], 90 * MINUTE),
        line(13, C::Grooming, O::Public, &[R::Grooming, R::Recent], 3 * HOUR),
        line(14, C::Csam, O::Public, &[R::NewContent, R::Public], 5 * HOUR),
        line(15, C::Csam, O::Api, &[R::KnownContent], 26 * HOUR),
        line(16, C::SelfGenerated, O::Api, &[R::NewContent], 50 * HOUR),
        line(
            17,
            C::Trafficking,
            O::Api,
            &[R::Trafficking, R::SaidUrgent, R::Recent, R::NewContent, R::Public],
            4 * MINUTE,
        ),
        line(18, C::Other, O::Public, &[], 80 * HOUR),
    ];
    lines[1].claimed_by = Some("Adomas Petrauskas".to_owned());
    lines[3].claimed_by = Some("Rūta Vaitkienė".to_owned());
    lines[3].mine = true;
    lines[4].completeness = Completeness { score: 100, missing: Vec::new() };
    lines[5].completeness =
        Completeness { score: 65, missing: vec![Missing::When, Missing::AddressTime, Missing::AddressPort] };
    lines
}

pub(super) fn url(url: &str, note: Option<&str>) -> Item {
    Item::Url(UrlItem { url: url.to_owned(), note: note.map(str::to_owned) })
}

pub(super) fn file(n: u8) -> Item {
    let digests = FileDigests {
        md5: Some(Md5::from_bytes([n; 16])),
        sha1: Some(Sha1::from_bytes([n; 20])),
        sha256: Some(Sha256::from_bytes([n; 32])),
        pdq: Some(PdqHash { hash: Pdq::from_bytes([n; 32]), quality: 97 }),
    };
    let (name, mime) = (Some("IMG_0042.jpg".to_owned()), Some("image/jpeg".to_owned()));
    Item::File(FileItem { name, size: Some(1_482_113), mime, digests, viewed: Some(true), public: None })
}

pub(super) fn account() -> Item {
    Item::Account(AccountItem {
        service: Some("Example Chat".to_owned()),
        handle: Some("@someone".to_owned()),
        emails: vec!["someone@mail.example".to_owned()],
        phones: vec!["+37060000042".to_owned()],
        addresses: vec![
            Address {
                ip: [203, 0, 113, 42].into(),
                port: Some(40_404),
                at: Some(ago(7 * HOUR)),
                event: Some("login".into()),
            },
            Address { ip: [203, 0, 113, 7].into(), port: None, at: None, event: None },
        ],
        country: Country::parse("LT"),
    })
}

pub(super) fn text() -> Item {
    let text = "I saw this in a group that anybody can join.\nThe same person posts there every evening.";
    Item::Text(TextItem { text: text.to_owned() })
}

pub(super) fn key(n: u8) -> ContentKey {
    ContentKey([n; 32])
}

pub(super) fn matches() -> Vec<MatchView> {
    let found = |kind, distance, list: &str, provenance: &str| MatchView {
        kind,
        distance,
        list: list.to_owned(),
        provenance: provenance.to_owned(),
        entry: EntryId(uuid(70 + list.len() as u32)),
        disputed_at: (distance > 0).then(|| ago(20 * HOUR)),
    };
    vec![
        found(
            MatchKind::Sha256,
            0,
            "Example list, verified",
            "Example Observatory, imported by command line",
        ),
        found(MatchKind::Url, 0, "Example list, addresses", "Example Observatory, by subscription"),
        found(MatchKind::Pdq, 14, "Example list, perceptual", "Example Platform"),
    ]
}

/// What an analyst found something to be; `n` names the report it was found in.
pub(super) fn assessed(n: u32, grave: bool) -> AssessmentView {
    let observation = if grave {
        Observation { age: AgeBand::Prepubescent, act: ActClass::GenitalFocus, depiction: Depiction::Real }
    } else {
        Observation {
            age: AgeBand::Undetermined,
            act: ActClass::OtherSexualised,
            depiction: Depiction::Undetermined,
        }
    };
    AssessmentView {
        observation,
        finding: if grave { Finding::Baseline } else { Finding::Undetermined },
        class: observation.industry_class(),
        by: "Adomas Petrauskas".to_owned(),
        at: ago(4 * HOUR),
        report: ReportId(uuid(n)),
        law: (!grave).then(|| "LT: Criminal Code, article 309".to_owned()),
    }
}

/// An item that nothing is known of.
pub(super) fn item(position: u32, item: Item) -> ItemView {
    let content = matches!(item, Item::Url(_) | Item::File(_)).then(|| key(position as u8 + 1));
    ItemView {
        position,
        item,
        content,
        known: false,
        matches: Vec::new(),
        assessment: None,
        withheld: false,
        named_by: 1,
    }
}

/// A report with these items, opened.
pub(super) fn report(line: QueueLine, items: Vec<ItemView>) -> ReportPage {
    let times = Times {
        received: line.received,
        updated: line.received,
        looked_at: None,
        decided: None,
        passed_on: None,
        gone: None,
        closed: None,
    };
    ReportPage {
        standing: standing(line.category),
        times,
        occurred_at: None,
        child: ChildStatement::default(),
        particulars: Particulars::default(),
        items,
        questions: Vec::new(),
        notices: Vec::new(),
        removal: RemovalView::default(),
        erased: false,
        line,
    }
}
