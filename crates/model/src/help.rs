//! The help directory: whom somebody can call, in which country. A number is shown to the public only while a named person has
//! called it and confirmed it.

use crate::clock::{DAY, Timestamp};
use crate::country::Country;
use crate::field_error::{FieldError, Problem};
use crate::id::{HelpEntryId, PersonId};
use crate::limits;
use crate::named_enum;
use crate::selector::{parse_email, parse_url};
use crate::text::{self, Lines};

/// How long a confirmation holds, in microseconds.
pub const CONFIRMED_FOR: i64 = 180 * DAY;
/// So long before a confirmation lapses somebody is reminded, in microseconds.
pub const REMIND_BEFORE: i64 = 30 * DAY;

named_enum! {
    /// What kind of help it is, in the order in which the public sees them.
    HelpKind {
        /// The emergency number of a country.
        Emergency = "emergency",
        /// Somebody to talk to: a child helpline.
        Helpline = "helpline",
        /// Police who are there for this.
        Police = "police",
        /// Where illegal content is reported.
        Hotline = "hotline",
    }
}

named_enum! {
    /// What came of a call to an entry.
    CallOutcome {
        /// Somebody answered, and it is what the entry says.
        Confirmed = "confirmed",
        /// It is somebody else's number, or nobody's.
        Wrong = "wrong",
        /// The number is another one now; it must be called itself.
        Changed = "changed",
    }
}

/// What an entry says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HelpDetails {
    /// The country it is for.
    pub country: Country,
    /// What kind of help.
    pub kind: HelpKind,
    /// Its name, in its own language.
    pub name: String,
    /// Its phone number, as it is dialled in that country.
    pub phone: Option<String>,
    /// Its web address.
    pub url: Option<String>,
    /// Its mailbox.
    pub email: Option<String>,
    /// The web address of its chat.
    pub chat: Option<String>,
    /// The languages that are spoken there: codes of ISO 639.
    pub languages: Vec<String>,
    /// When somebody answers, in figures such as `24/7`.
    pub hours: Option<String>,
    /// Where this was learnt.
    pub source: String,
}

/// The same as it is typed or stands in a file.
#[derive(Clone, Copy, Debug, Default)]
pub struct HelpTyped<'a> {
    /// Two letters.
    pub country: &'a str,
    /// The name of a kind.
    pub kind: &'a str,
    /// The name.
    pub name: &'a str,
    /// The phone number.
    pub phone: &'a str,
    /// The web address.
    pub url: &'a str,
    /// The mailbox.
    pub email: &'a str,
    /// The chat's web address.
    pub chat: &'a str,
    /// Codes, with `;` or spaces between.
    pub languages: &'a str,
    /// When somebody answers.
    pub hours: &'a str,
    /// Where this was learnt.
    pub source: &'a str,
}

/// Characters of a name or of hours.
const LINE: usize = 120;

impl HelpDetails {
    /// Reads what was typed, or tells every mistake in it.
    pub fn read(typed: &HelpTyped<'_>) -> Result<Self, Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut note = |error: FieldError| errors.push(error);
        let country = Country::parse(typed.country.trim());
        if country.is_none() {
            note(FieldError::new("country", Problem::Unknown { expected: "a country's two letters" }));
        }
        let kind = HelpKind::parse(typed.kind.trim());
        if kind.is_none() {
            note(FieldError::new(
                "kind",
                Problem::Unknown { expected: "emergency, helpline, police, hotline" },
            ));
        }
        let name = text::required("name", typed.name, LINE, Lines::One).map_err(&mut note).ok();
        let phone = optional(typed.phone, |value| phone("phone", value)).map_err(&mut note).ok().flatten();
        let url = optional(typed.url, |value| web("url", value)).map_err(&mut note).ok().flatten();
        let email =
            optional(typed.email, |value| parse_email("email", value)).map_err(&mut note).ok().flatten();
        let chat = optional(typed.chat, |value| web("chat", value)).map_err(&mut note).ok().flatten();
        let languages = languages(typed.languages).map_err(&mut note).unwrap_or_default();
        let hours = text::check("hours", typed.hours, LINE, Lines::One).map_err(&mut note).ok().flatten();
        let source =
            text::required("source", typed.source, limits::SHORT, Lines::One).map_err(&mut note).ok();
        if errors.is_empty() && phone.is_none() && url.is_none() && email.is_none() && chat.is_none() {
            errors.push(FieldError::new("phone", Problem::Missing));
        }
        match (country, kind, name, source) {
            (Some(country), Some(kind), Some(name), Some(source)) if errors.is_empty() => {
                Ok(Self { country, kind, name, phone, url, email, chat, languages, hours, source })
            }
            _ => Err(errors),
        }
    }

    /// Whether it can be reached by other ways than before, so that an earlier confirmation says nothing of it.
    pub fn reached_otherwise(&self, before: &Self) -> bool {
        (&self.phone, &self.url, &self.email, &self.chat)
            != (&before.phone, &before.url, &before.email, &before.chat)
    }
}

fn optional(
    value: &str,
    read: impl FnOnce(&str) -> Result<String, FieldError>,
) -> Result<Option<String>, FieldError> {
    if value.trim().is_empty() { Ok(None) } else { read(value).map(Some) }
}

