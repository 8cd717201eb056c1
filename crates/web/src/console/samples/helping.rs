//! The help directory, who is on call, and languages.

use std::collections::HashMap;

use tutela_model::access::Role;
use tutela_model::clock::DAY;
use tutela_model::country::Country;
use tutela_model::help::{CallOutcome, HelpDetails, HelpEntry, HelpKind, HelpTyped};
use tutela_model::id::{HelpEntryId, PersonId, TurnId};
use tutela_model::on_call::{Turn, TurnDay, parse_minutes};
use tutela_model::person::Person;
use tutela_workflow::on_call::OnCallSettings;
use tutela_workflow::read::{HelpCallLine, HelpDirectory, HelpEntryPage, OnCallNow, OnCallPlan, ReaderLine};

use super::Samples;
use super::data::{NOW, ago, chrome, uuid, viewer};
use crate::console::chrome::Place;
use crate::console::fields::Fields;
use crate::console::help::{CountryPage, HelpPage};
use crate::console::help_entry::EntryPage;
use crate::console::languages::LanguagesPage;
use crate::console::on_call::{OnCallPage, said};
use crate::console::problem::Problem;
use crate::texts::{Language, Texts, compared};

pub(super) fn add(made: &mut Samples) {
    directory(made);
    entries(made);
    on_call(made);
    languages(made);
}

fn entry(n: u32, country: &str, kind: HelpKind, phone: &str, confirmed_days: Option<i64>) -> HelpEntry {
    let name = format!("Invented {kind} {n}");
    let typed = HelpTyped {
        country,
        kind: kind.as_str(),
        name: &name,
        phone,
        url: if phone.is_empty() || n.is_multiple_of(2) { "https://help.example/children" } else { "" },
        email: if n == 2 { "help@help.example" } else { "" },
        chat: if n == 2 { "https://chat.help.example/" } else { "" },
        languages: "lt; en",
        hours: if n == 2 { "24/7" } else { "" },
        source: "invented",
    };
    HelpEntry {
        id: HelpEntryId(uuid(300 + n)),
        details: HelpDetails::read(&typed).unwrap_or_else(|errors| unreachable!("{errors:?}")),
        confirmed: confirmed_days.map(|days| (ago(days * DAY), PersonId(uuid(1)))),
        wrong_since: None,
    }
}

fn found(own: Option<&str>, entries: Vec<HelpEntry>) -> HelpDirectory {
    let names = HashMap::from([(PersonId(uuid(1)), "Rūta Vaitkienė".to_owned())]);
    HelpDirectory { entries, names, own: own.and_then(Country::parse) }
}

fn some() -> Vec<HelpEntry> {
    let mut wrong = entry(5, "PH", HelpKind::Police, "000 555", None);
    wrong.wrong_since = Some(ago(DAY));
    vec![
        entry(1, "LT", HelpKind::Emergency, "000", Some(20)),
        entry(2, "LT", HelpKind::Helpline, "000 111", Some(160)),
        entry(3, "LT", HelpKind::Hotline, "", None),
        entry(4, "LT", HelpKind::Police, "000 222", Some(200)),
        wrong,
        entry(6, "PH", HelpKind::Helpline, "000 333", None),
        entry(7, "PH", HelpKind::Emergency, "001", None),
    ]
}

fn directory(made: &mut Samples) {
    let page = |own, entries| {
        let c = chrome(Role::Analyst, Place::Help, "help-title");
        HelpPage::of(c, &found(own, entries), Vec::new(), NOW)
    };
    made.add("help", &page(Some("LT"), some()));
    made.add("help-lacking", &page(Some("PH"), some()));
    made.add("help-one", &page(None, some()[..1].to_vec()));
    made.add("help-empty", &page(None, Vec::new()));
    let country = |code: &str, entries, typed, problems| {
        let mut c = chrome(Role::Analyst, Place::Help, "help-title");
        c.title = c.with("help-country-title", "country", code);
        let code = Country::parse(code).unwrap_or_else(|| unreachable!("{code}"));
        CountryPage::of(c, &found(Some("LT"), entries), code, (typed, problems), NOW)
    };
    made.add("help-country", &country("LT", some(), Fields::default(), Vec::new()));
    made.add("help-country-other", &country("PH", some(), Fields::default(), Vec::new()));
    let typed = [("kind", "police"), ("name", "Invented"), ("phone", "call me"), ("source", "")].into();
    let wrong = vec![Problem::at("phone", "Phone number: write a phone number.".to_owned())];
    made.add("help-country-wrong", &country("DE", Vec::new(), typed, wrong));
}

fn entries(made: &mut Samples) {
    let page = |n: usize, calls: Vec<HelpCallLine>, typed: Option<Fields>, problems| {
        let mut c = chrome(Role::Analyst, Place::Help, "help-title");
        let found = HelpEntryPage { entry: some().remove(n), calls };
        c.title.clone_from(&found.entry.details.name);
        EntryPage::of(c, &found, typed, problems, NOW)
    };
    let call = |days: i64, outcome, answered: &str| HelpCallLine {
        at: ago(days * DAY),
        by: "Rūta Vaitkienė".to_owned(),
        outcome,
        answered: answered.to_owned(),
    };
    let calls = vec![
        call(160, CallOutcome::Confirmed, "A counsellor; children may call without a name"),
        call(170, CallOutcome::Changed, ""),
        call(171, CallOutcome::Wrong, "A bakery"),
    ];
    made.add("help-entry", &page(1, calls, None, Vec::new()));
    made.add("help-entry-no-phone", &page(2, Vec::new(), None, Vec::new()));
    for n in [0, 3, 4] {
        made.add(&format!("help-entry-{n}"), &page(n, Vec::new(), None, Vec::new()));
    }
    let typed = [("outcome", "changed"), ("phone", "000 999")].into();
    let wrong = vec![Problem::at("outcome", Texts::console().get("wrong-help-outcome"))];
    made.add("help-entry-wrong", &page(1, Vec::new(), Some(typed), wrong));
}

