//! `tutela list`. Works beside a running node, which sees what was changed within a second.

mod export;
mod follow;
mod import;
mod show;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Subcommand, ValueEnum};
use tutela_formats::list_formats::ListFormat;
use tutela_model::access::Role;
use tutela_model::id::{ApiKeyId, PersonId};
use tutela_model::list::{Action, ListSettings, MAX_RADIUS, Purpose};
use tutela_model::person::Person;
use tutela_workflow::lists::{NewList, add_list, change_list, plant_canaries};
use tutela_workflow::read::{ListLine, ListsQuery};
use tutela_workflow::{Error, Node, Viewer};
use uuid::Uuid;

use super::{Data, say, start_log};
use crate::config::LogFormat;
use crate::error::Failure;

/// Hash lists.
#[derive(Subcommand)]
pub enum List {
    /// Make an empty list.
    New {
        /// The list's name.
        name: String,
        /// Who curates it, and how it comes here.
        #[arg(long)]
        provenance: String,
        /// What it is a list of: `known` material, or `harmless` pictures that keep matching. It stays so.
        #[arg(long, value_parser = purpose, default_value = "known")]
        purpose: Purpose,
        #[command(flatten)]
        data: Data,
    },
    /// Change what follows from a match with a list. What is not given stays as it is.
    Set {
        /// The list's name.
        name: String,
        /// What a match leads to: `review`, a person looks first; or `automatic`, a platform may act by itself.
        #[arg(long, value_parser = action)]
        action: Option<Action>,
        /// How many of 256 bits of a picture's PDQ hash may differ, 0 to 64. 31 is the usual.
        #[arg(long, value_parser = clap::value_parser!(u32).range(..=i64::from(MAX_RADIUS)))]
        radius: Option<u32>,
        /// Whether members with a key of scope `list` are given its published entries.
        #[arg(long)]
        shared: Option<YesNo>,
        #[command(flatten)]
        data: Data,
    },
    /// Import a file of hashes. The whole file is checked before anything is taken.
    Import {
        /// The file.
        file: PathBuf,
        /// The list's name; it is added to where it exists already.
        #[arg(long)]
        name: String,
        /// For a new list: who curates it, and how it came here.
        #[arg(long)]
        provenance: Option<String>,
        /// The file's format: `csv`, `vics-1.3`, `vics-2.0`, `icse-csv` or `threatexchange`. Seen from its first bytes where
        /// it is not given.
        #[arg(long, value_parser = format)]
        format: Option<ListFormat>,
        /// Take the good lines of a file that also has bad ones.
        #[arg(long)]
        skip_bad_lines: bool,
        #[command(flatten)]
        data: Data,
    },
    /// Export a list, tombstones and all, without its canaries. The file is what offenders want: send it sealed, to nobody who
    /// is not owed it.
    Export {
        /// The list's name.
        name: String,
        /// The file's format: `csv`, `vics-1.3`, `vics-2.0`, `icse-csv` or `threatexchange`.
        #[arg(long, value_parser = format, default_value = "csv")]
        format: ListFormat,
        /// The file to write; it must not exist.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        #[command(flatten)]
        data: Data,
    },
    /// Show the lists, or one of them with what came into it. No entry is ever shown.
    Show {
        /// The list's name; all lists where it is not given.
        name: Option<String>,
        #[command(flatten)]
        data: Data,
    },
    /// Plant canaries in one member's copy of a list: entries of no file at all. Whoever asks for one has that copy.
    Canaries {
        /// The list's name.
        name: String,
        /// In whose copy: the id of a key of scope `list`.
        #[arg(long, value_name = "ID")]
        key: ApiKeyId,
        /// How many.
        #[arg(long, value_parser = clap::value_parser!(u32).range(1..=100), default_value = "10")]
        count: u32,
        #[command(flatten)]
        data: Data,
    },
    /// Let a list follow an upstream of the Hash Sharing v2 dialect. Subscribing again after `unsubscribe` goes on where it was
    /// left: so user and password are changed.
    Subscribe {
        /// The list's name: a new one, an empty one, or one that followed the same upstream before.
        name: String,
        /// Where the upstream's interface begins: what stands before `/v2`.
        #[arg(long)]
        url: String,
        /// The user's name there.
        #[arg(long)]
        user: String,
        /// A file whose first line is the password there.
        #[arg(long, value_name = "FILE")]
        password_file: PathBuf,
        /// From one reading to the next: `15m`, `1h`, `2d`; from five minutes to seven days.
        #[arg(long, value_parser = follow::every, default_value = "1h")]
        every: i64,
        /// For a new list: who curates it, and how it comes here.
        #[arg(long)]
        provenance: Option<String>,
        #[command(flatten)]
        data: Data,
    },
    /// Let a list follow its upstream no longer. What came from there stays.
    Unsubscribe {
        /// The list's name.
        name: String,
        #[command(flatten)]
        data: Data,
    },
    /// Have a running node read a list's upstream now.
    Pull {
        /// The list's name.
        name: String,
        #[command(flatten)]
        data: Data,
    },
}

