//! The four digests by which a file is known, and their hexadecimal text.

use std::{fmt, str::FromStr};

use thiserror::Error;

/// Which digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DigestKind {
    /// MD5, 16 bytes. Old lists hold nothing else.
    Md5,
    /// SHA-1, 20 bytes.
    Sha1,
    /// SHA-256, 32 bytes: the only one that says that two files are the same.
    Sha256,
    /// PDQ, 32 bytes: a perceptual hash, near for pictures that look alike.
    Pdq,
}

impl DigestKind {
    /// How many hexadecimal digits such a digest is written with: 32, 40 or 64.
    pub const fn hex_len(self) -> usize {
        match self {
            Self::Md5 => 32,
            Self::Sha1 => 40,
            Self::Sha256 | Self::Pdq => 64,
        }
    }
}

impl fmt::Display for DigestKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Md5 => "MD5",
            Self::Sha1 => "SHA-1",
            Self::Sha256 => "SHA-256",
            Self::Pdq => "PDQ",
        })
    }
}

/// Why a text is not a digest. The text itself is not repeated: it may be anything.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum DigestError {
    /// Too short or too long. The caller may ask for the whole digest, or for another kind of it.
    #[error(
        "a {kind} digest has {expected} hexadecimal digits, but this text has {found} characters: give the whole digest and nothing else"
    )]
    Length {
        /// The digest that was asked for.
        kind: DigestKind,
        /// Hexadecimal digits it needs.
        expected: usize,
        /// Characters found.
        found: usize,
    },
    /// The right length, but not hexadecimal.
    #[error(
        "character {position} of this {kind} digest is none of 0-9, a-f and A-F: give the digest in hexadecimal"
    )]
    NotHex {
        /// The digest that was asked for.
        kind: DigestKind,
        /// The first character that is not hexadecimal, counted from 1.
        position: usize,
    },
}

/// Reads exactly `N` bytes from hexadecimal of either case.
fn from_hex<const N: usize>(kind: DigestKind, text: &str) -> Result<[u8; N], DigestError> {
    let found = text.chars().count();
    if found != 2 * N {
        return Err(DigestError::Length { kind, expected: 2 * N, found });
    }
    let mut bytes = [0; N];
    for (at, character) in text.chars().enumerate() {
        let digit = character.to_digit(16).ok_or(DigestError::NotHex { kind, position: at + 1 })?;
        bytes[at / 2] = bytes[at / 2] << 4 | digit as u8;
    }
    Ok(bytes)
}

macro_rules! digest {
    ($(#[$doc:meta])* $name:ident, $len:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; $len]);

        impl $name {
            /// From its raw bytes.
            pub const fn from_bytes(bytes: [u8; $len]) -> Self {
                Self(bytes)
            }

            /// Its raw bytes.
            pub const fn as_bytes(&self) -> &[u8; $len] {
                &self.0
            }

            /// Reads hexadecimal of either case, of exactly the right length.
            ///
            /// # Errors
            ///
            /// [`DigestError`] where the length is wrong or a character is not hexadecimal.
            pub fn parse(text: &str) -> Result<Self, DigestError> {
                from_hex(DigestKind::$name, text).map(Self)
            }
        }

        impl FromStr for $name {
            type Err = DigestError;

            fn from_str(text: &str) -> Result<Self, DigestError> {
                Self::parse(text)
            }
        }

        impl fmt::Display for $name {
            /// Lower-case hexadecimal.
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }
    };
}

digest!(
    /// An MD5 digest, 16 bytes. Files that collide can be made on purpose: never identity.
    Md5,
    16
);
digest!(
    /// A SHA-1 digest, 20 bytes. Files that collide can be made on purpose: never identity.
    Sha1,
    20
);
digest!(
    /// A SHA-256 digest, 32 bytes.
    Sha256,
    32
);
digest!(
    /// A PDQ hash, 256 bits. Its text is one big-endian number: the first hexadecimal digit holds bits 255 to 252.
    Pdq,
    32
);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn either_case_is_read_and_lower_case_written() {
        let md5 = Md5::parse("D41D8CD98f00b204e9800998ecf8427E").unwrap();
        assert_eq!(md5.to_string(), "d41d8cd98f00b204e9800998ecf8427e");
        assert_eq!(md5.as_bytes()[..3], [0xd4, 0x1d, 0x8c]);
        assert_eq!(format!("{md5:?}"), "Md5(d41d8cd98f00b204e9800998ecf8427e)");
    }

    #[test]
    fn a_wrong_length_is_told() {
        let error = Sha1::parse("d41d8cd98f00b204e9800998ecf8427e").unwrap_err();
        assert_eq!(error, DigestError::Length { kind: DigestKind::Sha1, expected: 40, found: 32 });
        assert!(error.to_string().starts_with("a SHA-1 digest has 40 hexadecimal digits"));
        assert!(Sha256::parse("").is_err());
    }

    #[test]
    fn the_first_foreign_character_is_told() {
        let error = Md5::parse("d41d8cd98f00b204é9800998ecf842 e").unwrap_err();
        assert_eq!(error, DigestError::NotHex { kind: DigestKind::Md5, position: 17 });
    }

    #[test]
    fn the_lengths_agree() {
        assert_eq!(DigestKind::Md5.hex_len(), 2 * size_of::<Md5>());
        assert_eq!(DigestKind::Sha1.hex_len(), 2 * size_of::<Sha1>());
        assert_eq!(DigestKind::Sha256.hex_len(), 2 * size_of::<Sha256>());
        assert_eq!(DigestKind::Pdq.hex_len(), 2 * size_of::<Pdq>());
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(bytes: [u8; 32], short: [u8; 20]) {
            let digest = Sha256::from_bytes(bytes);
            prop_assert_eq!(Sha256::parse(&digest.to_string()), Ok(digest));
            prop_assert_eq!(Sha256::parse(&digest.to_string().to_uppercase()), Ok(digest));
            let digest = Sha1::from_bytes(short);
            prop_assert_eq!(digest.to_string().parse(), Ok(digest));
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,40}") {
            let _ = Md5::parse(&text);
        }
    }
}
