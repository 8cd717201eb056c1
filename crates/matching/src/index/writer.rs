//! Changing the index: the next state from the last.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use arc_swap::ArcSwap;

use super::{
    Change,
    dead::Dead,
    matches::{EntryId, ListTag},
    segment::Segment,
    state::{Part, State},
};
use crate::FileDigests;

/// The state, and who may replace it.
pub(super) struct Published {
    pub(super) state: ArcSwap<State>,
    /// Held by whoever makes the next state. A look-up never asks for it.
    writing: Mutex<Merge>,
    /// Held while parts are merged, which others may change meanwhile.
    merging: Mutex<()>,
}

/// What a merge that goes on must be told.
#[derive(Default)]
struct Merge {
    /// How many of the first parts it reads; they stay until it is done, but for entries that die in them.
    reads: usize,
    /// The entries that died in them since.
    died: Vec<EntryId>,
}

/// A merge is due when more newer entries wait than this and than a part of all, [`NEWER_SHARE`]. To look at a thousand hashes
/// takes about a fiftieth of a look-up through the tables of ten million.
const NEWER: usize = 2048;
/// See [`NEWER`].
const NEWER_SHARE: usize = 4096;
/// Dead rows are found and then left out, which costs little: a part of all may wait.
const DEAD_SHARE: usize = 16;

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // Whoever panicked published nothing: the state is the one before.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Published {
    pub(super) fn new(state: State) -> Self {
        Self { state: ArcSwap::from_pointee(state), writing: Mutex::default(), merging: Mutex::default() }
    }

    /// Makes all changes at once, in order; tells of each whether its entry was there before.
    pub(super) fn apply<'a>(&self, changes: impl Iterator<Item = Step<'a>>) -> usize {
        let mut merge = lock(&self.writing);
        let mut next = State::clone(&self.state.load());
        let mut there = 0;
        let mut inserted = Vec::new();
        for change in changes {
            // An entry of this same batch lives in no part yet: `Segment::new` lets the last of an id count, so only a removal
            // needs to know of it.
            match change {
                Step::Insert(entry, list, digests) => {
                    there += usize::from(kill(&mut next, &mut merge, entry));
                    inserted.push((entry, list, *digests));
                }
                Step::Remove(entry) => {
                    if !inserted.is_empty() {
                        push(&mut next, &merge, std::mem::take(&mut inserted));
                    }
                    there += usize::from(kill(&mut next, &mut merge, entry));
                }
            }
        }
        if !inserted.is_empty() {
            push(&mut next, &merge, inserted);
        }
        self.state.store(Arc::new(next));
        there
    }

    pub(super) fn merge_is_due(&self) -> bool {
        let state = self.state.load();
        let [first, newer @ ..] = state.parts.as_slice() else { return false };
        let waiting: usize = newer.iter().map(|part| part.segment.len()).sum();
        let dead: usize = state.parts.iter().map(|part| part.dead.len()).sum();
        waiting > NEWER + first.segment.len() / NEWER_SHARE || dead > NEWER + first.segment.len() / DEAD_SHARE
    }

    /// Makes all parts one, and tells what that held when the merge began. Nothing is done where there is but one, and nothing
    /// dead in it.
    pub(super) fn merge(&self) -> Arc<Segment> {
        let _alone = lock(&self.merging);
        self.merge_alone()
    }

    /// The same where it is due still when nobody else merges: who waited for another's merge finds its work done.
    pub(super) fn merge_if_due(&self) {
        let _alone = lock(&self.merging);
        if self.merge_is_due() {
            self.merge_alone();
        }
    }

    /// Only for one who holds `merging`.
    fn merge_alone(&self) -> Arc<Segment> {
        let before = {
            let mut merge = lock(&self.writing);
            let state = self.state.load_full();
            if let [only] = state.parts.as_slice()
                && only.dead.len() == 0
            {
                return Arc::clone(&only.segment);
            }
            *merge = Merge { reads: state.parts.len(), died: Vec::new() };
            state
        };
        let merged = Arc::new(all(&before.parts));
        let reads = before.parts.len();
        drop(before);

        let mut merge = lock(&self.writing);
        let mut dead = Dead::default();
        merge.died.iter().filter_map(|&entry| merged.row(entry)).for_each(|row| dead.insert(row));
        let state = self.state.load();
        let mut parts = vec![Part { segment: Arc::clone(&merged), dead }];
        parts.extend(state.parts[reads..].iter().cloned());
        *merge = Merge::default();
        self.state.store(Arc::new(State { parts }));
        merged
    }
}

/// A change, of which the digests may be anywhere.
pub(super) enum Step<'a> {
    Insert(EntryId, ListTag, &'a FileDigests),
    Remove(EntryId),
}

impl<'a> From<&'a Change> for Step<'a> {
    fn from(change: &'a Change) -> Self {
        match change {
            Change::Insert(entry, list, digests) => Self::Insert(*entry, *list, digests),
            Change::Remove(entry) => Self::Remove(*entry),
        }
    }
}

/// One segment of all parts: the newer ones first, as they are small, and the largest only once.
fn all(parts: &[Part]) -> Segment {
    let Some((first, newer)) = parts.split_first() else { return Segment::empty() };
    let mut small = Part::new(Segment::empty());
    for part in newer.iter().rev() {
        small = joined(part, &small);
    }
    Segment::merged([(&first.segment, &first.dead), (&small.segment, &small.dead)])
}

fn joined(a: &Part, b: &Part) -> Part {
    Part::new(Segment::merged([(&a.segment, &a.dead), (&b.segment, &b.dead)]))
}

/// Marks an entry as dead where it lives.
fn kill(state: &mut State, merge: &mut Merge, entry: EntryId) -> bool {
    let Some((at, row)) = state.find(entry) else { return false };
    state.parts[at].dead.insert(row);
    if at < merge.reads {
        merge.died.push(entry);
    }
    true
}

/// Adds new entries as a part, and joins it with parts before it that are not much larger: so there are few parts, and an entry
/// is copied as often as the number of parts can grow, about the logarithm of how many are new.
fn push(state: &mut State, merge: &Merge, entries: Vec<(EntryId, ListTag, FileDigests)>) {
    let mut new = Part::new(Segment::new(entries));
    // The first part is only replaced by a merge, unless it is small.
    let fixed =
        merge.reads.max(usize::from(state.parts.first().is_some_and(|first| first.segment.len() > NEWER)));
    while state.parts.len() > fixed
        && let Some(last) = state.parts.pop_if(|last| last.segment.len() <= 2 * new.segment.len())
    {
        new = joined(&last, &new);
    }
    state.parts.push(new);
}
