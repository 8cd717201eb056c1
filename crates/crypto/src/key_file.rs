//! The text of a key file.
//!
//! ```text
//! # what this file is
//! tutela-node-keys 1
//! seal = <32 bytes in base64>
//! index = …
//! receipt = …
//! token = …
//! log = …
//! ```
//!
//! While the sealing key is rotated the file is of version 2 and has a sixth field, `seal-before`: a program that does not know of
//! rotations refuses it.
//!
//! Empty lines, lines that start with `#` and the order of the fields do not matter; all else does.

use thiserror::Error;
use zeroize::Zeroizing;

use crate::{
    blind_index::IndexKey, keys::NodeKeys, log::LogKey, receipt::ReceiptKey, seal::SealingKey,
    secret::Secret, token::TokenKey,
};

const COMMENT: &str = "\
# The keys of a Tutela node. Whoever holds this file can read the database; if it is lost, every sealed value is lost with it. Keep a copy, apart from the backups of the database.
";
const NAME: &str = "tutela-node-keys";
/// The version of a file, and that of one in which a rotation runs.
const VERSION: &str = "1";
const VERSION_ROTATING: &str = "2";
const FIELDS: [&str; 6] = ["seal", "index", "receipt", "token", "log", SEAL_BEFORE];
/// The field that stands in the file while a rotation runs.
const SEAL_BEFORE: &str = "seal-before";

/// Why a text is not a key file. Nothing of the text is repeated, as it may be secret.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum KeyFileError {
    /// Another file, or an empty one.
    #[error(
        "this is not a node key file, which begins with `tutela-node-keys 1`: check the path in the configuration"
    )]
    NotAKeyFile,
    /// A version that this program does not know.
    #[error(
        "line {line}: this program reads node key files of versions 1 and 2: run the version of the program that wrote the file, or a newer one"
    )]
    UnknownVersion {
        /// The line, counted from 1.
        line: usize,
    },
    /// Not of the form `name = value`.
    #[error("line {line}: expected `name = value`: the file was changed or cut; restore it from its copy")]
    NotAField {
        /// The line, counted from 1.
        line: usize,
    },
    /// A field that no version has.
    #[error(
        "line {line}: unknown field; known are seal, seal-before, index, receipt, token and log: the file was changed; restore it from its copy"
    )]
    UnknownField {
        /// The line, counted from 1.
        line: usize,
    },
    /// A field for the second time.
    #[error(
        "line {line}: `{field}` stands in the file twice, and which one is right can't be known: restore the file from its copy"
    )]
    DoubledField {
        /// The line, counted from 1.
        line: usize,
        /// The field.
        field: &'static str,
    },
    /// A value that is no key.
    #[error(
        "line {line}: the value of `{field}` is not 32 bytes in base64: the file was changed or cut; restore it from its copy"
    )]
    BadValue {
        /// The line, counted from 1.
        line: usize,
        /// The field.
        field: &'static str,
    },
    /// A field is not there.
    #[error("`{field}` is missing: the file was changed or cut; restore it from its copy")]
    MissingField {
        /// The field.
        field: &'static str,
    },
}

