//! A node: the store, the keys, the clock, the lists in memory and the settings that every operation works with.

use std::sync::Arc;

use tokio::sync::{Notify, OnceCell, Semaphore};
use tutela_crypto::NodeKeys;
use tutela_media::Pool;
use tutela_model::access::Permission;
use tutela_model::clock::{Clock, Timestamp};
use tutela_model::person::{Actor, Person};
use tutela_model::rng::Rng;
use tutela_store::audit::AuditEntry;
use tutela_store::intake::Intake;
use tutela_store::records::setting;
use tutela_store::{Store, StoreError};

use crate::error::Error;
use crate::intake::{Claims, Earlier};
use crate::lists::Lists;
use crate::lookup::{Probing, Tally};
use crate::people::key_cache::KeyCache;
use crate::quality::Opened;
use crate::sealing::Sealing;
use crate::settings::Settings;
use crate::team::live::Live;
use crate::trace::GeoShelf;

/// What a node is made of.
pub struct NodeParts {
    /// The data.
    pub store: Store,
    /// The node's keys.
    pub keys: NodeKeys,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub rng: Arc<dyn Rng>,
    /// What the operator set.
    pub settings: Settings,
}

pub(crate) struct Inner {
    pub(crate) store: Store,
    pub(crate) sealing: Sealing,
    clock: Arc<dyn Clock>,
    rng: Arc<dyn Rng>,
    settings: Settings,
    intake: Intake,
    pub(crate) earlier: Earlier,
    writer: std::sync::Mutex<Option<tokio::task::JoinHandle<()>>>,
    pub(crate) lists: Lists,
    pub(crate) probing: Probing,
    pub(crate) tally: Tally,
    pub(crate) key_cache: KeyCache,
    pub(crate) claims: Claims,
    pub(crate) opened: Opened,
    pub(crate) live: Live,
    pub(crate) jobs_due: Notify,
    pub(crate) geo: GeoShelf,
    /// Hashes files; started when the first one comes.
    pool: OnceCell<Pool>,
    /// Places at password hashing.
    pub(crate) hashing: Semaphore,
    /// Places at the preparation of reports.
    pub(crate) preparing: Semaphore,
}

/// A running node. Cheap to clone.
#[derive(Clone)]
pub struct Node {
    pub(crate) inner: Arc<Inner>,
}

/// Who looks or acts in the console: a person who has signed in.
#[derive(Clone, Debug)]
pub struct Viewer {
    /// The person.
    pub person: Person,
}

impl Viewer {
    /// Whether the person's role has a permission.
    pub fn may(&self, permission: Permission) -> bool {
        self.person.role.may(permission)
    }

    /// An error unless the person's role has the permission.
    pub fn must(&self, permission: Permission) -> Result<(), Error> {
        if self.may(permission) { Ok(()) } else { Err(Error::Denied(permission)) }
    }

    /// The person as the log names them.
    pub fn actor(&self) -> Actor {
        Actor::Person(self.person.id)
    }
}

impl Node {
    /// Puts a node together: checks that the keys belong to the data, reads the lists, starts intake. Jobs run only once
    /// [`crate::jobs::run`] is started.
    pub async fn start(parts: NodeParts) -> Result<Self, Error> {
        if parts.keys.sealing_before().is_some() {
            return Err(Error::NotSetUp(crate::rotation::UNFINISHED));
        }
        let (intake, writer) = Intake::start(parts.store.clone());
        let earlier = Earlier::start(parts.store.clone());
        let sealing = Sealing::new(parts.keys);
        let lists =
            crate::lists::restore(&parts.store, &sealing, parts.settings.index_snapshot.as_deref()).await;
        let node = Self {
            inner: Arc::new(Inner {
                store: parts.store,
                sealing,
                clock: parts.clock,
                rng: parts.rng,
                settings: parts.settings,
                intake,
                earlier,
                writer: std::sync::Mutex::new(Some(writer)),
                lists,
                probing: Probing::default(),
                tally: Tally::default(),
                key_cache: KeyCache::default(),
                claims: Claims::default(),
                opened: Opened::default(),
                live: Live::default(),
                jobs_due: Notify::new(),
                geo: GeoShelf::default(),
                pool: OnceCell::new(),
                hashing: Semaphore::new(2),
                preparing: Semaphore::new(crate::intake::PLACES),
            }),
        };
        node.check_keys().await?;
        crate::lists::load(&node).await?;
        Ok(node)
    }

    /// What the operator set.
    pub fn settings(&self) -> &Settings {
        &self.inner.settings
    }

