//! Figures are what the reports are, however they were counted.

use tutela_model::access::Role;
use tutela_model::api_key::Scope;
use tutela_model::clock::{DAY, HOUR, MINUTE, Timestamp};
use tutela_model::country::Country;
use tutela_model::figures::{Band, Counter, Period, Rounded, Step, Wait};
use tutela_model::id::ReportId;
use tutela_model::notice::Finding;
use tutela_model::report_state::Decision;
use tutela_testkit::{TestNode, on_both_engines, samples};
use tutela_workflow::desk::{assess, claim, decide, erase};
use tutela_workflow::figures::{own_figures, published, recount};
use tutela_workflow::read::{FiguresQuery, SenderQuery, Totals, TotalsQuery};
use tutela_workflow::removal::{hand_over, record_found};
use tutela_workflow::trace::{HostByHand, set_host};
use tutela_workflow::{FiguresSettings, Viewer};

use crate::steps::{actionable, decided, named, notice_id, only};

const MONTH: FiguresQuery = FiguresQuery { period: Period::Month };

async fn totals(node: &TestNode, viewer: &Viewer) -> Totals {
    node.read(viewer, TotalsQuery { period: Period::Month }).await.unwrap()
}

/// Lets the job count what has changed.
async fn count(node: &TestNode) {
    node.clock.advance(MINUTE);
    node.run_due().await;
}

on_both_engines!(a_day_of_the_desk_is_told_in_numbers, async |database| {
    let node = TestNode::start_with(&database, named()).await;
    let senior = node.person(Role::SeniorAnalyst).await;
    let key = node.key(Scope::Report).await.key;
    let mut danger = samples::url_report("https://host.example/danger");
    danger.child.immediate_danger = Some(true);
    node.send(&key, danger).await;
    let (analyst, id) = decided(&node, "https://host.example/page").await;
    let notice = notice_id(&node, &analyst, id).await;
    let found = HostByHand {
        name: "Invented Host B.V.".to_owned(),
        country: Country::parse("NL"),
        reason: "The imprint says so.".to_owned(),
        ..HostByHand::default()
    };
    set_host(&node, &analyst, id, 0, &found).await.unwrap();
    node.clock.advance(2 * HOUR);
    hand_over(&node, &analyst, notice).await.unwrap();
    node.clock.advance(DAY);
    record_found(&node, &analyst, notice, Finding::Removed).await.unwrap();
    node.clock.advance(4 * DAY);
    count(&node).await;

    let (all, organisations) = node.read(&senior, MONTH).await.unwrap();
    assert!(all.whole && all.counted_until == node.now());
    assert_eq!((all.reports.get(Counter::Received), all.reports.get(Counter::Actionable)), (2, 1));
    assert_eq!((all.waiting.all(), all.waiting.of_band(Band::Danger)), (1, 1));
    assert_eq!(all.waiting.danger.len(), 1);
    assert_eq!(all.notices.get(Counter::Told), 1);
    assert_eq!((all.ripe.get(Counter::Told), all.ripe.get(Counter::GoneInTime)), (1, 1));
    assert_eq!(all.notices.times(Step::ByHost).quantile(0.5, 0), Some(Wait::Seconds(86_528)), "within 0.8 %");
    // Half of two: the one that was decided took less than the one that waits.
    assert_eq!(
        all.reports.times(Step::Decided).quantile(0.9, all.reports.open(Step::Decided)),
        Some(Wait::NotYet)
    );
    assert_eq!(all.pieces.iter().map(|piece| piece.reports.get(Counter::Received)).sum::<u64>(), 2);
    let countries: Vec<&str> = organisations.countries.iter().map(|(country, _)| country.as_str()).collect();
    assert_eq!(countries, ["NL"], "where the machine stands");
    assert_eq!(organisations.senders.len(), 1);
    assert_eq!(organisations.senders[0].reports.get(Counter::LacksWho), 1);
});

on_both_engines!(counting_what_changed_comes_to_the_same_as_counting_all, async |database| {
    let node = TestNode::start_with(&database, named()).await;
    let key = node.key(Scope::Report).await.key;
    node.run_due().await;
    let mut ids: Vec<ReportId> = Vec::new();
    for n in 0..6 {
        ids.push(node.send(&key, samples::url_report(&format!("https://host.example/{n}"))).await);
        count(&node).await;
        node.clock.advance(DAY + HOUR);
    }
    let analyst = node.person(Role::Analyst).await;
    for (n, id) in ids.iter().enumerate() {
        claim(&node, &analyst, *id).await.unwrap();
        if n % 2 == 0 {
            assess(&node, &analyst, *id, 0, samples::GRAVE).await.unwrap();
            decide(&node, &analyst, *id, &actionable()).await.unwrap();
            let notice = notice_id(&node, &analyst, *id).await;
            count(&node).await;
            hand_over(&node, &analyst, notice).await.unwrap();
            count(&node).await;
            record_found(&node, &analyst, notice, Finding::Removed).await.unwrap();
        } else {
            decide(&node, &analyst, *id, &only(Decision::Informational)).await.unwrap();
        }
        count(&node).await;
    }
    erase(&node, ids[1]).await.unwrap();
    node.tell(samples::public(samples::url_report("https://host.example/last"))).await;
    count(&node).await;
    let counted = database.figures().await;
    assert!(counted.len() > 20);
    recount(&node).await.unwrap();
    assert_eq!(database.figures().await, counted);
    recount(&node).await.unwrap();
    assert_eq!(database.figures().await, counted, "counting twice changes nothing");
});

