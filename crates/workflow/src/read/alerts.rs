//! Alerts.

use tutela_model::access::Permission;
use tutela_model::alert::Alert;
use tutela_store::records::alert;

use super::{Granted, Query};
use crate::error::Error;

/// Alerts shown.
const SHOWN: u32 = 200;

/// Alerts, newest first.
pub struct AlertsQuery {
    /// Only those that nobody took note of.
    pub waiting_only: bool,
}

impl Query for AlertsQuery {
    type Output = Vec<Alert>;
    const PERMISSION: Permission = Permission::Alerts;

    async fn answer(self, granted: Granted<'_>) -> Result<Vec<Alert>, Error> {
        let list = |tx| async move { alert::list(&tx, self.waiting_only, SHOWN).await };
        Ok(granted.node.store().read("alerts", list).await?)
    }
}
