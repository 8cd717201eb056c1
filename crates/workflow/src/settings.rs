//! What the operator sets.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tutela_formats::ip_prefix::IpPrefix;
use tutela_formats::network_list::NetworkList;
use tutela_formats::rdap::Bootstrap;
use tutela_media::PoolSettings;
use tutela_model::assessment::NationalLaw;
use tutela_model::clock::{HOUR, MINUTE};
use tutela_model::country::Country;
use tutela_model::hold::HOLD;
use tutela_model::ladder::Rung;
use tutela_model::retention::Retention;
use tutela_model::told::Words;
use url::Url;

/// What the operator sets for a node.
#[derive(Clone)]
pub struct Settings {
    /// The organisation that runs the node, as reporters and hosts see it.
    pub organisation: String,
    /// The mailbox to which hosts answer.
    pub contact: String,
    /// The organisation's domain: in notices and Message-IDs.
    pub domain: String,
    /// Where "Leave this page" leads.
    pub leave_to: String,
    /// Whether the last address in `X-Forwarded-For` is the client's, because a reverse proxy of the operator's writes it.
    pub trusted_proxy: bool,
    /// Public reports that one source may send in an hour.
    pub public_budget: u32,
    /// The country of the node: whose help the first page shows.
    pub country: Option<Country>,
    /// Whether the public is shown help that nobody has confirmed, marked as such: for the demo.
    pub unconfirmed_help: bool,
    /// The address under which the node is reached from outside: links in letters begin with it.
    pub public_url: Option<Url>,
    /// Whether pages are served over TLS, so that the console's cookie may insist on it.
    pub https: bool,
    /// How mail leaves the house; without it mail waits in the outbox for a person.
    pub smtp: Option<SmtpSettings>,
    /// How it is looked whether something is gone.
    pub recheck: RecheckSettings,
    /// What is compared with, and what the public is told.
    pub figures: FiguresSettings,
    /// How it is traced where something lies.
    pub trace: TraceSettings,
    /// How long is waited for hosts and for the police.
    pub removal: RemovalSettings,
    /// Where the index is saved, so that a node with millions of entries is ready at once. Without it they are read at each start.
    pub index_snapshot: Option<PathBuf>,
    /// How files are hashed that members send for a look-up; `None` hashes none.
    pub hashing: Option<PoolSettings>,
    /// How long each kind of record is kept.
    pub retention: Retention,
    /// Where the keys of backups lie, with the list of what was erased; `None` keeps none, and no backup is made.
    pub recovery_file: Option<PathBuf>,
    /// Days after which a backup can no longer be opened.
    pub backup_keep_days: u32,
    /// The law of the node's country.
    pub law: Option<Arc<dyn NationalLaw>>,
    /// The words that tell of danger in a report.
    pub words: Words,
    /// How many reports of danger a key may send in an hour before the claim alone counts less.
    pub claims_an_hour: u32,
    /// How the desk works together.
    pub desk: DeskSettings,
}

/// How the desk works together.
#[derive(Clone, Copy, Debug)]
pub struct DeskSettings {
    /// Microseconds after which an undecided report of somebody who was not seen in the console goes back to the queue.
    pub return_after: i64,
    /// Reports that a person may open in a day without working on them before an alert is raised; 0 raises none.
    pub opened_without_work: u32,
}

impl Default for DeskSettings {
    fn default() -> Self {
        Self { return_after: 24 * HOUR, opened_without_work: 60 }
    }
}

/// How mail leaves the house.
#[derive(Clone)]
pub struct SmtpSettings {
    /// The mail server.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// `tls` from the first byte, `starttls`, or `none` on a trusted network.
    pub security: SmtpSecurity,
    /// User name and password.
    pub credentials: Option<(String, String)>,
    /// The sender's address.
    pub from: String,
    /// How long the mail server may take for one step.
    pub patience: std::time::Duration,
}

impl SmtpSettings {
    /// How long a mail server may take for one step, unless the operator says otherwise.
    pub const PATIENCE: std::time::Duration = std::time::Duration::from_secs(30);
}

/// How the connection to the mail server is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SmtpSecurity {
    /// TLS from the first byte.
    Tls,
    /// TLS after STARTTLS, required.
    StartTls,
    /// None: a mail server on the same machine or a trusted network.
    None,
}

