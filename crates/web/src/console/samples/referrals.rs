//! Referrals, corrections, one member.

use tutela_model::access::Role;
use tutela_model::clock::{DAY, HOUR};
use tutela_model::correction::{CorrectionKind, ToldKind};
use tutela_model::country::Country;
use tutela_model::id::{CorrectionId, MemberContactId, MemberId, OutcomeId, ReferralId, ReportId, ToldId};
use tutela_model::member::{ContactPurpose, Fit, Member, MemberContact, MemberKind};
use tutela_model::referral::{HandlingCode, OutcomeKind, ReferralState, ReferralWay};
use tutela_model::report::Category;
use tutela_workflow::correction::CorrectionShown;
use tutela_workflow::read::{
    CorrectionView, CorrectionsPage, LetterLine, MemberPage as MemberFound, OfferPage as OfferFound,
    ReferralFilter, ReferralLine, ReferralPage, ReferralTimes, ToldView,
};
use tutela_workflow::referral::{
    About, Addressee, AnswerPage, FORMAT, LinkState, Opened, OutcomeView, Package, PackageAssessment,
    PackageItem, PackageNotice, Preview, Sender,
};

use super::Samples;
use super::data::{NOW, account, ago, chrome, file, person, text, url, uuid, viewer};
use crate::console::chrome::Place;
use crate::console::fields::Fields;
use crate::console::flash;
use crate::console::member::MemberPage;
use crate::console::people::Told;
use crate::console::problem::Problem;
use crate::console::referral::corrections_page::UnacknowledgedPage;
use crate::console::referral::liaison::{ForUsPage, ForUsRecordPage};
use crate::console::referral::list::ReferralsPage;
use crate::console::referral::offer::OfferPage;
use crate::console::referral::one_time::{CodePage, CorrectionPage, LinkPage, OpenedPage};
use crate::console::referral::record::RecordPage;
use crate::console::referral::{PrintPage, ReportCorrectionsPage};
use crate::texts::Texts;

const DESK: (&str, &str) = ("Example Hotline", "desk@example-hotline.example");

fn line(n: u32, state: ReferralState) -> ReferralLine {
    use ReferralState as S;
    let read = !matches!(state, S::Offered | S::Delivered);
    ReferralLine {
        id: ReferralId(uuid(200 + n)),
        report: ReportId(uuid(11)),
        member: "Example Police Unit".to_owned(),
        member_id: MemberId(uuid(220)),
        state,
        way: if n.is_multiple_of(2) { ReferralWay::Mail } else { ReferralWay::Liaison },
        handling: HandlingCode::AskBeforeCourt,
        urgent: n.is_multiple_of(3),
        created_at: ago(4 * DAY),
        by: "Rūta Vaitkienė".to_owned(),
        times: ReferralTimes {
            delivered: (state != S::Offered).then(|| ago(4 * DAY)),
            read: read.then(|| ago(3 * DAY)),
            answered: matches!(state, S::Accepted | S::Declined).then(|| ago(2 * DAY)),
            ended: state.is_over().then(|| ago(DAY)),
            needs_person: matches!(state, S::Offered | S::Delivered | S::Declined).then(|| ago(DAY)),
        },
        previous: (state == S::Accepted).then(|| ReferralId(uuid(230))),
        next: (state == S::Rerouted).then(|| ReferralId(uuid(231))),
        reminders: i64::from(n % 3),
    }
}

/// A referral in each state.
pub(super) fn lines() -> Vec<ReferralLine> {
    (0..).zip(ReferralState::ALL).map(|(n, state)| line(n, *state)).collect()
}

