//! The configuration: a TOML file, overridden by the environment.

mod keeping;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::{Table, Value};
use tutela_media::{API_SECONDS, PoolSettings};
use tutela_model::clock::{HOUR, MINUTE};
use tutela_model::country::Country;
use tutela_model::selector::parse_email;
use tutela_workflow::{DeskSettings, FiguresSettings, RecheckSettings, Settings, SmtpSecurity, SmtpSettings};
use url::Url;

pub use keeping::{Backup, RetentionDays};

use crate::error::Failure;
use crate::law::read_law;

mod removal;

pub use removal::{Removal, Trace};

/// The name of the configuration in the data directory, used where `--config` is not given.
pub const FILE: &str = "tutela.toml";
/// What variables of the environment begin with: `TUTELA_DATABASE`, `TUTELA_SMTP__PASSWORD`.
const PREFIX: &str = "TUTELA_";

/// The configuration as it is written.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// The organisation that runs the node.
    pub organisation: Option<String>,
    /// The mailbox to which hosts answer.
    pub contact: Option<String>,
    /// The organisation's domain; that of `contact` where not given.
    pub domain: Option<String>,
    /// The address under which the public reaches the node; `https://` makes the console's cookie insist on TLS.
    pub public_url: Option<Url>,
    /// The node's country: two letters. Its help stands on the first page.
    pub country: Option<String>,
    /// Where "Leave this page" leads.
    pub leave_to: Option<Url>,
    /// Whether a reverse proxy of yours writes `X-Forwarded-For`.
    pub trusted_proxy: bool,
    /// Public reports that one source may send in an hour.
    pub public_budget: Option<u32>,
    /// `postgres://…`; else SQLite in the data directory.
    pub database: Option<String>,
    /// The node key; else `node.key` in the data directory.
    pub key_file: Option<PathBuf>,
    /// The law of the node's country.
    pub national_law: Option<PathBuf>,
    /// Further words that tell of danger in a report: lines of language, concept or reason, forms, source.
    pub words_file: Option<PathBuf>,
    /// How many reports of danger a key may send in an hour before the claim alone counts less.
    pub claims_an_hour: Option<u32>,
    /// How the log is written: `text` or `json`.
    pub log: LogFormat,
    /// How mail leaves the house.
    pub smtp: Option<Smtp>,
    /// How it is looked whether something is gone.
    pub recheck: Recheck,
    /// How it is traced where something lies.
    pub trace: Trace,
    /// How long is waited for hosts and for the police.
    pub removal: Removal,
    /// How the desk works together.
    pub desk: Desk,
    /// How files are hashed that members send for a look-up.
    pub media: Media,
    /// With what the dashboard compares, and whether the public is told anything.
    pub figures: Figures,
    /// Prometheus metrics.
    pub metrics: Metrics,
    /// How many days each kind of record is kept.
    pub retention: RetentionDays,
    /// Backups.
    pub backup: Backup,
}

/// How the log is written.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// For machines.
    Json,
}

/// How mail leaves the house.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Smtp {
    host: String,
    port: Option<u16>,
    #[serde(default)]
    security: Security,
    user: Option<String>,
    password: Option<String>,
    from: String,
}

impl std::fmt::Debug for Smtp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Smtp").field("host", &self.host).finish_non_exhaustive()
    }
}

/// How the connection to the mail server is protected.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Security {
    /// TLS from the first byte.
    Tls,
    /// TLS after STARTTLS.
    #[default]
    Starttls,
    /// None.
    None,
}

/// How it is looked whether something is gone.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Recheck {
    /// The legal basis; re-checks are off without it.
    pub legal_basis: Option<String>,
    first_minutes: Option<u32>,
    every_minutes: Option<u32>,
    proxy: Option<Url>,
}

/// How the desk works together.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Desk {
    return_after_hours: Option<u32>,
    opened_without_work: Option<u32>,
}