/// How it is looked whether something is gone. Off until the operator has recorded the legal basis.
#[derive(Clone)]
pub struct RecheckSettings {
    /// The legal basis on which the operator lets the node ask.
    pub legal_basis: Option<String>,
    /// Microseconds from when the host was told to the first look.
    pub first: i64,
    /// Microseconds from look to look.
    pub every: i64,
    /// A proxy through which the node asks.
    pub proxy: Option<Url>,
    /// Addresses in otherwise refused ranges that may be asked all the same: for the demo's invented host.
    pub allowed: Vec<IpAddr>,
}

/// With what the dashboard compares, and whether the public is told anything.
#[derive(Clone, Debug)]
pub struct FiguresSettings {
    /// Whether quarters are published. Off until the operator decides: what is published cannot be taken back.
    pub publish: bool,
    /// The share of notices, in percent, after which others published that it was gone in time.
    pub benchmark_percent: u32,
    /// How many days "in time" means there.
    pub benchmark_days: u32,
    /// Who published it, where.
    pub benchmark_source: String,
}

impl Default for FiguresSettings {
    fn default() -> Self {
        Self {
            publish: false,
            benchmark_percent: 84,
            benchmark_days: 3,
            benchmark_source: "INHOPE, annual report".into(),
        }
    }
}

impl Default for RecheckSettings {
    fn default() -> Self {
        Self { legal_basis: None, first: 10 * MINUTE, every: 6 * HOUR, proxy: None, allowed: Vec::new() }
    }
}

/// How it is traced where something lies. Off until the operator switches it on: whoever runs a name's servers can see who asks.
#[derive(Clone)]
pub struct TraceSettings {
    /// Whether names and registries are asked at all.
    pub ask: bool,
    /// Servers that are asked for addresses; those of this machine where none is given.
    pub dns: Vec<SocketAddr>,
    /// Which registry answers for what.
    pub registries: Arc<Bootstrap>,
    /// Registries that are asked where no other is known, the first that answers.
    pub servers: Vec<Url>,
    /// Networks that deliver for others, are shared, or hide who comes through them.
    pub networks: Arc<NetworkList>,
    /// The folder with the files that give an address its country and its network.
    pub geo: Option<PathBuf>,
    /// Addresses in otherwise refused networks that count as public all the same: for tests and the demo.
    pub allowed: Vec<IpPrefix>,
    /// How long a registry may take to answer, however often it sends us on.
    pub patience: Duration,
}

impl Default for TraceSettings {
    fn default() -> Self {
        Self {
            ask: false,
            dns: Vec::new(),
            registries: Arc::default(),
            servers: Vec::new(),
            networks: Arc::default(),
            geo: None,
            allowed: Vec::new(),
            patience: Duration::from_secs(40),
        }
    }
}

impl TraceSettings {
    /// Whether an address may be connected to, or looked up in a registry.
    pub(crate) fn may_connect(&self, address: IpAddr) -> bool {
        crate::outside::reachable::is_public(address)
            || self.allowed.iter().any(|network| network.contains(address))
    }
}

/// How long is waited for hosts and for the police.
#[derive(Clone)]
pub struct RemovalSettings {
    /// How long a police hold lasts, and each renewal of it, in microseconds.
    pub hold: i64,
    /// How long each rung of the ladder has, in order of the rungs, in microseconds.
    pub waits: [i64; 4],
    /// Whether the next rung is told by itself where its mailbox is known; else a person is called.
    pub climbs: bool,
    /// The mailbox of the authority that oversees hosts.
    pub regulator: Option<String>,
}

impl RemovalSettings {
    /// How long a rung has.
    pub fn wait(&self, rung: Rung) -> i64 {
        self.waits[rung as usize]
    }
}

impl Default for RemovalSettings {
    fn default() -> Self {
        Self {
            hold: HOLD,
            waits: [72 * HOUR, 48 * HOUR, 48 * HOUR, 168 * HOUR],
            climbs: false,
            regulator: None,
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            organisation: "Tutela".into(),
            contact: "desk@tutela.invalid".into(),
            domain: "tutela.invalid".into(),
            leave_to: "https://www.wikipedia.org/".into(),
            trusted_proxy: false,
            public_budget: 10,
            country: None,
            unconfirmed_help: false,
            public_url: None,
            https: false,
            smtp: None,
            recheck: RecheckSettings::default(),
            figures: FiguresSettings::default(),
            trace: TraceSettings::default(),
            removal: RemovalSettings::default(),
            law: None,
            words: Words::built_in(),
            claims_an_hour: 60,
            index_snapshot: None,
            retention: Retention::default(),
            recovery_file: None,
            backup_keep_days: 35,
            hashing: None,
            desk: DeskSettings::default(),
        }
    }
}
