//! Hasher-Matcher-Actioner (HMA): the questions and answers of its matching and curation interface, as JSON.
//!
//! The shapes are those of `facebook/ThreatExchange`, `hasher-matcher-actioner`. Two of its habits matter: a distance is a
//! *string*, and answers by signal and by bank are objects whose names are those of signals (`pdq`, `video_md5`) and banks.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What `GET /status` says when all is well.
pub const ALIVE: &str = "I-AM-ALIVE";
/// What it says, with status 503, before there is an index.
pub const INDEX_NOT_LOADED: &str = "INDEX-NOT-LOADED";
/// What it says, with status 503, where the index is too old.
pub const INDEX_STALE: &str = "INDEX-STALE";

/// Signals by name, such as `pdq`, each as text: the answer of `/h/hash`. A hash of low quality is an empty text.
pub type Hashes = BTreeMap<String, String>;

/// One entry of a bank that matched.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Match {
    /// Number of the entry.
    pub bank_content_id: u64,
    /// How far, as a decimal number in a string.
    pub distance: String,
}

impl Match {
    /// A match at this distance.
    pub fn new(bank_content_id: u64, distance: u32) -> Self {
        Self { bank_content_id, distance: distance.to_string() }
    }
}

/// Matches by name of the bank: the answer of `GET /m/lookup?signal=…&signal_type=…`.
pub type BankMatches = BTreeMap<String, Vec<Match>>;

/// Matches by signal, then by bank: the answer of `/m/lookup` about a file or a URL.
pub type SignalMatches = BTreeMap<String, BankMatches>;

/// The answer of `GET /m/raw_lookup`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RawLookup {
    /// The matches, whatever state their banks are in.
    pub matches: RawMatches,
}

/// Either numbers, or with `include_distance` numbers and distances.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum RawMatches {
    /// Numbers of entries.
    Ids(Vec<u64>),
    /// Numbers and distances.
    WithDistance(Vec<Match>),
}

/// State of one index: a value of the answer of `GET /m/index/status`, by name of the signal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndexStatus {
    /// Whether there is one.
    pub present: bool,
    /// Up to which moment its entries are in it, seconds since 1970; -1 before it was built.
    pub built_to: i64,
    /// How many entries.
    pub size: u64,
}

/// The question of `POST /m/compare`: by name of the signal, the two to compare.
pub type Compare = BTreeMap<String, [String; 2]>;

/// One answer of `POST /m/compare`, by name of the signal: whether they match, and how far they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Compared(
    /// Whether they match.
    pub bool,
    /// How far they are.
    pub Distance,
);

/// A distance, here as a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Distance {
    /// How far.
    pub distance: u32,
}

/// A bank: what a list is called there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bank {
    /// Capital letters, digits and `_`, such as `BANK_A`.
    pub name: String,
    /// Which part of the traffic is matched, 0 to 1.
    pub matching_enabled_ratio: f64,
}

/// A kind of signal: an element of the answer of `GET /c/signal_type`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SignalType {
    /// Which part of the traffic is matched, 0 to 1.
    pub enabled_ratio: f64,
    /// `pdq`, `video_md5`.
    pub name: String,
}

/// The answer where something failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErrorAnswer {
    /// What, and what to do.
    pub message: String,
    /// More on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub details: Option<String>,
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_distance_is_a_string_in_matches_and_a_number_in_comparisons() {
        let banks = BankMatches::from([("BANK_A".to_owned(), vec![Match::new(1001, 4)])]);
        let written = serde_json::to_value(&banks).unwrap();
        assert_eq!(written, json!({"BANK_A": [{"bank_content_id": 1001, "distance": "4"}]}));
        let signals = SignalMatches::from([("pdq".to_owned(), banks)]);
        assert_eq!(serde_json::to_value(&signals).unwrap()["pdq"], written);
        let compared = Compared(true, Distance { distance: 9 });
        assert_eq!(serde_json::to_value(&compared).unwrap(), json!([true, {"distance": 9}]));
    }

    #[test]
    fn raw_matches_have_two_shapes() {
        let ids: RawLookup = serde_json::from_value(json!({"matches": [1, 2]})).unwrap();
        assert_eq!(ids.matches, RawMatches::Ids(vec![1, 2]));
        let far = json!({"matches": [{"bank_content_id": 1, "distance": "4"}]});
        let read: RawLookup = serde_json::from_value(far.clone()).unwrap();
        assert_eq!(serde_json::to_value(read).unwrap(), far);
    }

    #[test]
    fn an_error_needs_no_details() {
        let error = ErrorAnswer { message: "m".to_owned(), details: None };
        assert_eq!(serde_json::to_string(&error).unwrap(), r#"{"message":"m"}"#);
    }
}
