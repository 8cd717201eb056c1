//! The demo: a node, an invented host that shows and removes invented pages, an invented mailbox that receives notices, and
//! a stream of invented reports through the real API and form. Everything on loopback, in a folder that goes with it.

mod host;
mod mailbox;
mod neighbours;
mod stream;

pub use host::InventedHost;
pub use mailbox::{InventedMailbox, Mail};

use std::net::SocketAddr;
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tutela_formats::ip_prefix::IpPrefix;
use tutela_model::access::{Permission, Role};
use tutela_model::api_key::Scope;
use tutela_model::clock::SECOND;
use tutela_model::country::Country;
use tutela_model::member::MemberKind;
use tutela_workflow::people::{self, NewPerson};
use tutela_workflow::trace::built_in_networks;
use tutela_workflow::{Node, RecheckSettings, Settings, SmtpSecurity, SmtpSettings, TraceSettings, Viewer};
use tutela_workflow::{help, on_call};
use url::Url;

use crate::config::Config;
use crate::data_dir::DataDir;
use crate::error::Failure;
use crate::lifecycle::{Running, listen, serve};

/// The abuse mailbox of the invented host.
pub const ABUSE: &str = "abuse@invented-host.example";

/// Where the people on call are told, in the demo.
const PAGERS: &str = "@pager.invented-hotline.example";

/// A demo that runs.
pub struct Demo {
    running: Running,
    neighbours: SocketAddr,
    people: Vec<NewPerson>,
    tasks: Vec<JoinHandle<()>>,
    /// Removed when the demo ends.
    _folder: tempfile::TempDir,
}

/// Starts the demo.
pub async fn start(address: &str, reports: u32) -> Result<Demo, Failure> {
    let folder = tempfile::tempdir()
        .map_err(|error| Failure::Said(format!("no temporary folder could be made: {error}")))?;
    let listener = listen_here_or_elsewhere(address).await?;
    let host = InventedHost::default();
    let mailbox = InventedMailbox::start().await.map_err(|error| Failure::Said(error.to_string()))?;
    let neighbours_listener = listen("127.0.0.1:0").await?;
    let neighbours = neighbours_listener.local_addr().map_err(|error| Failure::Said(error.to_string()))?;

    let data = DataDir::open(&folder.path().join("data"), Config::default())?;
    let node = data.start_with(settings(mailbox.address(), neighbours)).await?;
    people::add_member(&node, None, MemberKind::Host, "Invented Host", None, ABUSE).await?;
    let mut desk = Vec::new();
    for (name, role) in [
        ("ana", Role::Analyst),
        ("sam", Role::SeniorAnalyst),
        ("ada", Role::Administrator),
        ("aud", Role::Auditor),
    ] {
        desk.push(people::add_person(&node, None, name, role).await?);
    }
    on_call(&node, &desk).await?;
    // What comes with the program is shown as unconfirmed: it stands for a directory that somebody keeps.
    if let Err(error) = help::import_help(&node, None, help::SEED.as_bytes()).await? {
        return Err(Failure::Said(error.to_string()));
    }
    let key = people::add_key(&node, None, "Invented Platform", Scope::Report, 6_000).await?;
    let listed = stream::import_list(&node).await?;

    let codes = neighbours::Codes::of(&node, &desk)?;
    let running = serve(node, listener)?;
    let app = neighbours::router(host.clone(), mailbox.clone(), codes, running.address);
    let server = tokio::spawn(async move {
        if let Err(error) = axum::serve(neighbours_listener, app).await {
            tracing::error!(%error, "the invented neighbours ended");
        }
    });
    let stream = stream::start(running.address, neighbours, key.secret, host, listed, reports);
    Ok(Demo { running, neighbours, people: desk, tasks: vec![server, stream], _folder: folder })
}