impl Desk {
    fn settings(&self) -> DeskSettings {
        let default = DeskSettings::default();
        let hours = self.return_after_hours.map(|hours| i64::from(hours.max(1)) * HOUR);
        DeskSettings {
            return_after: hours.unwrap_or(default.return_after),
            opened_without_work: self.opened_without_work.unwrap_or(default.opened_without_work),
        }
    }
}

/// With what the dashboard compares, and whether the public is told anything.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Figures {
    /// Whether each quarter is published, two weeks after its end.
    publish: bool,
    benchmark_percent: Option<u32>,
    benchmark_days: Option<u32>,
    benchmark_source: Option<String>,
}

impl Figures {
    fn settings(&self) -> FiguresSettings {
        let default = FiguresSettings::default();
        FiguresSettings {
            publish: self.publish,
            benchmark_percent: self.benchmark_percent.unwrap_or(default.benchmark_percent).min(100),
            benchmark_days: self.benchmark_days.unwrap_or(default.benchmark_days).clamp(1, 365),
            benchmark_source: self.benchmark_source.clone().unwrap_or(default.benchmark_source),
        }
    }
}

/// Prometheus metrics.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Metrics {
    /// The address they are served on; off where not given.
    pub listen: Option<SocketAddr>,
}

/// How files are hashed. Nothing is decoded outside the sandbox unless `allow_unsandboxed` says so.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Media {
    /// Children that hash at once; one for each processor where not given.
    children: Option<usize>,
    /// Seconds for one picture.
    picture_seconds: Option<u64>,
    /// Megabytes that a file may have.
    max_megabytes: Option<u64>,
    /// Seconds for one video; 0 gives videos their digests only.
    video_seconds: Option<u64>,
    /// The `ffmpeg` program, where it is in an unusual place.
    ffmpeg: Option<PathBuf>,
    /// Decode even where the kernel cannot keep the decoder apart.
    pub allow_unsandboxed: bool,
}

impl Media {
    /// What the pool works with, beginning from these settings.
    pub fn settings(&self, mut pool: PoolSettings) -> PoolSettings {
        pool.children = self.children.unwrap_or(pool.children).clamp(1, 256);
        pool.per_file_seconds = self.picture_seconds.unwrap_or(pool.per_file_seconds).max(1);
        if let Some(megabytes) = self.max_megabytes {
            pool.pictures.max_bytes = megabytes.saturating_mul(1_000_000);
        }
        if let Some(video) = &mut pool.video {
            video.seconds = self.video_seconds.unwrap_or(video.seconds);
            video.program.clone_from(&self.ffmpeg);
        }
        if self.video_seconds == Some(0) {
            pool.video = None;
        }
        pool.allow_unsandboxed = self.allow_unsandboxed;
        pool
    }
}

impl Config {
    /// Reads the configuration: `file`, or [`FILE`] in the data directory if it is there; then the environment.
    pub fn read(file: Option<&Path>, data: Option<&Path>) -> Result<Self, Failure> {
        let beside = data.map(|data| data.join(FILE)).filter(|path| path.exists());
        let path = file.map(Path::to_path_buf).or(beside);
        let text = match &path {
            Some(path) => std::fs::read_to_string(path).map_err(|error| Failure::file(path, error))?,
            None => String::new(),
        };
        Self::parse(&text, environment()).map_err(|problem| match path {
            Some(path) => Failure::file(path, problem),
            None => Failure::Config(problem),
        })
    }

