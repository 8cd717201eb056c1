//! `tutela user`.

use std::process::ExitCode;

use clap::Subcommand;
use tutela_model::access::Role;
use tutela_workflow::people;

use super::{Data, say, start_log};
use crate::config::LogFormat;
use crate::error::Failure;

/// People of the desk.
#[derive(Subcommand)]
pub enum User {
    /// Add a person. Prints the password and the secret for an authenticator once.
    Add {
        /// The name they sign in with.
        name: String,
        /// What they may do: `analyst`, `senior_analyst`, `administrator` or `auditor`.
        #[arg(long, value_parser = role)]
        role: Role,
        #[command(flatten)]
        data: Data,
    },
}

fn role(text: &str) -> Result<Role, String> {
    let names: Vec<_> = Role::ALL.iter().map(|role| role.as_str()).collect();
    Role::parse(text).ok_or_else(|| format!("use one of {}", names.join(", ")))
}

impl User {
    pub(super) async fn run(self) -> Result<ExitCode, Failure> {
        let Self::Add { name, role, data } = self;
        start_log(LogFormat::Text, "warn");
        let node = data.open()?.start().await?;
        let added = people::add_person(&node, None, &name, role).await;
        let result = added.and_then(|new| {
            let totp = people::totp(&node, &new.person, &new.totp_secret)?;
            let url = totp.to_url().map_err(|_| {
                tutela_workflow::Error::NotSetUp(
                    "the authenticator's address could not be written: use a shorter name",
                )
            })?;
            say(format_args!("Added {} as {role}. Told once; hand it over in person:", new.person.name));
            say(format_args!("  password       {}", new.password.as_str()));
            say(format_args!("  authenticator  {url}"));
            Ok(())
        });
        node.stop().await;
        result?;
        Ok(ExitCode::SUCCESS)
    }
}
