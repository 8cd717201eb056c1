//! Saved views of the queue.

use tutela_model::access::Permission;
use tutela_model::id::ViewId;
use tutela_model::queue::Narrow;
use tutela_store::records::saved_view;

use super::{Granted, Query};
use crate::error::Error;

/// Views shown.
const SHOWN: u32 = 50;

/// The views that the viewer sees: their own and the desk's.
pub struct ViewsQuery;

/// A saved view.
#[derive(Clone, Debug)]
pub struct View {
    /// Its id.
    pub id: ViewId,
    /// Its name.
    pub name: String,
    /// Whether the whole desk sees it.
    pub shared: bool,
    /// Which list it narrows, by its fixed name.
    pub list: String,
    /// How.
    pub narrow: Narrow,
    /// Whether the viewer may delete it.
    pub may_delete: bool,
}

impl Query for ViewsQuery {
    /// By name.
    type Output = Vec<View>;
    const PERMISSION: Permission = Permission::ReadQueue;

    async fn answer(self, granted: Granted<'_>) -> Result<Vec<View>, Error> {
        let viewer = granted.viewer;
        let me = viewer.person.id;
        let seen = |tx| async move { saved_view::seen_by(&tx, me, SHOWN).await };
        let rows = granted.node.store().read("views", seen).await?;
        let view = |row: saved_view::SavedViewRow| View {
            id: row.id,
            name: row.name,
            shared: row.shared,
            list: row.list,
            narrow: row.narrow,
            may_delete: if row.shared { viewer.may(Permission::ShareViews) } else { row.person == me },
        };
        Ok(rows.into_iter().map(view).collect())
    }
}