/// Yes or no.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum YesNo {
    /// Yes.
    Yes,
    /// No.
    No,
}

fn purpose(text: &str) -> Result<Purpose, String> {
    Purpose::parse(text).ok_or_else(|| "use one of known, harmless".to_owned())
}

fn action(text: &str) -> Result<Action, String> {
    Action::parse(text).ok_or_else(|| "use one of automatic, review".to_owned())
}

fn format(text: &str) -> Result<ListFormat, String> {
    text.parse().map_err(|error: tutela_formats::UnknownWord| error.to_string())
}

impl List {
    pub(super) async fn run(self) -> Result<ExitCode, Failure> {
        start_log(LogFormat::Text, "warn");
        match self {
            Self::New { name, provenance, purpose, data } => {
                let node = data.open()?.start().await?;
                let made = add_list(&node, None, &name, NewList::new(&provenance, purpose)).await;
                node.stop().await;
                made?;
                say(format_args!("Made the list {name:?}, purpose {purpose}."));
            }
            Self::Set { name, action, radius, shared, data } => {
                let node = data.open_existing()?.start().await?;
                let changed = set(&node, &name, action, radius, shared).await;
                node.stop().await;
                let ListSettings { action, radius, shared } = changed?;
                let shared = if shared { "given to members" } else { "not given to members" };
                say(format_args!("{name:?}: action {action}, radius {radius}, {shared}."));
            }
            Self::Import { file, name, provenance, format, skip_bad_lines, data } => {
                import::run(&file, &name, provenance.as_deref(), (format, skip_bad_lines), &data).await?;
            }
            Self::Export { name, format, out, data } => export::run(&name, format, &out, &data).await?,
            Self::Show { name, data } => {
                let node = data.open_existing()?.start().await?;
                let shown = show::run(&node, name.as_deref()).await;
                node.stop().await;
                shown?;
            }
            Self::Subscribe { name, url, user, password_file, every, provenance, data } => {
                let password = follow::password(&password_file)?;
                let node = data.open()?.start().await?;
                let following =
                    follow::Following { name: &name, provenance, url: &url, user: &user, password, every };
                let begun = follow::begin(&node, following).await;
                node.stop().await;
                begun?;
            }
            Self::Unsubscribe { name, data } => {
                let node = data.open_existing()?.start().await?;
                let ended = follow::end(&node, &name).await;
                node.stop().await;
                ended?;
            }
            Self::Pull { name, data } => {
                let node = data.open_existing()?.start().await?;
                let asked = follow::pull(&node, &name).await;
                node.stop().await;
                asked?;
            }
            Self::Canaries { name, key, count, data } => {
                let node = data.open_existing()?.start().await?;
                let planted = canaries(&node, &name, key, count).await;
                node.stop().await;
                planted?;
                say(format_args!(
                    "Planted {count} in the copy of {name:?} that key {key} reads. Tell nobody."
                ));
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

async fn set(
    node: &Node,
    name: &str,
    action: Option<Action>,
    radius: Option<u32>,
    shared: Option<YesNo>,
) -> Result<ListSettings, Error> {
    let list = find(node, name).await?.size.list;
    let settings = ListSettings {
        action: action.unwrap_or(list.action),
        radius: radius.unwrap_or(list.radius),
        shared: shared.map_or(list.shared, |shared| shared == YesNo::Yes),
    };
    change_list(node, None, list.id, settings).await?;
    Ok(settings)
}

async fn canaries(node: &Node, name: &str, key: ApiKeyId, count: u32) -> Result<(), Error> {
    let list = find(node, name).await?.size.list;
    plant_canaries(node, None, list.id, key, count).await
}

/// The list of this name.
async fn find(node: &Node, name: &str) -> Result<ListLine, Error> {
    let lists = node.read(&reader(), ListsQuery).await?;
    lists.into_iter().find(|line| line.size.list.name == name).ok_or(Error::NotFound("list"))
}

/// Whoever works at the command line sees of lists what an auditor sees: names, settings and counts. They could read the data
/// directory anyway. What is changed is logged as the operator's.
fn reader() -> Viewer {
    let name = "operator".to_owned();
    Viewer {
        person: Person {
            id: PersonId(Uuid::nil()),
            name,
            role: Role::Auditor,
            member: None,
            disabled: false,
        },
    }
}
