//! Entities and their jCards (RFC 7095). They nest: a registry names an organisation, and the organisation's abuse desk inside it.

use serde_json::Value;

use super::{Object, clean, text};

/// Entities that are looked at in one answer, and how deep.
const MAX_ENTITIES: usize = 200;
const MAX_DEPTH: usize = 8;

/// An organisation or a desk, as a registry names it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contact {
    /// Its name; `None` for a person, whose name is nobody's business here.
    pub name: Option<String>,
    /// Its mailbox.
    pub mailbox: Option<String>,
    /// Its roles, in small letters.
    pub roles: Vec<String>,
    /// How deep inside other entities it stood: 0 on the outside.
    pub depth: usize,
    is_person: bool,
}

impl Contact {
    /// Whether it has this role.
    pub fn has_role(&self, role: &str) -> bool {
        self.roles.iter().any(|own| own == role)
    }
}

/// Every entity of an answer, the outer ones first.
pub(super) fn contacts(object: &Object) -> Vec<Contact> {
    let mut found = Vec::new();
    let mut level: Vec<&Object> = vec![object];
    for depth in 0..MAX_DEPTH {
        let entities = level.iter().filter_map(|object| object.get("entities")?.as_array()).flatten();
        let inner: Vec<&Object> =
            entities.filter_map(Value::as_object).take(MAX_ENTITIES - found.len()).collect();
        if inner.is_empty() {
            break;
        }
        found.extend(inner.iter().map(|entity| contact(entity, depth)));
        level = inner;
    }
    found
}

/// The mailbox for abuse: of the entity in that role, wherever it stands, the outermost first; else none. The mailbox of an
/// administrator or a technician is not one: it may be a person's.
pub(super) fn abuse_mailbox(contacts: &[Contact]) -> Option<String> {
    contacts.iter().filter(|contact| contact.has_role("abuse")).find_map(|contact| contact.mailbox.clone())
}

/// The organisation in one of these roles, the first role first.
pub(super) fn organisation(contacts: &[Contact], roles: &[&str]) -> Option<String> {
    let of = |role: &&str| {
        contacts.iter().find(|contact| contact.has_role(role) && !contact.is_person && contact.name.is_some())
    };
    roles.iter().find_map(of).and_then(|contact| contact.name.clone())
}

fn contact(entity: &Object, depth: usize) -> Contact {
    let roles = entity.get("roles").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let roles = roles.iter().filter_map(Value::as_str).take(20).map(str::to_lowercase).collect();
    let mut contact = Contact { roles, depth, ..Contact::default() };
    let card = entity.get("vcardArray").and_then(Value::as_array).and_then(|card| card.get(1)?.as_array());
    let mut preferred = u64::MAX;
    for property in card.map(Vec::as_slice).unwrap_or_default().iter().take(200) {
        let Some(property) = property.as_array() else { continue };
        let name = property.first().and_then(Value::as_str).unwrap_or_default().to_ascii_lowercase();
        let value = property.get(3);
        match name.as_str() {
            "fn" => contact.name = text(value),
            "org" if contact.name.is_none() => contact.name = text(value),
            "kind" => {
                contact.is_person =
                    value.and_then(Value::as_str).is_some_and(|kind| kind.eq_ignore_ascii_case("individual"))
            }
            "email" => {
                let pref = property.get(1).and_then(|parameters| parameters.get("pref"));
                let pref = pref
                    .and_then(|pref| pref.as_u64().or_else(|| pref.as_str()?.parse().ok()))
                    .unwrap_or(100);
                if pref < preferred
                    && let Some(found) = value.and_then(Value::as_str).and_then(mailbox)
                {
                    (contact.mailbox, preferred) = (Some(found), pref);
                }
            }
            _ => {}
        }
    }
    if contact.is_person {
        contact.name = None;
    }
    contact
}

/// A mailbox as it can be written to: one `@`, a dot in the domain, nothing that would end a header.
fn mailbox(text: &str) -> Option<String> {
    let text =
        text.get(..7).filter(|start| start.eq_ignore_ascii_case("mailto:")).map_or(text, |_| &text[7..]);
    let mailbox = clean(text).filter(|clean| clean == text.trim())?.to_lowercase();
    let (local, domain) = mailbox.split_once('@')?;
    let plain =
        |c: char| c.is_ascii_graphic() && !matches!(c, '<' | '>' | ',' | ';' | '"' | '(' | ')' | '\\' | ':');
    let labels = domain.split('.').count();
    let whole = !local.is_empty() && labels > 1 && domain.split('.').all(|label| !label.is_empty());
    (whole && !domain.contains('@') && mailbox.chars().all(plain)).then_some(mailbox)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mailbox_is_one_that_can_be_written_to() {
        assert_eq!(mailbox("mailto:Abuse@Host.example").as_deref(), Some("abuse@host.example"));
        for bad in [
            "",
            "abuse",
            "abuse@host",
            "a@b@c.example",
            "abuse@host.example\r\nBcc: x@y.example",
            "<a@b.example>",
            "a b@c.example",
            "abuse@.example",
        ] {
            assert_eq!(mailbox(bad), None, "{bad:?}");
        }
    }
}
