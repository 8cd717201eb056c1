//! The form with which a referral is answered: accept, decline with a reason, tell what came of it, release. The same for the
//! liaison, for whoever holds a code, and for the desk that was told by telephone.

use tutela_model::id::OutcomeId;
use tutela_model::referral::OutcomeKind;
use tutela_workflow::referral::{By, NewOutcome, accept, decline, outcome, release};
use tutela_workflow::{Error, Node};

use crate::console::fields::Fields;
use crate::console::words::word;
use crate::texts::Texts;

/// An outcome to choose.
pub(in crate::console) struct OutcomeChoice {
    pub(in crate::console) value: &'static str,
    pub(in crate::console) name: String,
    pub(in crate::console) chosen: bool,
}

/// The outcomes to choose from, with what was chosen.
pub(in crate::console) fn choices(texts: Texts, typed: &Fields) -> Vec<OutcomeChoice> {
    let choice = |kind: &OutcomeKind| OutcomeChoice {
        value: kind.as_str(),
        name: word(texts, "outcome", kind),
        chosen: typed.get("outcome") == kind.as_str(),
    };
    OutcomeKind::ALL.iter().map(choice).collect()
}

/// Does what a form asks for; the name of the message after it.
pub(super) async fn act(node: &Node, by: By<'_>, form: &Fields) -> Result<&'static str, Error> {
    const NOTHING: Error = Error::Refused("choose what you want to answer");
    match form.get("act") {
        "accept" => accept(node, by).await.map(|()| "referral_accepted"),
        "decline" => decline(node, by, form.get("reason")).await.map(|()| "referral_declined"),
        "outcome" => {
            let kind =
                OutcomeKind::parse(form.get("outcome")).ok_or(Error::Refused("choose what came of it"))?;
            let release = form.get("release") == "yes";
            let new = NewOutcome { kind, note: form.get("note").to_owned(), release };
            outcome(node, by, &new).await.map(|_| "referral_outcome")
        }
        "release" => {
            let id: OutcomeId = form.get("which").parse().map_err(|_| NOTHING)?;
            release(node, by, id).await.map(|()| "referral_released")
        }
        _ => Err(NOTHING),
    }
}
