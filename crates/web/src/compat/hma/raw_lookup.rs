//! `GET /m/raw_lookup`: every entry that a signal matches, whatever may be done about it. The busiest path of a node: it asks the
//! memory alone.

use axum::Json;
use axum::extract::{RawQuery, State};
use tutela_formats::hma::{Match, RawLookup, RawMatches};
use tutela_workflow::Node;

use super::params::Params;
use super::signal::Signal;
use super::{Failed, HmaKey, content_id};
use crate::api::asking;

pub(super) async fn get(
    State(node): State<Node>,
    key: HmaKey,
    RawQuery(query): RawQuery,
) -> Result<Json<RawLookup>, Failed> {
    let params = Params::read(query.as_deref());
    let (Some(signal), Some(kind)) = (&params.signal, &params.signal_type) else {
        return Err(Failed::bad("give the parameters `signal` and `signal_type`"));
    };
    let distances = params.distances(&key)?;
    let asked = Signal::of(kind)?.asked(signal)?;
    let answer = asking::ask(&node, &key.key, asked).await?;
    let found = answer.found.iter().filter(|found| params.wants(found));
    let matches = if distances {
        RawMatches::WithDistance(found.map(|found| Match::new(content_id(found), found.distance)).collect())
    } else {
        RawMatches::Ids(found.map(content_id).collect())
    };
    Ok(Json(RawLookup { matches }))
}
