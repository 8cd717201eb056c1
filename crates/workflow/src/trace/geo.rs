//! The files that give an address its country and its network: brought in by the operator, read when they change.

use std::fs;
use std::io::Write;
use std::net::IpAddr;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use tutela_formats::geo::{GeoAnswer, GeoError, GeoFile, GeoKind};
use tutela_model::clock::Timestamp;
use tutela_model::person::Actor;

use crate::error::Error;
use crate::node::Node;

/// A file as it lies on the disk, by which a change is seen.
type Mark = (SystemTime, u64);

/// The files that are at hand. One that changed is read again at the next question: a running node takes up what was brought in.
#[derive(Default)]
pub struct GeoShelf {
    files: Mutex<Vec<(GeoKind, Mark, Arc<GeoFile>)>>,
}

/// Both files as they were at one moment.
#[derive(Clone, Default)]
pub struct Geo(Vec<Arc<GeoFile>>);

impl GeoShelf {
    /// The files as they are now; those that cannot be read are left out, and the log says so.
    pub(crate) fn now(&self, folder: Option<&Path>) -> Geo {
        let Some(folder) = folder else { return Geo::default() };
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        for kind in GeoKind::ALL {
            let path = folder.join(name(kind));
            let mark = fs::metadata(&path).ok().and_then(|found| Some((found.modified().ok()?, found.len())));
            let held = files.iter().position(|(held, ..)| *held == kind);
            if held.map(|at| files[at].1) == mark {
                continue;
            }
            if let Some(at) = held {
                files.remove(at);
            }
            let Some(mark) = mark else { continue };
            match fs::read(&path).map_err(|_| GeoError::Damaged).and_then(GeoFile::open) {
                Ok(file) if file.kind() == kind => files.push((kind, mark, Arc::new(file))),
                _ => tracing::error!(
                    file = name(kind),
                    "a file of addresses cannot be read: bring it in again, with `tutela geo import`"
                ),
            }
        }
        Geo(files.iter().map(|(.., file)| Arc::clone(file)).collect())
    }
}

impl Geo {
    /// What both files say of an address.
    pub(crate) fn look_up(&self, address: IpAddr) -> GeoAnswer {
        let mut answer = GeoAnswer::default();
        for file in &self.0 {
            let found = file.look_up(address);
            answer.country = answer.country.or(found.country);
            answer.network = answer.network.or(found.network);
            answer.organisation = answer.organisation.or(found.organisation);
        }
        answer
    }

    /// What the file of a kind calls itself, and the second since 1970 when it was made.
    pub(crate) fn source(&self, kind: GeoKind) -> Option<String> {
        let file = self.0.iter().find(|file| file.kind() == kind)?;
        Some(format!("{}, {}", file.name(), day(file)))
    }
}

fn name(kind: GeoKind) -> &'static str {
    match kind {
        GeoKind::Country => "country.mmdb",
        GeoKind::Network => "network.mmdb",
    }
}

impl Node {
    /// The files of addresses as they are now.
    pub(crate) async fn geo(&self) -> Geo {
        let node = self.clone();
        // Reading a file of some megabytes must not keep others waiting.
        let read =
            tokio::task::spawn_blocking(move || node.inner.geo.now(node.settings().trace.geo.as_deref()));
        read.await.unwrap_or_default()
    }
}

/// The files that lie in the folder, and when each was made; one that cannot be read is left out.
pub fn brought_in(folder: &Path) -> Vec<(GeoKind, Timestamp)> {
    let open = |kind: GeoKind| GeoFile::open(fs::read(folder.join(name(kind))).ok()?).ok();
    GeoKind::ALL.into_iter().filter_map(open).map(|file| (file.kind(), made(&file))).collect()
}

fn made(file: &GeoFile) -> Timestamp {
    Timestamp::from_micros(i64::try_from(file.built()).unwrap_or(0).saturating_mul(1_000_000))
}

/// The day when a file was made.
fn day(file: &GeoFile) -> String {
    made(file).to_string().get(..10).unwrap_or_default().to_owned()
}

/// A file that was brought in.
pub struct Imported {
    /// What it gives: `country` or `network`.
    pub kind: &'static str,
    /// What it calls itself.
    pub name: String,
    /// When it was made: a day.
    pub made: String,
}

/// Checks a file from the first byte to the last and puts it in the place of the one before, in one step: a node that runs takes it up
/// at its next question. A file of the wrong kind, or cut, changes nothing.
pub async fn import_geo(node: &Node, file: &Path) -> Result<Imported, Error> {
    const NO_FOLDER: Error =
        Error::NotSetUp("there is no folder for files of addresses: give the node a data directory");
    let folder = node.settings().trace.geo.clone().ok_or(NO_FOLDER)?;
    let file = file.to_path_buf();
    let stored = tokio::task::spawn_blocking(move || store(&folder, &file)).await;
    let imported = stored.map_err(|_| Error::NotSetUp("the file could not be read to its end"))??;
    let detail = format!("kind={} made={}", imported.kind, imported.made);
    node.store()
        .run("import geo", |tx| {
            let detail = detail.clone();
            async move {
                Ok::<_, Error>(
                    tx.audit([node.entry(Actor::Operator, "geo.imported", "node".into(), detail)]).await?,
                )
            }
        })
        .await?;
    Ok(imported)
}

fn store(folder: &Path, path: &Path) -> Result<Imported, Error> {
    let bytes = fs::read(path).map_err(|error| Error::File(format!("{}: {error}", path.display())))?;
    let wrong = |error: GeoError| Error::File(format!("{}: {error}", path.display()));
    let file = GeoFile::open(bytes.clone()).map_err(wrong)?;
    file.check().map_err(wrong)?;
    let place = folder.join(name(file.kind()));
    let partial = place.with_extension("partial");
    let written = (|| {
        fs::create_dir_all(folder)?;
        let mut new = fs::File::create(&partial)?;
        new.write_all(&bytes)?;
        new.sync_all()?;
        fs::rename(&partial, &place)?;
        fs::File::open(folder)?.sync_all()
    })();
    written.map_err(|error: std::io::Error| Error::File(format!("{}: {error}", place.display())))?;
    Ok(Imported { kind: file.kind().as_str(), name: file.name().to_owned(), made: day(&file) })
}