fn package() -> Package {
    let empty = PackageItem {
        position: 0,
        url: None,
        file: None,
        account: None,
        words: None,
        known: true,
        assessment: None,
        notices: Vec::new(),
    };
    let page = PackageItem {
        url: Some("https://gallery.host.example/albums/42".to_owned()),
        assessment: Some(PackageAssessment {
            age: "prepubescent".to_owned(),
            act: "other_sexualised".to_owned(),
            depiction: "undetermined".to_owned(),
            finding: "undetermined".to_owned(),
            law: Some("LT: Criminal Code, article 309".to_owned()),
            assessed_at: ago(5 * DAY).to_string(),
        }),
        notices: vec![PackageNotice {
            state: "removed".to_owned(),
            told_at: Some(ago(4 * DAY).to_string()),
            gone_at: Some(ago(3 * DAY).to_string()),
        }],
        ..empty.clone()
    };
    let mut made = vec![page];
    for (position, item) in [(1, file(7)), (2, account())] {
        let (mut file, mut account) = (None, None);
        match item {
            tutela_model::item::Item::File(found) => file = Some(found),
            tutela_model::item::Item::Account(found) => account = Some(found),
            _ => {}
        }
        made.push(PackageItem { position, file, account, known: false, ..empty.clone() });
    }
    made.push(PackageItem {
        position: 3,
        words: Some("They write every evening.".to_owned()),
        known: false,
        ..empty
    });
    Package {
        format: FORMAT.to_owned(),
        reference: uuid(200).to_string(),
        created_at: ago(4 * DAY).to_string(),
        from: Sender { organisation: DESK.0.to_owned(), contact: DESK.1.to_owned() },
        to: Addressee {
            name: "Example Police Unit".to_owned(),
            kind: "police".to_owned(),
            country: Some("PH".to_owned()),
        },
        handling: "ask_before_court".to_owned(),
        report: About {
            category: "grooming".to_owned(),
            received_at: ago(6 * DAY).to_string(),
            occurred_at: Some(ago(7 * DAY).to_string()),
            country: Some("PH".to_owned()),
            reasons: vec!["danger_now".to_owned(), "grooming".to_owned()],
            child_in_danger: Some(true),
            offender_has_access: None,
            child_country: Some("PH".to_owned()),
        },
        items: made,
        word: Some("The account is open to anybody.".to_owned()),
    }
}

fn outcomes() -> Vec<OutcomeView> {
    let one = |(n, kind): (u32, &OutcomeKind)| OutcomeView {
        id: OutcomeId(uuid(240 + n)),
        kind: *kind,
        told_at: ago(HOUR),
        released_at: (n == 0).then(|| ago(HOUR)),
        note: (n > 4).then(|| "No trace was left.".to_owned()),
    };
    (0..).zip(OutcomeKind::ALL).map(one).collect()
}

fn told(n: u32, noted: bool) -> ToldView {
    ToldView {
        id: ToldId(uuid(250 + n)),
        correction: CorrectionId(uuid(260)),
        report: ReportId(uuid(11)),
        kind: CorrectionKind::ALL[n as usize % 4],
        text: Some("It is another page of the same host.".to_owned()),
        made_at: ago(DAY),
        about: (ToldKind::Referral, uuid(200)),
        member: n.is_multiple_of(2).then(|| "Example Police Unit".to_owned()),
        told_at: (n > 0).then(|| ago(DAY)),
        acknowledged_at: noted.then(|| ago(HOUR)),
    }
}

fn found(state: ReferralState) -> ReferralPage {
    let letter = LetterLine {
        id: uuid(270),
        about: tutela_model::letter::LetterAbout::Referral,
        record: uuid(200),
        purpose: "offer".to_owned(),
        state: tutela_model::letter::LetterState::Sent,
        created_at: ago(4 * DAY),
        sent_at: Some(ago(4 * DAY)),
        stuck_at: None,
        attempts: 1,
        last_error: None,
    };
    ReferralPage {
        line: line(0, state),
        mailbox: Some("duty@police.example".to_owned()),
        package: Some(package()),
        json: package().to_json().ok(),
        reason: (state == ReferralState::Declined).then(|| "Another province is competent.".to_owned()),
        outcomes: if state == ReferralState::Accepted { outcomes() } else { Vec::new() },
        corrections: if state == ReferralState::Accepted {
            vec![told(0, true), told(2, false)]
        } else {
            Vec::new()
        },
        letters: vec![letter],
    }
}

fn nothing() -> (Fields, Vec<Problem>) {
    (Fields::default(), Vec::new())
}

fn wrong() -> Vec<Problem> {
    let texts = Texts::console();
    vec![Problem::plain(texts.get("wrong-referral-not-accepted"))]
}

