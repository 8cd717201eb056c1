//! `GET /c/banks`, `GET /c/bank/{name}`: the lists, read only.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use tutela_formats::hma::Bank;
use tutela_model::list::Action;
use tutela_workflow::Node;
use tutela_workflow::lookup::searched_lists;

use super::{Failed, HmaKey, named};

pub(super) async fn all(State(node): State<Node>, key: HmaKey) -> Result<Json<Vec<Bank>>, Failed> {
    banks(&node, &key).map(Json)
}

pub(super) async fn one(
    State(node): State<Node>,
    key: HmaKey,
    Path(name): Path<String>,
) -> Result<Json<Bank>, Failed> {
    let bank = banks(&node, &key)?.into_iter().find(|bank| bank.name == name);
    bank.map(Json).ok_or_else(|| Failed::new(StatusCode::NOT_FOUND, "there is no such bank: see /c/banks"))
}

/// Lists whose names come to the same are one bank; it is enabled where one of them may be acted on.
fn banks(node: &Node, key: &HmaKey) -> Result<Vec<Bank>, Failed> {
    let mut banks: Vec<Bank> = Vec::new();
    for list in searched_lists(node, &key.key)? {
        let name = named(&list.name, list.number);
        let ratio = if list.action == Action::Automatic { 1.0 } else { 0.0 };
        match banks.iter_mut().find(|bank| bank.name == name) {
            Some(bank) => bank.matching_enabled_ratio = bank.matching_enabled_ratio.max(ratio),
            None => banks.push(Bank { name, matching_enabled_ratio: ratio }),
        }
    }
    Ok(banks)
}
