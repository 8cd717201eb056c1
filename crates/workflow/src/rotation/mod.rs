//! Rotating the node's sealing key: every value under it is sealed anew under another one.
//!
//! While it runs the key file holds both keys, and the data says so too; whoever may be killed at any moment finds there how far it
//! came. Values are told apart by the key that opens them, so that sealing them anew twice changes nothing and no cursor can be wrong:
//!
//! 1. the new key stands in the key file, the one before beside it;
//! 2. the key check of the data is under the new key, and the log says that a rotation began (one transaction): from here on no node
//!    starts with either key file until the end;
//! 3. values are sealed anew, some thousand in a transaction; then all are read again, and none may be left under the key before;
//! 4. the key before goes into the recovery file, wrapped by the new one: backups under it can still be restored;
//! 5. the log says that it ended (one transaction), and the key before goes out of the key file.
//!
//! No node may run meanwhile: it would go on to write under the key that goes.

mod columns;
mod keys;

pub use keys::{give_up, take_back};

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

use tutela_crypto::{KeyFileError, NodeKeys};
use tutela_model::clock::Clock;
use tutela_model::person::Actor;
use tutela_model::rng::Rng;
use tutela_store::audit::AuditEntry;
use tutela_store::records::sealed::{SealedColumn, UNDER_THE_NODE_KEY};
use tutela_store::records::setting;
use tutela_store::{AsStoreError, Store, StoreError, Tx};

use self::columns::Tally;
use crate::lists;
use crate::sealing::{key_check, opens_key_check};

/// Why a node does not start while a rotation is not finished.
pub(crate) const UNFINISHED: &str = "the rotation of the node's sealing key was not finished: run `tutela node-key rotate` again, which goes \
     on where it stopped; then start the node";
/// The same where the key file is not the one that the rotation wrote.
pub(crate) const WITHOUT_THE_KEY_BEFORE: &str = "the rotation of the node's sealing key was not finished, and this key file holds the new key alone: bring \
     back the key file as the rotation left it, with `seal-before`, and run `tutela node-key rotate` again";

/// Values sealed anew in one transaction.
pub const BATCH: u32 = 2_000;

/// What a rotation works on.
pub struct Rotation {
    /// The data, with nobody else in it: [`Store::open_alone`].
    pub store: Store,
    /// The key file.
    pub key_file: PathBuf,
    /// The recovery file, where backups are made.
    pub recovery_file: Option<PathBuf>,
    /// The saved index of the lists.
    pub index_snapshot: Option<PathBuf>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub rng: Arc<dyn Rng>,
    /// Values sealed anew in one transaction; usually [`BATCH`].
    pub batch: u32,
}

/// A moment of a rotation: what it tells of is durable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The key file holds both keys.
    KeyMade,
    /// A rotation that was begun before goes on.
    GoesOn,
    /// The data says that a rotation runs.
    Begun,
    /// So many of a table's values are under the new key.
    Sealed {
        /// The table.
        table: &'static str,
        /// How many.
        done: u64,
        /// Of how many.
        of: u64,
    },
    /// All values were read again, and none is left under the key before.
    Checked,
    /// The key before stands in the recovery file for older backups.
    Retired,
    /// The data says that the rotation is over.
    Ended,
}

/// A rotation that is over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rotated {
    /// Values that are under the new key.
    pub values: u64,
    /// Tables and how many of their values open with neither key: they were damaged before, and stay as they are.
    pub unreadable: Vec<(&'static str, u64)>,
}

