//! The lists in memory: the index of digests, the addresses, and what is to be known of each match.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use tutela_matching::{Index, ListTag};
use tutela_model::id::{ApiKeyId, EntryId, ListId};
use tutela_model::list::{Action, List, Purpose};

/// The lists as they stand in memory.
#[derive(Default)]
pub(crate) struct Lists {
    /// The digests of every entry that may match.
    pub(crate) index: Index,
    marks: RwLock<Marks>,
    /// Changes since the index was saved.
    unsaved: AtomicUsize,
    saving: AtomicBool,
    /// Held while changes are read, so that two readers do not mix theirs.
    pub(super) loading: tokio::sync::Mutex<()>,
}

/// What is known beside the digests. Small: lists, disputes, canaries and addresses.
#[derive(Default)]
pub(crate) struct Marks {
    /// Everything up to this generation is in memory.
    pub(crate) generation: u64,
    pub(crate) lists: HashMap<ListTag, Arc<ListInMemory>>,
    pub(crate) disputed: HashSet<EntryId>,
    pub(crate) canaries: HashMap<EntryId, ApiKeyId>,
    /// Entries by the keyed digest of their address.
    pub(crate) urls: HashMap<[u8; 16], Vec<(EntryId, ListTag)>>,
    pub(super) url_of: HashMap<EntryId, [u8; 16]>,
}

/// What a match needs to know of its list.
#[derive(Clone, Debug)]
pub(crate) struct ListInMemory {
    pub(crate) id: ListId,
    pub(crate) name: Arc<str>,
    pub(crate) purpose: Purpose,
    pub(crate) action: Action,
    pub(crate) radius: u32,
}

impl From<&List> for ListInMemory {
    fn from(list: &List) -> Self {
        Self {
            id: list.id,
            name: list.name.as_str().into(),
            purpose: list.purpose,
            action: list.action,
            radius: list.radius,
        }
    }
}

impl Lists {
    /// The lists as they were saved.
    pub(super) fn restored(index: Index, generation: u64, mark: impl FnOnce(&mut Marks)) -> Self {
        let mut marks = Marks { generation, ..Marks::default() };
        mark(&mut marks);
        Self { index, marks: RwLock::new(marks), ..Self::default() }
    }

    /// Changes since the index was saved.
    pub(super) fn unsaved(&self) -> usize {
        self.unsaved.load(Ordering::Relaxed)
    }

    /// Counts changes.
    pub(super) fn changed(&self, changes: usize) {
        self.unsaved.fetch_add(changes, Ordering::Relaxed);
    }

    /// Whether nobody else is saving the index; from then on the caller is.
    pub(super) fn begin_saving(&self) -> bool {
        !self.saving.swap(true, Ordering::AcqRel)
    }

    /// Ends saving; so many changes are in the file.
    pub(super) fn end_saving(&self, changes: usize) {
        self.unsaved.fetch_sub(changes, Ordering::Relaxed);
        self.saving.store(false, Ordering::Release);
    }

    /// Looks at the marks.
    pub(crate) fn marks<T>(&self, look: impl FnOnce(&Marks) -> T) -> T {
        look(&self.marks.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Changes the marks.
    pub(super) fn mark<T>(&self, change: impl FnOnce(&mut Marks) -> T) -> T {
        change(&mut self.marks.write().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Marks {
    /// Forgets an entry's marks, before it is marked anew.
    pub(super) fn forget(&mut self, entry: EntryId) {
        self.disputed.remove(&entry);
        self.canaries.remove(&entry);
        if let Some(url) = self.url_of.remove(&entry)
            && let Some(holders) = self.urls.get_mut(&url)
        {
            holders.retain(|(holder, _)| *holder != entry);
            if holders.is_empty() {
                self.urls.remove(&url);
            }
        }
    }

    /// Notes the address of an entry.
    pub(super) fn add_url(&mut self, entry: EntryId, list: ListTag, url: [u8; 16]) {
        self.urls.entry(url).or_default().push((entry, list));
        self.url_of.insert(entry, url);
    }

    /// The largest radius of any list: how far a search must look.
    pub(crate) fn radius(&self) -> u32 {
        self.lists.values().map(|list| list.radius).max().unwrap_or(0)
    }
}
