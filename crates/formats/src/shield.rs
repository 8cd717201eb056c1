//! Project Arachnid Shield, version 1: its questions and answers as JSON.
//!
//! The names are those that its own client reads: PyPI `arachnid-shield-sdk` 0.2.2, `arachnid_shield_sdk/models/`.
//!
//! | request | answer |
//! |---|---|
//! | `POST /v1/media/`, the bytes of a file | [`ScannedMedia`] |
//! | `POST /v1/url/` with [`ScanUrl`] | [`ScannedMedia`] |
//! | `POST /v1/pdq/` with [`ScanPdq`] | [`ScannedPdq`] |
//! | anything that fails | [`ErrorDetail`] with status 4xx or 5xx |
//!
//! Every name of an answer is always written, `null` where there is nothing: the client fails where one is missing.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use thiserror::Error;
use tutela_matching::{Pdq, Sha1};

use crate::words::words;

/// Most PDQ hashes of one question.
pub const MAX_HASHES: usize = 1000;

words! {
    /// What is known of a file.
    Classification, "classification" {
        /// Child sexual abuse material.
        Csam = "csam",
        /// Harmful to the child in it, and no child sexual abuse material by law.
        HarmfulAbusiveMaterial = "harmful-abusive-material",
        /// Nothing is known.
        NoKnownMatch = "no-known-match",
    }
}

words! {
    /// How a file was recognised.
    MatchType, "kind of match" {
        /// The same bytes.
        Exact = "exact",
        /// Looks alike.
        Near = "near",
    }
}

/// The question about an address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScanUrl {
    /// Absolute address of the file.
    pub url: String,
}

/// The question about PDQ hashes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScanPdq {
    /// Each hash as base64 of its 32 bytes, the first hexadecimal digits first.
    pub hashes: Vec<String>,
}

/// Why a question about PDQ hashes can't be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PdqError {
    /// Too many.
    #[error("hashes: more than {MAX_HASHES} hashes were given, ask in several requests")]
    TooMany,
    /// One of them, counted from 1.
    #[error("hashes: number {0} is not the base64 of 32 bytes")]
    NotPdq(usize),
}

impl ScanPdq {
    /// The hashes in their order, each with its text, which is its name in the answer.
    ///
    /// # Errors
    ///
    /// [`PdqError`] where there are more than [`MAX_HASHES`], or one is none.
    pub fn read(&self) -> Result<Vec<(&str, Pdq)>, PdqError> {
        if self.hashes.len() > MAX_HASHES {
            return Err(PdqError::TooMany);
        }
        let read = |(at, text)| pdq_from_base64(text).map(|pdq| (text, pdq)).ok_or(PdqError::NotPdq(at + 1));
        self.hashes.iter().map(String::as_str).enumerate().map(read).collect()
    }
}

/// A PDQ hash from base64, with or without its `=`.
pub fn pdq_from_base64(text: &str) -> Option<Pdq> {
    let padded = if text.len() == 43 { format!("{text}=") } else { text.to_owned() };
    let bytes = (padded.len() == 44).then(|| STANDARD.decode(padded).ok()).flatten()?;
    bytes.try_into().ok().map(Pdq::from_bytes)
}

/// A PDQ hash as base64.
pub fn pdq_to_base64(pdq: &Pdq) -> String {
    STANDARD.encode(pdq.as_bytes())
}

/// A SHA-1 as base 32 of RFC 4648: 32 characters of A to Z and 2 to 7.
pub fn sha1_base32(sha1: &Sha1) -> String {
    const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let mut text = String::with_capacity(32);
    for five in sha1.as_bytes().chunks(5) {
        let bits = five.iter().fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
        text.extend((0..8).rev().map(|at| char::from(ALPHABET[(bits >> (5 * at) & 31) as usize])));
    }
    text
}

/// The answer about one file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScannedMedia {
    /// Its length.
    pub size_bytes: u64,
    /// Its SHA-1, as [`sha1_base32`] gives it.
    pub sha1_base32: String,
    /// Its SHA-256, lower-case hexadecimal.
    pub sha256_hex: String,
    /// What is known of it.
    pub classification: Option<Classification>,
    /// How it was recognised; `None` where it was not.
    pub match_type: Option<MatchType>,
    /// What it looks like; empty unless `match_type` is near.
    #[serde(default)]
    pub near_match_details: Vec<NearMatch>,
}

/// A known file that looks alike.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NearMatch {
    /// At which second of a video; 0 for a picture.
    pub timestamp: f64,
    /// SHA-1 of the known file, as [`sha1_base32`] gives it; empty where the list doesn't name it.
    pub sha1_base32: String,
    /// SHA-256 of the known file, lower-case hexadecimal; empty where the list doesn't name it.
    pub sha256_hex: String,
    /// What is known of it.
    pub classification: Option<Classification>,
}

/// The answer about PDQ hashes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ScannedPdq {
    /// Each hash as it was asked, and what is known. The client fails on a `null`: what is not known is
    /// [`PdqMatch::none`].
    pub scanned_hashes: BTreeMap<String, PdqMatch>,
}

/// What is known of a PDQ hash.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PdqMatch {
    /// What is known of it.
    pub classification: Option<Classification>,
    /// Near, or `None`.
    pub match_type: Option<MatchType>,
    /// The nearest known file, one and no list.
    pub near_match_details: Option<NearMatch>,
}

impl PdqMatch {
    /// Nothing is known.
    pub const fn none() -> Self {
        Self {
            classification: Some(Classification::NoKnownMatch),
            match_type: None,
            near_match_details: None,
        }
    }
}

/// The answer where something failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErrorDetail {
    /// What, and what to do.
    pub detail: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base32_is_that_of_the_standard() {
        assert_eq!(sha1_base32(&Sha1::from_bytes([0; 20])), "A".repeat(32));
        assert_eq!(sha1_base32(&Sha1::from_bytes([255; 20])), "7".repeat(32));
        assert_eq!(sha1_base32(&Sha1::from_bytes(*b"foobafoobafoobafooba")), "MZXW6YTB".repeat(4));
    }

    #[test]
    fn hashes_are_read_with_and_without_padding() {
        let pdq = Pdq::from_bytes([7; 32]);
        let text = pdq_to_base64(&pdq);
        let ask = ScanPdq { hashes: vec![text.clone(), text.trim_end_matches('=').to_owned()] };
        assert_eq!(ask.read().unwrap().iter().map(|(_, pdq)| *pdq).collect::<Vec<_>>(), [pdq, pdq]);
        for wrong in ["", "AAAA", &"A".repeat(44), &"é".repeat(22)] {
            let ask = ScanPdq { hashes: vec![text.clone(), wrong.to_owned()] };
            assert_eq!(ask.read(), Err(PdqError::NotPdq(2)), "{wrong}");
        }
        assert_eq!(ScanPdq { hashes: vec![text; 1001] }.read(), Err(PdqError::TooMany));
    }

    #[test]
    fn nothing_is_left_out_of_an_answer() {
        let none = serde_json::to_value(PdqMatch::none()).unwrap();
        assert_eq!(
            none,
            serde_json::json!({"classification": "no-known-match", "match_type": null, "near_match_details": null})
        );
    }
}
