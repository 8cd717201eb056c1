//! The index in memory, kept on disk so that a node with ten million entries is ready at once.
//!
//! The file holds digests of known material: it is sealed under a key of its own, that under the node's key, and read by its owner
//! only. It is a copy: where it does not fit the data, is damaged or missing, everything is read from the data instead.
//!
//! ```text
//! "tutela index v1\n"  id of this snapshot (16)  wrapped key (73)  length of the marks (8)  sealed marks
//! parts of 1 MiB, each with its tag (16); the last may be shorter
//! ```

use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Write};
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tutela_crypto::{Context, DataKey, NodeKeys, PartTag, TAG};
use tutela_matching::{AlignedBytes, Index};
use tutela_model::id::{ApiKeyId, EntryId};
use tutela_model::rng::Rng;
use tutela_store::Store;
use tutela_store::records::setting;
use uuid::Uuid;

use super::state::{Lists, Marks};
use crate::node::Node;
use crate::sealing::Sealing;

const MAGIC: &[u8; 16] = b"tutela index v1\n";
const WRAPPED: usize = 73;
const PART: usize = 1 << 20;
const HEAD: usize = 16 + 16 + WRAPPED + 8;
/// Fewer entries are read from the data as fast.
const WORTHWHILE: usize = 50_000;

/// What stands beside the index.
#[derive(Serialize, Deserialize)]
struct SavedMarks {
    generation: u64,
    disputed: Vec<EntryId>,
    canaries: Vec<(EntryId, ApiKeyId)>,
    urls: Vec<(EntryId, u32, [u8; 16])>,
}

/// The lists as they were saved, or none.
pub(crate) async fn restore(store: &Store, sealing: &Sealing, path: Option<&Path>) -> Lists {
    let Some(path) = path else { return Lists::default() };
    let expected = store
        .read("index snapshot", |tx| async move { setting::get(&tx, setting::LISTS_SNAPSHOT).await })
        .await;
    let Ok(Some(expected)) = expected else { return Lists::default() };
    match read(path, &expected, sealing) {
        Ok(lists) => lists,
        Err(error) => {
            tracing::warn!(%error, "the saved index is not used; every entry is read from the data");
            Lists::default()
        }
    }
}

/// Saves the index in the background if so much changed since the last time that reading it again would take longer. Look-ups and
/// changes go on meanwhile.
pub(crate) fn save_if_due(node: &Node) {
    let lists = &node.inner.lists;
    let Some(path) = node.settings().index_snapshot.clone() else { return };
    let changed = lists.unsaved();
    let due = lists.index.len() >= WORTHWHILE && changed >= (lists.index.len() / 50).max(WORTHWHILE / 5);
    if due && lists.begin_saving() {
        let node = node.clone();
        tokio::spawn(async move {
            if let Err(error) = save(&node, path).await {
                tracing::error!(%error, "the index could not be saved: check the space and the permissions of the data directory");
            }
            // Tried again after as many changes, not at once.
            node.inner.lists.end_saving(changed);
        });
    }
}

