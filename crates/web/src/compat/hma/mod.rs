//! The look-up and hash endpoints of Hasher-Matcher-Actioner (HMA), as Coop and HMA's own clients ask them.
//!
//! On purpose: nothing is fetched, banks cannot be changed, and how near something is is told to keys of scope `distance` alone.

mod banks;
mod compare;
mod file;
mod hash;
mod index_status;
mod lookup;
mod multipart;
mod params;
mod raw_lookup;
mod signal;

use axum::Router;
use axum::routing::{any, get, post};
use tutela_formats::hma::ErrorAnswer;
use tutela_model::api_key::Scope;
use tutela_workflow::lookup::Found;

use super::dialect::{self, Dialect, DialectKey, no_such_path};
use crate::api::ApiState;

/// The dialect.
#[derive(Debug)]
struct Hma;

type Failed = dialect::Failed<Hma>;
type HmaKey = DialectKey<Hma>;

impl Dialect for Hma {
    const SCOPE: Scope = Scope::Lookup;
    const MEDIA: &'static str = "application/json";

    fn write(message: &str) -> String {
        let answer = ErrorAnswer { message: message.to_owned(), details: None };
        serde_json::to_string(&answer).unwrap_or_default()
    }
}

pub(super) fn routes() -> Router<ApiState> {
    Router::new()
        .route("/compat/hma/status", get(alive))
        .route("/compat/hma/status/live", get(alive))
        .route("/compat/hma/h/hash", get(hash::get).post(hash::post))
        .route("/compat/hma/m/lookup", get(lookup::get).post(lookup::post))
        .route("/compat/hma/m/raw_lookup", get(raw_lookup::get))
        .route("/compat/hma/m/compare", post(compare::post))
        .route("/compat/hma/c/banks", get(banks::all))
        .route("/compat/hma/c/bank/{name}", get(banks::one))
        .route("/compat/hma/m/index/status", get(index_status::get))
        .route("/compat/hma/{*rest}", any(no_such_path::<Hma>))
        .method_not_allowed_fallback(dialect::wrong_method::<Hma>)
}

/// `GET /status`: whoever asks needs no key, and learns nothing but that the node answers. It answers only once the lists are in
/// memory.
async fn alive() -> &'static str {
    tutela_formats::hma::ALIVE
}

/// The number by which an entry is named: the last 53 bits of its id, which are random. HMA's ids are whole numbers; above 53 bits
/// JavaScript would round them.
fn content_id(found: &Found) -> u64 {
    (found.entry.0.as_u128() as u64) & ((1 << 53) - 1)
}

/// The name of a list as HMA allows one: capital letters, digits and `_`; the list's number where nothing of it is left.
fn bank_name(found: &Found) -> String {
    named(&found.list_name, found.list_number)
}

fn named(list: &str, number: u32) -> String {
    let mut name = String::with_capacity(list.len());
    for part in list.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty()) {
        if !name.is_empty() {
            name.push('_');
        }
        name.push_str(&part.to_ascii_uppercase());
    }
    if name.is_empty() { format!("LIST_{number}") } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lists_name_becomes_a_banks() {
        for (list, bank) in [
            ("Example list", "EXAMPLE_LIST"),
            (" a-b (c)", "A_B_C"),
            ("Список", "LIST_7"),
            ("IWF 2", "IWF_2"),
        ] {
            assert_eq!(named(list, 7), bank);
        }
    }
}
