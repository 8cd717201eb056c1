//! What the desk and the reporter wrote to each other, and the form that asks.

use tutela_model::clock::Timestamp;
use tutela_model::report::Origin;
use tutela_workflow::read::{QueueLine, ReportPage as Found};

use super::{Form, Typed};
use crate::console::moment::Moment;
use crate::texts::Texts;

/// A question or a word to the reporter.
pub(in crate::console) struct Exchange {
    pub(in crate::console) by: String,
    pub(in crate::console) at: Moment,
    pub(in crate::console) text: String,
    /// Whether it asks for an answer that has not come.
    pub(in crate::console) waits: bool,
    /// The answer; its time is kept to the hour.
    pub(in crate::console) answer: Option<(Moment, String)>,
}

impl Exchange {
    pub(super) fn all(texts: Texts, found: &Found, now: Timestamp) -> Vec<Self> {
        let exchange = |view: &tutela_workflow::read::QuestionView| Self {
            by: view.by.clone(),
            at: Moment::of(texts, view.asked_at, now),
            text: view.text.clone(),
            waits: view.needs_answer && view.answer.is_none(),
            answer: view.answer.as_ref().map(|(at, text)| (Moment::coarse(texts, *at, now), text.clone())),
        };
        found.questions.iter().map(exchange).collect()
    }
}

/// The form that asks, or why there is none.
pub(in crate::console) struct Asking {
    pub(in crate::console) open: bool,
    /// Why nothing can be asked, where somebody may wonder.
    pub(in crate::console) why_not: Option<String>,
    pub(in crate::console) typed: String,
    pub(in crate::console) wrong: bool,
}

impl Asking {
    pub(super) fn of(texts: Texts, line: &QueueLine, holds: bool, typed: &Typed) -> Self {
        let by_key = line.origin == Origin::Api;
        Self {
            open: holds && !by_key,
            why_not: (holds && by_key).then(|| texts.get("ask-by-key")),
            typed: typed
                .fields_of(Form::Ask)
                .map(|fields| fields.get("question").to_owned())
                .unwrap_or_default(),
            wrong: typed.is_wrong(Form::Ask, "question"),
        }
    }
}
