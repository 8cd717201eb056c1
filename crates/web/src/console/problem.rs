//! What is wrong, as a plain sentence with a link to its field.

use tutela_model::field_error::{FieldError, Problem as Wrong};
use tutela_model::hold::HoldError;
use tutela_model::notice::NoticeError;
use tutela_model::preservation::PreservationError;
use tutela_model::referral::ReferralError;
use tutela_model::report_state::StateError;
use tutela_workflow::Error;

use super::words::sentence;
use crate::texts::Texts;

/// One line of the summary of errors.
#[derive(Clone, Debug)]
pub(super) struct Problem {
    /// The id of the field, where it is a field's.
    pub(super) field: Option<String>,
    /// What is wrong and what to do.
    pub(super) text: String,
}

impl Problem {
    /// Something wrong with a field.
    pub(super) fn at(field: impl Into<String>, text: String) -> Self {
        Self { field: Some(field.into()), text }
    }

    /// Something wrong with the whole.
    pub(super) fn plain(text: String) -> Self {
        Self { field: None, text }
    }
}

/// What went wrong, in sentences, where it is the caller's to mend; else the error again, for an error page.
pub(super) fn problems(texts: Texts, error: Error) -> Result<Vec<Problem>, Error> {
    let one = match error {
        Error::Fields(errors) => return Ok(errors.iter().map(|error| field(texts, error)).collect()),
        Error::State(error) => texts.get(state(error)),
        Error::Notice(NoticeError::NotSent) => texts.get("wrong-notice-not-sent"),
        Error::Notice(NoticeError::Told) => texts.get("wrong-notice-told"),
        Error::Notice(NoticeError::Done) => texts.get("wrong-notice-done"),
        Error::Hold(HoldError::Over) => texts.get("wrong-hold-over"),
        Error::Preservation(PreservationError::Over) => texts.get("wrong-preservation-over"),
        Error::Preservation(PreservationError::Refused) => texts.get("wrong-preservation-refused"),
        Error::Preservation(PreservationError::NotLater) => texts.get("wrong-preservation-not-later"),
        Error::Referral(error) => texts.get(referral(error)),
        Error::Duplicate("person") => texts.get("wrong-duplicate-person"),
        Error::Duplicate("member") => texts.get("wrong-duplicate-member"),
        Error::Duplicate(_) => texts.get("wrong-duplicate"),
        Error::Refused(why) | Error::NotSetUp(why) => sentence(why),
        Error::Denied(_)
        | Error::NotFound(_)
        | Error::Store(_)
        | Error::Sealed(_)
        | Error::Media(_)
        | Error::File(_)
        | Error::IdempotencyConflict => {
            return Err(error);
        }
    };
    Ok(vec![Problem::plain(one)])
}

/// The key of the sentence for a step that the report's state does not allow.
pub(super) const fn state(error: StateError) -> &'static str {
    match error {
        StateError::ClaimedByOther => "wrong-claimed-by-other",
        StateError::NotClaimed => "wrong-not-claimed",
        StateError::Closed => "wrong-closed",
        StateError::Decided => "wrong-decided",
        StateError::NotActionable => "wrong-not-actionable",
    }
}

/// The key of the sentence for a step that the referral's state does not allow.
pub(super) const fn referral(error: ReferralError) -> &'static str {
    match error {
        ReferralError::NotRead => "wrong-referral-not-read",
        ReferralError::NotAccepted => "wrong-referral-not-accepted",
        ReferralError::Declined => "wrong-referral-declined",
        ReferralError::Over => "wrong-referral-over",
    }
}

/// A field's error, at the field of that id.
pub(super) fn field(texts: Texts, error: &FieldError) -> Problem {
    let text = match &error.problem {
        Wrong::Missing => texts.get("wrong-missing"),
        Wrong::TooLong { limit } => texts.with("wrong-long", "limit", super::words::grouped(*limit as u64)),
        Wrong::ControlCharacter => texts.get("wrong-control"),
        Wrong::Unknown { .. } => texts.get("wrong-choice"),
        Wrong::Malformed { expected } => texts.with("wrong-form", "expected", expected.clone()),
    };
    let name = error.field.split('-').next().unwrap_or_default();
    let label = match name {
        "note" | "offer" | "shift" | "view" | "question" | "told" | "contact" | "name" | "search"
        | "budget" | "country" | "radius" | "reason" | "password" | "new" | "until" | "grace" | "expires"
        | "phone" | "url" | "chat" | "email" | "hours" | "languages" | "source" | "kind" | "answered"
        | "zone" | "minutes" | "starts" | "ends" | "person" | "rank" | "day" | "mailbox" | "reader"
        | "read_on" | "word" | "text" => texts.get(&format!("field-{name}")),
        "host" => texts.get("hand-host"),
        "officer" => texts.get("police-hold-officer"),
        "unit" => texts.get("police-hold-unit"),
        "service" => texts.get("preservation-service"),
        "days" => texts.get("preservation-days"),
        other => other.to_owned(),
    };
    Problem::at(
        &error.field,
        texts.with_all("wrong-field", &[("field", label.into()), ("wrong", text.into())]),
    )
}
