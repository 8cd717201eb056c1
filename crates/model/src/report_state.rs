//! The states a report goes through. Every change of state in Tutela is one call of [`ReportState::apply`].

use serde::{Deserialize, Serialize};

use crate::id::PersonId;
use crate::named_enum;

named_enum! {
    /// Where a report stands, as its sender may know it. It only moves forward.
    Status {
        /// It is here.
        Received = "received",
        /// Somebody of the desk has looked at it.
        LookedAt = "looked_at",
        /// A host was told.
        PassedOn = "passed_on",
        /// What it named is gone.
        Removed = "removed",
        /// The desk is done with it.
        Closed = "closed",
    }
}

named_enum! {
    /// What the desk decided about a report.
    Decision {
        /// It holds enough to work on.
        Actionable = "actionable",
        /// It does not hold enough to act, and is kept as information.
        Informational = "informational",
        /// It is not for this desk; the reporter is told where to go.
        OutOfRemit = "out_of_remit",
        /// All content it names was found not illegal.
        NotIllegal = "not_illegal",
    }
}

/// Where a report stands inside the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportState {
    /// What its sender may know.
    pub status: Status,
    /// Who works on it.
    pub claimed_by: Option<PersonId>,
    /// What was decided.
    pub decision: Option<Decision>,
}

/// What happens to a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// A person takes it.
    Claim(PersonId),
    /// A person gives it back; a senior may give back what another holds.
    Release {
        /// Who gives it back.
        by: PersonId,
        /// Whether they may release others' reports.
        for_others: bool,
    },
    /// The person who works on it hands it to a colleague, who takes it.
    Pass {
        /// Who hands it over.
        by: PersonId,
        /// Who takes it.
        to: PersonId,
    },
    /// The person who works on it decides.
    Decide {
        /// Who decides.
        by: PersonId,
        /// What.
        decision: Decision,
    },
    /// A notice left the house.
    NoticeSent,
    /// All content that notices were sent about is gone.
    AllGone,
    /// The person who works on it closes it.
    Close {
        /// Who closes it.
        by: PersonId,
    },
}

/// Why an event cannot happen now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StateError {
    /// Somebody else works on it.
    #[error(
        "somebody else works on this report: ask them to release it, or a senior analyst to take it from them"
    )]
    ClaimedByOther,
    /// Nobody works on it.
    #[error("claim the report first")]
    NotClaimed,
    /// It is closed.
    #[error("the report is closed")]
    Closed,
    /// It was decided before.
    #[error("the report was decided already")]
    Decided,
    /// It was not decided to be actionable.
    #[error("decide first that the report is actionable")]
    NotActionable,
}

impl ReportState {
    /// The state of a report that has just come.
    pub const NEW: Self = Self { status: Status::Received, claimed_by: None, decision: None };

    /// The state after an event, or why it cannot happen.
    pub fn apply(self, event: Event) -> Result<Self, StateError> {
        if self.status == Status::Closed {
            return Err(StateError::Closed);
        }
        let mut next = self;
        match event {
            Event::Claim(person) => {
                if self.claimed_by.is_some_and(|holder| holder != person) {
                    return Err(StateError::ClaimedByOther);
                }
                next.claimed_by = Some(person);
                next.status = self.status.max(Status::LookedAt);
            }
            Event::Release { by, for_others } => {
                if !for_others {
                    self.held_by(by)?;
                }
                next.claimed_by = None;
            }
            Event::Pass { by, to } => {
                self.held_by(by)?;
                next.claimed_by = Some(to);
            }
            Event::Decide { by, decision } => {
                self.held_by(by)?;
                if self.decision.is_some() {
                    return Err(StateError::Decided);
                }
                next.decision = Some(decision);
                if decision != Decision::Actionable {
                    next.status = Status::Closed;
                    next.claimed_by = None;
                }
            }
            Event::NoticeSent => {
                self.actionable()?;
                // A report may be sent on again after something was found gone: what is known does not go backwards.
                next.status = self.status.max(Status::PassedOn);
            }
            Event::AllGone => {
                self.actionable()?;
                next.status = Status::Removed;
            }
            Event::Close { by } => {
                self.held_by(by)?;
                self.actionable()?;
                next.status = Status::Closed;
                next.claimed_by = None;
            }
        }
        Ok(next)
    }

    fn held_by(self, person: PersonId) -> Result<(), StateError> {
        match self.claimed_by {
            Some(holder) if holder == person => Ok(()),
            Some(_) => Err(StateError::ClaimedByOther),
            None => Err(StateError::NotClaimed),
        }
    }

    fn actionable(self) -> Result<(), StateError> {
        if self.decision == Some(Decision::Actionable) { Ok(()) } else { Err(StateError::NotActionable) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn person(n: u8) -> PersonId {
        PersonId(Uuid::from_bytes([n; 16]))
    }

    fn event() -> impl Strategy<Value = Event> {
        let who = (1u8..4).prop_map(person);
        prop_oneof![
            who.clone().prop_map(Event::Claim),
            (who.clone(), any::<bool>()).prop_map(|(by, for_others)| Event::Release { by, for_others }),
            (who.clone(), who.clone()).prop_map(|(by, to)| Event::Pass { by, to }),
            (who.clone(), prop::sample::select(Decision::ALL))
                .prop_map(|(by, decision)| Event::Decide { by, decision }),
            Just(Event::NoticeSent),
            Just(Event::AllGone),
            who.prop_map(|by| Event::Close { by }),
        ]
    }

    proptest! {
        #[test]
        fn status_only_moves_forward_and_a_decision_stands(events in prop::collection::vec(event(), 0..40)) {
            let mut state = ReportState::NEW;
            for event in events {
                if let Ok(next) = state.apply(event) {
                    prop_assert!(next.status >= state.status);
                    prop_assert!(state.decision.is_none() || next.decision == state.decision);
                    if next.status > Status::LookedAt && next.status < Status::Closed {
                        prop_assert_eq!(next.decision, Some(Decision::Actionable));
                    }
                    state = next;
                }
            }
        }
    }

    #[test]
    fn two_people_do_not_hold_one_report() {
        let held = ReportState::NEW.apply(Event::Claim(person(1))).unwrap();
        assert_eq!(held.apply(Event::Claim(person(2))), Err(StateError::ClaimedByOther));
        assert_eq!(
            held.apply(Event::Release { by: person(2), for_others: false }),
            Err(StateError::ClaimedByOther)
        );
        let given_back = held.apply(Event::Release { by: person(2), for_others: true }).unwrap();
        assert_eq!(given_back.claimed_by, None);
        assert_eq!(given_back.status, Status::LookedAt);
        let passed = held.apply(Event::Pass { by: person(1), to: person(2) }).unwrap();
        assert_eq!(passed.claimed_by, Some(person(2)));
        let not_mine = passed.apply(Event::Pass { by: person(1), to: person(3) });
        assert_eq!(not_mine, Err(StateError::ClaimedByOther));
    }

    #[test]
    fn only_an_actionable_report_is_passed_on() {
        let held = ReportState::NEW.apply(Event::Claim(person(1))).unwrap();
        assert_eq!(held.apply(Event::NoticeSent), Err(StateError::NotActionable));
        let closed = held.apply(Event::Decide { by: person(1), decision: Decision::Informational }).unwrap();
        assert_eq!(closed.status, Status::Closed);
        assert_eq!(closed.apply(Event::Claim(person(1))), Err(StateError::Closed));
    }
}
