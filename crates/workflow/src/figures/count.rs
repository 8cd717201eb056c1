//! Counting one day.

use std::collections::BTreeMap;

use tutela_model::clock::{DAY, SECOND, Timestamp};
use tutela_model::figures::{Counter, Day, Part, Step, Tally};
use tutela_model::notice::NoticeState;
use tutela_store::records::figure::{self, NoticeFacts, ReportFacts};

use crate::error::Error;
use crate::jobs::rest;
use crate::node::Node;

/// Rows read at once.
const PAGE: u32 = 5_000;

const OF_REPORTS: [Part; 5] = [Part::Reports, Part::Origin, Part::Category, Part::Sender, Part::Waiting];
const OF_NOTICES: [Part; 4] = [Part::Notices, Part::Host, Part::HostCountry, Part::NoticeSender];

#[derive(Default)]
struct Tallies(BTreeMap<(Part, String), Tally>);

impl Tallies {
    fn of(&mut self, part: Part, name: impl ToString) -> &mut Tally {
        self.0.entry((part, name.to_string())).or_default()
    }

    /// In place of what stood there. Read before in a transaction that only reads: on PostgreSQL the reading of a whole day must not get
    /// into the way of reports that come meanwhile.
    async fn replace(self, node: &Node, day: Day, parts: &[Part]) -> Result<(), Error> {
        let rows: Vec<_> = self.0.into_iter().map(|((part, name), tally)| (part, name, tally)).collect();
        let rows = &rows;
        let replaced = node
            .store()
            .run("count figures", |tx| async move { figure::replace(&tx, day, parts, rows).await });
        Ok(replaced.await?)
    }
}

fn seconds(from: Timestamp, to: Timestamp) -> i64 {
    to.since(from) / SECOND
}

/// How a day is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pace {
    /// With rests between the pages: a day with very many reports must not take the machine from those who come.
    Gently,
    /// As fast as it goes.
    AtOnce,
}

/// Counts the reports that came on a day.
pub(super) async fn reports(node: &Node, day: Day, pace: Pace) -> Result<(), Error> {
    let mut tallies = Tallies::default();
    let mut after = None;
    loop {
        let begun = node.now();
        let facts = node
            .store()
            .read("facts of reports", |tx| async move { figure::reports_of(&tx, day, after, PAGE).await })
            .await?;
        facts.iter().for_each(|facts| count_report(&mut tallies, facts));
        after = facts.last().map(|facts| facts.id);
        if facts.len() < PAGE as usize {
            break;
        }
        if pace == Pace::Gently {
            rest(node, begun).await;
        }
    }
    tallies.replace(node, day, &OF_REPORTS).await
}

fn count_report(tallies: &mut Tallies, facts: &ReportFacts) {
    let mut one = Tally::default();
    one.count(Counter::Received);
    one.count(facts.band);
    if facts.decision.is_none() && !facts.erased {
        tallies.of(Part::Waiting, "").merge(&one);
    }
    for (step, at, counter) in [
        (Step::LookedAt, facts.looked_at, Counter::LookedAt),
        (Step::Decided, facts.decided, Counter::Decided),
    ] {
        if let Some(at) = at {
            one.count(counter);
            one.time(step, seconds(facts.received, at));
        }
    }
    if let Some(decision) = facts.decision {
        one.count(decision);
    }
    if facts.gone.is_some() {
        one.count(Counter::Removed);
    }
    if facts.erased {
        one.count(Counter::Erased);
        if facts.decided.is_none() {
            one.count(Counter::ErasedUndecided);
        }
        if facts.looked_at.is_none() {
            one.count(Counter::ErasedUnseen);
        }
    }
    if facts.missing.is_empty() {
        one.count(Counter::Complete);
    }
    facts.missing.iter().for_each(|missing| one.count(*missing));
    tallies.of(Part::Reports, "").merge(&one);
    tallies.of(Part::Origin, facts.origin).merge(&one);
    tallies.of(Part::Category, facts.category).merge(&one);
    if let Some(sender) = facts.sender {
        tallies.of(Part::Sender, sender).merge(&one);
    }
}

/// Counts the notices whose hosts were told on a day.
pub(super) async fn notices(node: &Node, day: Day) -> Result<(), Error> {
    let in_time = i64::from(node.settings().figures.benchmark_days) * DAY;
    let mut tallies = Tallies::default();
    let mut after = None;
    loop {
        let facts = node
            .store()
            .read("facts of notices", |tx| async move { figure::notices_of(&tx, day, after, PAGE).await })
            .await?;
        facts.iter().for_each(|facts| count_notice(&mut tallies, facts, in_time));
        after = facts.last().map(|facts| (facts.told, facts.id));
        if facts.len() < PAGE as usize {
            break;
        }
    }
    tallies.replace(node, day, &OF_NOTICES).await
}

fn count_notice(tallies: &mut Tallies, facts: &NoticeFacts, in_time: i64) {
    let mut one = Tally::default();
    one.count(Counter::Told);
    one.time(Step::HostTold, seconds(facts.received, facts.told));
    if let Some(gone) = facts.gone {
        one.count(Counter::Gone);
        one.time(Step::Gone, seconds(facts.received, gone));
        one.time(Step::ByHost, seconds(facts.told, gone));
        if gone.since(facts.told) <= in_time {
            one.count(Counter::GoneInTime);
        }
    }
    if facts.state == NoticeState::NeedsPerson {
        one.count(Counter::NeedsPerson);
    }
    tallies.of(Part::Notices, "").merge(&one);
    if let Some(host) = facts.host {
        tallies.of(Part::Host, host).merge(&one);
    }
    if let Some(country) = facts.country {
        tallies.of(Part::HostCountry, country).merge(&one);
    }
    if let Some(sender) = facts.sender {
        tallies.of(Part::NoticeSender, sender).merge(&one);
    }
}
