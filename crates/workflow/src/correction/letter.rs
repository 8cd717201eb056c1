//! The letter about a correction: that something is wrong, of which kind, and where to read what is right. No detail.

use tutela_model::correction::{CorrectionKind, ToldKind};

use crate::node::Node;
use crate::outbox::{Letter, ONE_TIME_LINK};

/// What is wrong, in a sentence that gives nothing away.
fn what(kind: CorrectionKind) -> &'static str {
    match kind {
        CorrectionKind::WrongAssessment => "Our assessment was wrong.",
        CorrectionKind::WrongPlace => "We named a wrong country, service or host.",
        CorrectionKind::WrongFact => "A fact that we gave you was wrong.",
        CorrectionKind::Withdrawn => "We take back what we sent you: please do not act on it any more.",
    }
}

/// The letter.
pub(super) fn letter(
    node: &Node,
    to: &str,
    kind: CorrectionKind,
    (told, reference): (ToldKind, &str),
    link: Option<String>,
) -> Letter {
    let settings = node.settings();
    let earlier = match told {
        ToldKind::Referral => "referral",
        ToldKind::Notice => "notice",
    };
    let how = match link {
        Some(_) => format!(
            "What is right, and a button with which you tell us that you have noted it, you find here:\n\n{ONE_TIME_LINK}\n\n\
             Please press it: we keep asking until we know that the correction has reached you."
        ),
        None => format!(
            "Please answer to {} that you have noted it, and ask there what is right.",
            settings.contact
        ),
    };
    let body = format!(
        "To whom it concerns,\n\n\
         we must correct our {earlier} with the reference {reference}. {what}\n\n{how}\n\n\
         If you passed it on, please tell those to whom you did.\n\n{organisation}\n{contact}\n",
        what = what(kind),
        organisation = settings.organisation,
        contact = settings.contact,
    );
    Letter { link, ..Letter::plain(to, format!("Correction of our {earlier}, ref. {reference}"), body) }
}
