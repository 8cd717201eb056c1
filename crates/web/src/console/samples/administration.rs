//! People, keys, one's own account, retention, one report's keeping, the log of reads.

use tutela_model::access::Role;
use tutela_model::api_key::{ApiKey, Scope};
use tutela_model::clock::{DAY, HOUR, MINUTE};
use tutela_model::id::{ApiKeyId, LegalHoldId, PersonId, ReportId};
use tutela_model::retention::{ErasureReason, Kept, Retention};
use tutela_workflow::people::{Account, Reset};
use tutela_workflow::read::{
    DueLine, ErasureRow, HoldLine, KeepingPage as KeepingFound, KeyState, LoggedEntry, Pattern, PersonState,
    ReadsPage as ReadsFound, ReadsQuery, RetentionPage as RetentionFound,
};

use super::Samples;
use super::data::{NOW, ago, chrome, person, uuid, viewer};
use crate::console::account::AccountPage;
use crate::console::chrome::Place;
use crate::console::fields::Fields;
use crate::console::flash;
use crate::console::keeping::KeepingPage;
use crate::console::keys::KeysPage;
use crate::console::people::{PeoplePage, Told};
use crate::console::problem::Problem;
use crate::console::reads::ReadsPage;
use crate::console::retention::RetentionPage;
use crate::console::words::word;
use crate::texts::Texts;

pub(super) fn add(made: &mut Samples) {
    people(made);
    keys(made);
    account(made);
    retention(made);
    keeping(made);
    reads(made);
    let texts = Texts::console();
    for key in ["wrong-grace", "wrong-day", "wrong-sure"] {
        texts.get(key);
    }
    for name in flash::NAMES {
        word(texts, "done", name);
    }
}

fn state(n: u32, name: &str, role: Role) -> PersonState {
    PersonState {
        person: person(n, name, role),
        locked_until: None,
        must_change: false,
        password_reset: None,
        codes_reset: None,
        untold: false,
        signed_in_at: Some(ago(i64::from(n) * 9 * HOUR)),
        created_at: ago(200 * DAY),
    }
}

fn recovery() -> Vec<String> {
    ["hs7k-2mqd-xw9p", "4bnt-r6vc-kk2a", "mm8p-3qxe-7yzt"].map(str::to_owned).to_vec()
}

fn people(made: &mut Samples) {
    let mut found = vec![
        state(2, "Adomas Petrauskas", Role::Analyst),
        state(3, "Jūratė Kazlauskaitė", Role::SeniorAnalyst),
        state(1, "Rūta Vaitkienė", Role::Administrator),
        state(4, "Tomas Balčiūnas", Role::Auditor),
    ];
    found[0].locked_until = Some(NOW.plus(20 * MINUTE));
    found[1].must_change = true;
    found[1].signed_in_at = None;
    found[3].person.disabled = true;
    let page = |role, typed: Fields, problems| {
        let c = chrome(role, Place::People, "nav-people");
        PeoplePage::of(c, &found, (&viewer(role), NOW), typed, problems)
    };
    made.add("people", &page(Role::Administrator, Fields::default(), Vec::new()));
    made.add("people-read", &page(Role::Auditor, Fields::default(), Vec::new()));
    let texts = Texts::console();
    let wrong =
        ["wrong-role", "wrong-duplicate-person"].map(|key| Problem::at("role", texts.get(key))).to_vec();
    made.add("people-wrong", &page(Role::Administrator, [("name", "Adomas Petrauskas")].into(), wrong));
    let secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
    let address = format!("otpauth://totp/Example%20Hotline:Adomas?secret={secret}");
    let mut told = page(Role::Administrator, Fields::default(), Vec::new());
    told.told = Some(Told {
        name: "Adomas Petrauskas".to_owned(),
        password: Some("hs7k-2mqd-xw9p-4bnt-r6vc".to_owned()),
        secret: Some((secret.to_owned(), address)),
        recovery: recovery(),
    });
    made.add("people-told", &told);
}