on_both_engines!(an_erased_report_stays_in_the_counts_and_waits_no_more, async |database| {
    let node = TestNode::start_with(&database, named()).await;
    let auditor = node.person(Role::Auditor).await;
    let (_, id) = node.tell(samples::public(samples::url_report("https://host.example/page"))).await;
    count(&node).await;
    assert_eq!(totals(&node, &auditor).await.waiting.all(), 1);
    erase(&node, id).await.unwrap();
    count(&node).await;
    let after = totals(&node, &auditor).await;
    assert_eq!((after.waiting.all(), after.reports.get(Counter::Received)), (0, 1));
    assert_eq!(after.reports.open(Step::Decided), 0, "nobody waits for what was erased");
});

on_both_engines!(lost_figures_are_counted_anew, async |database| {
    let node = TestNode::start_with(&database, named()).await;
    let auditor = node.person(Role::Auditor).await;
    node.tell(samples::public(samples::url_report("https://host.example/page"))).await;
    count(&node).await;
    database.lose_figures().await;
    assert!(!totals(&node, &auditor).await.whole);
    count(&node).await;
    let after = totals(&node, &auditor).await;
    assert!(after.whole);
    assert_eq!(after.reports.get(Counter::Received), 1);
});

on_both_engines!(a_sender_is_shown_whole_months_and_no_small_number, async |database| {
    let node = TestNode::start_with(&database, named()).await;
    node.clock.set(Timestamp::parse("2026-10-05T10:00:00Z").unwrap());
    let senior = node.person(Role::SeniorAnalyst).await;
    let (own, other) = (node.key(Scope::Report).await.key, node.key(Scope::Report).await.key);
    for n in 0..23 {
        node.send(&own, samples::url_report(&format!("https://host.example/{n}"))).await;
    }
    for n in 0..3 {
        node.send(&other, samples::url_report(&format!("https://host.example/other{n}"))).await;
    }
    count(&node).await;
    let now = own_figures(&node, &own).await.unwrap();
    assert_eq!(now.whole().received(), Rounded::Few, "the month is not over");
    node.clock.set(Timestamp::parse("2026-11-01T00:00:00Z").unwrap());
    count(&node).await;
    let shown = own_figures(&node, &own).await.unwrap();
    assert_eq!(shown.months.last().unwrap().month.to_string(), "2026-10");
    assert_eq!(shown.whole().received(), Rounded::About(25));
    assert_eq!(shown.missing[0].1, Rounded::About(25));
    assert_eq!(own_figures(&node, &other).await.unwrap().whole().received(), Rounded::Few);
    assert_eq!(node.read(&senior, SenderQuery { key: own.id }).await.unwrap(), shown);
});

on_both_engines!(a_quarter_is_published_once_and_stays, async |database| {
    let mut settings = named();
    let node = TestNode::start_with(&database, settings.clone()).await;
    node.clock.set(Timestamp::parse("2026-09-20T10:00:00Z").unwrap());
    let key = node.key(Scope::Report).await.key;
    let mut last = None;
    for n in 0..12 {
        last = Some(node.send(&key, samples::url_report(&format!("https://host.example/{n}"))).await);
    }
    node.clock.set(Timestamp::parse("2026-10-16T10:00:00Z").unwrap());
    count(&node).await;
    assert_eq!(published(&node).await.unwrap(), None, "switched off");
    settings.figures = FiguresSettings { publish: true, ..FiguresSettings::default() };
    let node = node.another_with(settings).await;
    node.clock.set(Timestamp::parse("2026-10-10T10:00:00Z").unwrap());
    count(&node).await;
    assert_eq!(published(&node).await.unwrap().unwrap().len(), 0, "too early");
    node.clock.set(Timestamp::parse("2026-10-16T12:00:00Z").unwrap());
    count(&node).await;
    let first = published(&node).await.unwrap().unwrap();
    assert_eq!(first.len(), 1);
    assert_eq!(first[0].quarter.to_string(), "2026-Q3");
    assert_eq!((first[0].received(), first[0].undecided), (Rounded::About(10), Rounded::About(10)));
    assert_eq!((first[0].actionable, first[0].told()), (Rounded::Few, Rounded::Few));
    erase(&node, last.unwrap()).await.unwrap();
    node.clock.set(Timestamp::parse("2027-01-20T12:00:00Z").unwrap());
    count(&node).await;
    let later = published(&node).await.unwrap().unwrap();
    assert_eq!(later.len(), 2);
    assert_eq!(later[1], first[0], "what was published stays");
    assert!(node.logged().await.contains(&"figures.published node quarter:2026-Q3".to_owned()));
});
