//! Saved views of the queue.

use tutela_model::access::Permission;
use tutela_model::id::ViewId;
use tutela_model::queue::Narrow;
use tutela_model::text::{self, Lines};
use tutela_store::records::saved_view::{self, SavedViewRow};

use crate::error::Error;
use crate::node::{Node, Viewer};

/// Characters in the name of a view.
const NAME: usize = 60;
/// Views that one person sees at most.
const VIEWS: u32 = 50;

/// A view to be saved.
#[derive(Clone, Debug)]
pub struct NewView {
    /// Its name, which stands in the open.
    pub name: String,
    /// Which list it narrows, by its fixed name.
    pub list: &'static str,
    /// How.
    pub narrow: Narrow,
    /// Whether the whole desk sees it.
    pub shared: bool,
}

/// Saves a view for the viewer, or for the whole desk.
pub async fn save_view(node: &Node, viewer: &Viewer, view: &NewView) -> Result<ViewId, Error> {
    viewer.must(if view.shared { Permission::ShareViews } else { Permission::ReadQueue })?;
    let name = text::required("view-name", &view.name, NAME, Lines::One)?;
    if view.narrow.is_all() {
        return Err(Error::Refused("narrow the queue first: a view that shows everything is there already"));
    }
    let row = SavedViewRow {
        id: ViewId::new(node.now(), node.rng()),
        person: viewer.person.id,
        name,
        shared: view.shared,
        list: view.list.to_owned(),
        narrow: view.narrow,
        made_at: node.now(),
    };
    node.store()
        .run("save view", |tx| {
            let row = &row;
            async move {
                if saved_view::seen_by(&tx, row.person, VIEWS).await?.len() >= VIEWS as usize {
                    return Err(Error::Refused("there are as many views as fit: delete one first"));
                }
                saved_view::insert(&tx, row).await?;
                let detail = format!("shared={} {}", row.shared, row.narrow.query());
                let record = format!("view:{}", row.id);
                tx.audit([node.entry(viewer.actor(), "view.saved", record, detail)]).await?;
                Ok(row.id)
            }
        })
        .await
}

/// Deletes a view: one's own; one of the desk's whoever may share views.
pub async fn delete_view(node: &Node, viewer: &Viewer, id: ViewId) -> Result<(), Error> {
    viewer.must(Permission::ReadQueue)?;
    node.store()
        .run("delete view", |tx| async move {
            let found = saved_view::get(&tx, id).await?;
            let view = found
                .filter(|view| view.shared || view.person == viewer.person.id)
                .ok_or(Error::NotFound("view"))?;
            if view.shared {
                viewer.must(Permission::ShareViews)?;
            }
            saved_view::delete(&tx, id).await?;
            Ok(tx
                .audit([node.entry(viewer.actor(), "view.deleted", format!("view:{id}"), String::new())])
                .await?)
        })
        .await
}
