//! Taking an offer back.

use tutela_model::access::Permission;
use tutela_model::id::ReferralId;
use tutela_model::referral::ReferralEvent;
use tutela_store::records::referral;

use super::{apply, get};
use crate::error::Error;
use crate::node::{Node, Viewer};

/// Takes an offer back: its links open nothing any more. Whoever has read it is not made to forget it: that is a correction.
pub async fn take_back(node: &Node, viewer: &Viewer, id: ReferralId) -> Result<(), Error> {
    viewer.must(Permission::Refer)?;
    node.store()
        .run("take referral back", |tx| async move {
            let mut row = get(&tx, id).await?;
            apply(&tx, node, &mut row, ReferralEvent::Withdrawn).await?;
            referral::set_needs_person(&tx, id, None).await?;
            let entry =
                node.entry(viewer.actor(), "referral.taken_back", format!("referral:{id}"), String::new());
            Ok(tx.audit([entry]).await?)
        })
        .await
}
