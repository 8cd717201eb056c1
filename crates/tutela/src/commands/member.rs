//! `tutela member`.

use std::process::ExitCode;

use clap::Subcommand;
use tutela_model::country::Country;
use tutela_model::id::MemberId;
use tutela_model::member::{ContactPurpose, Member as Found, MemberKind};
use tutela_model::referral::HandlingCode;
use tutela_model::report::Category;
use tutela_store::records::member;
use tutela_workflow::people::{self, MemberParticulars};
use tutela_workflow::{Error, Node};

use super::{Data, say, say_codes, start_log};
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
    /// Show every organisation, what it is competent for, and whether the desk still deals with it.
    List {
        #[command(flatten)]
        data: Data,
    },
    /// Change what is given; everything else stays.
    Change {
        /// Its name.
        name: String,
        /// Another name.
        #[arg(long)]
        rename: Option<String>,
        /// Another kind.
        #[arg(long, value_parser = kind)]
        kind: Option<MemberKind>,
        /// Another general mailbox.
        #[arg(long)]
        contact: Option<String>,
        /// Another country.
        #[arg(long, value_parser = country)]
        country: Option<Country>,
        /// The countries it is competent for: `LT,PH`. Empty for its own.
        #[arg(long, value_delimiter = ',', value_parser = country_or_none)]
        countries: Option<Vec<Option<Country>>>,
        /// The categories it is competent for: `grooming,sextortion`. Empty for all.
        #[arg(long, value_delimiter = ',', value_parser = category_or_none)]
        categories: Option<Vec<Option<Category>>>,
        /// What it may do with what it is sent: `use`, `ask_before_court`, `keep_to_yourself` or `ask_before_acting`.
        #[arg(long, value_parser = handling)]
        handling: Option<HandlingCode>,
        #[command(flatten)]
        data: Data,
    },
    /// Add a mailbox for a purpose: `general`, `referrals`, `urgent` or `legal`.
    Contact {
        /// Its name.
        name: String,
        /// What for.
        #[arg(long, value_parser = purpose)]
        purpose: ContactPurpose,
        /// The mailbox.
        mailbox: String,
        #[command(flatten)]
        data: Data,
    },
    /// Add somebody who signs in for it and sees what was offered to it. Prints password,
    /// authenticator and recovery codes once.
    Liaison {
        /// Its name.
        name: String,
        /// The person's name.
        person: String,
        #[command(flatten)]
        data: Data,
    },
    /// End dealing with it: nothing is offered to it any more, and its liaisons see nothing.
    Disable {
        /// Its name.
        name: String,
        #[command(flatten)]
        data: Data,
    },
    /// Deal with it again.
    Enable {
        /// Its name.
        name: String,
        #[command(flatten)]
        data: Data,
    },
}

/// One of the fixed names, or which there are.
fn one_of<T: Copy + std::fmt::Display>(
    text: &str,
    all: &[T],
    parse: impl Fn(&str) -> Option<T>,
) -> Result<T, String> {
    let names: Vec<_> = all.iter().map(ToString::to_string).collect();
    parse(text).ok_or_else(|| format!("use one of {}", names.join(", ")))
}

fn kind(text: &str) -> Result<MemberKind, String> {
    one_of(text, MemberKind::ALL, MemberKind::parse)
}

fn handling(text: &str) -> Result<HandlingCode, String> {
    one_of(text, HandlingCode::ALL, HandlingCode::parse)
}

fn purpose(text: &str) -> Result<ContactPurpose, String> {
    one_of(text, ContactPurpose::ALL, ContactPurpose::parse)
}

fn category_or_none(text: &str) -> Result<Option<Category>, String> {
    if text.is_empty() { Ok(None) } else { one_of(text, Category::ALL, Category::parse).map(Some) }
}

fn country(text: &str) -> Result<Country, String> {
    Country::try_from(text.to_owned())
}

fn country_or_none(text: &str) -> Result<Option<Country>, String> {
    if text.is_empty() { Ok(None) } else { country(text).map(Some) }
}

/// The member of this name.
async fn named(data: &Data, name: &str) -> Result<Found, Failure> {
    let all = all(data).await?;
    let found = all.into_iter().find(|member| member.name == name);
    found.ok_or_else(|| Error::NotFound("member of this name: `tutela member list`").into())
}

