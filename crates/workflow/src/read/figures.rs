//! The dashboard: figures over a period. Numbers alone: nothing sealed is opened, and no report is named.

use std::collections::BTreeMap;

use tutela_model::access::Permission;
use tutela_model::clock::Timestamp;
use tutela_model::figures::{Band, Counter, Day, Part, Period, Span, Tally};
use tutela_model::id::ApiKeyId;
use tutela_store::Tx;
use tutela_store::records::figure::{self, Figure};
use tutela_store::records::{api_key, host};

use super::quality::{DeskAgreement, desk_agreement};
use super::{Granted, Query};
use crate::error::Error;
use crate::figures::{Progress, SenderFigures, added, of_sender};
use crate::node::Node;

/// Reports with a child in danger now are looked through up to here.
const DANGER: u32 = 1_000;

/// Totals over a period up to today.
pub struct TotalsQuery {
    /// How far back.
    pub period: Period,
}

/// Totals over a period.
#[derive(Clone, Debug)]
pub struct Totals {
    /// The period.
    pub period: Period,
    /// Its days.
    pub span: Span,
    /// What changed before this is counted.
    pub counted_until: Timestamp,
    /// Whether every day has been counted; else older days are still missing.
    pub whole: bool,
    /// Reports that came in the period.
    pub reports: Tally,
    /// Reports of the period before, of the same length.
    pub before: Tally,
    /// Notices whose hosts were told in the period.
    pub notices: Tally,
    /// Notices of the period whose hosts have had their days.
    pub ripe: Tally,
    /// The period in pieces: reports that came and notices whose hosts were told in each.
    pub pieces: Vec<Piece>,
    /// Reports by how they came.
    pub origins: Vec<(String, Tally)>,
    /// Reports by what they are about, most first.
    pub categories: Vec<(String, Tally)>,
    /// All reports that wait, whenever they came.
    pub waiting: Waiting,
}

/// A piece of the period.
#[derive(Clone, Debug)]
pub struct Piece {
    /// Its days.
    pub span: Span,
    /// Reports that came.
    pub reports: Tally,
    /// Notices whose hosts were told.
    pub notices: Tally,
}

/// How long reports have waited, by days since they came. A public report's hour is all that is kept, so that finer would be untrue.
pub const AGES: [i64; 4] = [0, 2, 7, 30];

/// Reports that wait for a decision.
#[derive(Clone, Debug, Default)]
pub struct Waiting {
    /// How many of each band came so many days ago: today, in the last two days, in the last seven, in the last thirty, before.
    pub ages: [[u64; Band::ALL.len()]; AGES.len() + 1],
    /// With a child in danger now, as of this moment: when the first thousand came.
    pub danger: Vec<Timestamp>,
}

impl Waiting {
    fn of(figures: &[Figure], today: Day, danger: Vec<Timestamp>) -> Self {
        let mut waiting = Self { danger, ..Self::default() };
        for figure in figures {
            let days = today.0 - figure.day.0;
            let age = AGES.iter().position(|most| days <= *most).unwrap_or(AGES.len());
            for (at, band) in Band::ALL.iter().enumerate() {
                waiting.ages[age][at] += figure.tally.get(*band);
            }
        }
        waiting
    }

    /// How many of a band wait.
    pub fn of_band(&self, band: Band) -> u64 {
        let at = Band::ALL.iter().position(|known| *known == band).unwrap_or_default();
        self.ages.iter().map(|age| age[at]).sum()
    }

    /// How many wait.
    pub fn all(&self) -> u64 {
        self.ages.iter().flatten().sum()
    }
}

impl Query for TotalsQuery {
    type Output = Totals;
    const PERMISSION: Permission = Permission::ReadTotals;

    async fn answer(self, granted: Granted<'_>) -> Result<Totals, Error> {
        let node = granted.node;
        node.store().read("totals", |tx| async move { totals(&tx, node, self.period).await }).await
    }
}

async fn totals(tx: &Tx, node: &Node, period: Period) -> Result<Totals, Error> {
    let progress = Progress::read(tx, node).await?;
    let today = Day::of(node.now());
    let span = period.until(today);
    let before = Span { first: span.first.plus(-span.days()), last: span.first.plus(-1) };
    let reports = figure::of_part(tx, Part::Reports, Span { first: before.first, ..span }).await?;
    let notices = figure::of_part(tx, Part::Notices, span).await?;
    let ripe = today.plus(-1 - i64::from(node.settings().figures.benchmark_days));
    let everything = Span { first: Day(0), last: today.plus(1) };
    let waiting = figure::of_part(tx, Part::Waiting, everything).await?;
    let danger = figure::danger_waiting(tx, DANGER).await?;
    let piece =
        |piece| Piece { span: piece, reports: added(&reports, piece), notices: added(&notices, piece) };
    Ok(Totals {
        period,
        span,
        counted_until: progress.until,
        whole: progress.whole_at.is_some(),
        reports: added(&reports, span),
        before: added(&reports, before),
        notices: added(&notices, span),
        ripe: added(&notices, Span { last: ripe, ..span }),
        pieces: span.pieces(period.step()).into_iter().map(piece).collect(),
        origins: by_name(&figure::of_part(tx, Part::Origin, span).await?, Counter::Received),
        categories: by_name(&figure::of_part(tx, Part::Category, span).await?, Counter::Received),
        waiting: Waiting::of(&waiting, today, danger),
    })
}

