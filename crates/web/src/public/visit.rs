//! Where things stand, in words, and what the desk asks.

use askama::Template;
use tutela_crypto::Receipt;
use tutela_model::report_state::{Decision, Status};
use tutela_workflow::intake::{Exchange, Visit};

use super::fields::{Field, Input};
use super::frame::Frame;

/// The page.
#[derive(Template)]
#[template(path = "public/visit.html")]
pub(super) struct VisitPage {
    frame: Frame,
    receipt: String,
    heading: String,
    about: String,
    steps: Vec<Step>,
    exchanges: Vec<Said>,
    /// What came of it for a person, as far as the officer has released it.
    outcomes: Vec<String>,
    notice: Notice,
}

/// What came of what was just done.
pub(super) enum Notice {
    /// Nothing was done.
    None,
    /// The answer arrived.
    Arrived,
    /// There was no such open question.
    Gone,
    /// Something is wrong with the answer.
    Mistake(AnswerTyped),
}

/// An answer with a mistake.
pub(super) struct AnswerTyped {
    /// The question's id, as it came.
    pub(super) question: String,
    /// What was typed.
    pub(super) answer: String,
    /// What to do.
    pub(super) mistake: String,
}

/// One step of a report's way.
struct Step {
    label: String,
    place: Place,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Done,
    Here,
    Ahead,
}

/// Something the desk wrote.
struct Said {
    id: String,
    text: String,
    needs_answer: bool,
    /// The field for an answer, where one is asked for.
    field: Option<Field>,
}

impl VisitPage {
    pub(super) fn new(frame: Frame, receipt: &Receipt, visit: &Visit, notice: Notice) -> Self {
        let key = standing(visit.status, visit.decision);
        let frame = if matches!(notice, Notice::Mistake(_)) { frame.keeping() } else { frame };
        let exchanges = visit.exchanges.iter().map(|exchange| said(&frame, exchange, &notice)).collect();
        Self {
            receipt: receipt.to_string(),
            heading: frame.t(&format!("visit-{key}")),
            about: frame.t(&format!("visit-{key}-about")),
            steps: steps(&frame, visit.status, visit.decision),
            exchanges,
            outcomes: visit.outcomes.iter().map(|kind| frame.t(&format!("outcome-{kind}"))).collect(),
            notice,
            frame,
        }
    }

    /// The mistake in an answer, and the id of the field it is in.
    fn mistake(&self) -> Option<&AnswerTyped> {
        match &self.notice {
            Notice::Mistake(typed) => Some(typed),
            _ => None,
        }
    }

    /// A word about what was just done.
    fn news(&self) -> Option<String> {
        match self.notice {
            Notice::Arrived => Some(self.frame.t("answer-arrived")),
            Notice::Gone => Some(self.frame.t("answer-gone")),
            Notice::None | Notice::Mistake(_) => None,
        }
    }
}

/// How the sentences about a status begin. A decision is more than a status only until something comes of it.
fn standing(status: Status, decision: Option<Decision>) -> &'static str {
    match (status, decision) {
        (_, Some(decision @ (Decision::Informational | Decision::OutOfRemit | Decision::NotIllegal))) => {
            decision.as_str()
        }
        (Status::LookedAt, Some(decision @ Decision::Actionable)) => decision.as_str(),
        (status, Some(Decision::Actionable) | None) => status.as_str(),
    }
}

/// The way of a report that is acted on. One that is closed has ended, and shows no way that it did not go.
fn steps(frame: &Frame, status: Status, decision: Option<Decision>) -> Vec<Step> {
    if status == Status::Closed || !matches!(decision, None | Some(Decision::Actionable)) {
        return Vec::new();
    }
    [Status::Received, Status::LookedAt, Status::PassedOn, Status::Removed]
        .map(|step| Step {
            label: frame.t(&format!("visit-step-{step}")),
            place: match step.cmp(&status) {
                std::cmp::Ordering::Less => Place::Done,
                std::cmp::Ordering::Equal => Place::Here,
                std::cmp::Ordering::Greater => Place::Ahead,
            },
        })
        .into()
}

fn said(frame: &Frame, exchange: &Exchange, notice: &Notice) -> Said {
    let id = exchange.id.to_string();
    let typed = match notice {
        Notice::Mistake(typed) if typed.question == id => Some(typed),
        _ => None,
    };
    let field = (exchange.needs_answer && !exchange.answered).then(|| Field {
        name: "answer",
        id: format!("answer-{id}"),
        label: frame.t("ask-answer"),
        hint: frame.t("ask-answer-hint"),
        optional: None,
        input: Input::Area {
            value: typed.map(|typed| typed.answer.clone()).unwrap_or_default(),
            direction: "auto",
            rows: 5,
        },
        mistakes: typed.iter().map(|typed| typed.mistake.clone()).collect(),
    });
    Said { text: exchange.question.clone(), needs_answer: exchange.needs_answer, field, id }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decision_against_acting_is_told_whatever_the_status() {
        assert_eq!(standing(Status::Closed, Some(Decision::OutOfRemit)), "out_of_remit");
        assert_eq!(standing(Status::Closed, Some(Decision::Informational)), "informational");
        assert_eq!(standing(Status::Closed, Some(Decision::NotIllegal)), "not_illegal");
    }

    #[test]
    fn what_came_of_acting_is_told_rather_than_the_decision() {
        let acted = Some(Decision::Actionable);
        assert_eq!(standing(Status::Received, None), "received");
        assert_eq!(standing(Status::LookedAt, None), "looked_at");
        assert_eq!(standing(Status::LookedAt, acted), "actionable");
        assert_eq!(standing(Status::PassedOn, acted), "passed_on");
        assert_eq!(standing(Status::Removed, acted), "removed");
        assert_eq!(standing(Status::Closed, acted), "closed");
    }
}
