//! Working side by side: what waits for a person, a report that is offered to a colleague, what makes a report urgent.

use crate::named_enum;
use crate::urgency::{Reason, Urgency};

named_enum! {
    /// Why something waits for a person under "For you".
    InboxKind {
        /// A colleague named them in a note.
        Mention = "mention",
        /// A colleague offers them a report.
        Offered = "offered",
        /// The colleague to whom they offered a report took it.
        Accepted = "accepted",
        /// The colleague to whom they offered a report did not take it.
        Declined = "declined",
        /// A reporter answered their question.
        Answered = "answered",
        /// A report that they held went back to the queue without them.
        Returned = "returned",
        /// A colleague asks for their opinion of content, or gave one that they had asked for.
        SecondOpinion = "second_opinion",
    }
}

named_enum! {
    /// How an offer of a report ended.
    OfferAnswer {
        /// The colleague took the report.
        Accepted = "accepted",
        /// The colleague did not.
        Declined = "declined",
        /// Whoever offered it took the offer back.
        Withdrawn = "withdrawn",
        /// The report went another way meanwhile: it was given back, decided or closed.
        Lapsed = "lapsed",
    }
}

/// From this score on a report does not wait for the next shift: a child is said to be in danger or within the offender's reach,
/// or tells of itself.
pub const URGENT: u32 = Reason::ToldByChild.weight();

impl Urgency {
    /// Whether the report does not wait for the next shift.
    pub fn is_urgent(&self) -> bool {
        self.score >= URGENT
    }
}

/// The people whom a note names as `@name`, whole and in either case; of two names of which one begins the other, the longer counts.
pub fn mentioned<'a, T: Copy>(text: &str, people: impl IntoIterator<Item = (T, &'a str)>) -> Vec<T> {
    let mut people: Vec<(T, String)> =
        people.into_iter().map(|(id, name)| (id, name.to_lowercase())).collect();
    people.sort_by_key(|(_, name)| std::cmp::Reverse(name.len()));
    let text = text.to_lowercase();
    let mut found: Vec<usize> = Vec::new();
    for (at, _) in text.match_indices('@') {
        let rest = &text[at + 1..];
        let named = people.iter().position(|(_, name)| {
            let after = rest.strip_prefix(name.as_str()).map(|after| after.chars().next());
            !name.is_empty() && after.is_some_and(|next| !next.is_some_and(char::is_alphanumeric))
        });
        found.extend(named.filter(|person| !found.contains(person)));
    }
    found.into_iter().filter_map(|person| people.get(person).map(|(id, _)| *id)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_is_named_whole_is_mentioned_once() {
        let people = [(1, "Ana"), (2, "Ana Petrauskienė"), (3, "Jo")];
        let said = |text| mentioned(text, people);
        assert_eq!(said("please look, @ana"), [1]);
        assert_eq!(said("@Ana PetrauskienĖ and @Jo. @jo!"), [2, 3]);
        assert!(said("@Joanna, ana, mail@joe.example, @").is_empty());
    }

    #[test]
    fn a_child_in_danger_is_urgent_and_known_content_is_not() {
        let of = |reason: Reason| Urgency { score: reason.weight(), reasons: vec![reason] };
        assert!(of(Reason::DangerNow).is_urgent() && of(Reason::ToldByChild).is_urgent());
        assert!(!of(Reason::KnownContent).is_urgent() && !of(Reason::Travel).is_urgent());
    }
}
