//! A whole node on a test's database.

use std::collections::HashSet;
use std::ops::Deref;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use tutela_crypto::{NodeKeys, Receipt};
use tutela_formats::list_entry::ListEntry;
use tutela_model::access::Role;
use tutela_model::api_key::{ApiKey, DEFAULT_BUDGET, Scope};
use tutela_model::id::ReportId;
use tutela_model::report::NewReport;
use tutela_workflow::intake::{Sender, submit_by_key, submit_public};
use tutela_workflow::lists::ListImport;
use tutela_workflow::people::{NewKey, NewPerson, add_key, add_person};
use tutela_workflow::read::{ReportPage, ReportQuery};
use tutela_workflow::{Error, Node, NodeParts, Settings, Viewer, jobs};

use crate::{TestClock, TestDatabase, TestRng};

/// A whole node on a test's database, whose clock and random numbers the test decides. It can be handed to every operation
/// in place of the [`Node`] inside.
pub struct TestNode {
    node: Node,
    /// Its clock.
    pub clock: Arc<TestClock>,
    /// Its random numbers.
    pub rng: Arc<TestRng>,
    /// Its database.
    pub database: TestDatabase,
    keys: String,
    made: Arc<AtomicU32>,
}

impl Deref for TestNode {
    type Target = Node;

    fn deref(&self) -> &Node {
        &self.node
    }
}

/// What a test that cannot go on panics with.
fn must<T, E: std::fmt::Display>(what: &str, result: Result<T, E>) -> T {
    result.unwrap_or_else(|error| panic!("{what}: {error}"))
}

impl TestNode {
    /// A node with the settings of a node that nobody has configured.
    pub async fn start(database: &TestDatabase) -> Self {
        Self::start_with(database, Settings::default()).await
    }

    /// A node with these settings.
    pub async fn start_with(database: &TestDatabase, settings: Settings) -> Self {
        // The outside speaks TLS through the provider that the binary installs.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let (clock, rng) = (Arc::new(TestClock::default()), Arc::new(TestRng::default()));
        let keys = NodeKeys::generate(rng.as_ref()).to_text().to_string();
        let node = must("the node", node(database, &keys, &clock, &rng, settings).await);
        Self { node, clock, rng, database: database.clone(), keys, made: Arc::default() }
    }

    /// A second node on the same data, with the same clock and keys: another process, or the same one started again.
    pub async fn another_with(&self, settings: Settings) -> Self {
        let node =
            must("another node", node(&self.database, &self.keys, &self.clock, &self.rng, settings).await);
        Self {
            node,
            clock: Arc::clone(&self.clock),
            rng: Arc::clone(&self.rng),
            database: self.database.clone(),
            keys: self.keys.clone(),
            made: Arc::clone(&self.made),
        }
    }

    /// What starting a node with other keys on the same data comes to.
    pub async fn with_other_keys(&self) -> Result<Node, Error> {
        let keys = NodeKeys::generate(self.rng.as_ref()).to_text().to_string();
        node(&self.database, &keys, &self.clock, &self.rng, self.settings().clone()).await
    }

    /// The text of its key file.
    pub fn key_text(&self) -> &str {
        &self.keys
    }

    /// A fresh number, for names that must differ.
    fn number(&self) -> u32 {
        self.made.fetch_add(1, Ordering::Relaxed)
    }

    /// A new person of the desk who has signed in.
    pub async fn person(&self, role: Role) -> Viewer {
        Viewer { person: self.credentials(role).await.person }
    }

    /// A new person of the desk with password and secret.
    pub async fn credentials(&self, role: Role) -> NewPerson {
        must("a person", add_person(self, None, &format!("{role} {}", self.number()), role).await)
    }

    /// A new key.
    pub async fn key(&self, scope: Scope) -> NewKey {
        must("a key", add_key(self, None, &format!("key {}", self.number()), scope, DEFAULT_BUDGET).await)
    }

    /// Takes a report from a sender with a key, as a request of its own.
    pub async fn send(&self, key: &ApiKey, report: NewReport) -> ReportId {
        let request = format!("request {}", self.number());
        let sender = Sender { key, idempotency_key: &request, body: request.as_bytes() };
        must("a report", submit_by_key(self, report, sender).await).id
    }

    /// Takes a report from the public; also its id, which no operation tells.
    pub async fn tell(&self, report: NewReport) -> (Receipt, ReportId) {
        let all = "SELECT id FROM report";
        let before: HashSet<_> = self.database.ids(all).await.into_iter().collect();
        let receipt = must("a public report", submit_public(self, report).await);
        let new = self.database.ids(all).await.into_iter().find(|id| !before.contains(id));
        (receipt, ReportId(new.unwrap_or_else(|| panic!("the public report was not stored"))))
    }

    /// Imports rows into a list, which comes to be where there is none.
    pub async fn import(&self, list: &str, rows: &[ListEntry]) {
        let mut import = must(
            "a list",
            ListImport::begin(self, None, list, Some("invented for tests".into()), "csv").await,
        );
        must("rows", import.take(rows).await);
        must("the list", import.finish().await);
    }

    /// Opens a report as the console does.
    pub async fn open(&self, viewer: &Viewer, id: ReportId) -> ReportPage {
        must("the report", self.read(viewer, ReportQuery { id }).await)
    }

    /// Does every job that is due now, until none is.
    pub async fn run_due(&self) -> usize {
        must("due jobs", jobs::run_due(self).await)
    }

    /// What the log holds, numbered or not, as `action actor record`, in no order.
    pub async fn logged(&self) -> Vec<String> {
        let line = "action || ' ' || actor || ' ' || record";
        let sql = format!("SELECT {line} FROM audit_entry UNION ALL SELECT {line} FROM audit_pending");
        self.database.texts(&sql).await
    }
}

async fn node(
    database: &TestDatabase,
    keys: &str,
    clock: &Arc<TestClock>,
    rng: &Arc<TestRng>,
    settings: Settings,
) -> Result<Node, Error> {
    let keys = must("the node keys", NodeKeys::parse(keys));
    let store = database.open().await;
    Node::start(NodeParts { store, keys, clock: clock.clone(), rng: rng.clone(), settings }).await
}
