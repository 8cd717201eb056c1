//! Rows to store.

use tutela_model::clock::{Clock, Timestamp};
use tutela_model::completeness::Completeness;
use tutela_model::content::ContentKey;
use tutela_model::id::ReportId;
use tutela_model::item::ItemKind;
use tutela_model::person::Actor;
use tutela_model::report::{Category, Origin};
use tutela_model::rng::random;
use tutela_model::urgency::Urgency;
use tutela_store::audit::AuditEntry;
use tutela_store::intake::{Intake, Taken};
use tutela_store::records::item::NewItemRow;
use tutela_store::records::report::NewReportRow;
use tutela_store::{Store, StoreError};
use tutela_testkit::{TestClock, TestRng};

/// What makes rows.
#[derive(Default)]
pub struct Maker {
    pub clock: TestClock,
    pub rng: TestRng,
}

impl Maker {
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// A report of one item.
    pub fn report(&self) -> NewReportRow {
        let id = ReportId::new(self.now(), &self.rng);
        NewReportRow {
            id,
            origin: Origin::Api,
            category: Category::Csam,
            country: None,
            received_at: self.now(),
            urgency: Urgency { score: 100, reasons: Vec::new() },
            completeness: Completeness { score: 50, missing: Vec::new() },
            sender: None,
            idempotency: None,
            body_digest: None,
            receipt: None,
            data_key: random::<60>(&self.rng).to_vec(),
            sealed: random::<90>(&self.rng).to_vec(),
            selectors: vec![random(&self.rng)],
            items: vec![NewItemRow {
                kind: ItemKind::Url,
                content: Some(ContentKey(random(&self.rng))),
                known: false,
                sealed: random::<120>(&self.rng).to_vec(),
                selectors: vec![random(&self.rng)],
                matches: Vec::new(),
            }],
            shared: Vec::new(),
            audit: self.entry("report.received", "items=1"),
        }
    }

    /// The same, sent under an idempotency key.
    pub fn sent(&self, idempotency: u8, body: u8) -> NewReportRow {
        NewReportRow { idempotency: Some([idempotency; 16]), body_digest: Some([body; 32]), ..self.report() }
    }

    pub fn entry(&self, action: &'static str, detail: &str) -> AuditEntry {
        AuditEntry::new(self.now(), &self.rng, Actor::Node, action, "node", detail)
    }
}

/// Stores one report.
pub async fn stored(store: &Store, report: NewReportRow) -> Result<Taken, StoreError> {
    let (intake, writer) = Intake::start(store.clone());
    let taken = intake.take(report).await;
    drop(intake);
    writer.await.unwrap();
    taken
}
