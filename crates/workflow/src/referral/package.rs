//! What leaves the house with a referral: facts, digests and what was found. Never media, never who reported or how to reach them.
//! Its JSON shape is documented in `docs/referral-json.md`.

use serde::{Deserialize, Serialize};
use tutela_crypto::DataKey;
use tutela_model::clock::Timestamp;
use tutela_model::id::{ReferralId, ReportId};
use tutela_model::item::{AccountItem, FileItem, Item};
use tutela_model::member::Member;
use tutela_model::referral::HandlingCode;
use tutela_store::Tx;
use tutela_store::records::assessment::AssessmentRow;
use tutela_store::records::item::ItemRow;
use tutela_store::records::notice::NoticeRow;
use tutela_store::records::report::ReportRow;
use tutela_store::records::{assessment, item, notice};

use super::Offering;
use crate::error::Error;
use crate::intake::Told;
use crate::node::Node;
use crate::sealing::{Blob, open};

/// The name of the shape, with its version.
pub const FORMAT: &str = "tutela.referral/1";

/// What leaves the house.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Package {
    /// [`FORMAT`].
    pub format: String,
    /// The referral's id: the reference for every letter about it.
    pub reference: String,
    /// When it was put together, RFC 3339.
    pub created_at: String,
    /// Who sends it.
    pub from: Sender,
    /// Who receives it.
    pub to: Addressee,
    /// What the receiver may do with it: a [`HandlingCode`].
    pub handling: String,
    /// What the report behind it is about.
    pub report: About,
    /// The items that were chosen.
    pub items: Vec<PackageItem>,
    /// What the desk says to the receiver.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub word: Option<String>,
}

/// Who sends it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sender {
    /// The organisation.
    pub organisation: String,
    /// Its mailbox.
    pub contact: String,
}

/// Who receives it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Addressee {
    /// The member's name.
    pub name: String,
    /// What kind of organisation.
    pub kind: String,
    /// Its country.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
}

/// What the report behind a referral is about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct About {
    /// Its category.
    pub category: String,
    /// When it came; of a public report only the hour.
    pub received_at: String,
    /// When it happened, as far as it was told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub occurred_at: Option<String>,
    /// The country that it names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Why it is urgent, as fixed names.
    pub reasons: Vec<String>,
    /// Whether a child is said to be in danger now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub child_in_danger: Option<bool>,
    /// Whether the offender is said to have access to the child.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offender_has_access: Option<bool>,
    /// Where the child is thought to be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub child_country: Option<String>,
}

/// One item, with what was found about it and what was done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PackageItem {
    /// Its place in the report.
    pub position: u32,
    /// A web address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// A file, by its digests.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<FileItem>,
    /// An account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<AccountItem>,
    /// What was written by whoever reported, where the desk chose to send it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// Whether it is on a list, or was assessed before.
    pub known: bool,
    /// What a trained analyst found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assessment: Option<PackageAssessment>,
    /// Hosts that were told.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<PackageNotice>,
}

/// What a trained analyst found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PackageAssessment {
    /// The age band.
    pub age: String,
    /// The act class.
    pub act: String,
    /// Real or simulated.
    pub depiction: String,
    /// What follows under the rules that the desk has.
    pub finding: String,
    /// Under which law.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub law: Option<String>,
    /// When.
    pub assessed_at: String,
}

/// A host that was told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PackageNotice {
    /// Where the notice stands.
    pub state: String,
    /// When the host was told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told_at: Option<String>,
    /// When it was found gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gone_at: Option<String>,
}

impl Package {
    /// As it is sent.
    pub fn to_json(&self) -> Result<String, Error> {
        serde_json::to_string_pretty(self)
            .map_err(|_| Error::NotSetUp("the package could not be written: tell your operator"))
    }

    /// What of it does not depend on when it is put together: what a person looked at before it left.
    pub(super) fn to_compare(&self) -> Result<String, Error> {
        let timeless = Self { reference: String::new(), created_at: String::new(), ..self.clone() };
        timeless.to_json()
    }
}

/// Puts a package together from a report, in the caller's transaction.
pub(super) async fn build(
    tx: &Tx,
    node: &Node,
    (row, key): (&ReportRow, &DataKey),
    (id, member): (ReferralId, &Member),
    offering: &Offering,
) -> Result<Package, Error> {
    let told: Told = open(key, Blob::Particulars(row.id), row.sealed.as_deref())?;
    let notices = notice::of_report(tx, row.id).await?;
    let mut items = Vec::new();
    for found in item::of_report(tx, row.id).await? {
        if offering.positions.contains(&found.position) {
            let assessed = match found.content {
                Some(content) => assessment::newest(tx, content).await?,
                None => None,
            };
            let notices = notices.iter().filter(|notice| notice.position == found.position);
            items.extend(package_item(row.id, key, &found, assessed, notices, offering.with_words)?);
        }
    }
    let text = |at: Timestamp| at.to_string();
    let settings = node.settings();
    Ok(Package {
        format: FORMAT.to_owned(),
        reference: id.to_string(),
        created_at: text(node.now()),
        from: Sender { organisation: settings.organisation.clone(), contact: settings.contact.clone() },
        to: Addressee {
            name: member.name.clone(),
            kind: member.kind.to_string(),
            country: member.country.map(|country| country.to_string()),
        },
        handling: handling(offering, member).to_string(),
        report: About {
            category: row.category.to_string(),
            received_at: text(row.times.received),
            occurred_at: told.occurred_at.map(text),
            country: row.country.map(|country| country.to_string()),
            reasons: row.urgency.reasons.iter().map(ToString::to_string).collect(),
            child_in_danger: told.child.immediate_danger,
            offender_has_access: told.child.offender_has_access,
            child_country: told.child.country.map(|country| country.to_string()),
        },
        items,
        word: offering.word.clone().filter(|word| !word.trim().is_empty()),
    })
}

/// What the receiver may do with it: what the offer says, else what stands in the directory.
pub(super) fn handling(offering: &Offering, member: &Member) -> HandlingCode {
    offering.handling.unwrap_or(member.handling)
}

/// An item as it leaves; `None` for words that are not to leave.
fn package_item<'a>(
    report: ReportId,
    key: &DataKey,
    row: &ItemRow,
    assessed: Option<AssessmentRow>,
    notices: impl Iterator<Item = &'a NoticeRow>,
    with_words: bool,
) -> Result<Option<PackageItem>, Error> {
    let mut made = PackageItem {
        position: row.position,
        url: None,
        file: None,
        account: None,
        words: None,
        known: row.known,
        assessment: assessed.map(|assessed| PackageAssessment {
            age: assessed.observation.age.to_string(),
            act: assessed.observation.act.to_string(),
            depiction: assessed.observation.depiction.to_string(),
            finding: assessed.finding.to_string(),
            law: assessed.law,
            assessed_at: assessed.made_at.to_string(),
        }),
        notices: notices
            .map(|notice| PackageNotice {
                state: notice.state.to_string(),
                told_at: notice.sent_at.map(|at| at.to_string()),
                gone_at: notice.gone_at.map(|at| at.to_string()),
            })
            .collect(),
    };
    match open::<Item>(key, Blob::Item(report, row.position), row.sealed.as_deref())? {
        Item::Url(url) => {
            made.url = Some(url.url);
            made.words = url.note.filter(|_| with_words);
        }
        Item::File(file) => made.file = Some(file),
        Item::Account(account) => made.account = Some(account),
        Item::Text(text) if with_words => made.words = Some(text.text),
        Item::Text(_) => return Ok(None),
    }
    Ok(Some(made))
}
