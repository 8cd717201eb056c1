//! Letters that cannot leave the house, and corrections and referrals that wait.

use tutela_model::id::ReferralId;
use tutela_store::records::referral::{self, ReferralFilter};
use tutela_store::records::{correction, mail};
use tutela_store::{Store, StoreError};
use uuid::Uuid;

use super::{Findings, Weight};
use crate::error::Failure;

/// Counted up to so many.
const MOST: u32 = 1000;

/// What waits for a person.
pub(super) async fn waiting(store: &Store, findings: &mut Findings) -> Result<(), Failure> {
    let (letters, referrals, corrections) = store
        .read("doctor: letters", |tx| async move {
            let before = ReferralId(Uuid::max());
            let referrals = referral::page(&tx, ReferralFilter::NeedsPerson, before, MOST).await?;
            let corrections = correction::unacknowledged(&tx, MOST).await?;
            Ok::<_, StoreError>((mail::stuck(&tx, MOST).await?.len(), referrals.len(), corrections.len()))
        })
        .await?;
    for (n, what) in [
        (letters, "letters need a person: see Letters, \"Need a person\", in the console"),
        (referrals, "referrals were declined, not answered or not delivered: see Referrals in the console"),
        (corrections, "corrections were not noted by those who were told: see Referrals in the console"),
    ] {
        if n > 0 {
            findings.add(Weight::Warning, format!("{n} {what}"));
        }
    }
    Ok(())
}
