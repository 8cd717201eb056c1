//! The domain of Tutela: what a report, an item, content, an assessment, a decision and a notice are, which states they go
//! through, who may do what, and how urgent a report is.
//!
//! Architecture Invariant: nothing here does input or output, waits, asks the clock or draws random numbers. Time and
//! randomness are passed in through [`clock::Clock`] and [`rng::Rng`].

pub mod access;
pub mod agreement;
pub mod alert;
pub mod api_key;
pub mod assessment;
pub mod calling_code;
pub mod clock;
pub mod completeness;
pub mod content;
pub mod correction;
pub mod country;
pub mod country_ending;
pub mod exposure;
pub mod field_error;
pub mod figures;
pub mod help;
pub mod hold;
pub mod host;
pub mod id;
pub mod item;
pub mod ladder;
pub mod letter;
pub mod limits;
pub mod list;
pub mod member;
pub mod notice;
pub mod on_call;
pub mod one_time;
pub mod opinion;
pub mod person;
pub mod preservation;
pub mod queue;
pub mod referral;
pub mod report;
pub mod report_state;
pub mod retention;
pub mod rng;
pub mod route;
pub mod selector;
pub mod team;
pub mod text;
pub mod told;
pub mod trace;
pub mod urgency;

/// Declares an enum whose variants have one fixed name each, used in columns, JSON, forms and translation keys alike.
macro_rules! named_enum {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($(#[$vdoc])* #[serde(rename = $text)] $variant,)+
        }

        impl $name {
            /// Every value, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The fixed name.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }

            /// The value with this fixed name.
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$variant),)+ _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}
pub(crate) use named_enum;