fn turn(n: u32, day: &str, starts: &str, ends: &str, person: Option<u32>, rank: u8) -> Turn {
    Turn {
        id: TurnId(uuid(400 + n)),
        day: TurnDay::parse(day).unwrap_or_else(|| unreachable!("{day}")),
        starts: parse_minutes(starts).unwrap_or_default(),
        ends: parse_minutes(ends).unwrap_or_default(),
        person: person.map(|person| PersonId(uuid(person))),
        rank,
    }
}

fn plan() -> OnCallPlan {
    let person = |n, name: &str, role| Person {
        id: PersonId(uuid(n)),
        name: name.to_owned(),
        role,
        member: None,
        disabled: false,
    };
    let days = ["1", "2", "3", "4", "5"];
    let mut turns: Vec<_> =
        (0..).zip(days).map(|(n, day)| turn(n, day, "08:00", "20:00", Some(1), 1)).collect();
    turns.push(turn(10, "1", "08:00", "20:00", Some(10), 2));
    turns.push(turn(11, "6", "20:00", "08:00", Some(10), 1));
    turns.push(turn(12, "2026-12-24", "00:00", "00:00", None, 1));
    turns.push(turn(13, "2026-12-25", "10:00", "16:00", Some(77), 1));
    OnCallPlan {
        turns,
        settings: OnCallSettings { zone: "Europe/Vilnius".to_owned(), minutes: 10 },
        now: vec![PersonId(uuid(1)), PersonId(uuid(10))],
        next: Some("2026-11-25 08:00".to_owned()),
        clock: "2026-11-24 11:30".to_owned(),
        people: vec![
            person(1, "Rūta Vaitkienė", Role::Analyst),
            person(10, "Adomas Petrauskas", Role::SeniorAnalyst),
        ],
        mailboxes: HashMap::from([(PersonId(uuid(1)), ago(DAY))]),
        unread: false,
        by_mail: true,
    }
}

fn on_call(made: &mut Samples) {
    let page = |role, plan: &OnCallPlan, typed, problems| {
        let c = chrome(role, Place::OnCall, "on-call-title");
        OnCallPage::of(c, plan, &viewer(role), (typed, problems))
    };
    made.add("on-call", &page(Role::SeniorAnalyst, &plan(), Fields::default(), Vec::new()));
    made.add("on-call-read", &page(Role::Analyst, &plan(), Fields::default(), Vec::new()));
    let mut alone = plan();
    alone.now.truncate(1);
    alone.settings.minutes = 1;
    made.add("on-call-alone", &page(Role::Administrator, &alone, Fields::default(), Vec::new()));
    let nobody = OnCallPlan { now: Vec::new(), unread: true, by_mail: false, ..plan() };
    made.add("on-call-nobody", &page(Role::SeniorAnalyst, &nobody, Fields::default(), Vec::new()));
    let empty = OnCallPlan {
        turns: Vec::new(),
        now: Vec::new(),
        next: None,
        settings: OnCallSettings { zone: "UTC".to_owned(), minutes: 10 },
        mailboxes: HashMap::new(),
        ..plan()
    };
    made.add("on-call-empty", &page(Role::SeniorAnalyst, &empty, Fields::default(), Vec::new()));
    let typed =
        [("day", "1"), ("starts", "25:00"), ("ends", "08:00"), ("rank", "1"), ("zone", "Nowhere")].into();
    let wrong = vec![Problem::at("starts", "From: write a time of day such as 09:00.".to_owned())];
    made.add("on-call-wrong", &page(Role::SeniorAnalyst, &plan(), typed, wrong));
}

/// What the queue says of who is on call.
pub(super) fn queue_line() -> Option<String> {
    said(Texts::console(), &OnCallNow { planned: true, names: vec!["Rūta Vaitkienė".to_owned()] })
}

fn languages(made: &mut Samples) {
    let page = |found: &[ReaderLine], typed, problems| {
        let c = chrome(Role::SeniorAnalyst, Place::Languages, "languages-title");
        LanguagesPage::of(c, found, typed, problems)
    };
    let reader = |language: Language, sentences| ReaderLine {
        language: language.to_string(),
        reader: "Jūratė Kazlauskaitė".to_owned(),
        read_on: "2026-11-20".to_owned(),
        sentences,
    };
    let mut incomplete = page(
        &[reader(Language::Lt, compared(Language::Lt).digest), reader(Language::Fil, [0; 32])],
        Fields::default(),
        Vec::new(),
    );
    incomplete.lines[1].missing = vec!["help-h", "reads-now"];
    incomplete.lines[2].same = vec![("no", "No".to_owned())];
    incomplete.lines[2].same_said = Texts::console().get("language-same-one");
    made.add("languages", &incomplete);
    let typed = [("language", "lt"), ("reader", ""), ("read_on", "yesterday")].into();
    let wrong = vec![Problem::at("read_on", "Day: write a day such as 2026-11-24.".to_owned())];
    made.add("languages-wrong", &page(&[], typed, wrong));
}
