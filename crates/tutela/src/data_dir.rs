//! The data directory and the node key.

use std::fs;
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tutela_crypto::NodeKeys;
use tutela_model::clock::Clock;
use tutela_model::rng::Rng;
use tutela_store::{DatabaseAddress, Store};
use tutela_workflow::{Node, NodeParts, Settings};

use crate::config::Config;
use crate::error::Failure;
use crate::machine::{SystemClock, SystemRng};

/// The node key's name in the data directory.
const KEY_FILE: &str = "node.key";
/// The recovery file's name, beside the node key.
const RECOVERY_FILE: &str = "recovery.keys";

/// A data directory with its configuration.
pub struct DataDir {
    /// The directory.
    pub path: PathBuf,
    /// Its configuration.
    pub config: Config,
}

impl DataDir {
    /// Opens a data directory; creates it, for its owner alone, where it is missing.
    pub fn open(path: &Path, config: Config) -> Result<Self, Failure> {
        if !path.exists() {
            fs::DirBuilder::new()
                .recursive(true)
                .mode(0o700)
                .create(path)
                .map_err(|error| Failure::file(path, format!("cannot be created: {error}")))?;
        }
        if !path.is_dir() {
            return Err(Failure::file(path, "is no folder: give a folder with --data"));
        }
        Ok(Self { path: path.to_path_buf(), config })
    }

    /// Where the node key lies.
    pub fn key_file(&self) -> PathBuf {
        self.config.key_file.clone().unwrap_or_else(|| self.path.join(KEY_FILE))
    }

    /// Where the keys of backups lie.
    pub fn recovery_file(&self) -> PathBuf {
        let beside = || self.key_file().with_file_name(RECOVERY_FILE);
        self.config.backup.recovery_file.clone().unwrap_or_else(beside)
    }

    /// Where the index of the lists is saved.
    pub fn index_snapshot(&self) -> PathBuf {
        self.path.join("lists.index")
    }

    /// Whether the node key lies inside the data directory, where whoever copies the data copies it too.
    pub fn key_lies_inside(&self) -> bool {
        let (Ok(data), Ok(key)) = (self.path.canonicalize(), self.key_file().canonicalize()) else {
            return true;
        };
        key.starts_with(data)
    }

    /// Where the data lies.
    pub fn database(&self) -> Result<DatabaseAddress, Failure> {
        match &self.config.database {
            Some(address) => Ok(address.parse()?),
            None => Ok(DatabaseAddress::Folder(self.path.clone())),
        }
    }

    /// The folder with the files that give an address its country and its network.
    pub fn geo_folder(&self) -> PathBuf {
        self.path.join("geo")
    }

    /// Reads the node key; makes one where there is neither key nor data yet.
    pub fn keys(&self, rng: &dyn Rng) -> Result<NodeKeys, Failure> {
        let path = self.key_file();
        match fs::read_to_string(&path) {
            Ok(text) => {
                let text = zeroize::Zeroizing::new(text);
                NodeKeys::parse(&text).map_err(|error| Failure::file(&path, error))
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                if self.path.join("tutela.db").exists() {
                    return Err(Failure::file(
                        &path,
                        "is missing, and the data here was sealed with it: bring the key back, or set `key_file`",
                    ));
                }
                let keys = NodeKeys::generate(rng);
                write_key(&path, keys.to_text().as_bytes()).map_err(|error| Failure::file(&path, error))?;
                tracing::info!(path = %path.display(), "made a node key: keep a copy apart from the backups");
                Ok(keys)
            }
            Err(error) => Err(Failure::file(&path, error)),
        }
    }

    /// Starts a node on this directory.
    pub async fn start(&self) -> Result<Node, Failure> {
        self.start_with(self.config.settings()?).await
    }

    /// Starts a node on this directory with other settings than those of the configuration.
    pub async fn start_with(&self, settings: Settings) -> Result<Node, Failure> {
        self.start_at(settings, Arc::new(SystemClock)).await
    }

    /// Starts a node on this directory that is told the time by another clock: a bench fills a year in minutes.
    pub async fn start_at(&self, mut settings: Settings, clock: Arc<dyn Clock>) -> Result<Node, Failure> {
        settings.trace.geo.get_or_insert_with(|| self.geo_folder());
        settings.index_snapshot.get_or_insert_with(|| self.index_snapshot());
        settings.recovery_file.get_or_insert_with(|| self.recovery_file());
        let rng = Arc::new(SystemRng);
        let keys = self.keys(rng.as_ref())?;
        let store = self.store().await?;
        Ok(Node::start(NodeParts { store, keys, clock, rng, settings }).await?)
    }

    /// Opens the store of this directory.
    pub async fn store(&self) -> Result<Store, Failure> {
        let store = Store::open(&self.database()?).await?;
        self.keep_private();
        Ok(store)
    }

    /// The database's files are for their owner alone, whatever the umask.
    pub fn keep_private(&self) {
        for name in ["tutela.db", "tutela.db-wal", "tutela.db-shm"] {
            let path = self.path.join(name);
            if path.exists() {
                let _ = fs::set_permissions(&path, fs::Permissions::from_mode(0o600));
            }
        }
    }
}

/// Written beside, made durable and renamed, so that a power cut leaves no half key.
fn write_key(path: &Path, text: &[u8]) -> std::io::Result<()> {
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let partial = path.with_extension("partial");
    let mut file =
        fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&partial)?;
    file.write_all(text)?;
    file.sync_all()?;
    // Linked, not renamed: a key that another process made meanwhile is not replaced.
    let linked = fs::hard_link(&partial, path);
    fs::remove_file(&partial)?;
    linked?;
    fs::File::open(folder)?.sync_all()
}
