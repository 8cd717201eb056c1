//! What is asked in a look-up: read and checked field by field.

use serde::Deserialize;
use tutela_matching::{FileDigests, PdqHash};
use tutela_model::field_error::{FieldError, Problem as Wrong};
use tutela_model::selector::parse_url;
use tutela_workflow::lookup::Asked;
use utoipa::ToSchema;

use super::item_body::digest;
use crate::api::asking::BATCH;
use crate::api::problem::Problem;

/// Files or addresses to look up.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MatchBody {
    /// What is asked about; the answers come in the same order.
    #[schema(min_items = 1, max_items = 1000)]
    files: Vec<AskedBody>,
}

/// What is known of one file: at least one of these.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AskedBody {
    /// 32 hexadecimal digits.
    #[schema(pattern = "^[0-9A-Fa-f]{32}$")]
    md5: Option<String>,
    /// 40 hexadecimal digits.
    #[schema(pattern = "^[0-9A-Fa-f]{40}$")]
    sha1: Option<String>,
    /// 64 hexadecimal digits.
    #[schema(pattern = "^[0-9A-Fa-f]{64}$")]
    sha256: Option<String>,
    /// 64 hexadecimal digits.
    #[schema(pattern = "^[0-9A-Fa-f]{64}$")]
    pdq: Option<String>,
    /// 0 to 100; without it a hash counts as 100. Below 50 it matches nothing.
    #[schema(minimum = 0, maximum = 100)]
    pdq_quality: Option<u8>,
    /// An address, compared with lists of addresses. It is never fetched.
    #[schema(max_length = 4096)]
    url: Option<String>,
}

/// Reads the questions of a request. All that is wrong with it is named at once.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Asked>, Problem> {
    let body: MatchBody = super::report_body::from_json(bytes)?;
    let mut errors = Vec::new();
    match body.files.len() {
        0 => errors.push(FieldError::new("files", Wrong::Missing)),
        1..=BATCH => {}
        _ => errors.push(FieldError::new("files", Wrong::TooLong { limit: BATCH })),
    }
    if !errors.is_empty() {
        return Err(Problem::fields(errors));
    }
    let asked = body.files.into_iter().enumerate();
    let asked = asked.map(|(at, file)| read_one(&format!("files[{at}]"), file, &mut errors)).collect();
    if errors.is_empty() { Ok(asked) } else { Err(Problem::fields(errors)) }
}

fn read_one(at: &str, body: AskedBody, errors: &mut Vec<FieldError>) -> Asked {
    let before = errors.len();
    let mut digests = FileDigests {
        md5: digest(&format!("{at}.md5"), body.md5.as_deref(), errors),
        sha1: digest(&format!("{at}.sha1"), body.sha1.as_deref(), errors),
        sha256: digest(&format!("{at}.sha256"), body.sha256.as_deref(), errors),
        pdq: None,
    };
    let quality = body.pdq_quality.unwrap_or(100);
    if quality > 100 {
        let expected = "write 0 to 100".to_owned();
        errors.push(FieldError::new(format!("{at}.pdq_quality"), Wrong::Malformed { expected }));
    }
    let hash = digest(&format!("{at}.pdq"), body.pdq.as_deref(), errors);
    digests.pdq = hash.map(|hash| PdqHash { hash, quality });
    let url = body.url.and_then(|url| {
        parse_url(&format!("{at}.url"), &url).map_err(|error| errors.push(error)).ok().map(String::from)
    });
    if errors.len() == before && digests.is_empty() && url.is_none() {
        let expected = "give at least one of md5, sha1, sha256, pdq, url".to_owned();
        errors.push(FieldError::new(at, Wrong::Malformed { expected }));
    }
    Asked { digests, url, ..Asked::default() }
}
