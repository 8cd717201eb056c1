//! Hash lists: what stands in them, who brought it in and who published it, disputes, and the index in memory that files are
//! matched with.

mod canary;
mod change;
mod dispute;
mod export;
mod identity;
mod import;
mod load;
mod publish;
mod retro_hunt;
mod sealed_entry;
mod share;
mod snapshot;
mod state;

pub use canary::{MOST_CANARIES, plant_canaries};
pub use change::{NewList, add_list, change_list};
pub use dispute::{settle, vote, vote_by_key};
pub use export::export_list;
pub use import::{Identity, Imported, ListImport};
pub use load::{load, reload_if_changed};
pub use publish::publish;
pub use share::{SharedEntry, SharedList, SharedPage, shared_lists, shared_page};

pub(crate) use change::create;
pub(crate) use identity::identity;
pub(crate) use import::{Destination, new_batch};
pub(crate) use load::{open_entry, url_digest};
pub(crate) use publish::{PUBLISH_BATCH, publish_pages};
pub(crate) use retro_hunt::{RETRO_HUNT, retro_hunt};
pub(crate) use sealed_entry::SealedEntry;
pub(crate) use snapshot::{restore, rewrap, save_if_due};
pub(crate) use state::{ListInMemory, Lists, Marks};