/// Why a rotation did not come to its end. Run again, it goes on.
#[derive(Debug, thiserror::Error)]
pub enum Failed {
    /// The store failed, or somebody uses it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A file could not be read or written.
    #[error("{path}: {problem}")]
    File {
        /// Which.
        path: PathBuf,
        /// What is wrong.
        problem: std::io::Error,
    },
    /// There is no key file.
    #[error("{0}: there is no node key: bring its copy back, or set `key_file`")]
    NoKeyFile(PathBuf),
    /// The key file cannot be read.
    #[error("{path}: {problem}")]
    KeyFile {
        /// Which.
        path: PathBuf,
        /// What is wrong.
        problem: KeyFileError,
    },
    /// The key file belongs to other data.
    #[error(
        "the node key is not the one that this data was sealed with, and nothing was changed: set `key_file` to the right file. If a \
         rotation was begun, that is the file it wrote, not a copy from before"
    )]
    OtherKey,
    /// The new key alone stands in the key file, and values are left under the one before.
    #[error("{WITHOUT_THE_KEY_BEFORE}")]
    KeyBeforeMissing,
    /// The key file holds an unfinished rotation from another key.
    #[error("{UNFINISHED}")]
    AnotherRuns,
    /// The recovery file could not be written.
    #[error("the recovery file: {0}")]
    Recovery(#[source] Box<crate::backup::Failed>),
    /// Values came back under the key before.
    #[error(
        "{left} values of table {table} stand under the key before although all were sealed anew: something wrote into the data \
         meanwhile; stop it and run the command again"
    )]
    Left {
        /// The table.
        table: &'static str,
        /// How many.
        left: u64,
    },
    /// Whoever watches asked to stop.
    #[error("stopped before the end: run the command again, which goes on where it stopped")]
    Stopped,
}

impl AsStoreError for Failed {
    fn as_store_error(&self) -> Option<&StoreError> {
        match self {
            Self::Store(error) => Some(error),
            _ => None,
        }
    }
}

/// What the data says of a rotation.
enum Standing {
    /// Its key check is under the new key: a rotation runs, or ran to its end.
    UnderNew,
    /// Its key check is under the key before, or there is none yet.
    UnderBefore,
}

