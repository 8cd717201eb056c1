//! `tutela doctor`: what is unsafe or missing in a node's set-up.

mod database;
mod help;
mod letters;
mod machine;
mod people;
mod recognition;
mod times;
mod tracing;

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::ExitCode;

use tutela_model::clock::Clock;
use tutela_store::records::setting;
use tutela_store::{Engine, Store, StoreError};
use tutela_workflow::{Settings, SmtpSecurity};

use clap::Args;

use super::{Data, say, start_log};
use crate::config::LogFormat;
use crate::data_dir::DataDir;
use crate::error::Failure;
use crate::machine::SystemClock;

/// How bad a finding is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Weight {
    Good,
    Note,
    Warning,
    Wrong,
}

#[derive(Default)]
struct Findings(Vec<(Weight, String)>);

impl Findings {
    fn add(&mut self, weight: Weight, text: impl Into<String>) {
        self.0.push((weight, text.into()));
    }

    fn check(&mut self, holds: bool, good: &str, otherwise: Weight, text: &str) {
        if holds { self.add(Weight::Good, good) } else { self.add(otherwise, text) }
    }
}

/// Say what is unsafe or missing in a node's set-up, and what to do. Ends with 1 where something is wrong.
#[derive(Args)]
pub struct Doctor {
    /// Print the findings as JSON, for a program that watches.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    data: Data,
}

impl Weight {
    fn as_str(self) -> &'static str {
        match self {
            Self::Good => "ok",
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Wrong => "wrong",
        }
    }

    fn mark(self) -> &'static str {
        match self {
            Self::Good => "ok   ",
            Self::Note => "note ",
            Self::Warning => "WARN ",
            Self::Wrong => "WRONG",
        }
    }
}

