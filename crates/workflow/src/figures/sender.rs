//! What a sender may see of their own reports: whole months, rounded, without any report.

use tutela_model::api_key::ApiKey;
use tutela_model::completeness::Missing;
use tutela_model::figures::{Counter, Month, Part, Rounded, Span, Step, Tally, Wait, rounded, sum};
use tutela_model::id::ApiKeyId;
use tutela_store::Tx;
use tutela_store::records::figure;

use super::added;
use crate::error::Error;
use crate::node::Node;

/// Months that are shown.
const MONTHS: usize = 12;
/// A time is told only of so many reports.
const ENOUGH: u64 = 20;

/// A month of a sender.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthOfSender {
    /// The month.
    pub month: Month,
    /// Reports that held enough to work on.
    pub actionable: Rounded,
    /// Reports about which something else was decided.
    pub otherwise: Rounded,
    /// Reports that wait for a decision, or were erased before.
    pub undecided: Rounded,
}

impl MonthOfSender {
    /// How many reports came.
    pub fn received(&self) -> Rounded {
        sum([self.actionable, self.otherwise, self.undecided])
    }

    /// The share of actionable reports among those decided, in percent.
    pub fn share(&self) -> Option<u64> {
        self.actionable.percent_of(sum([self.actionable, self.otherwise]))
    }
}

/// What a sender may see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SenderFigures {
    /// Whose.
    pub name: String,
    /// The last twelve whole months, oldest first.
    pub months: Vec<MonthOfSender>,
    /// All of them: how many lacked each thing, most first. One report may lack several.
    pub missing: Vec<(Missing, Rounded)>,
    /// All of them: how many lacked nothing.
    pub complete: Rounded,
    /// All of them: how many hosts were told.
    pub told: Rounded,
    /// All of them: what is gone after that.
    pub gone: Rounded,
    /// Half of all had been looked at, and decided, within so many hours.
    pub looked_at_hours: Option<u64>,
    /// See there.
    pub decided_hours: Option<u64>,
    /// Half of what hosts were told of was gone so many hours after the report came.
    pub gone_hours: Option<u64>,
}

impl SenderFigures {
    /// All months together.
    pub fn whole(&self) -> MonthOfSender {
        let all = |number: fn(&MonthOfSender) -> Rounded| sum(self.months.iter().map(number));
        MonthOfSender {
            month: self
                .months
                .last()
                .map_or_else(|| Month::of(tutela_model::clock::Timestamp::from_micros(0)), |m| m.month),
            actionable: all(|month| month.actionable),
            otherwise: all(|month| month.otherwise),
            undecided: all(|month| month.undecided),
        }
    }
}

/// What the sender with this key may see; a key sees its own reports only.
pub async fn own_figures(node: &Node, key: &ApiKey) -> Result<SenderFigures, Error> {
    node.store()
        .read("figures of a sender", |tx| async move { of_sender(&tx, node, key.id, &key.name).await })
        .await
}

pub(crate) async fn of_sender(
    tx: &Tx,
    node: &Node,
    key: ApiKeyId,
    name: &str,
) -> Result<SenderFigures, Error> {
    let months = Month::finished(node.now(), MONTHS);
    let ends = months.first().zip(months.last());
    let Some(span) = ends.map(|(first, last)| Span { first: first.span().first, last: last.span().last })
    else {
        return Err(Error::NotFound("month"));
    };
    let reports = figure::of_name(tx, Part::Sender, &key.to_string(), span).await?;
    let notices = figure::of_name(tx, Part::NoticeSender, &key.to_string(), span).await?;
    let all = added(&reports, span);
    let told = added(&notices, span);
    let lacking = Missing::ALL.iter().map(|missing| (*missing, rounded(all.get(*missing))));
    let mut missing: Vec<_> = lacking.filter(|(_, number)| number.told().is_some()).collect();
    missing.sort_by_key(|(_, number)| std::cmp::Reverse(*number));
    Ok(SenderFigures {
        name: name.to_owned(),
        months: months.iter().map(|month| of_month(*month, &added(&reports, month.span()))).collect(),
        missing,
        complete: rounded(all.get(Counter::Complete)),
        told: rounded(told.get(Counter::Told)),
        gone: rounded(told.get(Counter::Gone)),
        looked_at_hours: hours(&all, Step::LookedAt),
        decided_hours: hours(&all, Step::Decided),
        gone_hours: hours(&told, Step::Gone),
    })
}

fn of_month(month: Month, tally: &Tally) -> MonthOfSender {
    let (decided, actionable) = (tally.get(Counter::Decided), tally.get(Counter::Actionable));
    MonthOfSender {
        month,
        actionable: rounded(actionable),
        otherwise: rounded(decided.saturating_sub(actionable)),
        undecided: rounded(tally.get(Counter::Received).saturating_sub(decided)),
    }
}

fn hours(tally: &Tally, step: Step) -> Option<u64> {
    match tally.times(step).quantile(0.5, tally.open(step)) {
        Some(Wait::Seconds(seconds)) if tally.times(step).count() >= ENOUGH => Some(seconds.div_ceil(3_600)),
        _ => None,
    }
}
