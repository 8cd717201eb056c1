//! What a liaison sees: referrals that were offered to their own member, and nothing else.

use tutela_model::access::Permission;
use tutela_model::id::ReferralId;
use tutela_model::referral::ReferralEvent;
use tutela_store::records::{member, referral};
use uuid::Uuid;

use super::referrals::{READ, ReferralPage, lines, referral_page};
use super::{Granted, Query, ReferralLine};
use crate::error::Error;
use crate::referral::{of_liaison, opened_by_liaison};

/// A page of what was offered to one's own member, newest first.
pub struct LiaisonQuery {
    /// Before which referral.
    pub before: Option<ReferralId>,
}

impl Query for LiaisonQuery {
    /// The member's name, the lines, and where the next page begins.
    type Output = (String, Vec<ReferralLine>, Option<ReferralId>);
    const PERMISSION: Permission = Permission::Liaison;

    async fn answer(self, granted: Granted<'_>) -> Result<Self::Output, Error> {
        const NONE: Error = Error::NotFound("member that you stand for: ask the desk to set you up again");
        let before = self.before.unwrap_or(ReferralId(Uuid::max()));
        let member = granted.viewer.person.member.ok_or(NONE)?;
        granted
            .node
            .store()
            .read("referrals of a member", |tx| async move {
                let found = member::get(&tx, member).await?.filter(|found| found.is_active()).ok_or(NONE)?;
                let rows = referral::of_member(&tx, member, before, READ).await?;
                let (lines, next) = lines(&tx, rows).await?;
                Ok((found.name, lines, next))
            })
            .await
    }
}

/// One referral to one's own member, opened. That it was read is a step of its own.
pub struct LiaisonReferralQuery {
    /// Which.
    pub id: ReferralId,
}

impl Query for LiaisonReferralQuery {
    type Output = ReferralPage;
    const PERMISSION: Permission = Permission::Liaison;

    async fn answer(self, granted: Granted<'_>) -> Result<ReferralPage, Error> {
        let Granted { node, viewer } = granted;
        let id = self.id;
        node.store()
            .run("open referral as liaison", |tx| async move {
                let mut row = of_liaison(&tx, viewer, id).await?;
                if row.state.apply(ReferralEvent::Opened).is_ok() {
                    opened_by_liaison(&tx, node, viewer, &mut row).await?;
                }
                // Read again: its times have moved.
                let row = of_liaison(&tx, viewer, id).await?;
                let mut page = referral_page(&tx, node, &row).await?;
                // What was taken back, or went to somebody else, is not shown any more.
                if row.state.is_over() {
                    (page.package, page.json) = (None, None);
                }
                // How the desk's letters went is the desk's.
                (page.letters, page.mailbox) = (Vec::new(), None);
                tx.audit([node.entry(
                    viewer.actor(),
                    "referral.read",
                    format!("referral:{id}"),
                    String::new(),
                )])
                .await?;
                Ok(page)
            })
            .await
    }
}
