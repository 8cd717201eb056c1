//! The items of a report's body. Each is read by its kind, so that an error names the exact field.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tutela_matching::{FileDigests, PdqHash};
use tutela_model::clock::Timestamp;
use tutela_model::field_error::{FieldError, Problem as Wrong};
use tutela_model::item::{AccountItem, Address, FileItem, Item, TextItem, UrlItem};
use tutela_model::limits;
use tutela_model::selector::{parse_address, parse_email, parse_phone, parse_url};
use tutela_model::text::{self, Lines};
use utoipa::ToSchema;

use super::report_body::{optional, read_country, read_time, wrong_value};

/// One thing the report tells of.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "lowercase")]
#[expect(
    dead_code,
    reason = "stands for the schema; items are read by `read_item`, whose errors name the field"
)]
pub enum ItemBody {
    /// A web address.
    Url(UrlBody),
    /// A file, known by its digests. Never send the file itself.
    File(FileBody),
    /// An account at a service.
    Account(AccountBody),
    /// Free text.
    Text(TextBody),
}

/// A web address.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UrlBody {
    /// The address: http or https.
    #[schema(max_length = 4096)]
    url: String,
    /// What you know about it.
    #[schema(max_length = 20000)]
    note: Option<String>,
}

/// A file, known by its digests.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FileBody {
    /// Its name.
    #[schema(max_length = 320)]
    name: Option<String>,
    /// Its size in bytes.
    size: Option<u64>,
    /// Its media type.
    #[schema(max_length = 320)]
    mime: Option<String>,
    /// Its digests: at least one.
    digests: DigestsBody,
    /// Whether a person looked at it.
    viewed: Option<bool>,
    /// Whether anybody could see it.
    public: Option<bool>,
}

/// Digests of a file, in hexadecimal.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct DigestsBody {
    /// 32 digits.
    #[schema(pattern = "^[0-9A-Fa-f]{32}$")]
    md5: Option<String>,
    /// 40 digits.
    #[schema(pattern = "^[0-9A-Fa-f]{40}$")]
    sha1: Option<String>,
    /// 64 digits.
    #[schema(pattern = "^[0-9A-Fa-f]{64}$")]
    sha256: Option<String>,
    /// 64 digits.
    #[schema(pattern = "^[0-9A-Fa-f]{64}$")]
    pdq: Option<String>,
    /// 0 to 100; needed with `pdq`.
    #[schema(minimum = 0, maximum = 100)]
    pdq_quality: Option<u8>,
}

/// An account at a service.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AccountBody {
    /// The service, game or chat.
    #[schema(max_length = 320)]
    service: Option<String>,
    /// The user name there.
    #[schema(max_length = 320)]
    handle: Option<String>,
    /// E-mail addresses.
    #[serde(default)]
    #[schema(max_items = 200)]
    emails: Vec<String>,
    /// Phone numbers.
    #[serde(default)]
    #[schema(max_items = 200)]
    phones: Vec<String>,
    /// Network addresses.
    #[serde(default)]
    #[schema(max_items = 200)]
    addresses: Vec<AddressBody>,
    /// The country it declares: ISO 3166-1 alpha-2.
    #[schema(min_length = 2, max_length = 2)]
    country: Option<String>,
}

/// A network address, seen at a moment.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AddressBody {
    /// IPv4 or IPv6.
    ip: String,
    /// The source port.
    #[schema(minimum = 1, maximum = 65535)]
    port: Option<u16>,
    /// When it was seen, RFC 3339 with its offset.
    #[schema(format = DateTime)]
    at: Option<String>,
    /// On what occasion: `login`, `upload`.
    #[schema(max_length = 320)]
    event: Option<String>,
}

/// Free text.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TextBody {
    /// The text.
    #[schema(max_length = 20000)]
    text: String,
}

/// Reads one item; `at` is its path in the body.
pub(super) fn read_item(at: &str, mut value: Value, now: Timestamp) -> Result<Item, Vec<FieldError>> {
    const KINDS: &str = "url, file, account, text";
    let kind = value.as_object_mut().and_then(|object| object.remove("kind"));
    match kind.as_ref().and_then(Value::as_str) {
        Some("url") => read_url(at, body(at, value)?),
        Some("file") => read_file(at, body(at, value)?),
        Some("account") => read_account(at, body(at, value)?, now),
        Some("text") => read_text(at, body(at, value)?),
        _ => Err(vec![FieldError::new(format!("{at}.kind"), Wrong::Unknown { expected: KINDS })]),
    }
}

fn body<T: DeserializeOwned>(at: &str, value: Value) -> Result<T, Vec<FieldError>> {
    serde_path_to_error::deserialize(value).map_err(|error| {
        let field = match error.path().to_string().as_str() {
            "." => at.to_owned(),
            path => format!("{at}.{path}"),
        };
        vec![wrong_value(&field, &error.into_inner())]
    })
}

fn read_url(at: &str, body: UrlBody) -> Result<Item, Vec<FieldError>> {
    let mut errors = Vec::new();
    let url = parse_url(&format!("{at}.url"), &body.url).map_err(|error| errors.push(error)).ok();
    let note = optional(&format!("{at}.note"), body.note.as_deref(), limits::TEXT, Lines::Many, &mut errors);
    match url {
        Some(url) if errors.is_empty() => Ok(Item::Url(UrlItem { url: url.into(), note })),
        _ => Err(errors),
    }
}