/// A number as people write it. It is dialled in its own country, where two digits may be enough and `000` an emergency number.
fn phone(field: &str, value: &str) -> Result<String, FieldError> {
    let value = value.trim();
    let digits = value.chars().filter(char::is_ascii_digit).count();
    let only_phone = value.chars().all(|c| c.is_ascii_digit() || " +-/().".contains(c));
    if only_phone && (2..=15).contains(&digits) && value.len() <= 40 {
        Ok(value.to_owned())
    } else {
        let expected = "write a phone number such as 116 111 or +370 600 00000".to_owned();
        Err(FieldError::new(field, Problem::Malformed { expected }))
    }
}

fn web(field: &str, value: &str) -> Result<String, FieldError> {
    parse_url(field, value).map(|url| url.to_string())
}

fn languages(value: &str) -> Result<Vec<String>, FieldError> {
    let codes: Vec<_> = value
        .split([';', ',', ' '])
        .map(str::trim)
        .filter(|code| !code.is_empty())
        .map(str::to_lowercase)
        .collect();
    let is_code =
        |code: &String| (2..=3).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_lowercase());
    if codes.len() <= 20 && codes.iter().all(is_code) {
        Ok(codes)
    } else {
        let expected = "write codes of languages such as `lt; en`".to_owned();
        Err(FieldError::new("languages", Problem::Malformed { expected }))
    }
}

/// An entry of the directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HelpEntry {
    /// Its id.
    pub id: HelpEntryId,
    /// What it says.
    pub details: HelpDetails,
    /// When it was last confirmed, and by whom.
    pub confirmed: Option<(Timestamp, PersonId)>,
    /// Since when it is known to be wrong.
    pub wrong_since: Option<Timestamp>,
}

named_enum! {
    /// How far an entry can be relied on.
    HelpStanding {
        /// A named person confirmed it.
        Confirmed = "confirmed",
        /// The confirmation lapses within thirty days.
        Lapsing = "lapsing",
        /// The confirmation has lapsed.
        Lapsed = "lapsed",
        /// Nobody has called it.
        Unconfirmed = "unconfirmed",
        /// A call found it wrong.
        Wrong = "wrong",
    }
}

impl HelpEntry {
    /// How far it can be relied on now.
    pub fn standing(&self, now: Timestamp) -> HelpStanding {
        if self.wrong_since.is_some() {
            return HelpStanding::Wrong;
        }
        let Some((at, _)) = self.confirmed else { return HelpStanding::Unconfirmed };
        match now.since(at) {
            // A confirmation from the future comes from a clock that was wrong: it proves nothing.
            age if age < -DAY => HelpStanding::Lapsed,
            age if age < CONFIRMED_FOR - REMIND_BEFORE => HelpStanding::Confirmed,
            age if age < CONFIRMED_FOR => HelpStanding::Lapsing,
            _ => HelpStanding::Lapsed,
        }
    }

    /// Whether a named person has confirmed it within the time that a confirmation holds.
    pub fn is_confirmed(&self, now: Timestamp) -> bool {
        matches!(self.standing(now), HelpStanding::Confirmed | HelpStanding::Lapsing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(confirmed: Option<i64>, wrong: bool) -> HelpEntry {
        let typed = HelpTyped {
            country: "LT",
            kind: "helpline",
            name: "Invented",
            phone: "116 111",
            source: "test",
            ..HelpTyped::default()
        };
        HelpEntry {
            id: HelpEntryId(uuid::Uuid::nil()),
            details: HelpDetails::read(&typed).unwrap(),
            confirmed: confirmed.map(|at| (Timestamp::from_micros(at), PersonId(uuid::Uuid::nil()))),
            wrong_since: wrong.then(|| Timestamp::from_micros(0)),
        }
    }

    #[test]
    fn a_confirmation_holds_for_180_days_and_lapses_with_notice() {
        let standing = |confirmed, wrong, day: i64| {
            entry(confirmed, wrong).standing(Timestamp::from_micros(day * DAY)).as_str()
        };
        assert_eq!(standing(None, false, 0), "unconfirmed");
        assert_eq!(standing(Some(0), false, 149), "confirmed");
        assert_eq!(standing(Some(0), false, 150), "lapsing");
        assert_eq!(standing(Some(0), false, 179), "lapsing");
        assert_eq!(standing(Some(0), false, 180), "lapsed");
        assert_eq!(standing(Some(0), true, 1), "wrong");
        assert_eq!(standing(Some(400 * DAY), false, 0), "lapsed", "a clock was wrong");
    }

    #[test]
    fn every_mistake_names_its_field() {
        let fields = |typed: &HelpTyped<'_>| -> Vec<String> {
            HelpDetails::read(typed).unwrap_err().into_iter().map(|error| error.field).collect()
        };
        assert_eq!(fields(&HelpTyped::default()), ["country", "kind", "name", "source"]);
        let good = HelpTyped {
            country: "lt",
            kind: "emergency",
            name: "x",
            phone: "112",
            source: "x",
            ..HelpTyped::default()
        };
        assert!(HelpDetails::read(&good).is_ok());
        assert!(
            HelpDetails::read(&HelpTyped { phone: "15", ..good }).is_ok(),
            "two digits are an emergency number"
        );
        assert_eq!(fields(&HelpTyped { phone: "", ..good }), ["phone"]);
        assert_eq!(fields(&HelpTyped { phone: "call me", ..good }), ["phone"]);
        assert_eq!(fields(&HelpTyped { url: "javascript:alert(1)", ..good }), ["url"]);
        assert_eq!(fields(&HelpTyped { languages: "english", ..good }), ["languages"]);
        assert_eq!(fields(&HelpTyped { email: "nobody", chat: "no such", ..good }), ["email", "chat"]);
    }
}
