//! RDAP (RFC 9083): what a registry says of a network, a domain or a network number; and the registries' list of who answers for
//! what (RFC 9224).
//!
//! What is read here may lie. So every answer says what it is about, and whoever asked compares: [`Network::covers`],
//! [`Domain::is`], [`Autnum::covers`]. Of people nothing is taken but a mailbox in the role "abuse": a network may be registered to
//! somebody by name, and that is no host.

mod bootstrap;
mod contact;
mod domain;
mod network;

pub use bootstrap::{Bootstrap, BootstrapError};
pub use contact::Contact;
pub use domain::Domain;
pub use network::{Autnum, Network};

use serde_json::{Map, Value};

/// The most bytes of an answer that are read: real ones are a few kilobytes.
pub const MAX_ANSWER: usize = 512 << 10;

/// Why an answer cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RdapError {
    /// It is larger than any real one.
    #[error("the answer is larger than {} bytes", MAX_ANSWER)]
    TooLarge,
    /// It is no JSON object.
    #[error("the answer is no JSON object")]
    NotJson,
    /// It is about something else than was asked.
    #[error("the answer is no {0}")]
    WrongKind(&'static str),
    /// It does not say what it is about.
    #[error("the answer does not say which {0} it is about")]
    Unnamed(&'static str),
}

type Object = Map<String, Value>;

/// The answer as an object of this class.
fn object(bytes: &[u8], class: &'static str) -> Result<Object, RdapError> {
    if bytes.len() > MAX_ANSWER {
        return Err(RdapError::TooLarge);
    }
    let Ok(Value::Object(object)) = serde_json::from_slice(bytes) else { return Err(RdapError::NotJson) };
    match object.get("objectClassName").and_then(Value::as_str) {
        Some(name) if name.eq_ignore_ascii_case(class) => Ok(object),
        _ => Err(RdapError::WrongKind(class)),
    }
}

/// A text of an answer as it is kept: trimmed, without characters that control or hide, cut at 200 characters.
fn text(value: Option<&Value>) -> Option<String> {
    clean(value?.as_str()?)
}

fn clean(text: &str) -> Option<String> {
    let hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    let text: String = text.chars().filter(|c| !hidden(*c)).take(200).collect();
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}
