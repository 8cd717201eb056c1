//! The body of a report: read, checked field by field, and turned into the domain's words.

use axum::http::StatusCode;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tutela_model::clock::{DAY, Timestamp};
use tutela_model::country::Country;
use tutela_model::field_error::{FieldError, Problem as Wrong};
use tutela_model::limits;
use tutela_model::report::{Category, ChildStatement, NewReport, Origin, Particulars};
use tutela_model::text::{self, Lines};
use utoipa::ToSchema;

use super::item_body::{ItemBody, read_item};
use crate::api::problem::Problem;

/// A report.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReportBody {
    /// What it is about: `csam`, `grooming`, `sextortion`, `trafficking`, `travel`, `self_generated` or `other`.
    #[schema(example = "csam")]
    category: String,
    /// When it happened, RFC 3339 with its offset.
    #[schema(format = DateTime)]
    occurred_at: Option<String>,
    /// Your own id of the report; given back with its status.
    #[schema(max_length = 320)]
    reference: Option<String>,
    /// Why it is urgent, if it is.
    #[schema(max_length = 20000)]
    urgent_reason: Option<String>,
    /// What is known about the child.
    child: Option<ChildBody>,
    /// What the report is made of.
    #[schema(min_items = 1, max_items = 200, value_type = Vec<ItemBody>)]
    items: Vec<Value>,
}

/// What is known about the child.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChildBody {
    /// Whether a child is in danger right now; null where you do not know.
    immediate_danger: Option<bool>,
    /// Whether the offender has access to the child; null where you do not know.
    offender_has_access: Option<bool>,
    /// Where the child is thought to be: ISO 3166-1 alpha-2.
    #[schema(example = "PH", min_length = 2, max_length = 2)]
    country: Option<String>,
}

/// Reads JSON; a value of the wrong type names its field.
pub(super) fn from_json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let at = error.path().to_string();
        let inner = error.into_inner();
        if inner.is_data() {
            Problem::fields(vec![wrong_value(if at == "." { "" } else { &at }, &inner)])
        } else {
            broken(&inner)
        }
    })?;
    reader.end().map_err(|error| broken(&error))?;
    Ok(value)
}

/// A value that does not fit, in the object or field at the path `at`. Where a field of that object is missing or unknown, serde
/// names it in its message only.
pub(super) fn wrong_value(at: &str, error: &serde_json::Error) -> FieldError {
    let message = error.to_string();
    let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(message, _)| message);
    let inner = |start: &str| Some(message.strip_prefix(start)?.split_once('`')?.0);
    let join = |name: &str| if at.is_empty() { name.to_owned() } else { format!("{at}.{name}") };
    if let Some(name) = inner("missing field `") {
        return FieldError::new(join(name), Wrong::Missing);
    }
    if let Some(name) = inner("unknown field `") {
        let known = message.split_once("expected ").map_or("no field", |(_, known)| known);
        let expected = format!("there is no such field; known here: {known}");
        // serde_path_to_error may have added the unknown name itself.
        let field = if at.rsplit('.').next() == Some(name) { at.to_owned() } else { join(name) };
        return FieldError::new(field, Wrong::Malformed { expected });
    }
    FieldError::new(at, Wrong::Malformed { expected: message.to_owned() })
}

fn broken(error: &serde_json::Error) -> Problem {
    let detail = format!("the body is no JSON from line {}, column {} on", error.line(), error.column());
    Problem::new(StatusCode::BAD_REQUEST, detail)
}

/// Reads a report from the bytes of a request. All that is wrong with it is named at once.
pub fn read_report(bytes: &[u8], now: Timestamp) -> Result<NewReport, Problem> {
    let body: ReportBody = from_json(bytes)?;
    let mut errors = Vec::new();
    let category = Category::parse(&body.category).unwrap_or_else(|| {
        let expected = "csam, grooming, sextortion, trafficking, travel, self_generated, other";
        errors.push(FieldError::new("category", Wrong::Unknown { expected }));
        Category::Other
    });
    let occurred_at = body.occurred_at.as_deref().and_then(|text| {
        let time = read_time("occurred_at", text, now);
        time.map_err(|error| errors.push(error)).ok()
    });
    let child = body.child.unwrap_or_default();
    let country = child
        .country
        .as_deref()
        .and_then(|text| read_country("child.country", text).map_err(|error| errors.push(error)).ok());
    let particulars = Particulars {
        reference: optional("reference", body.reference.as_deref(), limits::SHORT, Lines::One, &mut errors),
        urgent_reason: optional(
            "urgent_reason",
            body.urgent_reason.as_deref(),
            limits::TEXT,
            Lines::Many,
            &mut errors,
        ),
        when: None,
        contact: None,
    };
    let items = read_items(body.items, now, &mut errors);
    let selectors: usize = items.iter().map(|item| item.selectors().len()).sum();
    if selectors > limits::SELECTORS_OF_REPORT {
        errors.push(FieldError::new("items", Wrong::TooLong { limit: limits::SELECTORS_OF_REPORT }));
    }
    if !errors.is_empty() {
        return Err(Problem::fields(errors));
    }
    Ok(NewReport {
        origin: Origin::Api,
        category,
        occurred_at,
        child: ChildStatement {
            immediate_danger: child.immediate_danger,
            offender_has_access: child.offender_has_access,
            country,
        },
        items,
        particulars,
    })
}

fn read_items(
    values: Vec<Value>,
    now: Timestamp,
    errors: &mut Vec<FieldError>,
) -> Vec<tutela_model::item::Item> {
    if values.is_empty() {
        errors.push(FieldError::new("items", Wrong::Missing));
    }
    if values.len() > limits::ITEMS {
        errors.push(FieldError::new("items", Wrong::TooLong { limit: limits::ITEMS }));
        return Vec::new();
    }
    let mut items = Vec::with_capacity(values.len());
    for (at, value) in values.into_iter().enumerate() {
        match read_item(&format!("items[{at}]"), value, now) {
            Ok(item) => items.push(item),
            Err(wrong) => errors.extend(wrong),
        }
    }
    items
}

/// A text that may be missing.
pub(super) fn optional(
    field: &str,
    text: Option<&str>,
    limit: usize,
    lines: Lines,
    errors: &mut Vec<FieldError>,
) -> Option<String> {
    text::check(field, text?, limit, lines).unwrap_or_else(|error| {
        errors.push(error);
        None
    })
}

/// A time that is not in the future. A day is allowed for clocks and zones that are wrong.
pub(super) fn read_time(field: &str, text: &str, now: Timestamp) -> Result<Timestamp, FieldError> {
    let malformed =
        |expected: &str| FieldError::new(field, Wrong::Malformed { expected: expected.to_owned() });
    let time = Timestamp::parse(text)
        .ok_or_else(|| malformed("write RFC 3339 with an offset, such as 2026-11-23T10:15:00Z"))?;
    if time.since(now) > DAY { Err(malformed("this time lies in the future")) } else { Ok(time) }
}

/// An assigned country code.
pub(super) fn read_country(field: &str, text: &str) -> Result<Country, FieldError> {
    Country::parse(text).ok_or_else(|| {
        FieldError::new(
            field,
            Wrong::Unknown { expected: "the assigned ISO 3166-1 alpha-2 codes, such as PH" },
        )
    })
}
