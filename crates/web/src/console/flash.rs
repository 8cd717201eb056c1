//! The short message after something was done. The address holds its name only, so that no text can be put into our mouth.

use super::fields::Fields;

/// The query parameter.
const DONE: &str = "done";

/// Every message: the name in the address; its text is `done-<name>`.
pub(super) const NAMES: &[&str] = &[
    "claimed",
    "released",
    "asked",
    "assessed",
    "decided",
    "notified",
    "closed",
    "handed_over",
    "found",
    "disabled",
    "revoked",
    "member_added",
    "list_changed",
    "batch_published",
    "canaries_planted",
    "confirmed",
    "disputed",
    "entry_stands",
    "entry_withdrawn",
    "noted",
    "help_imported",
    "help_added",
    "help_called",
    "help_country_called",
    "help_removed",
    "language_read",
    "turn_added",
    "turn_removed",
    "on_call_set",
    "mailbox_set",
    "mailbox_removed",
    "member_changed",
    "member_disabled",
    "member_enabled",
    "referral_offered",
    "referral_accepted",
    "referral_declined",
    "referral_outcome",
    "referral_released",
    "referral_new_link",
    "referral_taken_back",
    "corrected",
    "correction_noted",
    "letter_again",
    "letter_withdrawn",
    "letter_came_back",
    "trace_asked",
    "host_set",
    "country_set",
    "hold_placed",
    "hold_renewed",
    "hold_over",
    "preservation_asked",
    "preservation_noted",
    "escalated",
    "opinion_asked",
    "opinion_equal",
    "opinion_differs",
    "opinion_settled",
    "share_set",
    "limit_set",
    "let_go_on",
    "signed_out",
    "marked_read",
    "marked_unread",
    "noted_down",
    "note_corrected",
    "offered",
    "offer_accepted",
    "offer_declined",
    "offer_withdrawn",
    "shift_started",
    "shift_ended",
    "view_saved",
    "view_deleted",
    "enabled",
    "role_changed",
    "unlocked",
    "password_changed",
    "told",
    "key_ends",
    "held",
    "hold_lifted",
    "erased",
];

/// The message that a query asks for.
pub(super) fn of(query: &Fields) -> Option<&'static str> {
    NAMES.iter().copied().find(|name| *name == query.get(DONE))
}

/// A path with the message `name`.
pub(super) fn with(path: &str, name: &'static str) -> String {
    debug_assert!(NAMES.contains(&name), "{name}");
    let (path, anchor) = path.split_once('#').map_or((path, None), |(path, anchor)| (path, Some(anchor)));
    let mark = if path.contains('?') { '&' } else { '?' };
    let anchor = anchor.map(|anchor| format!("#{anchor}")).unwrap_or_default();
    format!("{path}{mark}{DONE}={name}{anchor}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_fixed_names_are_messages() {
        assert_eq!(of(&[("done", "claimed")].into()), Some("claimed"));
        assert_eq!(of(&[("done", "pay now")].into()), None);
        assert_eq!(with("/console/?list=mine#top", "closed"), "/console/?list=mine&done=closed#top");
        assert_eq!(with("/console/", "closed"), "/console/?done=closed");
    }
}
