//! Taking a report: completeness and urgency are computed, then everything is sealed, then it is stored.

use tutela_crypto::{DataKey, Receipt};
use tutela_model::api_key::ApiKey;
use tutela_model::clock::Timestamp;
use tutela_model::completeness::Completeness;
use tutela_model::content::ContentKey;
use tutela_model::id::{ApiKeyId, ReportId};
use tutela_model::item::Item;
use tutela_model::person::Actor;
use tutela_model::report::{ChildStatement, NewReport, Particulars};
use tutela_model::selector::{Selector, SelectorKind};
use tutela_model::told::{same_words, text_of};
use tutela_model::urgency::{Around, Known};
use tutela_store::audit::AuditEntry;
use tutela_store::intake::Taken;
use tutela_store::records::item::NewItemRow;
use tutela_store::records::report::NewReportRow;

use super::claims;
use super::earlier::{Found, Question};
use super::hosts::hosts;
use super::places::place;
use super::recognise::{Recognised, is_known, recognise};
use super::related::{Related, accounts};
use crate::error::Error;
use crate::lookup::Alarm;
use crate::node::Node;
use crate::sealing::{Blob, seal};

/// A sender with a key.
pub struct Sender<'a> {
    /// The key.
    pub key: &'a ApiKey,
    /// The `Idempotency-Key` of the request.
    pub idempotency_key: &'a str,
    /// The body of the request, byte for byte.
    pub body: &'a [u8],
}

/// A report that was taken from a sender with a key.
#[derive(Clone, Debug)]
pub struct Accepted {
    /// Its id.
    pub id: ReportId,
    /// How complete it is.
    pub completeness: Completeness,
    /// Whether it was sent before, under the same idempotency key.
    pub replayed: bool,
}

/// Takes a report from the public. What is kept of the time is the hour; the receipt is told once and kept as a keyed digest.
pub async fn submit_public(node: &Node, report: NewReport) -> Result<Receipt, Error> {
    let receipt = Receipt::generate(node.rng());
    let mut row = prepare(node, &report, Actor::Public, node.now().hour()).await?;
    row.audit = row.audit.coarse(node.rng());
    row.receipt = Some(node.sealing().keys.receipts().digest(&receipt));
    // Not counted: a counter that is read every few seconds would keep the minute.
    node.intake().take(row).await?;
    Ok(receipt)
}

/// Takes a report from a sender with a key. The same body under the same idempotency key gives the same report again.
pub async fn submit_by_key(node: &Node, report: NewReport, sender: Sender<'_>) -> Result<Accepted, Error> {
    let mut row = prepare(node, &report, Actor::Key(sender.key.id), node.now()).await?;
    row.sender = Some(sender.key.id);
    row.idempotency = Some(idempotency(node, sender.key.id, sender.idempotency_key));
    row.body_digest = Some(node.sealing().keys.index().digest("body", sender.body));
    // A replay has the same body, and so the same completeness.
    let completeness = row.completeness.clone();
    match node.intake().take(row).await? {
        Taken::Stored(id) => {
            metrics::counter!("tutela_reports_total", "origin" => report.origin.as_str()).increment(1);
            Ok(Accepted { id, completeness, replayed: false })
        }
        Taken::Replayed(id) => Ok(Accepted { id, completeness, replayed: true }),
        Taken::Conflict => Err(Error::IdempotencyConflict),
    }
}

/// Keyed per sender, so that two senders never meet in one idempotency key.
fn idempotency(node: &Node, key: ApiKeyId, idempotency_key: &str) -> [u8; 16] {
    let mut bytes = key.bytes().to_vec();
    bytes.extend_from_slice(idempotency_key.as_bytes());
    node.sealing().short("idempotency", &bytes)
}

async fn prepare(
    node: &Node,
    report: &NewReport,
    actor: Actor,
    at: Timestamp,
) -> Result<NewReportRow, Error> {
    let _place = place(node, report).await;
    let sealing = node.sealing();
    let contents: Vec<Option<ContentKey>> =
        report.items.iter().map(|item| item.content().map(|name| sealing.content_key(&name))).collect();
    let Recognised { matches, leaked } = recognise(node, &report.items);
    for holder in leaked {
        // Of the public nothing more is known than that it was the public.
        node.inner.tally.alarm(Alarm::Leak { holder, by: actor.to_string() }, node.now());
    }
    let text = text_of(report);
    let words = same_words(&text).map(|words| sealing.short("words", words.as_bytes()));
    let sender = if let Actor::Key(key) = actor { Some(key) } else { None };
    let Found { known, shared, related } = node
        .inner
        .earlier
        .ask(Question {
            contents: contents.clone(),
            listed: matches.iter().map(|matches| is_known(matches)).collect(),
            accounts: accounts(sealing, report),
            // Senders with a key often write one text under everything.
            words: words.filter(|_| report.origin.is_coarse()),
            sender,
        })
        .await?;
    let Related { repeated_account, several_reporters, first_seen, same_words } = related;
    let told = node.settings().words.read(&text);
    // Words that claim nothing are nothing to doubt.
    let same_words = same_words && !told.is_empty();
    let around = Around {
        told,
        known,
        repeated_account,
        several_reporters,
        first_seen,
        same_words,
        claims_too_often: false,
    };
    let urgency = claims::weigh(node, report, around.clone(), sender).await?;
    let known = around.known;

    let id = ReportId::new(at, node.rng());
    let data_key = DataKey::generate(node.rng());
    let items = report
        .items
        .iter()
        .zip(contents)
        .zip(matches)
        .zip(&known)
        .zip(0..)
        .map(|((((item, content), matches), known), position)| NewItemRow {
            kind: item.kind(),
            content,
            known: *known == Known::Yes,
            sealed: seal(&data_key, Blob::Item(id, position), item, node.rng()),
            selectors: item.selectors().iter().map(|selector| sealing.selector(selector)).collect(),
            matches,
        })
        .collect();
    let reference = report.particulars.reference.iter();
    let reference = reference.map(|reference| Selector::new(SelectorKind::Reference, reference));
    Ok(NewReportRow {
        id,
        origin: report.origin,
        category: report.category,
        country: report.child.country.or_else(|| report.items.iter().find_map(Item::country)),
        received_at: at,
        urgency,
        completeness: Completeness::of(report),
        sender: None,
        idempotency: None,
        body_digest: None,
        receipt: None,
        data_key: sealing.wrap(&data_key, id.0, node.rng()),
        sealed: seal(&data_key, Blob::Particulars(id), &Told::of(report), node.rng()),
        selectors: reference
            .chain(hosts(&report.items))
            .map(|found| sealing.selector(&found))
            .chain(words)
            .collect(),
        items,
        shared,
        audit: AuditEntry::new(
            at,
            node.rng(),
            actor,
            "report.received",
            format!("report:{id}"),
            format!("origin={} category={} items={}", report.origin, report.category, report.items.len()),
        ),
    })
}

/// What is sealed of the report as a whole.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct Told {
    pub(crate) occurred_at: Option<Timestamp>,
    pub(crate) child: ChildStatement,
    pub(crate) particulars: Particulars,
}

impl Told {
    fn of(report: &NewReport) -> Self {
        Self { occurred_at: report.occurred_at, child: report.child, particulars: report.particulars.clone() }
    }
}