    /// The time.
    pub fn clock(&self) -> &dyn Clock {
        self.inner.clock.as_ref()
    }

    /// The time now.
    pub fn now(&self) -> Timestamp {
        self.inner.clock.now()
    }

    /// Randomness.
    pub fn rng(&self) -> &dyn Rng {
        self.inner.rng.as_ref()
    }

    /// The public key with which the audit log's heads are signed.
    pub fn log_key(&self) -> tutela_crypto::log::LogPublicKey {
        self.inner.sealing.keys.log().public()
    }

    /// Whether the store answers.
    pub async fn is_ready(&self) -> bool {
        self.store().read("ready", |tx| async move { setting::lists_generation(&tx).await }).await.is_ok()
    }

    /// The pool that hashes files. The first call starts it: a node that is never asked about files keeps no children.
    pub async fn pool(&self) -> Result<&Pool, Error> {
        let Some(settings) = &self.settings().hashing else {
            return Err(Error::NotSetUp(
                "this node does not hash files: ask with digests, or switch hashing on",
            ));
        };
        Ok(self.inner.pool.get_or_try_init(|| Pool::start(settings.clone())).await?)
    }

    /// Ends intake after what was taken is written, and closes the store.
    pub async fn stop(self) {
        let writer = self.inner.writer.lock().ok().and_then(|mut writer| writer.take());
        if let Err(error) = crate::lookup::write_tally(&self, true).await {
            tracing::error!(%error, "the last look-ups could not be written into the log");
        }
        let store = self.store().clone();
        drop(self);
        if let Some(writer) = writer {
            // Requests in hand may still hold the node: they are bounded by the server's own shutdown.
            let _ = tokio::time::timeout(std::time::Duration::from_secs(10), writer).await;
        }
        store.close().await;
    }

    pub(crate) fn store(&self) -> &Store {
        &self.inner.store
    }

    pub(crate) fn sealing(&self) -> &Sealing {
        &self.inner.sealing
    }

    pub(crate) fn intake(&self) -> &Intake {
        &self.inner.intake
    }

    /// An audit entry of now.
    pub(crate) fn entry(
        &self,
        actor: Actor,
        action: &'static str,
        record: String,
        detail: String,
    ) -> AuditEntry {
        AuditEntry::new(self.now(), self.rng(), actor, action, record, detail)
    }

    /// Wakes the job driver, because a job was added that is due now.
    pub(crate) fn wake_jobs(&self) {
        self.inner.jobs_due.notify_one();
    }

    /// The first start writes a sealed word; every later start must be able to open it.
    async fn check_keys(&self) -> Result<(), Error> {
        let word = self.sealing().key_check(self.rng());
        let (found, rotation) = self
            .store()
            .run("check keys", |tx| {
                let word = &word;
                async move {
                    let rotation = setting::get(&tx, setting::KEY_ROTATION).await?;
                    let found = setting::get(&tx, setting::KEY_CHECK).await?;
                    if found.is_none() {
                        setting::set(&tx, setting::KEY_CHECK, word, self.now()).await?;
                    }
                    Ok::<_, StoreError>((found, rotation))
                }
            })
            .await?;
        match found {
            Some(found) if !self.sealing().opens_key_check(&found) => Err(Error::NotSetUp(
                "the node key is not the one that this data was sealed with: set `key_file` to the right file, or start \
                 with another data directory. A copy from before the node's key was rotated does not fit any more",
            )),
            Some(_) if rotation.is_some() => Err(Error::NotSetUp(crate::rotation::WITHOUT_THE_KEY_BEFORE)),
            _ => Ok(()),
        }
    }

    /// Writes into the log when the operator records, changes or withdraws the legal basis of re-checks. Only a node that runs
    /// jobs does: a command beside it may have been given another configuration.
    pub(crate) async fn record_legal_basis(&self) -> Result<(), Error> {
        let basis = self.settings().recheck.legal_basis.clone().unwrap_or_default();
        self.store()
            .run("record legal basis", |tx| {
                let basis = &basis;
                async move {
                    let before = setting::get(&tx, setting::RECHECK_LEGAL_BASIS).await?.unwrap_or_default();
                    if before != *basis {
                        setting::set(&tx, setting::RECHECK_LEGAL_BASIS, basis, self.now()).await?;
                        let entry = self.entry(
                            Actor::Operator,
                            "recheck.legal_basis",
                            "node".into(),
                            format!("basis={basis}"),
                        );
                        tx.audit([entry]).await?;
                    }
                    Ok(())
                }
            })
            .await
    }
}
