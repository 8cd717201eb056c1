//! How far the figures are counted.

use serde::{Deserialize, Serialize};
use tutela_model::clock::Timestamp;
use tutela_model::figures::Day;
use tutela_store::Tx;
use tutela_store::records::setting;

use crate::error::Error;
use crate::node::Node;

/// Raised when days are counted in another way, so that all are counted anew.
const WAY: u32 = 1;

/// How far the figures are counted.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Progress {
    /// In which way they are counted.
    way: (u32, u32),
    /// What changed before this is counted.
    pub(crate) until: Timestamp,
    /// While all is counted anew: the next day, going back.
    pub(super) next: Option<i64>,
    /// When all days were last counted anew; none: not all have been counted yet.
    pub(crate) whole_at: Option<Timestamp>,
}

impl Progress {
    /// How far; begins anew where nothing is counted yet, or in another way.
    pub(crate) async fn read(tx: &Tx, node: &Node) -> Result<Self, Error> {
        let way = (WAY, node.settings().figures.benchmark_days);
        let kept = setting::get(tx, setting::FIGURES).await?;
        let kept: Option<Self> = kept.and_then(|text| serde_json::from_str(&text).ok());
        Ok(kept.filter(|kept| kept.way == way).unwrap_or_else(|| Self {
            way,
            until: node.now(),
            next: Some(Day::of(node.now()).0),
            whole_at: None,
        }))
    }

    pub(super) async fn write(&self, tx: &Tx, node: &Node) -> Result<(), Error> {
        let text = serde_json::to_string(self).unwrap_or_default();
        Ok(setting::set(tx, setting::FIGURES, &text, node.now()).await?)
    }

    /// Has all counted anew.
    pub(super) fn begin_anew(&mut self, today: Day) {
        self.next = Some(today.0);
    }
}
