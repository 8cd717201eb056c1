//! `tutela member`.

use std::process::ExitCode;

use clap::Subcommand;
use tutela_model::country::Country;
use tutela_model::member::MemberKind;
use tutela_workflow::people;

use super::{Data, say, start_log};
use crate::config::LogFormat;
use crate::error::Failure;

/// The members directory.
#[derive(Subcommand)]
pub enum Member {
    /// Add an organisation: a host with its abuse mailbox, a hotline, a police unit.
    Add {
        /// Its name.
        name: String,
        /// What kind: `host`, `hotline`, `platform`, `police`, `child_protection`, `health` or `observatory`.
        #[arg(long, value_parser = kind)]
        kind: MemberKind,
        /// Its mailbox for notices and questions.
        #[arg(long)]
        contact: String,
        /// Its country: ISO 3166-1 alpha-2.
        #[arg(long, value_parser = country)]
        country: Option<Country>,
        #[command(flatten)]
        data: Data,
    },
}

fn kind(text: &str) -> Result<MemberKind, String> {
    let names: Vec<_> = MemberKind::ALL.iter().map(|kind| kind.as_str()).collect();
    MemberKind::parse(text).ok_or_else(|| format!("use one of {}", names.join(", ")))
}

fn country(text: &str) -> Result<Country, String> {
    Country::try_from(text.to_owned())
}

impl Member {
    pub(super) async fn run(self) -> Result<ExitCode, Failure> {
        let Self::Add { name, kind, contact, country, data } = self;
        start_log(LogFormat::Text, "warn");
        let node = data.open()?.start().await?;
        let added = people::add_member(&node, None, kind, &name, country, &contact).await;
        node.stop().await;
        say(format_args!("Added {} ({kind}).", added?.name));
        Ok(ExitCode::SUCCESS)
    }
}