/// Why the index could not be saved.
#[derive(Debug, thiserror::Error)]
enum NotSaved {
    #[error(transparent)]
    Io(#[from] io::Error),
    #[error(transparent)]
    Store(#[from] tutela_store::StoreError),
    #[error("the program failed while it wrote")]
    Ended(#[from] tokio::task::JoinError),
}

async fn save(node: &Node, path: PathBuf) -> Result<(), NotSaved> {
    let id = tutela_model::id::uuid_v7(node.now(), node.rng());
    let key = DataKey::generate(node.rng());
    let wrapped = node.sealing().wrap(&key, id, node.rng());
    // Marks first: an index that is newer than its marks is brought up to date with them at the next start.
    let marks = node.inner.lists.marks(saved);
    let context = Context::new("index marks", *id.as_bytes());
    let marks = key.seal(&serde_json::to_vec(&marks).unwrap_or_default(), &context, node.rng());
    let writing = node.clone();
    tokio::task::spawn_blocking(move || write(&path, id, &wrapped, &marks, &key, &writing.inner.lists.index))
        .await??;
    let id = id.to_string();
    let id = &id;
    node.store()
        .run(
            "index saved",
            |tx| async move { setting::set(&tx, setting::LISTS_SNAPSHOT, id, node.now()).await },
        )
        .await?;
    tracing::info!(entries = node.inner.lists.index.len(), "the index was saved");
    Ok(())
}

fn saved(marks: &Marks) -> SavedMarks {
    SavedMarks {
        generation: marks.generation,
        disputed: marks.disputed.iter().copied().collect(),
        canaries: marks.canaries.iter().map(|(entry, key)| (*entry, *key)).collect(),
        urls: marks
            .urls
            .iter()
            .flat_map(|(url, holders)| holders.iter().map(|(entry, list)| (*entry, list.0, *url)))
            .collect(),
    }
}

fn write(
    path: &Path,
    id: Uuid,
    wrapped: &[u8],
    marks: &[u8],
    key: &DataKey,
    index: &Index,
) -> io::Result<()> {
    let new = path.with_extension("new");
    let mut options = File::options();
    let file = options.write(true).create(true).truncate(true).mode(0o600).open(&new)?;
    let mut out = BufWriter::with_capacity(4 * PART, file);
    out.write_all(MAGIC)?;
    out.write_all(id.as_bytes())?;
    out.write_all(wrapped)?;
    out.write_all(&(marks.len() as u64).to_le_bytes())?;
    out.write_all(marks)?;
    let mut parts = Parts { out, key, part: Vec::with_capacity(PART + TAG), number: 0 };
    index.write_snapshot(&mut parts)?;
    let mut out = parts.finish()?;
    out.flush()?;
    out.get_ref().sync_all()?;
    fs::rename(&new, path)
}

/// Seals what is written, part by part.
struct Parts<'a, W: Write> {
    out: W,
    key: &'a DataKey,
    part: Vec<u8>,
    number: u64,
}

impl<W: Write> Parts<'_, W> {
    fn seal(&mut self, last: bool) -> io::Result<()> {
        let tag = self.key.seal_part(&mut self.part, self.number, last);
        self.part.extend_from_slice(&tag);
        self.out.write_all(&self.part)?;
        self.part.clear();
        self.number += 1;
        Ok(())
    }

    fn finish(mut self) -> io::Result<W> {
        self.seal(true)?;
        Ok(self.out)
    }
}

impl<W: Write> Write for Parts<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // A full part is sealed only when more comes: the last one is marked as the last.
        if self.part.len() == PART {
            self.seal(false)?;
        }
        let taken = bytes.len().min(PART - self.part.len());
        self.part.extend_from_slice(&bytes[..taken]);
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Why a saved index is not used.
#[derive(Debug, thiserror::Error)]
enum Unusable {
    #[error("it cannot be read: {0}")]
    Io(#[from] io::Error),
    #[error("it is of another time than the data, as after a backup was restored")]
    OfAnotherTime,
    #[error("it does not open with this node's key, or was changed")]
    Refused(#[from] tutela_crypto::OpenError),
    #[error("it is cut short")]
    Short,
    #[error(transparent)]
    Index(#[from] tutela_matching::SnapshotError),
}

fn read(path: &Path, expected: &str, sealing: &Sealing) -> Result<Lists, Unusable> {
    let mut file = File::open(path)?;
    let mut head = [0; HEAD];
    file.read_exact(&mut head).map_err(|_| Unusable::Short)?;
    let id = Uuid::from_slice(&head[16..32]).map_err(|_| Unusable::Short)?;
    if head[..16] != MAGIC[..] || id.to_string() != expected {
        return Err(Unusable::OfAnotherTime);
    }
    let key = sealing.unwrap(&head[32..32 + WRAPPED], id)?;
    let mut length = [0; 8];
    length.copy_from_slice(&head[32 + WRAPPED..]);
    let size = file.metadata()?.len();
    let marks_len = u64::from_le_bytes(length);
    let begin = (HEAD as u64).checked_add(marks_len).filter(|begin| *begin < size).ok_or(Unusable::Short)?;
    let mut marks = vec![0; usize::try_from(marks_len).map_err(|_| Unusable::Short)?];
    file.read_exact(&mut marks)?;
    let marks = key.open(&marks, &Context::new("index marks", *id.as_bytes()))?;
    let marks: SavedMarks = serde_json::from_slice(&marks).map_err(|_| Unusable::Short)?;
    let bytes = open_parts(&file, begin, size - begin, &key)?;
    let index = Index::from_snapshot(Arc::new(bytes))?;
    tracing::info!(entries = index.len(), "the saved index was read");
    Ok(Lists::restored(index, marks.generation, |state| {
        state.disputed.extend(marks.disputed);
        state.canaries.extend(marks.canaries);
        for (entry, list, url) in marks.urls {
            state.add_url(entry, tutela_matching::ListTag(list), url);
        }
    }))
}

/// Puts the saved index under another sealing key: its own key alone is wrapped anew, in its place. An index that cannot be used is left:
/// it is not used at the start either.
pub(crate) fn rewrap(path: &Path, keys: &NodeKeys, rng: &dyn Rng) -> io::Result<bool> {
    // What was being written when a node was killed is under the key before too.
    match fs::remove_file(path.with_extension("new")) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let file = match File::options().read(true).write(true).open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        file => file?,
    };
    let mut head = [0; HEAD];
    if file.read_exact_at(&mut head, 0).is_err() || head[..16] != MAGIC[..] {
        return Ok(false);
    }
    let mut id = [0; 16];
    id.copy_from_slice(&head[16..32]);
    let Some(key) = keys.sealing_before().and_then(|before| before.unwrap(&head[32..32 + WRAPPED], &id).ok())
    else {
        return Ok(false);
    };
    file.write_all_at(&keys.sealing().wrap(&key, &id, rng), 32)?;
    file.sync_all()?;
    Ok(true)
}

/// Opens every part, on all processors, straight into the memory that the index will use.
fn open_parts(file: &File, begin: u64, sealed: u64, key: &DataKey) -> Result<AlignedBytes, Unusable> {
    let sealed = usize::try_from(sealed).map_err(|_| Unusable::Short)?;
    let parts = sealed.div_ceil(PART + TAG);
    let plain = sealed.checked_sub(parts * TAG).ok_or(Unusable::Short)?;
    let mut bytes = AlignedBytes::zeroed(plain);
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let mut rooms: Vec<(usize, &mut [u8])> = bytes.as_mut_slice().chunks_mut(PART).enumerate().collect();
    if rooms.len() != parts {
        return Err(Unusable::Short);
    }
    let share = rooms.len().div_ceil(workers).max(1);
    std::thread::scope(|scope| {
        let opening: Vec<_> = rooms
            .chunks_mut(share)
            .map(|rooms| {
                scope.spawn(move || {
                    for (number, room) in rooms {
                        let place = begin + (*number * (PART + TAG)) as u64;
                        file.read_exact_at(room, place)?;
                        let mut tag: PartTag = [0; TAG];
                        file.read_exact_at(&mut tag, place + room.len() as u64)?;
                        key.open_part(room, &tag, *number as u64, *number + 1 == parts)?;
                    }
                    Ok::<_, Unusable>(())
                })
            })
            .collect();
        opening.into_iter().try_for_each(|opened| opened.join().map_err(|_| Unusable::Short)?)
    })?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use tutela_matching::{EntryId as IndexEntry, FileDigests, ListTag, Sha256};
    use tutela_testkit::TestRng;

    use super::*;

    fn digests(n: u128) -> FileDigests {
        let mut bytes = [7; 32];
        bytes[..16].copy_from_slice(&n.to_be_bytes());
        FileDigests { sha256: Some(Sha256::from_bytes(bytes)), ..FileDigests::default() }
    }

    fn saved_index(rng: &TestRng, sealing: &Sealing, path: &Path, entries: u128) -> Uuid {
        let (id, key) = (Uuid::from_u128(9), DataKey::generate(rng));
        let wrapped = sealing.wrap(&key, id, rng);
        let marks = SavedMarks {
            generation: 5,
            disputed: vec![EntryId(Uuid::from_u128(1))],
            canaries: Vec::new(),
            urls: vec![(EntryId(Uuid::from_u128(2)), 1, [3; 16])],
        };
        let context = Context::new("index marks", *id.as_bytes());
        let marks = key.seal(&serde_json::to_vec(&marks).unwrap(), &context, rng);
        let index = Index::build((0..entries).map(|n| (IndexEntry(n), ListTag(1), digests(n))));
        write(path, id, &wrapped, &marks, &key, &index).unwrap();
        id
    }

    #[test]
    fn what_is_saved_is_read_and_shows_nothing() {
        let (rng, folder) = (TestRng::default(), tempfile::tempdir().unwrap());
        let sealing = Sealing::new(NodeKeys::generate(&rng));
        let path = folder.path().join("index");
        // More than one part, and a last one that is not full.
        let id = saved_index(&rng, &sealing, &path, 30_000).to_string();
        let lists = read(&path, &id, &sealing).unwrap();
        assert_eq!(lists.index.len(), 30_000);
        assert_eq!(lists.index.lookup(digests(29_999)).len(), 1);
        assert!(
            lists.marks(|marks| marks.generation == 5 && marks.disputed.len() == 1 && marks.urls.len() == 1)
        );
        let text = std::fs::read(&path).unwrap();
        assert!(!text.windows(12).any(|window| window == [7; 12]), "digests lie in the open");
        assert!(matches!(read(&path, "another", &sealing), Err(Unusable::OfAnotherTime)));
        let other = Sealing::new(NodeKeys::generate(&rng));
        assert!(matches!(read(&path, &id, &other), Err(Unusable::Refused(_))));
    }

    #[test]
    fn a_rotated_sealing_key_opens_it_and_the_key_before_does_not() {
        let (rng, folder) = (TestRng::default(), tempfile::tempdir().unwrap());
        let keys = NodeKeys::generate(&rng);
        let old = Sealing::new(NodeKeys::parse(&keys.to_text()).unwrap());
        let path = folder.path().join("index");
        let id = saved_index(&rng, &old, &path, 30_000).to_string();
        std::fs::write(path.with_extension("new"), b"half").unwrap();
        let running = keys.begin_rotation(&rng);
        assert!(rewrap(&path, &running, &rng).unwrap());
        assert!(!rewrap(&path, &running, &rng).unwrap(), "doing so again changes nothing");
        let new = Sealing::new(running.end_rotation());
        assert_eq!(read(&path, &id, &new).unwrap().index.len(), 30_000);
        assert!(matches!(read(&path, &id, &old), Err(Unusable::Refused(_))));
        assert!(!path.with_extension("new").exists());
        std::fs::write(&path, b"cut").unwrap();
        assert!(!rewrap(&path, &new.keys, &rng).unwrap());
    }

    #[test]
    fn what_was_cut_or_changed_is_not_used() {
        let (rng, folder) = (TestRng::default(), tempfile::tempdir().unwrap());
        let sealing = Sealing::new(NodeKeys::generate(&rng));
        let path = folder.path().join("index");
        let id = saved_index(&rng, &sealing, &path, 20_000).to_string();
        let whole = std::fs::read(&path).unwrap();
        for at in (0..whole.len()).step_by(whole.len() / 8) {
            std::fs::write(&path, &whole[..at]).unwrap();
            assert!(read(&path, &id, &sealing).is_err(), "cut at {at}");
            let mut changed = whole.clone();
            changed[at] ^= 1;
            std::fs::write(&path, &changed).unwrap();
            assert!(read(&path, &id, &sealing).is_err(), "changed at {at}");
        }
    }
}