/// The tallies of each name added up, most of this counter first.
fn by_name(figures: &[Figure], counter: Counter) -> Vec<(String, Tally)> {
    let mut names: BTreeMap<&str, Tally> = BTreeMap::new();
    for figure in figures {
        names.entry(&figure.name).or_default().merge(&figure.tally);
    }
    let mut all: Vec<_> = names.into_iter().map(|(name, tally)| (name.to_owned(), tally)).collect();
    all.sort_by_key(|(_, tally)| std::cmp::Reverse(tally.get(counter)));
    all
}

/// Figures by sender, host and country over a period up to today.
pub struct FiguresQuery {
    /// How far back.
    pub period: Period,
}

/// Figures that name organisations, and how well the desk agrees.
#[derive(Clone, Debug, Default)]
pub struct Named {
    /// Senders, those of most reports first.
    pub senders: Vec<Sender>,
    /// Hosts, those of most notices first.
    pub hosts: Vec<(String, Tally)>,
    /// Countries of hosts, those of most notices first; empty where none is known.
    pub countries: Vec<(String, Tally)>,
    /// How well the desk agrees, over the last 90 days.
    pub agreement: DeskAgreement,
}

/// A sender over a period.
#[derive(Clone, Debug)]
pub struct Sender {
    /// The key.
    pub key: ApiKeyId,
    /// Whose it is.
    pub name: String,
    /// Its reports.
    pub reports: Tally,
}

impl Query for FiguresQuery {
    type Output = (Totals, Named);
    const PERMISSION: Permission = Permission::ReadFigures;

    async fn answer(self, granted: Granted<'_>) -> Result<Self::Output, Error> {
        let node = granted.node;
        node.store()
            .read("figures", |tx| async move {
                let totals = totals(&tx, node, self.period).await?;
                let names: BTreeMap<String, (ApiKeyId, String)> = api_key::all(&tx)
                    .await?
                    .into_iter()
                    .map(|key| (key.id.to_string(), (key.id, key.name)))
                    .collect();
                let of = async |part, counter| {
                    Ok::<_, Error>(by_name(&figure::of_part(&tx, part, totals.span).await?, counter))
                };
                let senders = of(Part::Sender, Counter::Received).await?;
                let senders = senders.into_iter().filter_map(|(id, reports)| {
                    let (key, name) = names.get(&id)?.clone();
                    Some(Sender { key, name, reports })
                });
                let hosts = of(Part::Host, Counter::Told).await?;
                let named = Named {
                    senders: senders.collect(),
                    hosts: hosts_named(&tx, hosts).await?,
                    agreement: desk_agreement(&tx, node.now()).await?,
                    countries: of(Part::HostCountry, Counter::Told).await?,
                };
                Ok((totals, named))
            })
            .await
    }
}

/// Hosts that are shown, those of most notices; the others are there by country.
const HOSTS: usize = 100;

/// Hosts with their names in place of their ids.
async fn hosts_named(tx: &Tx, hosts: Vec<(String, Tally)>) -> Result<Vec<(String, Tally)>, Error> {
    let mut named = Vec::new();
    for (id, tally) in hosts.into_iter().take(HOSTS) {
        let found = match id.parse() {
            Ok(id) => host::get(tx, id).await?,
            Err(_) => None,
        };
        named.push((found.map_or(id, |row| row.host.name), tally));
    }
    Ok(named)
}

/// What a sender may see of their own reports, for whoever shows it to them.
pub struct SenderQuery {
    /// The sender's key.
    pub key: ApiKeyId,
}

impl Query for SenderQuery {
    type Output = SenderFigures;
    const PERMISSION: Permission = Permission::ReadFigures;

    async fn answer(self, granted: Granted<'_>) -> Result<SenderFigures, Error> {
        let (node, id) = (granted.node, self.key);
        node.store()
            .read("sender", |tx| async move {
                let keys = api_key::all(&tx).await?;
                let key = keys.iter().find(|key| key.id == id).ok_or(Error::NotFound("key"))?;
                of_sender(&tx, node, id, &key.name).await
            })
            .await
    }
}
