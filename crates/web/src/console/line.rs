//! A report as a line: in the queue, in search results, under a content, in the list beside a record.

use tutela_model::clock::Timestamp;
use tutela_model::report_state::{Decision, Status};
use tutela_model::urgency::Reason;
use tutela_workflow::read::QueueLine;

use super::moment::Moment;
use super::words::{count, country, word};
use crate::texts::Texts;

/// A reason for urgency in words.
#[derive(Clone, Debug)]
pub(super) struct ReasonWord {
    /// The words.
    pub(super) word: String,
    /// Whether a child is in danger: the one thing that is red.
    pub(super) danger: bool,
}

/// A report as a line.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Where it leads.
    pub(super) href: String,
    /// The last part of the id, by which people talk about a report.
    pub(super) short: String,
    pub(super) reasons: Vec<ReasonWord>,
    pub(super) category: String,
    pub(super) origin: String,
    pub(super) items: String,
    pub(super) country: Option<String>,
    /// How complete it is, in words.
    pub(super) complete: String,
    /// What is missing, in words; empty where nothing is.
    pub(super) missing: String,
    pub(super) received: Moment,
    /// Where it stands, in words.
    pub(super) state: String,
    /// Whether what it named is gone.
    pub(super) gone: bool,
    /// Who works on it.
    pub(super) holder: Option<String>,
    pub(super) mine: bool,
    /// Whether this is the record that is open.
    pub(super) here: bool,
}

impl Line {
    /// A line of what was read. `query` is appended to its address, so that the list beside the record stays the same.
    pub(super) fn of(texts: Texts, line: &QueueLine, now: Timestamp, query: &str) -> Self {
        let id = line.id.to_string();
        let missing: Vec<String> =
            line.completeness.missing.iter().map(|missing| word(texts, "missing", missing)).collect();
        Self {
            href: format!("/console/reports/{id}{query}"),
            short: short(&id),
            reasons: line.urgency.reasons.iter().map(|reason| reason_word(texts, *reason)).collect(),
            category: word(texts, "category", line.category),
            origin: word(texts, "origin", line.origin),
            items: count(texts, "items", line.items.into()),
            country: line.country.map(|code| country(texts, code)),
            complete: texts.with("complete", "n", u32::from(line.completeness.score)),
            missing: missing.join(", "),
            received: Moment::kept(texts, line.received, now, line.origin.is_coarse()),
            state: state(texts, line.status, line.decision),
            gone: line.status == Status::Removed,
            holder: line.claimed_by.clone(),
            mine: line.mine,
            here: false,
        }
    }

    /// Lines of what was read.
    pub(super) fn all(texts: Texts, lines: &[QueueLine], now: Timestamp, query: &str) -> Vec<Self> {
        lines.iter().map(|line| Self::of(texts, line, now, query)).collect()
    }
}

/// The reason in words.
pub(super) fn reason_word(texts: Texts, reason: Reason) -> ReasonWord {
    ReasonWord { word: word(texts, "reason", reason), danger: reason.is_danger() }
}

/// Where a report stands: a decision says more than the bare status once there is one.
pub(super) fn state(texts: Texts, status: Status, decision: Option<Decision>) -> String {
    match (status, decision) {
        (Status::Received | Status::LookedAt, Some(decision)) => {
            word(texts, "decision", decision).to_lowercase()
        }
        (Status::Closed, Some(decision)) if decision != Decision::Actionable => {
            word(texts, "decision", decision).to_lowercase()
        }
        (status, _) => word(texts, "status", status),
    }
}

/// The last eight digits: the first ones are a time and nearly the same in all new reports.
pub(super) fn short(id: &str) -> String {
    id.get(id.len().saturating_sub(8)..).unwrap_or(id).to_owned()
}
