//! What must hold of a report before it is written: the rules of the schemas that plain strings can break.

use thiserror::Error;

use super::report::{MAX_REFERENCE, Organisation, Report};
use crate::{rfc3339, text};

/// Most characters of an organisation's name (`contact_info` of `xarf-core.json`).
const MAX_ORG: usize = 200;
/// Most characters of a URL or a source. Ours: the format has no limit.
const MAX_URL: usize = 4096;
/// Most characters of an e-mail address (RFC 5321, 4.5.3.1.3, without the angle brackets).
const MAX_CONTACT: usize = 254;
/// Most characters of a domain name (RFC 1035, 2.3.4, in text).
const MAX_DOMAIN: usize = 253;

/// Why a report was not written.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("XARF field {field}: {problem}")]
pub struct XarfError {
    /// The field as the format names it, such as `reporter.contact`.
    pub field: &'static str,
    /// What is wrong with it.
    pub problem: XarfProblem,
}

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum XarfProblem {
    /// Nothing in it.
    #[error("is empty: give it")]
    Empty,
    /// Too long.
    #[error("has more than {0} characters: shorten it")]
    TooLong(usize),
    /// A control character, or one that hides or turns text.
    #[error("holds a control or hidden character: remove it")]
    HiddenCharacter,
    /// Not a UUID.
    #[error("must be a UUID such as 550e8400-e29b-41d4-a716-446655440000")]
    Uuid,
    /// Not an RFC 3339 time.
    #[error("must be a time such as 2026-11-23T10:15:00Z")]
    Time,
    /// Not an e-mail address.
    #[error("must be an e-mail address such as notices@hotline.example")]
    Email,
    /// Not a domain name.
    #[error("must be a domain name such as hotline.example, in its ASCII (xn--) form")]
    Domain,
    /// Not an absolute URL.
    #[error("must be an absolute URL such as https://host.example/page/1, other characters percent-encoded")]
    Url,
    /// A space in it.
    #[error("holds a space or a character outside ASCII: give an address, a domain or a URL")]
    Source,
    /// The JSON writer failed.
    #[error("could not be written as JSON: {0}")]
    Json(String),
}

impl XarfError {
    /// serde_json refuses nothing a report can hold; said all the same rather than panicked over.
    pub(super) fn json(error: serde_json::Error) -> Self {
        Self { field: "(document)", problem: XarfProblem::Json(error.to_string()) }
    }
}

/// Checks every field of a report.
pub(super) fn report(report: &Report) -> Result<(), XarfError> {
    let fail = |field, problem| Err(XarfError { field, problem });
    if !is_uuid(&report.report_id) {
        return fail("report_id", XarfProblem::Uuid);
    }
    if rfc3339::parse(&report.timestamp).is_none() {
        return fail("timestamp", XarfProblem::Time);
    }
    if report.verified_at.as_deref().is_some_and(|time| rfc3339::parse(time).is_none()) {
        return fail("verified_at", XarfProblem::Time);
    }
    organisation(&report.reporter)?;
    line("source_identifier", &report.source_identifier, MAX_URL)?;
    if !report.source_identifier.bytes().all(|byte| byte.is_ascii_graphic()) {
        return fail("source_identifier", XarfProblem::Source);
    }
    line("url", &report.url, MAX_URL)?;
    if !is_url(&report.url) {
        return fail("url", XarfProblem::Url);
    }
    report.reference.as_deref().map_or(Ok(()), |text| line("description", text, MAX_REFERENCE))
}

fn organisation(organisation: &Organisation) -> Result<(), XarfError> {
    line("reporter.org", &organisation.org, MAX_ORG)?;
    line("reporter.contact", &organisation.contact, MAX_CONTACT)?;
    if !is_email(&organisation.contact) {
        return Err(XarfError { field: "reporter.contact", problem: XarfProblem::Email });
    }
    if !is_domain(&organisation.domain) {
        return Err(XarfError { field: "reporter.domain", problem: XarfProblem::Domain });
    }
    Ok(())
}

/// One line of text that is there, not too long, and shows all it holds.
fn line(field: &'static str, value: &str, limit: usize) -> Result<(), XarfError> {
    let problem = if value.trim().is_empty() {
        XarfProblem::Empty
    } else if value.chars().count() > limit {
        XarfProblem::TooLong(limit)
    } else if text::has_hidden(value) {
        XarfProblem::HiddenCharacter
    } else {
        return Ok(());
    };
    Err(XarfError { field, problem })
}

/// RFC 9562, section 4: 8-4-4-4-12 hexadecimal digits.
fn is_uuid(text: &str) -> bool {
    let groups = text.split('-').map(str::len);
    groups.eq([8, 4, 4, 4, 12]) && text.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit())
}

/// One `@` between a name and a domain. The mail server has the last word.
fn is_email(text: &str) -> bool {
    let graphic = text.bytes().all(|byte| byte.is_ascii_graphic());
    graphic && text.split_once('@').is_some_and(|(name, domain)| !name.is_empty() && is_domain(domain))
}

/// RFC 1123 host name of two labels or more.
fn is_domain(text: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    text.len() <= MAX_DOMAIN && text.contains('.') && text.split('.').all(is_label)
}

/// RFC 3986 in outline: a scheme, `://`, an authority, and only characters that may stand in a URI.
fn is_url(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once("://") else { return false };
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    let has_authority = !rest.is_empty() && !rest.starts_with(['/', '?', '#']);
    let may_stand = |byte: u8| byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte);
    is_scheme && has_authority && rest.bytes().all(may_stand)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls() {
        for url in [
            "https://host.example/page/1?a=b%20c#d",
            "http://[2001:db8::1]:8080/",
            "ftp://192.0.2.1/x",
            "https://host.example",
        ] {
            assert!(is_url(url), "{url}");
        }
        for url in [
            "host.example/page",
            "https://",
            "https:///page",
            "https://host.example/a b",
            "://x",
            "1s://x",
            "https://höst.example",
        ] {
            assert!(!is_url(url), "{url}");
        }
    }

    #[test]
    fn domains_and_addresses() {
        assert!(is_domain("xn--bcher-kva.example") && is_domain("a.b.c"));
        for domain in ["", "example", ".example", "a..b", "-a.example", "a_b.example", "bücher.example"] {
            assert!(!is_domain(domain), "{domain}");
        }
        assert!(is_email("notices+1@hotline.example"));
        for address in ["", "@hotline.example", "a@", "a b@hotline.example", "a@b@hotline.example", "a"] {
            assert!(!is_email(address), "{address}");
        }
    }

    #[test]
    fn uuids() {
        assert!(is_uuid("0197b6a4-5c00-7000-8000-000000000001"));
        for id in [
            "",
            "0197b6a45c0070008000000000000001",
            "{0197b6a4-5c00-7000-8000-00000000001}",
            "0197b6a4-5c00-7000-8000-00000000000g",
        ] {
            assert!(!is_uuid(id), "{id}");
        }
    }
}