pub(super) fn add(made: &mut Samples) {
    lists(made);
    records(made);
    offering(made);
    outside(made);
    corrections(made);
    member(made);
}

fn lists(made: &mut Samples) {
    let page = |found: &[ReferralLine], filter, later: bool| {
        let next = later.then(|| ReferralId(uuid(200)));
        let c = chrome(Role::Analyst, Place::Referrals, "nav-referrals");
        ReferralsPage::of(c, &(found.to_vec(), next), filter, later, NOW)
    };
    let filters = [ReferralFilter::NeedsPerson, ReferralFilter::Unanswered, ReferralFilter::All]
        .into_iter()
        .enumerate();
    for (n, filter) in filters {
        made.add(&format!("referrals-{n}"), &page(&lines(), filter, n == 2));
        made.add(&format!("referrals-{n}-none"), &page(&[], filter, false));
    }
    let for_us = |found: Vec<ReferralLine>, later: bool| {
        let next = later.then(|| ReferralId(uuid(200)));
        let c = chrome(Role::Liaison, Place::ForUs, "for-us-title");
        ForUsPage::of(c, &("Example Police Unit".to_owned(), found, next), later, NOW)
    };
    made.add("for-us", &for_us(lines(), true));
    made.add("for-us-none", &for_us(Vec::new(), false));
}

fn records(made: &mut Samples) {
    for state in ReferralState::ALL {
        let c = || chrome(Role::Analyst, Place::Referrals, "referral-title");
        made.add(&format!("referral-{state}"), &RecordPage::of(c(), &found(*state), nothing(), NOW));
        let c = chrome(Role::Liaison, Place::ForUs, "referral-title");
        let mut theirs = found(*state);
        if state.is_over() {
            (theirs.package, theirs.json) = (None, None);
        }
        made.add(&format!("for-us-{state}"), &ForUsRecordPage::of(c, &theirs, nothing(), NOW));
    }
    let mut gone = found(ReferralState::Read);
    (gone.package, gone.json, gone.mailbox) = (None, None, None);
    let c = chrome(Role::Analyst, Place::Referrals, "referral-title");
    made.add("referral-erased", &RecordPage::of(c, &gone, nothing(), NOW));
    let c = chrome(Role::Liaison, Place::ForUs, "referral-title");
    made.add("for-us-erased", &ForUsRecordPage::of(c, &gone, nothing(), NOW));
    let typed: Fields = [("act", "outcome"), ("outcome", "charge"), ("release", "yes")].into();
    let c = chrome(Role::Analyst, Place::Referrals, "referral-title");
    let page = RecordPage::of(c, &found(ReferralState::Accepted), (typed.clone(), wrong()), NOW);
    made.add("referral-wrong", &page);
    let c = chrome(Role::Liaison, Place::ForUs, "referral-title");
    let page = ForUsRecordPage::of(c, &found(ReferralState::Accepted), (typed, wrong()), NOW);
    made.add("for-us-wrong", &page);
    made.add("referral-print", &PrintPage::of(&package()));
    let messages = ["referral_", "correct", "member_"];
    let names = flash::NAMES.iter().filter(|name| messages.iter().any(|start| name.starts_with(start)));
    for name in names {
        let mut c = chrome(Role::Analyst, Place::Referrals, "nav-referrals");
        c.done = Some(Texts::console().get(&format!("done-{name}")));
        let page = ReferralsPage::of(c, &(Vec::new(), None), ReferralFilter::All, false, NOW);
        made.add(&format!("referrals-{name}"), &page);
    }
}