fn keys(made: &mut Samples) {
    let key = |n: u32, name: &str, scope, revoked| KeyState {
        key: ApiKey { id: ApiKeyId(uuid(n)), name: name.to_owned(), scope, budget: 6_000, revoked },
        created_at: ago(90 * DAY),
        expires_at: None,
        used_on: Some(ago(i64::from(n) * DAY).day()),
        rotated_at: None,
        old_until: None,
    };
    let mut found = [
        key(1, "Example Chat, production", Scope::Report, false),
        key(2, "Viewing machine, room 4", Scope::Viewing, false),
        key(3, "Example Forum, uploads", Scope::Lookup, false),
        key(4, "Example Observatory", Scope::Distance, false),
        key(5, "Example Hotline, lists", Scope::List, false),
        key(6, "Example Chat, old", Scope::Report, true),
    ];
    found[0].old_until = Some(NOW.plus(3 * DAY));
    found[2].expires_at = Some(NOW.plus(60 * DAY));
    found[3].expires_at = Some(ago(DAY));
    found[4].used_on = None;
    let c = || chrome(Role::Administrator, Place::Keys, "keys-title");
    let page = |found: &[KeyState]| KeysPage::of(c(), found, &Fields::default(), (Vec::new(), NOW));
    made.add("keys", &page(&found));
    made.add("keys-empty", &page(&[]));
    let texts = Texts::console();
    let wrong = vec![Problem::at("budget", texts.with("wrong-budget", "limit", "1 000"))];
    let typed = [("name", "Example Game"), ("scope", "viewing"), ("budget", "many")].into();
    made.add("keys-wrong", &KeysPage::of(c(), &found, &typed, (wrong, NOW)));
    let mut told = page(&found);
    let secret = "tutela_Qm5v8wUbX2s7pYk1Rz0cJd3hTgLaEfNi6tOyVuWxPqM";
    told.told = Some(("Example Chat, production".to_owned(), secret.to_owned()));
    made.add("keys-told", &told);
}

fn account(made: &mut Samples) {
    let plain = Account {
        must_change: false,
        untold: false,
        password_reset: None,
        codes_reset: None,
        recovery_codes: 8,
    };
    let c = || chrome(Role::Analyst, Place::Elsewhere, "account-title");
    made.add("account", &AccountPage::of(c(), &plain, Vec::new(), NOW));
    let reset = Account {
        must_change: true,
        untold: true,
        password_reset: Some(Reset { at: ago(2 * HOUR), by: Some("Rūta Vaitkienė".to_owned()) }),
        codes_reset: Some(Reset { at: ago(3 * HOUR), by: None }),
        recovery_codes: 1,
    };
    let wrong = vec![Problem::at("password", Texts::console().get("wrong-missing"))];
    made.add("account-reset", &AccountPage::of(c(), &reset, Vec::new(), NOW));
    made.add("account-wrong", &AccountPage::of(c(), &reset, wrong, NOW));
    let mut codes = AccountPage::of(c(), &plain, Vec::new(), NOW);
    codes.codes = recovery();
    made.add("account-codes", &codes);
}

fn erased(n: u32, reason: ErasureReason, by: &str) -> ErasureRow {
    ErasureRow {
        id: uuid(n),
        report: ReportId(uuid(n)),
        erased_at: ago(i64::from(n) * HOUR),
        erased_by: by.to_owned(),
        reason: reason.as_str().to_owned(),
        counts: "report=1 selector=4 item=2 question=1".to_owned(),
        audit: uuid(n + 1),
    }
}

fn hold(n: u32, lifted: bool) -> HoldLine {
    HoldLine {
        id: LegalHoldId(uuid(n)),
        report: ReportId(uuid(n + 1)),
        since: ago(12 * DAY),
        by: "Jūratė Kazlauskaitė".to_owned(),
        until: n.is_multiple_of(2).then(|| NOW.plus(80 * DAY)),
        lifted: lifted.then(|| (ago(DAY), "Rūta Vaitkienė".to_owned())),
        reason: Some("District court, file 12-345/2026: kept until the trial is over.".to_owned()),
    }
}

