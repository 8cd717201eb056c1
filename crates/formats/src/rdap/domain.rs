//! A domain: who sold it.

use serde_json::Value;

use super::contact::{abuse_mailbox, contacts, organisation};
use super::{RdapError, object, text};

/// A domain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Domain {
    /// The name, in small letters, in the form in which it stands in the network.
    pub name: String,
    /// Who sold it.
    pub registrar: Option<String>,
    /// The registrar's mailbox for abuse.
    pub abuse: Option<String>,
    /// Its states, as the registry writes them: `client hold`.
    pub states: Vec<String>,
}

impl Domain {
    /// Reads an answer about a domain.
    pub fn read(bytes: &[u8]) -> Result<Self, RdapError> {
        let object = object(bytes, "domain")?;
        let name = text(object.get("ldhName")).ok_or(RdapError::Unnamed("domain"))?;
        let contacts = contacts(&object);
        let states = object.get("status").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        Ok(Self {
            name: name.trim_end_matches('.').to_lowercase(),
            registrar: organisation(&contacts, &["registrar"]),
            // The abuse desk usually stands inside the registrar.
            abuse: abuse_mailbox(&contacts),
            states: states.iter().filter_map(|state| text(Some(state))).take(20).collect(),
        })
    }

    /// Whether it is the domain that was asked about.
    pub fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name.trim_end_matches('.'))
    }
}