impl Rotation {
    /// Puts another sealing key in the place of the one at hand; goes on with a rotation that was not finished. `watch` is told of every
    /// durable step and may end it there, as a power cut would.
    pub async fn run(&self, watch: &mut dyn FnMut(Step) -> ControlFlow<()>) -> Result<Rotated, Failed> {
        let mut told = |step| match watch(step) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(Failed::Stopped),
        };
        let keys = keys::read(&self.key_file)?;
        let keys = if keys.sealing_before().is_some() {
            told(Step::GoesOn)?;
            keys
        } else {
            self.must_fit(&keys).await?;
            let keys = keys.begin_rotation(self.rng.as_ref());
            keys::write(&self.key_file, &keys)?;
            told(Step::KeyMade)?;
            keys
        };
        self.begin(&keys).await?;
        told(Step::Begun)?;
        // A node that started a moment ago with the key before is seen now: from here on none does.
        self.store.must_be_alone().await?;
        for column in UNDER_THE_NODE_KEY {
            self.seal_anew(column, &keys, &mut told).await?;
        }
        if let Some(path) = &self.index_snapshot {
            lists::rewrap(path, &keys, self.rng.as_ref())
                .map_err(|problem| Failed::File { path: path.clone(), problem })?;
        }
        let rotated = self.check(&keys).await?;
        self.store.must_be_alone().await?;
        told(Step::Checked)?;
        if let Some(path) = &self.recovery_file {
            crate::backup::retire(path, &keys, self.clock.now(), self.rng.as_ref())
                .map_err(|error| Failed::Recovery(Box::new(error)))?;
        }
        told(Step::Retired)?;
        self.end(&rotated).await?;
        // What was overwritten stands in SQLite's log too.
        self.store.truncate_log().await?;
        told(Step::Ended)?;
        keys::write(&self.key_file, &keys.end_rotation())?;
        Ok(rotated)
    }

    /// The keys are those of the data, and no rotation is half done.
    async fn must_fit(&self, keys: &NodeKeys) -> Result<(), Failed> {
        let (check, runs) = self
            .store
            .read("rotation standing", |tx| async move {
                let check = setting::get(&tx, setting::KEY_CHECK).await?;
                Ok::<_, StoreError>((check, setting::get(&tx, setting::KEY_ROTATION).await?.is_some()))
            })
            .await?;
        match check {
            Some(word) if !opens_key_check(keys.sealing(), &word) => Err(Failed::OtherKey),
            Some(_) if runs => Err(Failed::KeyBeforeMissing),
            _ => Ok(()),
        }
    }

    /// The data is noted to be under the new key, and that a rotation runs, unless that was done.
    async fn begin(&self, keys: &NodeKeys) -> Result<(), Failed> {
        let (now, rng) = (self.clock.now(), self.rng.as_ref());
        let word = key_check(keys.sealing(), rng);
        let word = &word;
        self.store
            .run("begin rotation", |tx| async move {
                if let Standing::UnderNew = standing(&tx, keys).await? {
                    return Ok(());
                }
                setting::set(&tx, setting::KEY_CHECK, word, now).await?;
                setting::set(&tx, setting::KEY_ROTATION, &now.micros().to_string(), now).await?;
                Ok(tx.audit([self.entry("sealing_key.rotation_begun", String::new())]).await?)
            })
            .await
    }

    /// Every value of a column is under the new key, as far as one of the two opens it.
    async fn seal_anew(
        &self,
        column: &'static SealedColumn,
        keys: &NodeKeys,
        told: &mut impl FnMut(Step) -> Result<(), Failed>,
    ) -> Result<(), Failed> {
        let of = columns::count(&self.store, column).await?;
        let (mut after, mut done) = (uuid::Uuid::nil(), 0);
        loop {
            let page = columns::page(&self.store, column, after, self.batch).await?;
            let Some((last, _)) = page.last() else { return Ok(()) };
            after = *last;
            done += page.len() as u64;
            columns::seal_anew(&self.store, column, page, keys, self.rng.as_ref()).await?;
            told(Step::Sealed { table: column.table, done, of })?;
        }
    }

    /// Reads every value again: none may be left under the key before.
    async fn check(&self, keys: &NodeKeys) -> Result<Rotated, Failed> {
        let mut rotated = Rotated::default();
        for column in UNDER_THE_NODE_KEY {
            let Tally { new, before, neither } =
                columns::tally(&self.store, column, keys, self.batch).await?;
            if before > 0 {
                return Err(Failed::Left { table: column.table, left: before });
            }
            rotated.values += new;
            if neither > 0 {
                rotated.unreadable.push((column.table, neither));
            }
        }
        Ok(rotated)
    }

    /// The data is noted to be whole under the new key, unless that was done.
    async fn end(&self, rotated: &Rotated) -> Result<(), Failed> {
        let unreadable: u64 = rotated.unreadable.iter().map(|(_, count)| count).sum();
        self.store
            .run("end rotation", |tx| async move {
                if setting::unset(&tx, setting::KEY_ROTATION).await? {
                    let detail = format!("values={} unreadable={unreadable}", rotated.values);
                    tx.audit([self.entry("sealing_key.rotated", detail)]).await?;
                }
                Ok::<_, StoreError>(())
            })
            .await?;
        Ok(())
    }

    fn entry(&self, action: &'static str, detail: String) -> AuditEntry {
        AuditEntry::new(self.clock.now(), self.rng.as_ref(), Actor::Operator, action, "node", detail)
    }
}

async fn standing(tx: &Tx, keys: &NodeKeys) -> Result<Standing, Failed> {
    let before = |word: &str| keys.sealing_before().is_some_and(|key| opens_key_check(key, word));
    match setting::get(tx, setting::KEY_CHECK).await? {
        Some(word) if opens_key_check(keys.sealing(), &word) => Ok(Standing::UnderNew),
        Some(word) if !before(&word) => Err(Failed::OtherKey),
        _ => Ok(Standing::UnderBefore),
    }
}