fn retention(made: &mut Samples) {
    let due = |n: u32, kind, days: i64| DueLine { id: ReportId(uuid(n)), kind, at: NOW.plus(days * DAY) };
    let by = ["node", "operator", "Jūratė Kazlauskaitė"];
    let erasures = ErasureReason::ALL.iter().enumerate();
    let found = RetentionFound {
        rules: Retention { jobs_days: 0, ..Retention::default() },
        soon: vec![(Kept::NotOurs, 3), (Kept::Informational, 1), (Kept::Done, 1_204), (Kept::Letters, 17)],
        reports: vec![due(11, Kept::NotOurs, 0), due(12, Kept::Informational, 4), due(13, Kept::Done, 29)],
        more: true,
        held_beyond: 2,
        holds: vec![hold(2, false), hold(3, false)],
        erased: erasures.map(|(n, reason)| erased(n as u32 + 1, *reason, by[n % 3])).collect(),
    };
    let page = |role, found: &RetentionFound| {
        RetentionPage::of(chrome(role, Place::Retention, "nav-retention"), found, &viewer(role), NOW)
    };
    made.add("retention", &page(Role::SeniorAnalyst, &found));
    made.add("retention-read", &page(Role::Auditor, &RetentionFound { held_beyond: 1, ..found }));
    let empty = RetentionFound {
        rules: Retention::default(),
        soon: Vec::new(),
        reports: Vec::new(),
        more: false,
        held_beyond: 0,
        holds: Vec::new(),
        erased: Vec::new(),
    };
    made.add("retention-empty", &page(Role::Administrator, &empty));
}

fn keeping(made: &mut Samples) {
    let found = |holds: Vec<HoldLine>, held, erased, due| KeepingFound {
        id: ReportId(uuid(11)),
        holds,
        held,
        due,
        erased,
    };
    let page = |found: &KeepingFound, typed: Fields, wrong| {
        let c = chrome(Role::SeniorAnalyst, Place::Queue, "keeping-link");
        KeepingPage::of(c, found, (typed, wrong), NOW)
    };
    let due = Some((Kept::Done, NOW.plus(40 * DAY)));
    made.add("keeping", &page(&found(Vec::new(), false, None, due), Fields::default(), Vec::new()));
    let held = found(vec![hold(2, true), hold(3, false)], true, None, None);
    made.add("keeping-held", &page(&held, Fields::default(), Vec::new()));
    let wrong = vec![Problem::at("until", Texts::console().get("wrong-day"))];
    let typed = [("reason", "District court"), ("until", "tomorrow")].into();
    made.add("keeping-wrong", &page(&held, typed, wrong));
    let mut emptied = hold(2, true);
    emptied.reason = None;
    let row = erased(3, ErasureReason::Ordered, "Jūratė Kazlauskaitė");
    made.add(
        "keeping-erased",
        &page(&found(vec![emptied], false, Some(row), None), Fields::default(), Vec::new()),
    );
}

fn reads(made: &mut Samples) {
    let acts = ["report.read", "content.read", "report.searched", "notice.read", "future.read"];
    let entry = |n: u32| {
        let entry = LoggedEntry {
            number: Some(12_345 - u64::from(n)),
            id: uuid(n),
            happened_at: ago(i64::from(n) * 7 * MINUTE),
            coarse: false,
            actor: format!("person:{}", PersonId(uuid(2))),
            action: acts[n as usize % acts.len()].to_owned(),
            record: format!("report:{}", ReportId(uuid(n))),
            commitment: [0; 32],
            salt: None,
            detail: None,
        };
        (entry, "Adomas Petrauskas".to_owned())
    };
    let adomas = || (PersonId(uuid(2)), "Adomas Petrauskas".to_owned());
    let patterns = [
        Pattern::ManyInAnHour(57, ago(30 * HOUR).hour()),
        Pattern::BusyDay { records: 90, usual: 12, day: ago(30 * HOUR).day() },
        Pattern::AtNight(14),
        Pattern::ManySearches(212),
    ];
    let found = ReadsFound {
        entries: (0..12).map(entry).collect(),
        next: Some(12_000),
        people: vec![adomas(), (PersonId(uuid(3)), "Jūratė Kazlauskaitė".to_owned())],
        patterns: patterns.map(|pattern| (adomas().0, adomas().1, pattern)).to_vec(),
    };
    let page = |query: &ReadsQuery, found: &ReadsFound| {
        ReadsPage::of(chrome(Role::Auditor, Place::Reads, "nav-reads"), query, found, NOW)
    };
    made.add("reads", &page(&ReadsQuery::default(), &found));
    let of = ReadsQuery { person: Some(adomas().0), record: None, before: Some(12_300) };
    made.add("reads-person", &page(&of, &found));
    let empty = ReadsFound { entries: Vec::new(), next: None, people: Vec::new(), patterns: Vec::new() };
    made.add("reads-empty", &page(&ReadsQuery::default(), &empty));
}