impl Doctor {
    pub(super) async fn run(self) -> Result<ExitCode, Failure> {
        start_log(LogFormat::Text, "error");
        let findings = examine(&self.data).await?;
        let count = |weight| findings.0.iter().filter(|(of, _)| *of == weight).count();
        if self.json {
            let list: Vec<_> = findings
                .0
                .iter()
                .map(|(weight, text)| serde_json::json!({ "weight": weight.as_str(), "text": text }))
                .collect();
            let all = serde_json::json!({
                "wrong": count(Weight::Wrong),
                "warnings": count(Weight::Warning),
                "notes": count(Weight::Note),
                "findings": list,
            });
            say(all);
        } else {
            for (weight, text) in &findings.0 {
                say(format_args!("{}  {text}", weight.mark()));
            }
            say(format_args!(
                "{} wrong, {} warnings, {} notes",
                count(Weight::Wrong),
                count(Weight::Warning),
                count(Weight::Note)
            ));
        }
        Ok(if count(Weight::Wrong) == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

async fn examine(data: &Data) -> Result<Findings, Failure> {
    let config_file = data.config.clone();
    let data = data.open_existing()?;
    let mut findings = Findings::default();
    files(&data, &mut findings);
    machine::files(&data, config_file.as_deref(), &mut findings);
    let settings = data.config.settings();
    match &settings {
        Ok(settings) => {
            configuration(&data, settings, &mut findings);
            machine::network(&data, settings, &mut findings);
            times::rules(settings, &mut findings);
            tracing::tracing(&data, settings, SystemClock.now(), &mut findings);
            recognition::hashing(settings, &mut findings).await;
        }
        Err(error) => findings.add(Weight::Wrong, error.to_string()),
    }
    // Without a key nothing is opened: an empty store would be made, and no key made later would count as its own.
    if data.key_file().exists() {
        match data.store().await {
            Ok(store) => {
                contents(&data, &store, &mut findings).await?;
                database::durable(&data, &store, &mut findings).await?;
                people::people(&store, &mut findings).await?;
                people::keys(&store, &mut findings).await?;
                times::backups(&store, &mut findings).await?;
                recognition::lists(&store, &mut findings).await?;
                if let Ok(settings) = &settings {
                    help::help(settings, &store, SystemClock.now(), &mut findings).await?;
                }
                letters::waiting(&store, &mut findings).await?;
                store.close().await;
            }
            Err(error) => findings.add(Weight::Wrong, error.to_string()),
        }
    }
    Ok(findings)
}

fn open_to_others(path: &Path) -> bool {
    path.metadata().is_ok_and(|data| data.permissions().mode() & 0o077 != 0)
}

fn files(data: &DataDir, findings: &mut Findings) {
    findings.check(
        !open_to_others(&data.path),
        "the data directory is its owner's alone",
        Weight::Warning,
        "other users of this machine can enter the data directory: chmod 700",
    );
    let key = data.key_file();
    if !key.exists() {
        findings.add(
            Weight::Wrong,
            format!("there is no node key at {}: bring it back, or start the node once", key.display()),
        );
        return;
    }
    findings.check(
        !open_to_others(&key),
        "the node key is its owner's alone",
        Weight::Wrong,
        "other users of this machine can read the node key: chmod 600",
    );
    findings.check(
        !data.key_lies_inside(),
        "the node key lies outside the data directory",
        Weight::Warning,
        "the node key lies in the data directory: whoever copies one copies both; move it and set `key_file`",
    );
}

fn configuration(data: &DataDir, settings: &Settings, findings: &mut Findings) {
    let config = &data.config;
    findings.check(
        config.organisation.is_some() && config.contact.is_some(),
        "organisation and contact are set",
        Weight::Warning,
        "set `organisation` and `contact`: reporters and hosts see them",
    );
    findings.check(
        settings.https,
        "pages are served over TLS",
        Weight::Warning,
        "set `public_url` to the https:// address of your reverse proxy: until then the console's cookie does not insist on TLS",
    );
    if !settings.trusted_proxy {
        let text = "visitors who come through a reverse proxy or an onion service count as one source: set `trusted_proxy` for a \
                    proxy that writes X-Forwarded-For, and raise `public_budget` for an onion service";
        findings.add(Weight::Note, text);
    }
    match &settings.smtp {
        None => findings.add(Weight::Note, "no [smtp]: letters wait in the outbox for a person"),
        Some(smtp)
            if smtp.security == SmtpSecurity::None
                && !matches!(smtp.host.as_str(), "127.0.0.1" | "localhost" | "::1") =>
        {
            findings.add(Weight::Warning, "mail leaves without TLS to another machine: set smtp.security");
        }
        Some(_) => findings.add(Weight::Good, "mail leaves by SMTP"),
    }
    match &settings.recheck.legal_basis {
        None => {
            findings.add(Weight::Note, "re-checks are off: record their legal basis in recheck.legal_basis")
        }
        Some(_) => findings.add(Weight::Good, "re-checks are on, with their legal basis"),
    }
    if settings.figures.publish {
        let text = "each quarter's numbers are published on the public site, two weeks after its end, once and for good";
        findings.add(Weight::Note, text);
    }
    match &settings.law {
        None => findings.add(Weight::Note, "no `national_law`: nothing is ever found \"not illegal\""),
        Some(law) => findings
            .add(Weight::Good, format!("the law of {} is known, from: {}", law.country(), law.source())),
    }
}

async fn contents(data: &DataDir, store: &Store, findings: &mut Findings) -> Result<(), Failure> {
    findings.add(Weight::Good, format!("{} answers, its schema is this program's", store.engine().as_str()));
    if store.engine() == Engine::Postgres {
        findings.add(
            Weight::Note,
            "PostgreSQL keeps erased rows in its log and until VACUUM: see docs/operator.md",
        );
    }
    let (check, troubled) = store
        .read("doctor", |tx| async move {
            Ok::<_, StoreError>((setting::get(&tx, setting::KEY_CHECK).await?, tx.troubled_jobs(10).await?))
        })
        .await?;
    if check.is_some() && data.key_file().exists() {
        // Starting a node is what proves that the key fits.
        match data.start().await {
            Ok(node) => {
                node.stop().await;
                findings.add(Weight::Good, "the node key opens this data");
            }
            Err(error) => findings.add(Weight::Wrong, error.to_string()),
        }
    }
    for job in troubled {
        let state = if job.dead_at.is_some() { "was given up" } else { "is tried again" };
        let why = job.last_error.unwrap_or_default();
        findings.add(
            Weight::Warning,
            format!(
                "a job {} failed {} times and {state}: {why}. One that was given up is tried again when what it is for is asked for anew",
                job.kind, job.attempts
            ),
        );
    }
    Ok(())
}
