//! Members: the organisations a node deals with.

use crate::clock::Timestamp;
use crate::country::Country;
use crate::id::{MemberContactId, MemberId};
use crate::named_enum;
use crate::referral::HandlingCode;
use crate::report::Category;

named_enum! {
    /// What kind of organisation.
    MemberKind {
        /// Hosts content for others; receives notices.
        Host = "host",
        /// Takes reports from the public.
        Hotline = "hotline",
        /// Runs a service that people use.
        Platform = "platform",
        /// A police unit.
        Police = "police",
        /// A child-protection service.
        ChildProtection = "child_protection",
        /// A health service.
        Health = "health",
        /// Observes trends.
        Observatory = "observatory",
    }
}

named_enum! {
    /// What a mailbox of a member is for.
    ContactPurpose {
        /// Whatever has no mailbox of its own.
        General = "general",
        /// Referrals.
        Referrals = "referrals",
        /// A child in danger now, read day and night.
        Urgent = "urgent",
        /// Requests to preserve, and other papers of law.
        Legal = "legal",
    }
}

/// An organisation in the members directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its id.
    pub id: MemberId,
    /// What kind.
    pub kind: MemberKind,
    /// Its name.
    pub name: String,
    /// Its country.
    pub country: Option<Country>,
    /// Where notices and questions go: an organisation's mailbox, not a person's.
    pub contact: String,
    /// For which countries it is competent; its own where none is named.
    pub countries: Vec<Country>,
    /// For which categories; all where none is named.
    pub categories: Vec<Category>,
    /// What it may do with what it is sent, unless a referral says otherwise.
    pub handling: HandlingCode,
    /// Since when the desk no longer deals with it.
    pub disabled_at: Option<Timestamp>,
}

/// A further mailbox of a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberContact {
    /// Its id.
    pub id: MemberContactId,
    /// Whose.
    pub member: MemberId,
    /// What it is for.
    pub purpose: ContactPurpose,
    /// The mailbox: an organisation's, not a person's.
    pub mailbox: String,
}

/// How well a member fits a report: first the country, then the category.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// For one of the countries and for the category by name.
    CountryAndCategory,
    /// For one of the countries, and for every category.
    Country,
    /// For the category, wherever.
    Category,
}

impl Member {
    /// Whether the desk deals with it.
    pub fn is_active(&self) -> bool {
        self.disabled_at.is_none()
    }

    /// Whether a referral can be offered to it. A host is told by a notice.
    pub fn takes_referrals(&self) -> bool {
        self.is_active() && self.kind != MemberKind::Host
    }

    /// How it fits a report of this category that leads to these countries; `None` where it does not.
    pub fn fit(&self, countries: &[Country], category: Category) -> Option<Fit> {
        let own = self.country.as_slice();
        let competent = if self.countries.is_empty() { own } else { &self.countries };
        let country = countries.iter().any(|country| competent.contains(country));
        let named = self.categories.contains(&category);
        match (country, named) {
            _ if !self.takes_referrals() || !(named || self.categories.is_empty()) => None,
            (true, true) => Some(Fit::CountryAndCategory),
            (true, false) => Some(Fit::Country),
            (false, true) => Some(Fit::Category),
            (false, false) => None,
        }
    }

    /// The mailbox for a purpose: its own, else that for referrals, else the general one.
    pub fn mailbox<'a>(&'a self, contacts: &'a [MemberContact], purpose: ContactPurpose) -> &'a str {
        let of =
            |purpose| contacts.iter().find(|contact| contact.member == self.id && contact.purpose == purpose);
        let second = (purpose == ContactPurpose::Urgent).then_some(ContactPurpose::Referrals);
        let found = of(purpose).or_else(|| second.and_then(of)).or_else(|| of(ContactPurpose::General));
        found.map_or(&self.contact, |contact| &contact.mailbox)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn member(kind: MemberKind, country: &str, countries: &[&str], categories: &[Category]) -> Member {
        Member {
            id: MemberId(Uuid::from_u128(1)),
            kind,
            name: "Invented Unit".to_owned(),
            country: Country::parse(country),
            contact: "desk@unit.example".to_owned(),
            countries: countries.iter().filter_map(|code| Country::parse(code)).collect(),
            categories: categories.to_vec(),
            handling: HandlingCode::Use,
            disabled_at: None,
        }
    }

    #[test]
    fn a_member_fits_by_country_and_category() {
        let here = [Country::parse("PH").unwrap()];
        let fit = |member: &Member| member.fit(&here, Category::Grooming);
        let police = MemberKind::Police;
        assert_eq!(fit(&member(police, "PH", &[], &[Category::Grooming])), Some(Fit::CountryAndCategory));
        assert_eq!(fit(&member(police, "LT", &["PH"], &[])), Some(Fit::Country));
        assert_eq!(fit(&member(police, "PH", &["LT"], &[])), None, "what it names counts, not where it sits");
        assert_eq!(fit(&member(police, "LT", &[], &[Category::Grooming])), Some(Fit::Category));
        assert_eq!(fit(&member(police, "PH", &[], &[Category::Csam])), None);
        assert_eq!(fit(&member(MemberKind::Host, "PH", &[], &[])), None, "a host is told by a notice");
        let mut gone = member(police, "PH", &[], &[]);
        gone.disabled_at = Some(Timestamp::from_micros(1));
        assert_eq!(fit(&gone), None);
    }

    #[test]
    fn an_urgent_letter_goes_to_the_nearest_mailbox() {
        let unit = member(MemberKind::Police, "PH", &[], &[]);
        let contact = |purpose, mailbox: &str| MemberContact {
            id: MemberContactId(Uuid::from_u128(2)),
            member: unit.id,
            purpose,
            mailbox: mailbox.to_owned(),
        };
        assert_eq!(unit.mailbox(&[], ContactPurpose::Urgent), "desk@unit.example");
        let referrals = [contact(ContactPurpose::Referrals, "in@unit.example")];
        assert_eq!(unit.mailbox(&referrals, ContactPurpose::Urgent), "in@unit.example");
        assert_eq!(unit.mailbox(&referrals, ContactPurpose::Legal), "desk@unit.example");
    }
}
