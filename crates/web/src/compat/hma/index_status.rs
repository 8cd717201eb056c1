//! `GET /m/index/status`: that there is an index of every signal, and up to when.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{RawQuery, State};
use serde::Serialize;
use tutela_model::clock::SECOND;
use tutela_workflow::Node;

use super::params::Params;
use super::signal::{SIGNALS, Signal};
use super::{Failed, HmaKey};

/// The state of one index.
#[derive(Clone, Copy, Serialize)]
pub(super) struct Status {
    present: bool,
    /// Seconds since 1970. Changes are in memory within a second.
    built_to: i64,
    /// How many entries: not told to members.
    size: Option<u64>,
}

pub(super) async fn get(
    State(node): State<Node>,
    _key: HmaKey,
    RawQuery(query): RawQuery,
) -> Result<Json<BTreeMap<&'static str, Status>>, Failed> {
    let params = Params::read(query.as_deref());
    let only = params.signal_type.as_deref().map(Signal::of).transpose()?;
    let status = Status { present: true, built_to: node.now().micros() / SECOND, size: None };
    let signals = SIGNALS.iter().filter(|(_, signal)| only.is_none_or(|only| only == *signal));
    Ok(Json(signals.map(|(name, _)| (*name, status)).collect()))
}
