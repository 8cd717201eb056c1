//! Where things lie, who is told next, what is held back and what services keep.

use tutela_model::access::Role;
use tutela_model::clock::{DAY, HOUR, MINUTE};
use tutela_model::country::Country;
use tutela_model::hold::HoldEnding;
use tutela_model::host::Host;
use tutela_model::id::{HoldId, HostId, PreservationId};
use tutela_model::ladder::Rung;
use tutela_model::notice::{Finding, NoticeState};
use tutela_model::preservation::PreservationState;
use tutela_model::route::{AddressMark, FactKind, RouteFact, rank};
use tutela_model::trace::{Confidence, MethodFinding, TraceMethod, TraceState};
use tutela_workflow::read::{
    ChosenRoute, HoldCounts, HoldView, NoticePage as NoticeFound, PoliceHoldLine, PreservationLine,
    RemovalView, RouteView, TraceView, UnknownHost,
};
use tutela_workflow::removal::NextRung;
use tutela_workflow::trace::HostRecord;

use super::Samples;
use super::data::{NOW, ago, chrome, queue, uuid};
use super::lists::{letter, notice_line};
use super::reports;
use crate::console::chrome::Place;
use crate::console::holds::HoldsPage;
use crate::console::hosts::{HostPage, HostsPage};
use crate::console::notice::NoticePage;
use crate::console::preservations::PreservationsPage;
use crate::console::problem::Problem;
use crate::console::unknown::UnknownPage;
use crate::texts::Texts;

pub(super) fn record(n: u32, told: usize, gone: usize) -> HostRecord {
    HostRecord {
        host: Host {
            id: HostId(uuid(300 + n)),
            name: ["Invented Host B.V.", "Example Delivery Inc.", "Žalias ūkas, UAB"][n as usize % 3]
                .to_owned(),
            country: Country::parse(["NL", "US", "LT"][n as usize % 3]).filter(|_| n != 1),
            mailbox: (n != 1).then(|| format!("abuse@host-{n}.example")),
            network: (n != 1).then_some(64_496 + n),
        },
        told,
        gone,
        median: (gone > 0).then_some([40 * MINUTE, 9 * HOUR, 4 * DAY][n as usize % 3]),
        ninety: (gone > 0).then_some(6 * DAY),
        contacted_at: (told > 0).then(|| ago(7 * HOUR)),
    }
}

fn finding(method: TraceMethod, organisation: Option<&str>, mailbox: Option<&str>) -> MethodFinding {
    let mut found = MethodFinding {
        organisation: organisation.map(str::to_owned),
        mailbox: mailbox.map(str::to_owned),
        country: Country::parse("NL").filter(|_| method != TraceMethod::Registrar),
        confidence: Confidence::Medium,
        ..MethodFinding::new(method)
    };
    found.rests_on("registry", "rdap.registry.example");
    found
}

fn trace(position: u32, state: TraceState) -> TraceView {
    let known = matches!(state, TraceState::Host | TraceState::HiddenBehind);
    let mut address = finding(TraceMethod::Address, None, None);
    address.evidence.clear();
    address.rests_on("address", "203.0.113.7");
    address.rests_on("file_country", "Example-Country, 2026-11-01");
    let mut lie = MethodFinding::new(TraceMethod::Upstream);
    lie.problem = Some("about_something_else".to_owned());
    TraceView {
        position,
        state,
        method: known.then_some(TraceMethod::Host),
        host: known.then(|| if state == TraceState::Host { record(0, 14, 12) } else { record(1, 3, 0) }),
        mailbox: known.then(|| "abuse@host.example".to_owned()),
        country: Country::parse("NL").filter(|_| state == TraceState::Host),
        confidence: (state != TraceState::Asked).then_some(Confidence::High),
        by: "Rūta Vaitkienė".to_owned(),
        asked_at: ago(20 * MINUTE),
        ended_at: (state != TraceState::Asked).then(|| ago(19 * MINUTE)),
        findings: if state == TraceState::Asked {
            Vec::new()
        } else {
            vec![
                address,
                finding(TraceMethod::Host, Some("Invented Host B.V."), Some("abuse@host.example")),
                lie,
                finding(TraceMethod::Registrar, Some("Invented Registrar"), Some("abuse@registrar.example")),
            ]
        },
        reason: None,
    }
}