impl NodeKeys {
    /// Reads the text of a key file.
    ///
    /// # Errors
    ///
    /// [`KeyFileError`], which names the line or the field.
    pub fn parse(text: &str) -> Result<Self, KeyFileError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut lines = text
            .lines()
            .enumerate()
            .map(|(at, line)| (at + 1, line.trim()))
            .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));

        let (line, header) = lines.next().ok_or(KeyFileError::NotAKeyFile)?;
        let mut header = header.split_whitespace();
        if header.next() != Some(NAME) {
            return Err(KeyFileError::NotAKeyFile);
        }
        let rotating = match (header.next(), header.next()) {
            (Some(VERSION), None) => false,
            (Some(VERSION_ROTATING), None) => true,
            _ => return Err(KeyFileError::UnknownVersion { line }),
        };

        let mut secrets: [Option<Secret>; FIELDS.len()] = Default::default();
        for (line, text) in lines {
            let (name, value) = text.split_once('=').ok_or(KeyFileError::NotAField { line })?;
            let known = FIELDS.iter().position(|&field| field == name.trim());
            let at = known.ok_or(KeyFileError::UnknownField { line })?;
            let field = FIELDS[at];
            if field == SEAL_BEFORE && !rotating {
                return Err(KeyFileError::UnknownField { line });
            }
            if secrets[at].is_some() {
                return Err(KeyFileError::DoubledField { line, field });
            }
            let secret = Secret::from_base64(value.trim()).ok_or(KeyFileError::BadValue { line, field })?;
            secrets[at] = Some(secret);
        }

        let mut fields = FIELDS.into_iter().zip(secrets);
        // In the order of `FIELDS`.
        let mut next = || match fields.next() {
            Some((_, Some(secret))) => Ok(secret),
            Some((field, None)) => Err(KeyFileError::MissingField { field }),
            None => Err(KeyFileError::NotAKeyFile),
        };
        Ok(Self {
            seal: SealingKey(next()?),
            index: IndexKey(next()?),
            receipt: ReceiptKey(next()?),
            token: TokenKey(next()?),
            log: LogKey(next()?),
            seal_before: if rotating { Some(SealingKey(next()?)) } else { None },
        })
    }

    /// Writes the text of a key file, beginning with a comment for whoever finds it.
    pub fn to_text(&self) -> Zeroizing<String> {
        // Whole from the start: a string that grows leaves a copy of the keys behind.
        let mut text = Zeroizing::new(String::with_capacity(1024));
        text.push_str(COMMENT);
        let version = if self.seal_before.is_some() { VERSION_ROTATING } else { VERSION };
        text.push_str(&format!("{NAME} {version}\n"));
        let secrets = [&self.seal.0, &self.index.0, &self.receipt.0, &self.token.0, &self.log.0];
        let before = self.seal_before.as_ref().map(|key| &key.0);
        for (field, secret) in FIELDS.into_iter().zip(secrets.into_iter().chain(before)) {
            text.push_str(field);
            text.push_str(" = ");
            secret.push_base64(&mut text);
            text.push('\n');
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::test_rng::TestRng;

    fn text() -> String {
        NodeKeys::generate(&TestRng::default()).to_text().to_string()
    }

    fn error(text: &str) -> KeyFileError {
        NodeKeys::parse(text).unwrap_err()
    }

    #[test]
    fn what_is_written_is_read() {
        let text = text();
        assert_eq!(*NodeKeys::parse(&text).unwrap().to_text(), text);
        assert!(text.len() <= 1024, "the string must not grow");
    }

    #[test]
    fn a_rotation_that_runs_stands_in_the_file_and_an_older_program_refuses_it() {
        let rng = TestRng::default();
        let text = NodeKeys::generate(&rng).begin_rotation(&rng).to_text();
        assert!(text.contains("\ntutela-node-keys 2\n") && text.len() <= 1024);
        let read = NodeKeys::parse(&text).unwrap();
        assert!(read.sealing_before().is_some());
        assert_eq!(*read.to_text(), *text);
        assert_eq!(error(&text.replace("keys 2", "keys 1")), KeyFileError::UnknownField { line: 8 });
        let cut = &text[..text.find(SEAL_BEFORE).unwrap()];
        assert_eq!(error(cut), KeyFileError::MissingField { field: SEAL_BEFORE });
    }

    #[test]
    fn the_file_says_what_it_is() {
        let text = text();
        let lines: Vec<_> = text.lines().collect();
        assert!(lines[0].starts_with("# ") && lines[0].contains("apart from the backups"));
        assert_eq!(lines[1], "tutela-node-keys 1");
        assert!(lines[2].starts_with("seal = ") && lines[6].starts_with("log = "));
    }

    #[test]
    fn an_editor_may_have_touched_its_spaces() {
        let text = text();
        let touched = format!("\u{feff}\r\n{}\r\n# end", text.replace(" = ", "=").replace('\n', " \r\n"));
        assert_eq!(*NodeKeys::parse(&touched).unwrap().to_text(), text);
    }

    #[test]
    fn what_is_wrong_is_named() {
        let text = text();
        assert_eq!(error(""), KeyFileError::NotAKeyFile);
        assert_eq!(error("[server]\nport = 80"), KeyFileError::NotAKeyFile);
        assert_eq!(error(&text.replace("keys 1", "keys 3")), KeyFileError::UnknownVersion { line: 2 });
        assert_eq!(error(&text.replace("keys 1", "keys")), KeyFileError::UnknownVersion { line: 2 });
        assert_eq!(error(&format!("{text}stray")), KeyFileError::NotAField { line: 8 });
        assert_eq!(error(&text.replace("index", "Index")), KeyFileError::UnknownField { line: 4 });
        assert_eq!(
            error(&text.replace("log", "seal")),
            KeyFileError::DoubledField { line: 7, field: "seal" }
        );
        assert_eq!(
            error(&text.replace("token = ", "token = A")),
            KeyFileError::BadValue { line: 6, field: "token" }
        );
        let cut = &text[..text.find("log").unwrap()];
        assert_eq!(error(cut), KeyFileError::MissingField { field: "log" });
    }

    #[test]
    fn no_error_repeats_a_value() {
        let text = text().replace("= ", "= !");
        assert!(!error(&text).to_string().contains('!'));
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "(tutela-node-keys [12]\n)?((seal|seal-before|log|x| |=|#|\n|[A-Za-z0-9+/]{43}=)|\\PC){0,60}") {
            let _ = NodeKeys::parse(&text);
        }
    }
}
