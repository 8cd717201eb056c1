//! `tutela scan`: a tree of your own files against lists of the node.

use std::fs::File;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use rustix::fs::OFlags;
use tutela_media::{Pool, PoolSettings};
use tutela_workflow::lookup;

use super::{Data, say, start_log};
use crate::config::LogFormat;
use crate::error::Failure;
use crate::scan::{Hashed, Plan, Scanned, run};

/// Hash a tree of files in the sandbox and match them with lists of the node: for a platform's archive, or an investigator's disk.
///
/// Into the folder `--out` go `matches.jsonl`, `problems.jsonl`, `summary.html` and `journal.jsonl`. With the journal a scan that was
/// broken off goes on, and one that is run again after a list grew hashes only what is new or has changed. Only you can read
/// these files: they name what was found. The exit code is 0 whatever was found.
#[derive(Args)]
pub struct Scan {
    /// The tree. Links are not followed.
    dir: PathBuf,
    /// A list to match with; may be given several times.
    #[arg(long = "list", value_name = "NAME", required = true)]
    lists: Vec<String>,
    /// Why: a case number, a legal basis. It stands in the audit log and in the summary.
    #[arg(long)]
    purpose: String,
    /// The folder that is written to.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Files hashed at once; as many as the machine has processors where not given.
    #[arg(long, value_name = "N")]
    children: Option<usize>,
    #[command(flatten)]
    data: Data,
}

impl Scan {
    pub(super) async fn run(self) -> Result<ExitCode, Failure> {
        start_log(LogFormat::Text, "warn");
        if !self.dir.is_dir() {
            return Err(Failure::file(
                &self.dir,
                "is no folder: name the folder whose files are to be scanned",
            ));
        }
        if inside(&self.out, &self.dir) {
            return Err(Failure::file(
                &self.out,
                "lies inside the tree that is scanned: name a folder outside of it",
            ));
        }
        let data = self.data.open_existing()?;
        let mut settings = data.config.media.settings(PoolSettings::for_scan());
        settings.children = self.children.unwrap_or(settings.children).max(1);
        let at_once = settings.children;
        let node = data.start().await?;
        let pool = Pool::start(settings).await.map_err(tutela_workflow::Error::from)?;
        let plan = Plan { root: self.dir, lists: self.lists, purpose: self.purpose, out: self.out, at_once };
        let scanned = run(&node, &plan, |path| {
            let pool = pool.clone();
            async move { hash(&pool, path).await }
        })
        .await;
        node.stop().await;
        let Scanned { counts, known_before } = scanned?;
        say(format_args!(
            "{} files, {known_before} of them hashed before; {} match, {} with a problem. See {}.",
            counts.files,
            counts.matched,
            counts.problems,
            plan.out.join("summary.html").display()
        ));
        Ok(ExitCode::SUCCESS)
    }
}

/// Whether a folder, which need not exist yet, lies in another.
fn inside(folder: &Path, tree: &Path) -> bool {
    let Ok(tree) = tree.canonicalize() else { return false };
    let Ok(absolute) = std::path::absolute(folder) else { return false };
    absolute.ancestors().filter_map(|above| above.canonicalize().ok()).any(|above| above.starts_with(&tree))
}

async fn hash(pool: &Pool, path: PathBuf) -> Hashed {
    let file = match open(&path) {
        Ok(file) => file,
        Err(error) => return Hashed::failed(format!("the file could not be read: {error}")),
    };
    match pool.hash_file(file).await {
        Ok(hashed) => lookup::Hashed::from(hashed).into(),
        Err(error) => Hashed::failed(error.to_string()),
    }
}

/// Opens what was a regular file when the tree was walked. A link or a pipe that was put in its place since is not followed and
/// not waited for.
fn open(path: &Path) -> std::io::Result<File> {
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK;
    let flags = i32::try_from(flags.bits()).map_err(std::io::Error::other)?;
    let file = File::options().read(true).custom_flags(flags).open(path)?;
    if file.metadata()?.is_file() {
        Ok(file)
    } else {
        Err(std::io::Error::other("it is no regular file any more"))
    }
}
