//! Referrals: what the desk hands to another organisation, how it is read and answered there, and what came of it.

mod answer;
mod follow;
mod letter;
mod link;
mod offer;
mod package;
mod take_back;
mod watch;

pub use answer::{AnswerPage, By, NewOutcome, OutcomeView, accept, decline, outcome, release};
pub(crate) use answer::{of_liaison, view};
pub(crate) use follow::{is_wanted, left, opened_by_liaison, stuck};
pub use link::{LinkState, Opened, answered_with, look, new_link, open_link};
pub(crate) use link::{link_to, new_token};
pub use offer::{Offering, Preview, offer, preview};
pub use package::{About, Addressee, FORMAT, Package, PackageAssessment, PackageItem, PackageNotice, Sender};
pub use take_back::take_back;
pub(crate) use watch::{WATCH_REFERRAL, watch_referral};

use serde::{Deserialize, Serialize};
use tutela_crypto::DataKey;
use tutela_model::id::ReferralId;
use tutela_model::referral::ReferralEvent;
use tutela_store::Tx;
use tutela_store::records::referral::{self, ReferralRow};

use crate::desk;
use crate::error::Error;
use crate::node::Node;
use crate::sealing::{Blob, open};

/// What was sent and where, as it is sealed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct SealedReferral {
    /// The member's mailbox.
    pub(crate) mailbox: String,
    /// The package, letter for letter as it left.
    pub(crate) package: String,
}

impl SealedReferral {
    /// The package as it can be shown.
    pub(crate) fn read(&self) -> Result<Package, Error> {
        serde_json::from_str(&self.package).map_err(|_| Error::Sealed(tutela_crypto::OpenError::Refused))
    }
}

/// The referral, or an error that says that there is none.
pub(crate) async fn get(tx: &Tx, id: ReferralId) -> Result<ReferralRow, Error> {
    referral::get(tx, id).await?.ok_or(Error::NotFound("referral"))
}

/// The one place where a referral changes its state.
async fn apply(tx: &Tx, node: &Node, row: &mut ReferralRow, event: ReferralEvent) -> Result<(), Error> {
    let new = row.state.apply(event)?;
    // Told again what is known already: the times of the steps stay.
    if new != row.state {
        referral::set_state(tx, row.id, new, node.now()).await?;
        row.state = new;
    }
    Ok(())
}

/// The key of the report behind a referral.
pub(crate) async fn key_of(tx: &Tx, node: &Node, row: &ReferralRow) -> Result<DataKey, Error> {
    let report = desk::get(tx, row.report).await?;
    node.sealing().report_key(report.id, report.data_key.as_deref())
}

/// What was sent.
pub(crate) fn opened(key: &DataKey, row: &ReferralRow) -> Result<SealedReferral, Error> {
    open(key, Blob::Referral(row.id.0), row.sealed.as_deref())
}