fn offering(made: &mut Samples) {
    let offers = |members: bool, previous: bool, countries: bool| OfferFound {
        report: ReportId(uuid(11)),
        category: Category::Grooming,
        countries: if countries { Country::parse("PH").into_iter().collect() } else { Vec::new() },
        items: vec![
            (0, url("https://gallery.host.example/albums/42", Some("They post there."))),
            (1, account()),
            (2, text()),
        ],
        members: if members {
            let fits =
                [Some(Fit::CountryAndCategory), Some(Fit::Country), Some(Fit::Category), None].into_iter();
            (0..).zip(fits).map(|(n, fit)| (unit(n), fit)).collect()
        } else {
            Vec::new()
        },
        with_liaison: vec![MemberId(uuid(220))],
        offered: Vec::new(),
        previous: previous.then(|| line(0, ReferralState::Declined)),
        by_mail: true,
    };
    let page = |found: &OfferFound, typed: Fields, preview: Option<&Preview>, problems| {
        OfferPage::of(
            chrome(Role::Analyst, Place::Referrals, "offer-title"),
            found,
            &typed,
            preview,
            problems,
        )
    };
    made.add("offer", &page(&offers(true, false, true), Fields::default(), None, Vec::new()));
    made.add("offer-onward", &page(&offers(true, true, false), Fields::default(), None, Vec::new()));
    made.add("offer-nobody", &page(&offers(false, false, true), Fields::default(), None, Vec::new()));
    let wrong = vec![Problem::at("member", Texts::console().get("wrong-member"))];
    let typed = || [("way", "mail"), ("handling", "use"), ("item", "0"), ("with_words", "yes")].into();
    made.add("offer-wrong", &page(&offers(true, false, true), typed(), None, wrong));
    let preview =
        Preview { package: package(), mailbox: "duty@police.example".to_owned(), seen: "00".repeat(16) };
    made.add("offer-leaving", &page(&offers(true, true, true), typed(), Some(&preview), Vec::new()));
    let liaison: Fields = [("way", "liaison"), ("item", "0")].into();
    made.add("offer-leaving-liaison", &page(&offers(true, false, true), liaison, Some(&preview), Vec::new()));
}

fn outside(made: &mut Samples) {
    let states = [
        ("ready", Some(LinkState::Ready(NOW.plus(DAY)))),
        ("opened", Some(LinkState::Opened(ago(HOUR)))),
        ("expired", Some(LinkState::Expired)),
        ("replaced", Some(LinkState::Replaced)),
        ("over", Some(LinkState::Over)),
        ("unknown", None),
    ];
    for (name, state) in states {
        made.add(&format!("link-{name}"), &LinkPage::of(DESK, state));
    }
    made.add("link-correction", &LinkPage::correction(DESK, true));
    let answer = |state, outcomes| AnswerPage {
        id: ReferralId(uuid(200)),
        state,
        handling: HandlingCode::AskBeforeCourt,
        outcomes,
    };
    let code = "Qm5v8wUbX2s7pYk1Rz0cJd3hTgLaEfNi6tOyVuWxPqM";
    let opened = Opened {
        package: package(),
        json: package().to_json().unwrap_or_default(),
        code: code.to_owned(),
        page: answer(ReferralState::Read, Vec::new()),
    };
    made.add("opened", &OpenedPage::opened(DESK.1, &opened, NOW));
    let accepted = answer(ReferralState::Accepted, outcomes());
    made.add("answer", &OpenedPage::of(DESK.1, &accepted, code, nothing(), NOW));
    let typed: Fields = [("act", "decline"), ("reason", "")].into();
    made.add("answer-wrong", &OpenedPage::of(DESK.1, &accepted, code, (typed, wrong()), NOW));
    made.add("code", &CodePage::of(DESK.1, Vec::new()));
    let wrong = vec![Problem::at("code", Texts::console().get("wrong-code"))];
    made.add("code-wrong", &CodePage::of(DESK.1, wrong));
    let shown = |noted| CorrectionShown {
        id: ToldId(uuid(250)),
        kind: CorrectionKind::WrongPlace,
        text: "It is another page of the same host.".to_owned(),
        made_at: ago(DAY),
        about: (ToldKind::Notice, uuid(22)),
        acknowledged_at: noted,
    };
    made.add("correction", &CorrectionPage::of(DESK.1, &shown(None), NOW));
    made.add("correction-noted", &CorrectionPage::of(DESK.1, &shown(Some(ago(HOUR))), NOW));
}

