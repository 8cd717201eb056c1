//! The dashboard and a sender's page, with invented numbers.

use tutela_model::access::Role;
use tutela_model::agreement::Agreement;
use tutela_model::clock::{DAY, HOUR};
use tutela_model::completeness::Missing;
use tutela_model::figures::{Band, Counter, Day, Month, Period, Step, Tally, rounded};
use tutela_model::id::ApiKeyId;
use tutela_model::report_state::Decision;
use tutela_workflow::FiguresSettings;
use tutela_workflow::figures::{MonthOfSender, SenderFigures};
use tutela_workflow::read::{Agreements, DeskAgreement, Named, Piece, Sender, Totals, Waiting};

use super::Samples;
use super::data::{NOW, ago, chrome, uuid};
use crate::console::chrome::Place;
use crate::console::figures::{FiguresPage, SenderPage};

/// So many reports, of which most are decided.
fn reports(n: u64) -> Tally {
    let mut tally = Tally::default();
    for at in 0..n {
        tally.count(Counter::Received);
        tally.count([Band::Content, Band::Child, Band::Content, Band::Danger][at as usize % 4]);
        if at % 3 == 0 {
            tally.count(Missing::Who);
        }
        if at % 5 == 0 {
            tally.count(Missing::AddressPort);
        }
        if at % 10 < 9 {
            tally.count(Counter::LookedAt);
            tally.time(Step::LookedAt, 600 + at as i64 * 311 % 90_000);
        }
        if at % 10 < 8 {
            tally.count(Counter::Decided);
            tally.count(if at % 2 == 0 { Decision::Actionable } else { Decision::Informational });
            tally.time(Step::Decided, 4_000 + at as i64 * 977 % 200_000);
        }
    }
    tally
}

fn notices(n: u64) -> Tally {
    let mut tally = Tally::default();
    for at in 0..n {
        tally.count(Counter::Told);
        tally.time(Step::HostTold, 5_000 + at as i64 * 977 % 200_000);
        if at % 20 != 3 {
            let took = at as i64 * 7_919 % 380_000;
            tally.count(Counter::Gone);
            tally.time(Step::ByHost, took);
            tally.time(Step::Gone, took + 60_000);
            if took < 3 * DAY / 1_000_000 {
                tally.count(Counter::GoneInTime);
            }
        } else {
            tally.count(Counter::NeedsPerson);
        }
    }
    tally
}

fn totals(period: Period, n: u64) -> Totals {
    let span = period.until(Day::of(NOW));
    let pieces: Vec<Piece> = span
        .pieces(period.step())
        .into_iter()
        .zip(0..)
        .map(|(span, at)| Piece {
            span,
            reports: reports(n * (7 + at * 5 % 9) / 10),
            notices: notices(n * (3 + at * 3 % 7) / 20),
        })
        .collect();
    let sum = |of: fn(&Piece) -> &Tally| {
        pieces.iter().fold(Tally::default(), |mut sum, piece| {
            sum.merge(of(piece));
            sum
        })
    };
    let (all, told) = (sum(|piece| &piece.reports), sum(|piece| &piece.notices));
    let danger = if n == 0 { Vec::new() } else { vec![ago(25 * 60_000_000), ago(3 * HOUR)] };
    let ages =
        if n == 0 { Default::default() } else { [[2, 11, 40], [0, 6, 51], [0, 1, 12], [0, 0, 7], [0, 0, 0]] };
    Totals {
        period,
        span,
        counted_until: ago(40_000_000),
        whole: n != 1,
        before: reports(n * 18),
        ripe: told.clone(),
        origins: if n == 0 {
            Vec::new()
        } else {
            vec![("api".into(), all.clone()), ("public".into(), reports(60)), ("young".into(), reports(4))]
        },
        categories: if n == 0 {
            Vec::new()
        } else {
            vec![("csam".into(), all.clone()), ("sextortion".into(), reports(31))]
        },
        waiting: Waiting { ages, danger },
        reports: all,
        notices: told,
        pieces,
    }
}

fn agreements(pairs: u64, equal: u64) -> Agreements {
    let one = Agreement { pairs, equal, alpha: Some(0.71) };
    Agreements { age: one, act: one, depiction: Agreement { alpha: None, ..one } }
}

fn named() -> Named {
    let sender = |n: u32, name: &str, many| Sender {
        key: ApiKeyId(uuid(n)),
        name: name.to_owned(),
        reports: reports(many),
    };
    Named {
        senders: vec![
            sender(120, "Example Chat", 412),
            sender(121, "Example Game", 37),
            sender(122, "Example Forum", 2),
        ],
        hosts: vec![
            ("Example Hosting".into(), notices(140)),
            ("Example Clouds & Sons".into(), notices(33)),
            ("host.example".into(), notices(2)),
        ],
        countries: vec![("NL".into(), notices(120)), ("US".into(), notices(55))],
        agreement: DeskAgreement { second: agreements(24, 17), sample: agreements(60, 55), percent: 5 },
    }
}

fn sender(scale: u64) -> SenderFigures {
    let month = |(month, at): (Month, u64)| MonthOfSender {
        month,
        actionable: rounded(scale * (12 + at)),
        otherwise: rounded(scale * (20 - at)),
        undecided: rounded(scale * (at % 3)),
    };
    let many = scale > 0;
    SenderFigures {
        name: "Example Chat".to_owned(),
        months: Month::finished(NOW, 12).into_iter().zip(0..).map(month).collect(),
        missing: if many {
            vec![(Missing::Who, rounded(130)), (Missing::AddressPort, rounded(55))]
        } else {
            Vec::new()
        },
        complete: rounded(scale * 200),
        told: rounded(scale * 150),
        gone: rounded(scale * 140),
        looked_at_hours: many.then_some(3),
        decided_hours: many.then_some(19),
        gone_hours: many.then_some(52),
    }
}

pub(super) fn add(made: &mut Samples) {
    let settings = FiguresSettings::default();
    let c = |role| chrome(role, Place::Figures, "figures-title");
    let all = |role, period, n, named: Option<&Named>| {
        FiguresPage::of(c(role), &totals(period, n), named, &settings, NOW)
    };
    made.add("figures", &all(Role::SeniorAnalyst, Period::Month, 20, Some(&named())));
    made.add("figures-year", &all(Role::Auditor, Period::Year, 400, Some(&named())));
    made.add("figures-season", &all(Role::Auditor, Period::Season, 90, Some(&named())));
    made.add("figures-totals", &all(Role::Administrator, Period::Week, 20, None));
    made.add("figures-partial", &all(Role::Administrator, Period::Week, 1, None));
    made.add("figures-empty", &all(Role::SeniorAnalyst, Period::Month, 0, Some(&Named::default())));
    let mut one = totals(Period::Week, 20);
    one.waiting.danger.truncate(1);
    made.add("figures-one", &FiguresPage::of(c(Role::SeniorAnalyst), &one, None, &settings, NOW));
    let page = |found: &SenderFigures| SenderPage::of(c(Role::SeniorAnalyst), found, "Example Hotline");
    made.add("sender", &page(&sender(3)));
    let mut whole = sender(2);
    whole.missing.clear();
    made.add("sender-complete", &page(&whole));
    made.add("sender-empty", &page(&sender(0)));
}
