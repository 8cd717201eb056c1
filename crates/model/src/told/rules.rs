//! Which concepts near one another give which reason. The rules hold for every language; the words are data.

use crate::named_enum;
use crate::urgency::Reason;

named_enum! {
    /// What words stand for.
    Concept {
        /// A child: "girl", "my son", "pupil".
        Child = "child",
        /// Whoever writes: "me", "my".
        Me = "me",
        /// Somebody spoken of: "he", "her".
        Person = "person",
        /// Somebody grown who may be the offender: "uncle", "coach", "man".
        Adult = "adult",
        /// Hurting: "hit", "abuse", "scream".
        Harm = "harm",
        /// Filming, or showing live.
        Film = "film",
        /// At this moment, today, tonight.
        Now = "now",
        /// Soon: "tomorrow", "in an hour".
        Soon = "soon",
        /// Again and again: "every night".
        Often = "often",
        /// Coming, fetching, meeting.
        Meet = "meet",
        /// Living with a child, being alone with it, looking after it.
        Access = "access",
        /// Threatening, blackmailing.
        Threat = "threat",
        /// Sending round, publishing.
        Publish = "publish",
        /// What is sent round: photographs, videos.
        Picture = "picture",
        /// To whom it is sent: friends, family, school.
        Audience = "audience",
        /// Wanting to die, being killed.
        Death = "death",
        /// Being held, taken away or missing.
        Held = "held",
        /// Not come home, not found: what is said of things too, so that it tells something only of a child.
        Gone = "gone",
        /// By what a child is won: gifts, secrets, promises, a friend from a game.
        Lure = "lure",
        /// Being offered or sold.
        Sold = "sold",
        /// Money.
        Money = "money",
        /// Asking for help; fear, tears.
        Plea = "plea",
        /// A place: "home", "school", "hotel".
        Place = "place",
        /// The age of a child: "I am 12".
        Age = "age",
        /// A denial of what follows: "not", "never".
        Not = "not",
        /// What takes the danger away from a sentence: told in a film or the news, a computer, a lesson, this site.
        Calm = "calm",
        /// What is between grown people: debts, work, divorce. Takes the danger away from a sentence that names no child.
        Affairs = "affairs",
        /// Long past: takes the danger away unless the sentence says that it goes on.
        Past = "past",
        /// A word by which the language is known, and nothing else.
        Function = "function",
    }
}

impl Concept {
    /// Whether it stands even where "not" comes before it: who and where and when, and what takes danger away.
    pub(super) fn stands_denied(self) -> bool {
        matches!(
            self,
            Self::Me
                | Self::Person
                | Self::Now
                | Self::Place
                | Self::Calm
                | Self::Affairs
                | Self::Gone
                | Self::Past
                | Self::Function
                | Self::Age
        )
    }
}

/// A set of concepts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Set(u32);

impl Set {
    pub(super) fn add(&mut self, concept: Concept) {
        self.0 |= 1 << concept as u32;
    }

    fn has(self, concept: Concept) -> bool {
        self.0 & (1 << concept as u32) != 0
    }
}

/// How far each concept goes by itself, and how far several must go together to be signs of danger.
const SIGNS: [(Concept, u32); 24] = [
    (Concept::Child, 2),
    (Concept::Me, 1),
    (Concept::Person, 1),
    (Concept::Adult, 2),
    (Concept::Harm, 3),
    (Concept::Film, 2),
    (Concept::Now, 2),
    (Concept::Soon, 2),
    (Concept::Often, 2),
    (Concept::Meet, 2),
    (Concept::Access, 3),
    (Concept::Threat, 3),
    (Concept::Publish, 1),
    (Concept::Picture, 1),
    (Concept::Audience, 1),
    (Concept::Money, 1),
    (Concept::Death, 3),
    (Concept::Held, 3),
    (Concept::Gone, 2),
    (Concept::Lure, 2),
    (Concept::Sold, 3),
    (Concept::Plea, 2),
    (Concept::Place, 1),
    (Concept::Age, 2),
];
const ENOUGH: u32 = 6;
const MANY: u32 = 7;

/// The reasons that concepts near one another give.
pub(super) fn reasons(near: Set, found: &mut Vec<Reason>) {
    use Concept as C;
    let has = |concept| near.has(concept);
    let victim = has(C::Child) || has(C::Me) || has(C::Age);
    let somebody = victim || has(C::Person);
    let time = has(C::Now) || has(C::Soon) || has(C::Often);
    let grown = has(C::Adult) || has(C::Person);
    let mut add = |condition: bool, reason: Reason| {
        if condition && !found.contains(&reason) {
            found.push(reason);
        }
    };
    add(has(C::Death), Reason::LifeTold);
    add(has(C::Harm) && somebody && (time || has(C::Plea)), Reason::DangerTold);
    add(has(C::Film) && (has(C::Child) || has(C::Harm)) && (has(C::Now) || has(C::Soon)), Reason::DangerTold);
    add(has(C::Access) && victim && (has(C::Harm) || has(C::Plea) || has(C::Now)), Reason::DangerTold);
    add(has(C::Held) && somebody, Reason::HeldTold);
    add(has(C::Gone) && (has(C::Child) || has(C::Age)), Reason::HeldTold);
    add(has(C::Access) && somebody, Reason::AccessTold);
    let with_a_child = has(C::Adult) && has(C::Child);
    add(with_a_child && (has(C::Harm) || has(C::Plea) || (has(C::Place) && time)), Reason::AccessTold);
    add(has(C::Meet) && victim && grown && (time || has(C::Place)), Reason::MeetingTold);
    add(has(C::Meet) && (has(C::Person) || has(C::Child) || has(C::Age)) && time, Reason::MeetingTold);
    add(has(C::Meet) && has(C::Me) && has(C::Place) && has(C::Now), Reason::MeetingTold);
    add(has(C::Place) && (has(C::Me) || has(C::Age)) && grown && has(C::Plea), Reason::MeetingTold);
    add(has(C::Threat) && somebody, Reason::ThreatTold);
    // Pictures are sent round all the time; to somebody's own people, or for money, is a threat.
    let pressed = has(C::Money) || has(C::Threat);
    let shown =
        has(C::Publish) && (has(C::Picture) && (has(C::Audience) || pressed) || has(C::Audience) && pressed);
    add(shown && somebody, Reason::ThreatTold);
    add(has(C::Sold) && (has(C::Child) || has(C::Age)), Reason::SoldTold);
    add(has(C::Money) && has(C::Child) && (has(C::Film) || has(C::Adult)), Reason::SoldTold);
    add(has(C::Harm) && victim, Reason::HarmTold);
    add(has(C::Age), Reason::ChildInWords);
    add(has(C::Plea) && somebody, Reason::PleaTold);
    let signs: u32 = SIGNS.iter().filter(|(concept, _)| has(*concept)).map(|(_, weight)| weight).sum();
    let of_a_child = has(C::Child) || has(C::Age);
    add(signs >= MANY || (signs >= ENOUGH && of_a_child), Reason::ManySignsTold);
    add(signs >= ENOUGH, Reason::SignsTold);
}