/// The analyst and the senior are on call at all hours.
async fn on_call(node: &Node, desk: &[NewPerson]) -> Result<(), Failure> {
    let Some(senior) = desk.iter().find(|new| new.person.role == Role::SeniorAnalyst) else { return Ok(()) };
    let viewer = Viewer { person: senior.person.clone() };
    let people = desk.iter().filter(|new| new.person.role.may(Permission::ReadReport));
    for (new, rank) in people.zip(["1", "2", "3"]) {
        let id = new.person.id;
        on_call::set_mailbox(node, &viewer, id, &format!("{}{PAGERS}", new.person.name)).await?;
        let person = id.to_string();
        let days = vec!["1", "2", "3", "4", "5", "6", "7"];
        let turn = on_call::NewTurn { days, starts: "00:00", ends: "00:00", person: &person, rank };
        on_call::add_turn(node, &viewer, &turn).await?;
    }
    Ok(())
}

/// The wished address, or a free port beside it.
async fn listen_here_or_elsewhere(address: &str) -> Result<TcpListener, Failure> {
    match listen(address).await {
        Ok(listener) => Ok(listener),
        Err(Failure::Listen { problem, .. }) if problem.kind() == std::io::ErrorKind::AddrInUse => {
            let host = address.rsplit_once(':').map_or("127.0.0.1", |(host, _)| host);
            listen(&format!("{host}:0")).await
        }
        Err(failure) => Err(failure),
    }
}

fn settings(mailbox: SocketAddr, neighbours: SocketAddr) -> Settings {
    Settings {
        organisation: "Invented Hotline".into(),
        contact: "desk@invented-hotline.example".into(),
        domain: "invented-hotline.example".into(),
        country: Country::parse("LT"),
        unconfirmed_help: true,
        // The demo is tried from one machine, again and again.
        public_budget: 10_000,
        smtp: Some(SmtpSettings {
            host: mailbox.ip().to_string(),
            port: mailbox.port(),
            security: SmtpSecurity::None,
            credentials: None,
            from: "desk@invented-hotline.example".into(),
            patience: SmtpSettings::PATIENCE,
        }),
        recheck: RecheckSettings {
            legal_basis: Some("the demo asks its own invented host on loopback only".into()),
            first: 2 * SECOND,
            every: 3 * SECOND,
            proxy: None,
            allowed: vec![neighbours.ip()],
        },
        trace: TraceSettings {
            ask: true,
            // The neighbours are the registry, too: nobody outside is asked.
            servers: Url::parse(&format!("http://{neighbours}/rdap/")).into_iter().collect(),
            networks: Arc::new(built_in_networks()),
            allowed: IpPrefix::new(neighbours.ip(), 32).into_iter().collect(),
            ..TraceSettings::default()
        },
        ..Settings::default()
    }
}

impl Demo {
    /// The address of the node.
    pub fn address(&self) -> SocketAddr {
        self.running.address
    }

    /// The node.
    pub fn node(&self) -> &Node {
        &self.running.node
    }

    /// Addresses and sign-ins, and the walk, for the terminal.
    pub fn welcome(&self) -> String {
        let node = self.running.address;
        let neighbours = self.neighbours;
        let mut text = format!(
            "\nTutela's demo. Everything in it is invented, on this machine only, and gone when it ends.\n\n\
             \x20 public site            http://{node}/\n\
             \x20 console                http://{node}/console/\n\
             \x20 the neighbours         http://{neighbours}/      (sign-in codes, the host's mailbox and pages)\n\n\
             Sign in as                password\n"
        );
        for new in &self.people {
            text.push_str(&format!(
                "  {:<4} {:<18}  {}\n",
                new.person.name,
                new.person.role.as_str(),
                new.password.as_str()
            ));
        }
        text.push_str(&format!(
            "\nWalk one report all the way:\n\
             \x20 1. Report http://{neighbours}/pages/walk on the public site; write the seven words down.\n\
             \x20 2. Sign in to the console as ana. The code is on the neighbours' page.\n\
             \x20 3. Take the report from the queue, assess its address, press \"Find the host\", decide \"actionable\" with a notice to {ABUSE}.\n\
             \x20 4. See the notice arrive in the host's mailbox, and press \"Remove the page\" there.\n\
             \x20 5. The re-check sees that it is gone. Come back to the public site with your seven words.\n\n\
             Ctrl-C ends the demo.\n"
        ));
        text
    }

    /// Ends the demo.
    pub async fn stop(self) {
        self.tasks.iter().for_each(JoinHandle::abort);
        self.running.stop().await;
    }
}
