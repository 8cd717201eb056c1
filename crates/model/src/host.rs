//! Hosts: the organisations on whose machines something lies.

use crate::country::Country;
use crate::id::HostId;

/// An organisation on whose machines something lies, or that stands before one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Host {
    /// Its id.
    pub id: HostId,
    /// Its name, as a registry or a person writes it.
    pub name: String,
    /// Where its machines stand.
    pub country: Option<Country>,
    /// Its mailbox for abuse.
    pub mailbox: Option<String>,
    /// The number of its network.
    pub network: Option<u32>,
}

/// The form of a name under which a host is one and the same: small letters and digits, everything between them one space. Forms of
/// companies are left alone: two firms may differ in nothing else.
pub fn normal_name(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_same_however_it_is_written() {
        assert_eq!(normal_name("Invented-Host,  B.V."), "invented host b v");
        assert_eq!(normal_name("INVENTED HOST B V"), "invented host b v");
        assert_eq!(normal_name("Žalias Ūkas"), "žalias ūkas");
        assert_ne!(normal_name("Invented Host Ltd"), normal_name("Invented Host LLC"));
        assert_eq!(normal_name(" -- "), "");
    }
}
