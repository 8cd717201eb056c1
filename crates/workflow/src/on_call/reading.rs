//! Whether somebody reads now, as the public is told.

use tutela_model::on_call::Reading;

use super::{plan, settings};
use crate::error::Error;
use crate::node::Node;

/// Whether somebody reads now, and else when again. Where the desk has made no plan nothing is said.
pub async fn reading(node: &Node) -> Result<Reading, Error> {
    let now = node.now();
    node.store()
        .read("who reads", |tx| async move {
            let plan = plan(&tx).await?;
            if plan.turns.is_empty() {
                return Ok(Reading::NotSaid);
            }
            if !plan.on_call(now).is_empty() {
                return Ok(Reading::Now);
            }
            let zone = settings(&tx).await?.zone;
            Ok(Reading::Later { next: plan.next(now).map(|at| (plan.written(at), zone)) })
        })
        .await
}
