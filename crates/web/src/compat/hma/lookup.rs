//! `/m/lookup`: the banks that a signal, an address or a file matches, where a platform may act by itself.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::{RawQuery, Request, State};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use tutela_model::list::Action;
use tutela_workflow::Node;
use tutela_workflow::lookup::{Answer, look_up};

use super::file::HashedFile;
use super::params::Params;
use super::signal::Signal;
use super::{Failed, HmaKey, bank_name, content_id};
use crate::api::asking;
use crate::api::upload::Uploads;

/// An entry that matches.
#[derive(Serialize)]
struct Told {
    bank_content_id: u64,
    /// A number in a text, as HMA has it. Left out for keys that are not told it: nought would say that nothing differs.
    #[serde(skip_serializing_if = "Option::is_none")]
    distance: Option<String>,
}

type Banks = BTreeMap<String, Vec<Told>>;

/// By signal or by address.
pub(super) async fn get(
    State(node): State<Node>,
    key: HmaKey,
    RawQuery(query): RawQuery,
) -> Result<Response, Failed> {
    let params = Params::read(query.as_deref());
    if let Some(url) = &params.url {
        let answer = asking::ask(&node, &key.key, Signal::Url.asked(url)?).await?;
        let banks = banks(answer, &params, &key);
        let signals = BTreeMap::from([(Signal::Url.name(), banks)]);
        return Ok(Json(signals).into_response());
    }
    let (Some(signal), Some(kind)) = (&params.signal, &params.signal_type) else {
        return Err(Failed::bad("give either the parameter `url`, or both `signal` and `signal_type`"));
    };
    let answer = asking::ask(&node, &key.key, Signal::of(kind)?.asked(signal)?).await?;
    Ok(Json(banks(answer, &params, &key)).into_response())
}

/// By file.
pub(super) async fn post(
    State(node): State<Node>,
    State(uploads): State<Arc<Uploads>>,
    key: HmaKey,
    RawQuery(query): RawQuery,
    request: Request,
) -> Result<Response, Failed> {
    let params = Params::read(query.as_deref());
    let file = HashedFile::read(&node, &uploads, key.key.id, params.types.as_deref(), request).await?;
    let asked: Vec<_> = file.signals.iter().map(|signal| signal.asked_of(&file.hashed)).collect();
    let answers = look_up(&node, &key.key, &asked).await?;
    let signals: BTreeMap<_, _> = file
        .signals
        .iter()
        .zip(answers)
        .map(|(signal, answer)| (signal.name(), banks(answer, &params, &key)))
        .collect();
    Ok(Json(signals).into_response())
}

/// HMA leaves out what is not enabled; here that is what a person must look at first.
fn banks(answer: Answer, params: &Params<'_>, key: &HmaKey) -> Banks {
    let mut banks = Banks::new();
    let automatic = answer.found.iter().filter(|found| found.action == Action::Automatic);
    for found in automatic.filter(|found| params.wants(found)).take(asking::MATCHES) {
        let distance = key.tells_distance().then(|| found.distance.to_string());
        let told = Told { bank_content_id: content_id(found), distance };
        banks.entry(bank_name(found)).or_default().push(told);
    }
    banks
}
