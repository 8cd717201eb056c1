//! The commands.

mod audit;
mod backup;
mod demo;
mod doctor;
mod erase;
mod erasure;
mod figures;
mod geo;
mod hash;
mod hash_worker;
mod helplines;
mod key;
mod letter;
mod list;
mod member;
mod node_key;
mod restore;
mod scan;
mod serve;
mod user;

use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use tracing_subscriber::EnvFilter;
use tutela_model::person::Person;
use tutela_workflow::Node;
use tutela_workflow::people::{self, RecoveryCodes};

use crate::bench;
use crate::config::{Config, LogFormat};
use crate::data_dir::DataDir;
use crate::error::Failure;
use crate::lifecycle::install_tls;

/// Protective software against online child sexual exploitation: one node for one organisation.
#[derive(Parser)]
#[command(name = "tutela", version)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run a node.
    Serve(serve::Serve),
    /// Try it: a node with an invented host, mailbox, lists and reports, in a temporary folder.
    Demo(demo::Demo),
    /// Say what is unsafe or missing in a node's set-up.
    Doctor(doctor::Doctor),
    /// People of the desk.
    #[command(subcommand)]
    User(user::User),
    /// API keys of senders.
    #[command(subcommand)]
    Key(key::Key),
    /// The node key: what every sealed value stands under.
    #[command(subcommand)]
    NodeKey(node_key::NodeKey),
    /// Hash lists.
    #[command(subcommand)]
    List(list::List),
    /// The members directory.
    #[command(subcommand)]
    Member(member::Member),
    /// The help directory: whom readers of the public site can call.
    #[command(subcommand)]
    Helplines(helplines::Helplines),
    /// Files that give an address its country and its network.
    #[command(subcommand)]
    Geo(geo::Geo),
    /// Letters that the node sent.
    #[command(subcommand)]
    Letter(letter::Letter),
    /// The audit log.
    #[command(subcommand)]
    Audit(audit::Audit),
    /// Erase what a report says, for good.
    Erase(erase::Erase),
    /// Proof that a report was erased.
    #[command(subcommand)]
    Erasure(erasure::Erasure),
    /// Back everything up into a sealed file, beside a running node.
    Backup(backup::Backup),
    /// Restore a backup into an empty data directory or database.
    Restore(restore::Restore),
    /// Figures of the dashboard.
    #[command(subcommand)]
    Figures(figures::Figures),
    /// Print digests and hashes of files, a line of JSON each. Needs no node and no network.
    Hash(hash::Hash),
    /// Match a tree of your own files with lists of the node.
    Scan(scan::Scan),
    /// Runs a child that decodes files; for the program itself.
    #[command(hide = true, name = tutela_media::HASH_WORKER)]
    HashWorker(hash_worker::Worker),
    /// Runs a child that becomes ffmpeg; for the program itself.
    #[command(hide = true, name = tutela_media::VIDEO_WORKER)]
    VideoWorker(hash_worker::Worker),
    /// Measure this node on this machine.
    #[command(subcommand)]
    Bench(bench::Bench),
}

/// Which node.
#[derive(Args, Clone)]
pub struct Data {
    /// The data directory.
    #[arg(long, value_name = "DIR")]
    pub data: PathBuf,
    /// The configuration; `tutela.toml` in the data directory where not given.
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

impl Data {
    /// Opens the data directory with its configuration.
    pub fn open(&self) -> Result<DataDir, Failure> {
        let config = Config::read(self.config.as_deref(), Some(&self.data))?;
        DataDir::open(&self.data, config)
    }

    /// Like [`Data::open`], but a directory that is not there is an error: nothing is made by a typing mistake.
    pub fn open_existing(&self) -> Result<DataDir, Failure> {
        if self.data.is_dir() {
            self.open()
        } else {
            Err(Failure::file(
                &self.data,
                "there is no such data directory: start the node first, with `tutela serve`",
            ))
        }
    }
}

/// Runs a command.
pub fn run(arguments: Arguments) -> Result<ExitCode, Failure> {
    // A child confines itself before there is a thread or a library that was made ready.
    if let Command::HashWorker(worker) | Command::VideoWorker(worker) = &arguments.command {
        return Ok(worker.run());
    }
    install_tls();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::Said(format!("no threads could be started: {error}")))?;
    runtime.block_on(async {
        match arguments.command {
            Command::Serve(serve) => serve.run().await,
            Command::Demo(demo) => demo.run().await,
            Command::Doctor(doctor) => doctor.run().await,
            Command::User(user) => user.run().await,
            Command::Key(key) => key.run().await,
            Command::NodeKey(key) => key.run().await,
            Command::List(list) => list.run().await,
            Command::Member(member) => member.run().await,
            Command::Helplines(helplines) => helplines.run().await,
            Command::Geo(geo) => geo.run().await,
            Command::Letter(letter) => letter.run().await,
            Command::Audit(audit) => audit.run().await,
            Command::Erase(erase) => erase.run().await,
            Command::Erasure(erasure) => erasure.run().await,
            Command::Backup(backup) => backup.run().await,
            Command::Restore(restore) => restore.run().await,
            Command::Figures(figures) => figures.run().await,
            Command::Hash(hash) => hash.run().await,
            Command::Scan(scan) => scan.run().await,
            Command::HashWorker(worker) | Command::VideoWorker(worker) => Ok(worker.run()),
            Command::Bench(bench) => bench.run().await,
        }
    })
}

/// Starts the log on standard error. `RUST_LOG` chooses what is written.
fn start_log(format: LogFormat, usual: &str) {
    // PostgreSQL warns of a rollback after a commit that it asked to try again: nothing that anybody must see to.
    let filter = EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| EnvFilter::new(format!("{usual},sqlx::postgres::notice=error")));
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal());
    // An error says that a log was started already.
    let _ = match format {
        LogFormat::Text => log.with_target(false).try_init(),
        LogFormat::Json => log.json().try_init(),
    };
}

/// Writes what an authenticator is given, and the recovery codes.
fn say_codes(
    node: &Node,
    person: &Person,
    secret: &[u8],
    recovery: &RecoveryCodes,
) -> Result<(), tutela_workflow::Error> {
    let totp = people::totp(node, person, secret)?;
    let url = totp.to_url().map_err(|_| {
        tutela_workflow::Error::NotSetUp(
            "the authenticator's address could not be written: use a shorter name",
        )
    })?;
    say(format_args!("  authenticator  {url}"));
    say("  recovery codes, each once, for the day the authenticator is lost:");
    for code in recovery.iter() {
        say(format_args!("    {code}"));
    }
    Ok(())
}

/// Writes a line to standard output: the answer of a command. Whoever reads it may have heard enough and closed the pipe.
pub(crate) fn say(line: impl std::fmt::Display) {
    let _ = writeln!(std::io::stdout(), "{line}");
}