    /// Parses the configuration's text and lays the environment over it.
    pub fn parse(
        text: &str,
        environment: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, String> {
        let mut table: Table = text.parse().map_err(|error: toml::de::Error| told(&error, text))?;
        for (name, value) in environment {
            let Some(name) = name.strip_prefix(PREFIX) else { continue };
            override_value(&mut table, &name.to_lowercase(), &value);
        }
        table.try_into().map_err(|error: toml::de::Error| told(&error, text))
    }

    /// Whether a password stands in it.
    pub fn holds_secrets(&self) -> bool {
        let in_database = self.database.as_deref().and_then(|url| Url::parse(url).ok());
        self.smtp.as_ref().is_some_and(|smtp| smtp.password.is_some())
            || in_database.is_some_and(|url| url.password().is_some())
    }

    /// What the node works with.
    pub fn settings(&self) -> Result<Settings, Failure> {
        let mut settings = Settings::default();
        if let Some(organisation) = &self.organisation {
            settings.organisation.clone_from(organisation);
        }
        if let Some(contact) = &self.contact {
            settings.contact =
                parse_email("contact", contact).map_err(|error| Failure::Config(error.to_string()))?;
            settings.domain = settings.contact.rsplit('@').next().unwrap_or_default().to_owned();
        }
        if let Some(domain) = &self.domain {
            settings.domain.clone_from(domain);
        }
        if let Some(country) = &self.country {
            let country = Country::try_from(country.clone())
                .map_err(|error| Failure::Config(format!("country: {error}")))?;
            settings.country = Some(country);
        }
        settings.public_url.clone_from(&self.public_url);
        if let Some(leave_to) = &self.leave_to {
            settings.leave_to = leave_to.to_string();
        }
        settings.trusted_proxy = self.trusted_proxy;
        settings.public_budget = self.public_budget.unwrap_or(settings.public_budget);
        settings.https = self.public_url.as_ref().is_some_and(|url| url.scheme() == "https");
        settings.smtp = self.smtp.as_ref().map(Smtp::settings);
        settings.recheck = self.recheck.settings();
        settings.trace = self.trace.settings()?;
        settings.removal = self.removal.settings()?;
        settings.desk = self.desk.settings();
        settings.figures = self.figures.settings();
        let mut hashing = self.media.settings(PoolSettings::for_api());
        hashing.per_file_seconds = hashing.per_file_seconds.min(API_SECONDS);
        if let Some(video) = &mut hashing.video {
            video.seconds = video.seconds.min(API_SECONDS);
        }
        settings.hashing = Some(hashing);
        settings.retention = self.retention.settings();
        settings.recovery_file.clone_from(&self.backup.recovery_file);
        settings.backup_keep_days =
            self.backup.keep_days.unwrap_or(settings.backup_keep_days).clamp(1, 3_650);
        if let Some(path) = &self.words_file {
            let list = std::fs::read_to_string(path).map_err(|error| Failure::file(path, error))?;
            settings.words = settings.words.with(&list).map_err(|error| Failure::file(path, error))?;
        }
        settings.claims_an_hour = self.claims_an_hour.unwrap_or(settings.claims_an_hour);
        settings.law = self.national_law.as_deref().map(read_law).transpose()?;
        Ok(settings)
    }
}

impl Smtp {
    fn settings(&self) -> SmtpSettings {
        let (security, port) = match self.security {
            Security::Tls => (SmtpSecurity::Tls, 465),
            Security::Starttls => (SmtpSecurity::StartTls, 587),
            Security::None => (SmtpSecurity::None, 25),
        };
        SmtpSettings {
            host: self.host.clone(),
            port: self.port.unwrap_or(port),
            security,
            credentials: self.user.clone().zip(self.password.clone()),
            from: self.from.clone(),
            patience: SmtpSettings::PATIENCE,
        }
    }
}

impl Recheck {
    fn settings(&self) -> RecheckSettings {
        let default = RecheckSettings::default();
        let minutes =
            |given: Option<u32>, default| given.map_or(default, |minutes| i64::from(minutes.max(1)) * MINUTE);
        RecheckSettings {
            legal_basis: self.legal_basis.clone().filter(|basis| !basis.trim().is_empty()),
            first: minutes(self.first_minutes, default.first),
            every: minutes(self.every_minutes, default.every),
            proxy: self.proxy.clone(),
            allowed: Vec::new(),
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the configuration is where the environment comes in")]
fn environment() -> Vec<(String, String)> {
    std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
        .filter(|(name, _)| name.starts_with(PREFIX) && !name.starts_with("TUTELA_TEST_"))
        .collect()
}

/// What is wrong and where, without the line itself: it may hold a password.
fn told(error: &toml::de::Error, text: &str) -> String {
    match error.span().and_then(|span| text.get(..span.start)) {
        Some(before) => format!("line {}: {}", before.matches('\n').count() + 1, error.message()),
        None => error.message().to_owned(),
    }
}

/// Settings that are numbers or truth values; all others are text, whatever they look like.
const NOT_TEXT: [&str; 29] = [
    "publish",
    "benchmark_percent",
    "benchmark_days",
    "not_ours_days",
    "informational_days",
    "done_days",
    "letters_days",
    "alerts_days",
    "jobs_days",
    "audit_details_days",
    "keep_days",
    "port",
    "public_budget",
    "claims_an_hour",
    "first_minutes",
    "every_minutes",
    "trusted_proxy",
    "children",
    "picture_seconds",
    "max_megabytes",
    "video_seconds",
    "allow_unsandboxed",
    "enabled",
    "climbs",
    "hold_hours",
    "host_hours",
    "upstream_hours",
    "registrar_hours",
    "regulator_hours",
];

/// `smtp__password` sets `password` in the table `smtp`.
fn override_value(table: &mut Table, name: &str, value: &str) {
    match name.split_once("__") {
        Some((section, rest)) => {
            let inner = table.entry(section).or_insert_with(|| Value::Table(Table::new()));
            if let Value::Table(inner) = inner {
                override_value(inner, rest, value);
            }
        }
        None => {
            let plain = match value {
                text if !NOT_TEXT.contains(&name) => Value::String(text.to_owned()),
                "true" => Value::Boolean(true),
                "false" => Value::Boolean(false),
                number => number.parse().map_or_else(|_| Value::String(value.to_owned()), Value::Integer),
            };
            table.insert(name.to_owned(), plain);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str, environment: &[(&str, &str)]) -> Result<Config, String> {
        Config::parse(text, environment.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())))
    }

    #[test]
    fn the_environment_overrides_the_file() {
        let text = "organisation = \"A\"\n[smtp]\nhost = \"mail.example\"\nfrom = \"a@b.example\"\n";
        let config =
            parse(text, &[("TUTELA_ORGANISATION", "B"), ("TUTELA_SMTP__PORT", "2525"), ("HOME", "/")])
                .unwrap();
        assert_eq!(config.organisation.as_deref(), Some("B"));
        assert_eq!(config.smtp.unwrap().settings().port, 2525);
    }

    #[test]
    fn an_unknown_word_is_named() {
        let error = parse("organistion = \"A\"\n", &[]).unwrap_err();
        assert!(error.contains("organistion"), "{error}");
    }

    #[test]
    fn a_password_is_never_shown() {
        let text = "[smtp]\nhost = \"m\"\nfrom = \"a@b.example\"\nuser = \"u\"\npassword = \"hunter2\"\n";
        assert!(!format!("{:?}", parse(text, &[]).unwrap()).contains("hunter2"));
        let broken = parse("[smtp]\nhost = \"m\"\npassword = hunter2\n", &[]).unwrap_err();
        assert!(broken.starts_with("line 3") && !broken.contains("hunter2"), "{broken}");
        let number = parse(text, &[("TUTELA_SMTP__PASSWORD", "4815162342")]).unwrap();
        assert_eq!(number.smtp.unwrap().password.as_deref(), Some("4815162342"));
    }

    #[test]
    fn rechecks_are_off_without_a_legal_basis() {
        assert!(
            parse("[recheck]\nlegal_basis = \"  \"\n", &[])
                .unwrap()
                .settings()
                .unwrap()
                .recheck
                .legal_basis
                .is_none()
        );
    }
}
