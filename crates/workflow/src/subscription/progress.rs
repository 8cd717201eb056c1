//! What a subscription remembers from one run of its job to the next, beside the time up to which everything was read.

use serde::{Deserialize, Serialize};
use tutela_model::clock::{DAY, HOUR, SECOND, Timestamp};
use tutela_model::id::SubscriptionId;
use tutela_store::Tx;
use tutela_store::jobs::back_off;
use tutela_store::records::setting;

use super::problem::UpstreamProblem;
use super::span::MOST;
use crate::error::Error;

/// The shortest span: times are told to the second, and neighbouring spans share one.
pub(super) const SHORTEST: i64 = 2 * SECOND;
/// Records at which spans become shorter: writing them keeps others from writing.
const MANY: usize = MOST / 5;
/// Records below which spans become longer.
const FEW: usize = MANY / 4;
/// Longer than anything: the first reading asks for everything at once.
const LONGEST: i64 = 200 * 365 * DAY;
/// A span that broke off is not made shorter than this: the upstream is at fault, not the number of records.
const SHORTEST_AFTER_BREAK: i64 = HOUR;
/// Failures in a row after which a person is told.
const PATIENCE: u32 = 3;
/// How long a list may go without news before a person is told.
const SILENCE: i64 = DAY;
/// The longest wait after a failure.
const LONGEST_WAIT: i64 = 6 * HOUR;
/// The shortest wait after name and password were refused: some upstreams lock an account that keeps knocking.
const WAIT_WHEN_DENIED: i64 = HOUR;

/// What is remembered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Progress {
    /// Microseconds of the next span.
    pub(super) span: i64,
    /// Within a round, where the next span begins; a round begins a while before what was read.
    pub(super) from: Option<i64>,
    /// Everything was read, and the upstream is to be told of votes.
    pub(super) telling: bool,
    /// Failures in a row.
    pub(super) failures: u32,
    /// Whether a person was told of them.
    pub(super) alerted: bool,
}

impl Default for Progress {
    fn default() -> Self {
        Self { span: LONGEST, from: None, telling: false, failures: 0, alerted: false }
    }
}

fn name(id: SubscriptionId) -> String {
    format!("subscription.{id}")
}

impl Progress {
    pub(super) async fn get(tx: &Tx, id: SubscriptionId) -> Result<Self, Error> {
        let text = setting::get(tx, &name(id)).await?;
        // Whatever cannot be read is begun anew: it is only how, not how far.
        Ok(text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
    }

    pub(super) async fn put(&self, tx: &Tx, id: SubscriptionId, now: Timestamp) -> Result<(), Error> {
        let text = serde_json::to_string(self).unwrap_or_default();
        Ok(setting::set(tx, &name(id), &text, now).await?)
    }

    /// After a span that held so many records.
    pub(super) fn after_span(
        &self,
        from: Timestamp,
        to: Timestamp,
        target: Timestamp,
        records: usize,
    ) -> Self {
        let asked = to.since(from);
        let span = match records {
            n if n > MANY => asked / 2,
            // No faster: a first reading comes from empty years into full ones, and turns back each time it read too much.
            n if n < FEW => self.span.saturating_mul(2),
            _ => self.span,
        };
        let whole = to >= target;
        Self {
            span: span.clamp(SHORTEST, LONGEST),
            // Whether an upstream counts the first and the last second of a span is its own affair.
            from: (!whole).then(|| to.plus(-SECOND).micros()),
            telling: whole,
            failures: 0,
            alerted: false,
        }
    }

    /// After a span that held more than is read at once.
    pub(super) fn narrower(&self, from: Timestamp, to: Timestamp) -> Self {
        Self { span: (to.since(from) / 4).max(SHORTEST), ..self.clone() }
    }

    /// After a failure; how long to wait, and whether a person is to be told now.
    pub(super) fn after_failure(
        &self,
        problem: &UpstreamProblem,
        broke: Option<(Timestamp, Timestamp)>,
        silent_for: i64,
        every: i64,
    ) -> (Self, i64, bool) {
        let failures = self.failures.saturating_add(1);
        let denied = matches!(problem, UpstreamProblem::Denied(_));
        let tell = !self.alerted && (denied || failures >= PATIENCE || silent_for >= SILENCE);
        let regular = back_off(i64::from(failures));
        let wait = match problem {
            UpstreamProblem::Denied(_) => regular.max(every).max(WAIT_WHEN_DENIED),
            UpstreamProblem::Busy { wait: Some(wait), .. } => regular.max(*wait),
            _ => regular,
        };
        let span = match broke {
            Some((from, to)) => self.span.min((to.since(from) / 4).max(SHORTEST_AFTER_BREAK)),
            None => self.span,
        };
        let next = Self { span, from: None, telling: false, failures, alerted: self.alerted || tell };
        (next, wait.min(LONGEST_WAIT), tell)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_micros(seconds * SECOND)
    }

    #[test]
    fn spans_grow_and_shrink_and_never_stand_still() {
        let progress = Progress { span: 100 * SECOND, ..Progress::default() };
        let dense = progress.after_span(at(0), at(100), at(1_000), MANY + 1);
        assert_eq!((dense.span, dense.from, dense.telling), (50 * SECOND, Some(99 * SECOND), false));
        assert_eq!(progress.after_span(at(0), at(100), at(1_000), 0).span, 200 * SECOND);
        assert_eq!(progress.after_span(at(0), at(100), at(1_000), FEW).span, 100 * SECOND);
        let mut narrow = progress;
        for _ in 0..100 {
            narrow = narrow.narrower(at(0), at(0).plus(narrow.span));
        }
        assert_eq!(narrow.span, SHORTEST);
        let next = narrow.after_span(at(0), at(2), at(1_000), MANY + 1);
        assert!(next.from.unwrap() + next.span > 2 * SECOND, "the next span ends later than the last one");
        assert!(narrow.after_span(at(0), at(2), at(2), 1).telling);
    }

    #[test]
    fn a_person_is_told_once_and_the_upstream_is_asked_ever_more_seldom() {
        let mut progress = Progress::default();
        let mut told = Vec::new();
        let mut waits = Vec::new();
        for _ in 0..20 {
            let (next, wait, tell) = progress.after_failure(&UpstreamProblem::Unreachable, None, 0, HOUR);
            progress = next;
            waits.push(wait);
            told.push(tell);
        }
        assert_eq!(told.iter().position(|tell| *tell), Some(2));
        assert_eq!(told.iter().filter(|tell| **tell).count(), 1);
        assert_eq!((waits[0], waits[1], waits[19]), (10 * SECOND, 20 * SECOND, 6 * HOUR));
        let (_, wait, tell) = Progress::default().after_failure(&UpstreamProblem::Denied(401), None, 0, HOUR);
        assert_eq!((wait, tell), (HOUR, true), "who refuses us once will do so again");
        let (_, _, tell) = Progress::default().after_failure(&UpstreamProblem::TooSlow, None, DAY, HOUR);
        assert!(tell, "a day without news");
        let busy = UpstreamProblem::Busy { code: 429, wait: Some(DAY) };
        assert_eq!(Progress::default().after_failure(&busy, None, 0, HOUR).1, 6 * HOUR);
    }
}