fn read_file(at: &str, body: FileBody) -> Result<Item, Vec<FieldError>> {
    let mut errors = Vec::new();
    let name = optional(&format!("{at}.name"), body.name.as_deref(), limits::SHORT, Lines::One, &mut errors);
    let mime = optional(&format!("{at}.mime"), body.mime.as_deref(), limits::SHORT, Lines::One, &mut errors);
    let digests = read_digests(&format!("{at}.digests"), &body.digests, &mut errors);
    if !errors.is_empty() {
        return Err(errors);
    }
    Ok(Item::File(FileItem {
        name,
        size: body.size,
        mime,
        digests,
        viewed: body.viewed,
        public: body.public,
    }))
}

fn read_digests(at: &str, body: &DigestsBody, errors: &mut Vec<FieldError>) -> FileDigests {
    let mut digests = FileDigests {
        md5: digest(&format!("{at}.md5"), body.md5.as_deref(), errors),
        sha1: digest(&format!("{at}.sha1"), body.sha1.as_deref(), errors),
        sha256: digest(&format!("{at}.sha256"), body.sha256.as_deref(), errors),
        pdq: None,
    };
    let hash = digest(&format!("{at}.pdq"), body.pdq.as_deref(), errors);
    let field = format!("{at}.pdq_quality");
    match (hash, body.pdq_quality) {
        (Some(hash), Some(quality @ 0..=100)) => digests.pdq = Some(PdqHash { hash, quality }),
        (Some(_), None) => errors.push(FieldError::new(field, Wrong::Missing)),
        (_, Some(101..)) => {
            errors.push(FieldError::new(field, Wrong::Malformed { expected: "write 0 to 100".into() }))
        }
        (None, _) => {}
    }
    if errors.is_empty() && digests.is_empty() {
        errors.push(FieldError::new(at, Wrong::Missing));
    }
    digests
}

pub(super) fn digest<T>(field: &str, text: Option<&str>, errors: &mut Vec<FieldError>) -> Option<T>
where
    T: std::str::FromStr,
    T::Err: std::fmt::Display,
{
    let read = text?.trim().parse();
    read.map_err(|error: T::Err| {
        errors.push(FieldError::new(field, Wrong::Malformed { expected: error.to_string() }));
    })
    .ok()
}

fn read_account(at: &str, body: AccountBody, now: Timestamp) -> Result<Item, Vec<FieldError>> {
    let mut errors = Vec::new();
    let service =
        optional(&format!("{at}.service"), body.service.as_deref(), limits::SHORT, Lines::One, &mut errors);
    let handle =
        optional(&format!("{at}.handle"), body.handle.as_deref(), limits::SHORT, Lines::One, &mut errors);
    let emails =
        each(&format!("{at}.emails"), &body.emails, &mut errors, |field, text| parse_email(field, text));
    let phones =
        each(&format!("{at}.phones"), &body.phones, &mut errors, |field, text| parse_phone(field, text));
    let addresses = each(&format!("{at}.addresses"), &body.addresses, &mut errors, |field, address| {
        read_address(field, address, now)
    });
    let country = body.country.as_deref().and_then(|text| {
        read_country(&format!("{at}.country"), text).map_err(|error| errors.push(error)).ok()
    });
    if !errors.is_empty() {
        return Err(errors);
    }
    let account = AccountItem { service, handle, emails, phones, addresses, country };
    if account == AccountItem::default() {
        return Err(vec![FieldError::new(format!("{at}.handle"), Wrong::Missing)]);
    }
    Ok(Item::Account(account))
}

fn each<T, U>(
    at: &str,
    values: &[T],
    errors: &mut Vec<FieldError>,
    read: impl Fn(&str, &T) -> Result<U, FieldError>,
) -> Vec<U> {
    if values.len() > limits::SELECTORS {
        errors.push(FieldError::new(at, Wrong::TooLong { limit: limits::SELECTORS }));
        return Vec::new();
    }
    let mut all = Vec::with_capacity(values.len());
    for (n, value) in values.iter().enumerate() {
        match read(&format!("{at}[{n}]"), value) {
            Ok(value) => all.push(value),
            Err(error) => errors.push(error),
        }
    }
    all
}

fn read_address(at: &str, body: &AddressBody, now: Timestamp) -> Result<Address, FieldError> {
    let ip = parse_address(&format!("{at}.ip"), &body.ip)?;
    if body.port == Some(0) {
        let expected = "write a port from 1 to 65535".to_owned();
        return Err(FieldError::new(format!("{at}.port"), Wrong::Malformed { expected }));
    }
    let seen = body.at.as_deref().map(|text| read_time(&format!("{at}.at"), text, now)).transpose()?;
    let event = text::check(
        &format!("{at}.event"),
        body.event.as_deref().unwrap_or_default(),
        limits::SHORT,
        Lines::One,
    )?;
    Ok(Address { ip, port: body.port, at: seen, event })
}

fn read_text(at: &str, body: TextBody) -> Result<Item, Vec<FieldError>> {
    match text::required(&format!("{at}.text"), &body.text, limits::TEXT, Lines::Many) {
        Ok(text) => Ok(Item::Text(TextItem { text })),
        Err(error) => Err(vec![error]),
    }
}