fn corrections(made: &mut Samples) {
    let c = || chrome(Role::Analyst, Place::Referrals, "corrections-title");
    let all: Vec<_> = (0..4).map(|n| told(n, false)).collect();
    made.add("corrections", &UnacknowledgedPage::of(c(), &all, NOW));
    made.add("corrections-none", &UnacknowledgedPage::of(c(), &[], NOW));
    let page = |found: &CorrectionsPage, typed: &Fields, problems| {
        let c = chrome(Role::Analyst, Place::Referrals, "corrections-of-title");
        ReportCorrectionsPage::of(c, ReportId(uuid(11)), found, (typed, problems), NOW)
    };
    let before = CorrectionView {
        id: CorrectionId(uuid(260)),
        kind: CorrectionKind::WrongPlace,
        by: "Rūta Vaitkienė".to_owned(),
        made_at: ago(DAY),
        text: Some("It is another page of the same host.".to_owned()),
        told: vec![told(0, true), told(1, false)],
    };
    let found = CorrectionsPage { corrections: vec![before], would_be_told: 2 };
    made.add("correct", &page(&found, &Fields::default(), Vec::new()));
    let one = CorrectionsPage { corrections: Vec::new(), would_be_told: 1 };
    let typed: Fields = [("kind", "nothing"), ("text", "It is another page.")].into();
    let wrong = vec![Problem::at("kind", Texts::console().get("wrong-correction"))];
    made.add("correct-wrong", &page(&one, &typed, wrong));
    let nobody = CorrectionsPage { corrections: Vec::new(), would_be_told: 0 };
    made.add("correct-nobody", &page(&nobody, &Fields::default(), Vec::new()));
}

fn unit(n: u32) -> Member {
    Member {
        id: MemberId(uuid(220 + n)),
        kind: MemberKind::Police,
        name: format!("Example Police Unit {n}"),
        country: Country::parse("PH").filter(|_| n != 2),
        contact: "desk@police.example".to_owned(),
        countries: if n == 0 { Country::parse("PH").into_iter().collect() } else { Vec::new() },
        categories: if n == 0 { vec![Category::Grooming] } else { Vec::new() },
        handling: HandlingCode::KeepToYourself,
        disabled_at: None,
    }
}

fn member(made: &mut Samples) {
    let found = |n: u32, ended: bool| MemberFound {
        member: Member { disabled_at: ended.then(|| ago(DAY)), ..unit(n) },
        contacts: if n == 0 {
            let contact = |(n, purpose): (u32, &ContactPurpose)| MemberContact {
                id: MemberContactId(uuid(280 + n)),
                member: MemberId(uuid(220)),
                purpose: *purpose,
                mailbox: format!("{purpose}@police.example"),
            };
            (0..).zip(ContactPurpose::ALL).map(contact).collect()
        } else {
            Vec::new()
        },
        liaisons: if n == 0 { vec![person(9, "Officer Example", Role::Liaison)] } else { Vec::new() },
    };
    let page = |role, found: &MemberFound, typed: (Fields, Vec<Problem>)| {
        MemberPage::of(chrome(role, Place::Members, "members-title"), found, &viewer(role), typed, NOW)
    };
    made.add("member", &page(Role::Administrator, &found(0, false), nothing()));
    made.add("member-bare", &page(Role::Administrator, &found(2, false), nothing()));
    made.add("member-read", &page(Role::Analyst, &found(1, false), nothing()));
    made.add("member-ended", &page(Role::SeniorAnalyst, &found(1, true), nothing()));
    let typed: Fields =
        [("form", "change"), ("name", ""), ("countries", "Narnia"), ("handling", "use")].into();
    let texts = Texts::console();
    let wrong = vec![Problem::at("countries", texts.with("wrong-country-code", "code", "Narnia"))];
    made.add("member-wrong", &page(Role::SeniorAnalyst, &found(0, false), (typed, wrong)));
    let mut told = page(Role::Administrator, &found(0, false), nothing());
    told.told = Some(Told {
        name: "Officer Example".to_owned(),
        password: Some("abcd-efgh-jkmn-pqrs-tuvw".to_owned()),
        secret: Some(("JBSWY3DPEHPK3PXP".to_owned(), "otpauth://totp/Tutela:Officer".to_owned())),
        recovery: vec!["abcd-efgh".to_owned()],
    });
    made.add("member-liaison-told", &told);
}
