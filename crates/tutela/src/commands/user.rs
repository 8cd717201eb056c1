//! `tutela user`. Works beside a running node.

use std::process::ExitCode;

use clap::Subcommand;
use tutela_model::access::Role;
use tutela_model::id::PersonId;
use tutela_workflow::people;
use tutela_workflow::{Error, Node};

use super::{Data, say, say_codes, start_log};
use crate::config::LogFormat;
use crate::error::Failure;

/// People of the desk.
#[derive(Subcommand)]
pub enum User {
    /// Add a person. Prints the password, the secret for an authenticator and the recovery codes once.
    Add {
        /// The name they sign in with.
        name: String,
        /// What they may do: `analyst`, `senior_analyst`, `administrator` or `auditor`. A liaison: `tutela member liaison`.
        #[arg(long, value_parser = role)]
        role: Role,
        #[command(flatten)]
        data: Data,
    },
    /// List everybody.
    List {
        #[command(flatten)]
        data: Data,
    },
    /// Make a new password for somebody, or with `--codes` new codes and recovery codes. Prints them once; sessions end.
    Reset {
        /// The name they sign in with.
        name: String,
        /// New codes for an authenticator that was lost, after they were seen in person; the password stays.
        #[arg(long)]
        codes: bool,
        #[command(flatten)]
        data: Data,
    },
    /// End the pause after wrong codes.
    Unlock {
        /// The name they sign in with.
        name: String,
        #[command(flatten)]
        data: Data,
    },
    /// Give somebody another role.
    Role {
        /// The name they sign in with.
        name: String,
        /// The role.
        #[arg(long, value_parser = role)]
        role: Role,
        #[command(flatten)]
        data: Data,
    },
    /// Let somebody no longer sign in.
    Disable {
        /// The name they sign in with.
        name: String,
        #[command(flatten)]
        data: Data,
    },
    /// Let somebody sign in again.
    Enable {
        /// The name they sign in with.
        name: String,
        #[command(flatten)]
        data: Data,
    },
}

fn role(text: &str) -> Result<Role, String> {
    let names: Vec<_> = Role::ALL.iter().map(|role| role.as_str()).collect();
    Role::parse(text).ok_or_else(|| format!("use one of {}", names.join(", ")))
}

async fn named(node: &Node, name: &str) -> Result<PersonId, Error> {
    people::by_name(node, name)
        .await?
        .map(|person| person.id)
        .ok_or(Error::NotFound("person: `tutela user list` shows the names"))
}

impl User {
    pub(super) async fn run(self) -> Result<ExitCode, Failure> {
        start_log(LogFormat::Text, "warn");
        let data = match &self {
            Self::Add { data, .. } => data.open()?,
            Self::List { data }
            | Self::Reset { data, .. }
            | Self::Unlock { data, .. }
            | Self::Role { data, .. }
            | Self::Disable { data, .. }
            | Self::Enable { data, .. } => data.open_existing()?,
        };
        let node = data.start().await?;
        let result = self.act(&node).await;
        node.stop().await;
        result?;
        Ok(ExitCode::SUCCESS)
    }

    async fn act(self, node: &Node) -> Result<(), Error> {
        match self {
            Self::Add { name, role, .. } => {
                let new = people::add_person(node, None, &name, role).await?;
                say(format_args!("Added {} as {role}. Told once; hand it over in person:", new.person.name));
                say(format_args!("  password       {}", new.password.as_str()));
                say_codes(node, &new.person, &new.totp_secret, &new.recovery_codes)
            }
            Self::List { .. } => {
                for state in people::everybody(node).await? {
                    let person = &state.person;
                    let seen = state.signed_in_at.map_or_else(|| "never".to_owned(), |at| at.to_string());
                    let disabled = if person.disabled { ", disabled" } else { "" };
                    let paused = if state.locked_until.is_some_and(|until| node.now() < until) {
                        ", paused"
                    } else {
                        ""
                    };
                    say(format_args!(
                        "{}: {}{disabled}{paused}, last sign-in {seen}",
                        person.name, person.role
                    ));
                }
                Ok(())
            }
            Self::Reset { name, codes: true, .. } => {
                let new = people::reset_codes(node, None, named(node, &name).await?).await?;
                say(format_args!("New codes for {}. Told once; hand them over in person:", new.person.name));
                say_codes(node, &new.person, &new.totp_secret, &new.recovery_codes)
            }
            Self::Reset { name, codes: false, .. } => {
                let (person, password) =
                    people::reset_password(node, None, named(node, &name).await?).await?;
                say(format_args!(
                    "New password for {}. Told once; hand it over in person. It opens for three days and must be changed:",
                    person.name
                ));
                say(format_args!("  password       {}", password.as_str()));
                Ok(())
            }
            Self::Unlock { name, .. } => {
                people::unlock(node, None, named(node, &name).await?).await?;
                say(format_args!("{name} may try again."));
                Ok(())
            }
            Self::Role { name, role, .. } => {
                people::change_role(node, None, named(node, &name).await?, role).await?;
                say(format_args!("{name} is {role} now."));
                Ok(())
            }
            Self::Disable { name, .. } => {
                people::disable_person(node, None, named(node, &name).await?).await?;
                say(format_args!("{name} can no longer sign in."));
                Ok(())
            }
            Self::Enable { name, .. } => {
                people::enable_person(node, None, named(node, &name).await?).await?;
                say(format_args!("{name} can sign in again."));
                Ok(())
            }
        }
    }
}
