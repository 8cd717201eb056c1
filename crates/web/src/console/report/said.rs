//! What was said: the report as it was told.

use tutela_model::report::{ChildStatement, Origin, Standing};
use tutela_workflow::read::ReportPage as Found;

use crate::console::item::{Fact, ItemWords, exactly, said};
use crate::console::words::{country, word};
use crate::texts::Texts;

/// What was said.
pub(in crate::console) struct Said {
    /// About the child, the time, the sender.
    pub(in crate::console) facts: Vec<Fact>,
    pub(in crate::console) items: Vec<ItemWords>,
    /// Whether the accounts in it are the child's own.
    pub(in crate::console) childs_own: bool,
    /// Questions that would make it complete.
    pub(in crate::console) missing: Vec<String>,
}

impl Said {
    pub(super) fn of(texts: Texts, found: &Found) -> Self {
        let missing = found.line.completeness.missing.iter();
        Self {
            facts: facts(texts, found),
            items: found.items.iter().map(|view| ItemWords::of(texts, &view.item, found.standing)).collect(),
            childs_own: found.standing == Standing::Child,
            missing: missing.map(|missing| word(texts, "missing-ask", missing)).collect(),
        }
    }
}

fn facts(texts: Texts, found: &Found) -> Vec<Fact> {
    let mut facts = child(texts, &found.child);
    let particulars = &found.particulars;
    let optional = [
        ("fact-urgent-reason", particulars.urgent_reason.clone()),
        ("fact-occurred", found.occurred_at.map(|at| exactly(texts, at))),
        ("fact-when", particulars.when.clone()),
        ("fact-reference", particulars.reference.clone()),
    ];
    facts.extend(optional.into_iter().filter_map(|(key, value)| Some(Fact::plain(texts, key, value?))));
    let contact = match (&particulars.contact, found.line.origin) {
        (Some(contact), _) => Some(contact.clone()),
        (None, Origin::Public | Origin::Young) => Some(texts.get("contact-none")),
        (None, Origin::Api) => None,
    };
    facts.extend(contact.map(|contact| Fact::plain(texts, "fact-contact", contact)));
    facts
}

/// What is said about the child stands always, said or not: that it was not said is a question.
fn child(texts: Texts, child: &ChildStatement) -> Vec<Fact> {
    let danger = Fact::plain(texts, "fact-danger", said(texts, child.immediate_danger));
    let place = child.country.map_or_else(|| texts.get("not-said"), |code| country(texts, code));
    vec![
        Fact { danger: child.immediate_danger == Some(true), ..danger },
        Fact::plain(texts, "fact-access", said(texts, child.offender_has_access)),
        Fact::plain(texts, "fact-child-country", place),
    ]
}