async fn all(data: &Data) -> Result<Vec<Found>, Failure> {
    let store = data.open_existing()?.store().await?;
    let all = store.read("members", |tx| async move { member::all(&tx).await }).await;
    store.close().await;
    Ok(all?)
}

async fn start(data: &Data) -> Result<Node, Failure> {
    data.open_existing()?.start().await
}

impl Member {
    pub(super) async fn run(self) -> Result<ExitCode, Failure> {
        start_log(LogFormat::Text, "warn");
        match self {
            Self::Add { name, kind, contact, country, data } => {
                let node = data.open()?.start().await?;
                let added = people::add_member(&node, None, kind, &name, country, &contact).await;
                node.stop().await;
                say(format_args!("Added {} ({kind}).", added?.name));
            }
            Self::List { data } => all(&data).await?.iter().for_each(show),
            Self::Change { name, rename, kind, contact, country, countries, categories, handling, data } => {
                let old = named(&data, &name).await?;
                let new = MemberParticulars {
                    kind: kind.unwrap_or(old.kind),
                    name: rename.unwrap_or(old.name),
                    country: country.or(old.country),
                    contact: contact.unwrap_or(old.contact),
                    countries: countries.map_or(old.countries, |codes| codes.into_iter().flatten().collect()),
                    categories: categories.map_or(old.categories, |all| all.into_iter().flatten().collect()),
                    handling: handling.unwrap_or(old.handling),
                };
                let node = start(&data).await?;
                let done = people::change_member(&node, None, old.id, &new).await;
                stopped(node, done, format_args!("Changed {}.", new.name)).await?;
            }
            Self::Contact { name, purpose, mailbox, data } => {
                let id = named(&data, &name).await?.id;
                let node = start(&data).await?;
                let done = people::add_contact(&node, None, id, purpose, &mailbox).await.map(|_| ());
                stopped(node, done, format_args!("Added {mailbox} for {purpose}.")).await?;
            }
            Self::Liaison { name, person, data } => liaison(&data, &name, &person).await?,
            Self::Disable { name, data } => {
                let id = named(&data, &name).await?.id;
                let node = start(&data).await?;
                let done = people::disable_member(&node, None, id).await;
                stopped(node, done, format_args!("Nothing is offered to {name} any more.")).await?;
            }
            Self::Enable { name, data } => {
                let id = named(&data, &name).await?.id;
                let node = start(&data).await?;
                let done = people::enable_member(&node, None, id).await;
                stopped(node, done, format_args!("{name} is dealt with again.")).await?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Stops a node after an operation, and says that it was done.
async fn stopped(node: Node, done: Result<(), Error>, said: std::fmt::Arguments<'_>) -> Result<(), Failure> {
    node.stop().await;
    done?;
    say(said);
    Ok(())
}

async fn liaison(data: &Data, name: &str, person: &str) -> Result<(), Failure> {
    let id: MemberId = named(data, name).await?.id;
    let node = start(data).await?;
    let added = people::add_liaison(&node, None, id, person).await;
    let result = added.and_then(|new| {
        say(format_args!(
            "Added {} as liaison of {name}. Told once; hand it over in person:",
            new.person.name
        ));
        say(format_args!("  password       {}", new.password.as_str()));
        say_codes(&node, &new.person, &new.totp_secret, &new.recovery_codes)
    });
    node.stop().await;
    Ok(result?)
}

fn show(member: &Found) {
    let list = |texts: Vec<String>, none: &str| {
        if texts.is_empty() { none.to_owned() } else { texts.join(",") }
    };
    let country = member.country.map(|code| code.to_string()).unwrap_or_default();
    let countries = list(member.countries.iter().map(ToString::to_string).collect(), "its own country");
    let categories = list(member.categories.iter().map(ToString::to_string).collect(), "every category");
    let ended = if member.is_active() { "" } else { "  (no longer dealt with)" };
    say(format_args!(
        "{}  {} {country}  {}  for {countries}, {categories}  {}{ended}",
        member.name, member.kind, member.contact, member.handling
    ));
}
