//! Which lists look-ups are answered from: their names, and what a match leads to. Nothing of what they hold.

use std::sync::Arc;

use tutela_model::access::Permission;
use tutela_model::api_key::{ApiKey, Scope};
use tutela_model::list::{Action, Purpose};

use crate::error::Error;
use crate::node::Node;

/// A list that look-ups are answered from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchedList {
    /// Its number.
    pub number: u32,
    /// Its name.
    pub name: Arc<str>,
    /// What a match leads to.
    pub action: Action,
}

/// The lists that look-ups with a key are answered from, by number. They are in memory: this asks no database.
pub fn searched_lists(node: &Node, key: &ApiKey) -> Result<Vec<SearchedList>, Error> {
    if !key.scope.covers(Scope::Lookup) {
        return Err(Error::Denied(Permission::ReadLists));
    }
    let mut lists: Vec<_> = node.inner.lists.marks(|marks| {
        let known = marks.lists.iter().filter(|(_, list)| list.purpose == Purpose::Known);
        known
            .map(|(tag, list)| SearchedList {
                number: tag.0,
                name: Arc::clone(&list.name),
                action: list.action,
            })
            .collect()
    });
    lists.sort_by_key(|list| list.number);
    Ok(lists)
}
