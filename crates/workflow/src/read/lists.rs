//! Hash lists: names, provenance and how much they hold. No entry is ever listed.

use tutela_model::access::Permission;
use tutela_store::records::list::{self, ListSize};

use super::{Granted, Query};
use crate::error::Error;

/// All lists.
pub struct ListsQuery;

impl Query for ListsQuery {
    type Output = Vec<ListSize>;
    const PERMISSION: Permission = Permission::ReadLists;

    async fn answer(self, granted: Granted<'_>) -> Result<Vec<ListSize>, Error> {
        Ok(granted.node.store().read("list sizes", |tx| async move { list::sizes(&tx).await }).await?)
    }
}