fn facts() -> Vec<RouteFact> {
    let fact = |kind, country: &str, confidence, evidence: &str, marks: &[AddressMark]| RouteFact {
        kind,
        position: Some(0),
        country: Country::parse(country),
        confidence,
        evidence: evidence.to_owned(),
        marks: marks.to_vec(),
    };
    vec![
        fact(FactKind::Address, "LT", Confidence::High, "203.0.113.42 port 40404, 2026-11-24T02:30:00Z", &[]),
        fact(
            FactKind::Address,
            "",
            Confidence::Low,
            "198.51.100.9",
            &[AddressMark::Tor, AddressMark::NoPort, AddressMark::NoTime],
        ),
        fact(FactKind::Phone, "LT", Confidence::Medium, "+370", &[]),
        fact(FactKind::Declared, "US", Confidence::Low, "", &[]),
    ]
}

fn request(n: u32, state: PreservationState, left: i64) -> PreservationLine {
    let over = matches!(state, PreservationState::Ended | PreservationState::Refused);
    PreservationLine {
        id: PreservationId(uuid(320 + n)),
        report: queue()[3].id,
        position: 0,
        service: (n != 4).then(|| "Example Chat".to_owned()),
        state,
        by: "Rūta Vaitkienė".to_owned(),
        asked_at: ago(80 * DAY),
        until: NOW.plus(left),
        extensions: 0,
        near: !over && left < 14 * DAY,
        confirmed_at: (state == PreservationState::Confirmed).then(|| ago(70 * DAY)),
        ended_at: over.then(|| ago(DAY)),
    }
}

fn hold(n: u32, ended: Option<HoldEnding>, left: i64) -> HoldView {
    let asked =
        |at, what: &str| (at, what.to_owned(), "Insp. Example".to_owned(), "Unit for children".to_owned());
    HoldView {
        id: HoldId(uuid(340 + n)),
        placed: (ago(50 * HOUR), "Rūta Vaitkienė".to_owned()),
        until: NOW.plus(left),
        ended: ended.map(|ending| (ending, ago(HOUR))),
        officers: vec![
            asked(ago(50 * HOUR), "placed"),
            asked(ago(20 * HOUR), "renewed"),
            asked(ago(HOUR), "go_ahead"),
        ],
    }
}

/// Everything that removal knows of a report with one address.
pub(super) fn known(state: TraceState) -> RemovalView {
    let facts = facts();
    RemovalView {
        traces: vec![trace(0, state)],
        route: RouteView { ranked: rank(&facts), facts, chosen: None },
        holds: vec![
            hold(0, Some(HoldEnding::Lapsed), -90 * HOUR),
            hold(1, Some(HoldEnding::GoAhead), 10 * HOUR),
            hold(2, None, 22 * HOUR),
        ],
        requests: vec![
            request(1, PreservationState::Confirmed, 9 * DAY),
            request(2, PreservationState::Ended, -DAY),
        ],
    }
}

pub(super) fn add(made: &mut Samples) {
    for state in TraceState::ALL {
        let mut view = known(*state);
        if *state == TraceState::Unknown {
            view.route = RouteView::default();
            view.traces[0].reason = Some("Asked the registry by phone: they do not know.".to_owned());
        }
        if *state == TraceState::HiddenBehind {
            let chosen = ChosenRoute {
                country: Country::parse("PH"),
                reason: Some("The reporter wrote in Cebuano.".to_owned()),
                at: ago(HOUR),
            };
            view.route.chosen = Some(chosen);
        }
        if *state == TraceState::HiddenService {
            view.route.chosen = Some(ChosenRoute { country: None, reason: None, at: ago(HOUR) });
        }
        made.add(&format!("report-traced-{state}"), &reports::traced(view));
    }
    hosts(made);
    waiting(made);
    let page = |found: &[PreservationLine], problems| {
        PreservationsPage::of(
            chrome(Role::Analyst, Place::Notices, "preservation-title"),
            found,
            problems,
            NOW,
        )
    };
    let found = [
        request(1, PreservationState::Confirmed, 30 * MINUTE),
        request(3, PreservationState::Asked, 60 * DAY),
        request(4, PreservationState::Asked, 88 * DAY),
    ];
    made.add("preservation", &page(&found, Vec::new()));
    made.add("preservation-empty", &page(&[], Vec::new()));
    let wrong = vec![Problem::plain(Texts::console().get("wrong-preservation-not-later"))];
    made.add("preservation-wrong", &page(&found, wrong));
}

