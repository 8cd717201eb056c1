//! Members: the organisations a node deals with.

use crate::country::Country;
use crate::id::MemberId;
use crate::named_enum;

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
    /// Where notices and questions go: an organisation's abuse mailbox, not a person's.
    pub contact: String,
}
