//! What the public is told: of each quarter that is over, once, and never changed after.

use serde::{Deserialize, Serialize};
use tutela_model::clock::{DAY, HOUR, Timestamp};
use tutela_model::figures::{
    Counter, Day, Part, Quarter, Rounded, SMALL, Span, Step, Tally, Wait, rounded, sum,
};
use tutela_model::person::Actor;
use tutela_store::records::figure;
use tutela_store::records::police_hold;
use tutela_store::records::published_figure::{self, PublishedRow};

use super::added;
use crate::error::Error;
use crate::node::Node;

/// How long after its end a quarter is published: by then most of it is decided, and every host had its days.
const AFTER: i64 = 14 * DAY;
/// Quarters that are shown, and at most published at once: ten years.
const QUARTERS: u32 = 40;

/// What was published of a quarter. Each thing counts in one number of a group alone; totals are made of the numbers ([`rounded`]).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// The quarter.
    #[serde(skip, default = "Published::no_quarter")]
    pub quarter: Quarter,
    /// Reports that held enough to work on.
    pub actionable: Rounded,
    /// Reports that are kept as information.
    pub informational: Rounded,
    /// Reports that were for another desk.
    pub out_of_remit: Rounded,
    /// Reports all of whose content was found not illegal.
    pub not_illegal: Rounded,
    /// Reports that nobody had decided about.
    pub undecided: Rounded,
    /// Notices after which it was gone in `days`.
    pub gone_in_time: Rounded,
    /// Notices after which it was gone later.
    pub gone_later: Rounded,
    /// Notices after which it was not gone when this was published.
    pub not_gone: Rounded,
    /// How many days "in time" means.
    pub days: u32,
    /// Holds that the police asked for.
    #[serde(default = "Published::none")]
    pub holds: Rounded,
    /// Half of all was gone within so many hours; told only of twenty notices and more.
    pub median_hours: Option<u64>,
}

impl Published {
    fn no_quarter() -> Quarter {
        Quarter::of(Timestamp::from_micros(0))
    }

    fn none() -> Rounded {
        Rounded::Few
    }

    /// How many reports came.
    pub fn received(&self) -> Rounded {
        sum([self.actionable, self.informational, self.out_of_remit, self.not_illegal, self.undecided])
    }

    /// How many notices hosts were sent.
    pub fn told(&self) -> Rounded {
        sum([self.gone_in_time, self.gone_later, self.not_gone])
    }

    fn of(quarter: Quarter, reports: &Tally, notices: &Tally, holds: u64, days: u32) -> Self {
        let decided = |counter| rounded(reports.get(counter));
        let (told, gone) = (notices.get(Counter::Told), notices.get(Counter::Gone));
        let in_time = notices.get(Counter::GoneInTime);
        let median = notices.times(Step::ByHost).quantile(0.5, notices.open(Step::ByHost));
        Self {
            quarter,
            actionable: decided(Counter::Actionable),
            informational: decided(Counter::Informational),
            out_of_remit: decided(Counter::OutOfRemit),
            not_illegal: decided(Counter::NotIllegal),
            undecided: rounded(reports.get(Counter::Received).saturating_sub(reports.get(Counter::Decided))),
            gone_in_time: rounded(in_time),
            gone_later: rounded(gone.saturating_sub(in_time)),
            not_gone: rounded(told.saturating_sub(gone)),
            days,
            holds: rounded(holds),
            median_hours: match median {
                Some(Wait::Seconds(seconds)) if told >= 4 * SMALL => Some(whole_hours(seconds)),
                _ => None,
            },
        }
    }
}

/// In whole hours, from two days on in whole days: a minute would tell of one notice.
fn whole_hours(seconds: u64) -> u64 {
    let hours = seconds.div_ceil(HOUR as u64 / 1_000_000);
    if hours < 48 { hours } else { hours.div_ceil(24) * 24 }
}

/// Publishes every quarter that is over long enough and was not published yet, where the operator has switched that on.
pub(super) async fn publish_finished(node: &Node, now: Timestamp) -> Result<(), Error> {
    if !node.settings().figures.publish {
        return Ok(());
    }
    let newest = Quarter::of(now.plus(-AFTER)).before();
    let (first, done) = node
        .store()
        .read("published", |tx| async move {
            let done = published_figure::newest(&tx, QUARTERS).await?;
            Ok::<_, Error>((figure::first_day(&tx).await?, done))
        })
        .await?;
    let Some(first) = first else { return Ok(()) };
    let due = std::iter::successors(Some(newest), |quarter| Some(quarter.before()))
        .take(QUARTERS as usize)
        .take_while(|quarter| quarter.span().last >= first)
        .filter(|quarter| done.iter().all(|row| row.quarter != *quarter));
    for quarter in due {
        publish(node, quarter, now).await?;
    }
    Ok(())
}

async fn publish(node: &Node, quarter: Quarter, now: Timestamp) -> Result<(), Error> {
    let days = node.settings().figures.benchmark_days;
    node.store()
        .run("publish figures", |tx| async move {
            let of = async |part| figure::of_part(&tx, part, quarter.span()).await;
            let everything = Span { first: Day(0), last: Day(i64::MAX) };
            let reports = added(&of(Part::Reports).await?, everything);
            let notices = added(&of(Part::Notices).await?, everything);
            let holds = police_hold::counts(&tx, quarter.span().first.start(), quarter.end()).await?.placed;
            let published = Published::of(quarter, &reports, &notices, holds.unsigned_abs(), days);
            let numbers = serde_json::to_string(&published).unwrap_or_default();
            let row = PublishedRow { quarter, published_at: now, numbers };
            if published_figure::insert(&tx, &row).await? {
                let record = format!("quarter:{quarter}");
                tx.audit([node.entry(Actor::Node, "figures.published", record, String::new())]).await?;
            }
            Ok(())
        })
        .await
}

/// What was published, newest quarter first; `None` where the operator publishes nothing. For everybody: no permission is asked for.
pub async fn published(node: &Node) -> Result<Option<Vec<Published>>, Error> {
    if !node.settings().figures.publish {
        return Ok(None);
    }
    let rows = node
        .store()
        .read("published figures", |tx| async move { published_figure::newest(&tx, QUARTERS).await })
        .await?;
    let read = |row: PublishedRow| {
        let numbers: Result<Published, _> = serde_json::from_str(&row.numbers);
        let damaged = tutela_store::StoreError::Damaged { column: "numbers" };
        numbers.map(|numbers| Published { quarter: row.quarter, ..numbers }).map_err(|_| damaged.into())
    };
    rows.into_iter().map(read).collect::<Result<Vec<_>, Error>>().map(Some)
}
