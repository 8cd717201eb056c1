//! `tutela key`. Works beside a running node, which takes the key at once.

use std::process::ExitCode;

use clap::Subcommand;
use tutela_model::api_key::{DEFAULT_BUDGET, Scope};
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
    /// Revoke a key: a second later no request is taken with it.
    Revoke {
        /// The key's id, as it was shown when it was added, and on the console.
        id: ApiKeyId,
        #[command(flatten)]
        data: Data,
    },
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
