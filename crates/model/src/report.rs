//! Reports: what somebody told us.

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
use crate::country::Country;
use crate::item::{AccountItem, Item};
use crate::named_enum;

named_enum! {
    /// What a report is about.
    Category {
        /// Child sexual abuse material.
        Csam = "csam",
        /// Somebody wins a child's trust in order to abuse it.
        Grooming = "grooming",
        /// Somebody threatens a child with images of it.
        Sextortion = "sextortion",
        /// A child is sold or moved for abuse.
        Trafficking = "trafficking",
        /// Somebody travels, or plans to, in order to abuse.
        Travel = "travel",
        /// An image that a child made of itself.
        SelfGenerated = "self_generated",
        /// Anything else.
        Other = "other",
    }
}

named_enum! {
    /// How a report came.
    Origin {
        /// By the public form.
        Public = "public",
        /// By the public form's way in for somebody under 18 who tells of themselves.
        Young = "young",
        /// By the report API.
        Api = "api",
    }
}

impl Origin {
    /// Whether times and ids of such a report are kept to the hour only.
    pub fn is_coarse(self) -> bool {
        matches!(self, Self::Public | Self::Young)
    }
}

/// What is said about the child.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChildStatement {
    /// Whether a child is in danger right now; `None` where the sender does not know.
    pub immediate_danger: Option<bool>,
    /// Whether the offender has access to the child.
    pub offender_has_access: Option<bool>,
    /// Where the child is thought to be.
    pub country: Option<Country>,
}

/// A report as it was told, checked but not yet stored.
#[derive(Clone, Debug, PartialEq)]
pub struct NewReport {
    /// How it came.
    pub origin: Origin,
    /// What it is about.
    pub category: Category,
    /// When it happened.
    pub occurred_at: Option<Timestamp>,
    /// What is said about the child.
    pub child: ChildStatement,
    /// What it is made of.
    pub items: Vec<Item>,
    /// What belongs to the report as a whole and is sealed.
    pub particulars: Particulars,
}

/// What belongs to a report as a whole and names somebody or something: sealed like its items.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Particulars {
    /// The sender's own id of the report.
    pub reference: Option<String>,
    /// Why the sender thinks it urgent.
    pub urgent_reason: Option<String>,
    /// When it happened, in the reporter's own words.
    pub when: Option<String>,
    /// How to reach the reporter, if they want that.
    pub contact: Option<String>,
}

/// Whose account a report names. A child who shared their own image is never a subject, whatever else is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The person reported.
    Reported,
    /// The child themself.
    Child,
}

impl NewReport {
    /// The accounts that the report names as a suspected person's; see [`standing`].
    pub fn subjects(&self) -> impl Iterator<Item = &AccountItem> {
        let standing = standing(self.category);
        self.items.iter().filter_map(move |item| match item {
            Item::Account(account) if standing == Standing::Reported => Some(account),
            _ => None,
        })
    }
}

/// Whose the accounts of a report are. An image that a child made of itself names the child: nobody under 18 who shared their
/// own image is ever a subject. A young person who is threatened or groomed names somebody else.
pub fn standing(category: Category) -> Standing {
    match category {
        Category::SelfGenerated => Standing::Child,
        Category::Csam
        | Category::Grooming
        | Category::Sextortion
        | Category::Trafficking
        | Category::Travel
        | Category::Other => Standing::Reported,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_child_who_shared_their_own_image_is_never_a_subject() {
        let account = Item::Account(AccountItem { handle: Some("someone".into()), ..AccountItem::default() });
        let mut report = NewReport {
            origin: Origin::Api,
            category: Category::SelfGenerated,
            occurred_at: None,
            child: ChildStatement::default(),
            items: vec![account],
            particulars: Particulars::default(),
        };
        for origin in Origin::ALL {
            report.origin = *origin;
            assert_eq!(report.subjects().count(), 0, "{origin}");
        }
        report.category = Category::Sextortion;
        assert_eq!(report.subjects().count(), 1);
    }
}
