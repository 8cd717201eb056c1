//! `tutela key`. Works beside a running node, which takes the key at once.

use std::process::ExitCode;

use clap::Subcommand;
use tutela_model::api_key::{DEFAULT_BUDGET, Scope};
use tutela_model::clock::{DAY, Timestamp};
use tutela_model::id::ApiKeyId;
use tutela_workflow::people;

use super::{Data, say, start_log};
use crate::config::LogFormat;
use crate::error::Failure;

/// More is a slip of the fingers, and no longer a limit.
const LARGEST_BUDGET: i64 = 10_000_000;

/// API keys of senders.
#[derive(Subcommand)]
pub enum Key {
    /// Add a key. The last line printed is the key alone; it is told once.
    Add {
        /// Whose it is.
        name: String,
        /// What it is for: `report`, to send reports; `lookup`, to ask whether a file is known; `distance`, the same with how near
        /// a picture is; `list`, to read the lists that are given to members and vote on their entries; `viewing`, for the
        /// isolated viewing machine. Give `distance` and `list` to vetted members alone.
        #[arg(long, value_parser = scope)]
        scope: Scope,
        /// Requests a minute, up to ten million. A platform that asks about every upload needs thousands or more.
        #[arg(long, default_value_t = DEFAULT_BUDGET, value_parser = clap::value_parser!(u32).range(1..=LARGEST_BUDGET))]
        budget: u32,
        #[command(flatten)]
        data: Data,
    },
    /// List every key: what it is for, when it was last used, when it ends.
    List {
        #[command(flatten)]
        data: Data,
    },
    /// Give a key another secret. The last line printed is the secret alone; it is told once. The one before is taken for some days
    /// more.
    Rotate {
        /// The key's id.
        id: ApiKeyId,
        /// Days for which the secret before is taken too, up to 30; 0 ends it at once.
        #[arg(long, default_value_t = 7, value_parser = clap::value_parser!(i64).range(0..=30))]
        grace_days: i64,
        #[command(flatten)]
        data: Data,
    },
    /// Set when a key ends by itself.
    Expire {
        /// The key's id.
        id: ApiKeyId,
        /// The last day on which it is taken, such as 2027-03-31; `never` takes the end away.
        #[arg(long, value_name = "DAY", value_parser = last_day)]
        after: LastDay,
        #[command(flatten)]
        data: Data,
    },
    /// Revoke a key: a second later no request is taken with it.
    Revoke {
        /// The key's id, as it was shown when it was added, and on the console.
        id: ApiKeyId,
        #[command(flatten)]
        data: Data,
    },
}

/// A day on which something ends, or none.
#[derive(Clone, Copy)]
pub struct LastDay(Option<Timestamp>);

fn last_day(text: &str) -> Result<LastDay, String> {
    if text == "never" {
        return Ok(LastDay(None));
    }
    let end = (text.len() == 10).then(|| Timestamp::parse(&format!("{text}T23:59:59Z"))).flatten();
    end.map(|end| LastDay(Some(end))).ok_or_else(|| "write a day such as 2027-03-31, or never".to_owned())
}

fn scope(text: &str) -> Result<Scope, String> {
    let names: Vec<_> = Scope::ALL.iter().map(|scope| scope.as_str()).collect();
    Scope::parse(text).ok_or_else(|| format!("use one of {}", names.join(", ")))
}

impl Key {
    pub(super) async fn run(self) -> Result<ExitCode, Failure> {
        start_log(LogFormat::Text, "warn");
        match self {
            Self::Add { name, scope, budget, data } => {
                let node = data.open()?.start().await?;
                let added = people::add_key(&node, None, &name, scope, budget).await;
                node.stop().await;
                let added = added?;
                say(format_args!(
                    "Added key {} for {}, scope {scope}, {budget} requests a minute:",
                    added.key.id, added.key.name
                ));
                say(added.secret);
            }
            Self::List { data } => {
                let node = data.open_existing()?.start().await?;
                let found = people::keys(&node).await;
                let now = node.now();
                node.stop().await;
                for state in found? {
                    let key = &state.key;
                    let standing = match () {
                        () if key.revoked => "revoked",
                        () if !state.is_valid(now) => "ended",
                        () => "valid",
                    };
                    let day = |at: Option<Timestamp>| {
                        at.map_or_else(|| "never".to_owned(), |at| at.to_string().chars().take(10).collect())
                    };
                    let old = match state.old_until.filter(|until| now < *until) {
                        Some(until) => format!(", secret before taken until {until}"),
                        None => String::new(),
                    };
                    say(format_args!(
                        "{} {}: {}, {} requests a minute, {standing}, last used {}, ends {}{old}",
                        key.id,
                        key.name,
                        key.scope,
                        key.budget,
                        day(state.used_on),
                        day(state.expires_at)
                    ));
                }
            }
            Self::Rotate { id, grace_days, data } => {
                let node = data.open_existing()?.start().await?;
                let rotated = people::rotate_key(&node, None, id, grace_days * DAY).await;
                node.stop().await;
                let rotated = rotated?;
                say(format_args!(
                    "New secret for key {id}, {}. The one before is taken for {grace_days} days more:",
                    rotated.key.name
                ));
                say(rotated.secret);
            }
            Self::Expire { id, after, data } => {
                let node = data.open_existing()?.start().await?;
                let done = people::expire_key(&node, None, id, after.0).await;
                node.stop().await;
                done?;
                match after.0 {
                    Some(at) => say(format_args!("Key {id} ends at {at}.")),
                    None => say(format_args!("Key {id} has no end.")),
                }
            }
            Self::Revoke { id, data } => {
                let node = data.open_existing()?.start().await?;
                let revoked = people::revoke_key(&node, None, id).await;
                node.stop().await;
                revoked?;
                say(format_args!("Revoked key {id}."));
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}
