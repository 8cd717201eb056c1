//! Who did something, as the audit log names them, in words.

use super::line::short;
use crate::texts::Texts;

/// Words for a name of the log: `person:…`, `key:…`, `node`, `operator`. A person's own name is the caller's to find.
pub(super) fn actor(texts: Texts, name: &str) -> String {
    match name.split_once(':') {
        Some(("key", id)) => texts.with("actor-key", "id", short(id)),
        Some(("member", _)) => texts.get("actor-member"),
        Some(("person", _)) => texts.get("actor-person"),
        Some(_) => name.to_owned(),
        None => match name {
            "public" | "node" | "operator" => texts.get(&format!("actor-{name}")),
            other => other.to_owned(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_of_the_log_has_words() {
        let said = |name| actor(Texts::console(), name);
        assert_eq!(said("operator"), "the operator");
        assert_eq!(said("key:019ab3c4-5d6e-7f80-9a1b-0000c4e1a9f3"), "key c4e1a9f3");
        assert_eq!(said("person:019ab3c4-5d6e-7f80-9a1b-0000c4e1a9f3"), "a person of the desk");
        assert_eq!(said("future"), "future");
    }
}
