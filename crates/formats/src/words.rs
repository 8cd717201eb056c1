//! Enums whose values have one fixed spelling in a file.

use std::fmt;

/// A word that is none of those a field allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownWord {
    /// What was being read, such as `age band`.
    pub what: &'static str,
    /// The words that are allowed, in order.
    pub allowed: &'static [&'static str],
}

impl fmt::Display for UnknownWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "is not a known {}; use one of: {}", self.what, self.allowed.join(", "))
    }
}

impl std::error::Error for UnknownWord {}

/// Declares an enum of fixed words: `ALL`, `as_str`, `FromStr`, `Display`, and serde by the same words.
///
/// The spelling is written once, so that what is parsed and what is written cannot drift apart.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident, $what:literal { $($(#[$vdoc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($(#[$vdoc])* #[serde(rename = $text)] $variant,)+
        }

        impl $name {
            /// Every value, in the order of the format.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word as it stands in the file.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::UnknownWord;

            /// Exactly the word of the file: no other case, no spaces.
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $($text => Ok(Self::$variant),)+
                    _ => Err($crate::UnknownWord { what: $what, allowed: &[$($text),+] }),
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}
pub(crate) use words;

#[cfg(test)]
mod tests {
    words! {
        /// Invented for this test.
        Colour, "colour" {
            /// Red.
            Red = "red",
            /// Blue.
            Blue = "light_blue",
        }
    }

    #[test]
    fn words_come_back() {
        for colour in Colour::ALL {
            assert_eq!(colour.as_str().parse::<Colour>(), Ok(*colour));
            assert_eq!(serde_json::to_string(colour).unwrap(), format!("\"{colour}\""));
        }
    }

    #[test]
    fn an_unknown_word_is_told_the_known_ones() {
        let error = "Red".parse::<Colour>().unwrap_err();
        assert_eq!(error.to_string(), "is not a known colour; use one of: red, light_blue");
    }
}
