//! Claims of danger, counted by sender: who claims it all the time is believed less, so that others are not pushed out.

use std::collections::HashMap;
use std::sync::Mutex;

use tutela_model::alert::AlertKind;
use tutela_model::clock::HOUR;
use tutela_model::id::ApiKeyId;
use tutela_model::report::NewReport;
use tutela_model::urgency::{Around, Urgency};

use crate::alerts;
use crate::error::Error;
use crate::node::Node;

/// How many claims of danger each key made in this hour. In memory: a node that starts anew begins to count anew.
#[derive(Default)]
pub(crate) struct Claims(Mutex<HashMap<ApiKeyId, (i64, u32)>>);

impl Claims {
    /// Counts one more; how many it is in this hour.
    fn count(&self, key: ApiKeyId, hour: i64) -> u32 {
        let Ok(mut all) = self.0.lock() else { return 0 };
        let (at, count) = all.entry(key).or_default();
        if *at != hour {
            (*at, *count) = (hour, 0);
        }
        *count = count.saturating_add(1);
        *count
    }
}

/// How urgent a report is. Beyond what the operator allows a sender in an hour, what it claims counts less, and a senior is told:
/// either something terrible happens at that platform, or its classifier has gone wrong, or its key is in other hands.
pub(super) async fn weigh(
    node: &Node,
    report: &NewReport,
    around: Around,
    sender: Option<ApiKeyId>,
) -> Result<Urgency, Error> {
    let urgency = Urgency::of(report, &around, node.now());
    let Some(key) = sender.filter(|_| urgency.is_danger()) else { return Ok(urgency) };
    let allowed = node.settings().claims_an_hour;
    let count = node.inner.claims.count(key, node.now().micros().div_euclid(HOUR));
    if count <= allowed {
        return Ok(urgency);
    }
    if count == allowed.saturating_add(1) {
        node.store()
            .run("raise alert", |tx| async move {
                let detail = format!("allowed_an_hour={allowed}");
                alerts::raise(&tx, node, AlertKind::ClaimsTooOften, format!("key:{key}"), detail).await
            })
            .await?;
    }
    Ok(Urgency::of(report, &Around { claims_too_often: true, ..around }, node.now()))
}