fn hosts(made: &mut Samples) {
    let records = vec![record(0, 14, 12), record(1, 3, 0), record(2, 8, 8), record(4, 9, 9), record(3, 0, 0)];
    let page = |found, later| {
        HostsPage::of(chrome(Role::Analyst, Place::Notices, "hosts-title"), &found, later, NOW)
    };
    made.add("hosts", &page((records.clone(), Some("Žalias ūkas, UAB".to_owned())), true));
    made.add("hosts-empty", &page((Vec::new(), None), false));
    let one = |found| HostPage::of(chrome(Role::Analyst, Place::Notices, "hosts-title"), &found, NOW);
    let notices = vec![
        notice_line(21, NoticeState::NeedsPerson, Some(Finding::StillUp)),
        notice_line(25, NoticeState::Removed, Some(Finding::Removed)),
    ];
    made.add("host", &one((records[0].clone(), notices)));
    made.add("host-new", &one((records[4].clone(), Vec::new())));

    // A notice that its host did not act on, and one that the police hold back.
    let next = |rung, mailbox: Option<&str>, organisation: Option<&str>| NextRung {
        rung,
        mailbox: mailbox.map(str::to_owned),
        organisation: organisation.map(str::to_owned),
        due: Some(ago(3 * HOUR)),
    };
    let mut line = notice_line(28, NoticeState::NeedsPerson, Some(Finding::StillUp));
    line.rung = Rung::Upstream;
    let mut found = NoticeFound {
        line,
        contact: Some("abuse@host.example".to_owned()),
        url: Some("https://gallery.host.example/albums/42".to_owned()),
        letters: ["notice", "upstream", "registrar", "regulator"]
            .map(|purpose| letter(purpose, true, None))
            .into(),
        by_mail: true,
        host: Some(record(0, 14, 12)),
        above: vec![
            next(Rung::Registrar, Some("abuse@registrar.example"), Some("Invented Registrar")),
            next(Rung::Regulator, None, None),
        ],
        held_until: None,
    };
    let page = |found: &NoticeFound| {
        NoticePage::of(chrome(Role::Analyst, Place::Notices, "notice-title"), found, Vec::new(), NOW)
    };
    made.add("notice-climb", &page(&found));
    found.line = notice_line(29, NoticeState::Sent, Some(Finding::StillUp));
    found.above[0].due = Some(NOW.plus(40 * HOUR));
    made.add("notice-climb-later", &page(&found));
    found.line = notice_line(27, NoticeState::Held, None);
    found.held_until = Some(NOW.plus(30 * HOUR));
    made.add("notice-held", &page(&found));
}

fn waiting(made: &mut Samples) {
    let page = |found| UnknownPage::of(chrome(Role::Analyst, Place::Notices, "unknown-title"), &found, NOW);
    let host = |n: usize, age| UnknownHost {
        report: queue()[n].id,
        position: 0,
        since: ago(age),
        by: "Rūta Vaitkienė".to_owned(),
    };
    let countries = vec![(queue()[5].id, ago(3 * HOUR))];
    made.add("unknown", &page((vec![host(3, 26 * HOUR), host(4, HOUR)], countries)));
    made.add("unknown-empty", &page((Vec::new(), Vec::new())));

    let page =
        |found| HoldsPage::of(chrome(Role::Analyst, Place::Notices, "police-holds-title"), &found, NOW);
    let line = |n: u32, renewals, left| PoliceHoldLine {
        id: HoldId(uuid(340 + n)),
        report: queue()[3].id,
        placed: (ago(50 * HOUR), "Rūta Vaitkienė".to_owned()),
        until: NOW.plus(left),
        renewals,
    };
    let counts = HoldCounts { placed: 7, renewals: 4, open: 2, lapsed: 1, go_ahead: 4 };
    made.add(
        "holds",
        &page((vec![line(1, 0, 3 * HOUR), line(2, 1, 30 * HOUR), line(3, 2, 70 * HOUR)], counts)),
    );
    made.add("holds-empty", &page((Vec::new(), HoldCounts::default())));
}
