//! Normal forms of what is searched for. Two spellings of one URL, handle, e-mail address, phone number or network address
//! give the same normal form, and so the same keyed digest.

use core::net::IpAddr;

use url::Url;

use crate::field_error::{FieldError, Problem};
use crate::limits;
use crate::named_enum;
use crate::text::{self, Lines};

named_enum! {
    /// What kind of value a selector is.
    SelectorKind {
        /// A URL.
        Url = "url",
        /// A user name at a service.
        Handle = "handle",
        /// An e-mail address.
        Email = "email",
        /// A phone number.
        Phone = "phone",
        /// A network address.
        Address = "address",
        /// The sender's own reference of a report.
        Reference = "reference",
        /// The host of a web address, and the domain that its host's owner registered.
        Host = "host",
    }
}

/// A value by which a report can be found again, in its normal form.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Selector {
    /// What it is.
    pub kind: SelectorKind,
    /// Its normal form.
    pub normal: String,
}

impl Selector {
    /// A selector from a normal form.
    pub fn new(kind: SelectorKind, normal: impl Into<String>) -> Self {
        Self { kind, normal: normal.into() }
    }
}

/// Reads a URL as people paste it: scheme optional, "hxxp" and "[.]" undone. Web and onion addresses only.
pub fn parse_url(field: &str, input: &str) -> Result<Url, FieldError> {
    let malformed =
        |expected: &str| FieldError::new(field, Problem::Malformed { expected: expected.to_owned() });
    let input = text::required(field, input, limits::URL, Lines::One)?;
    let mut pasted = input.replace("[.]", ".").replace("(.)", ".");
    for (defanged, scheme) in [("hxxps://", "https://"), ("hxxp://", "http://")] {
        if pasted.get(..defanged.len()).is_some_and(|start| start.eq_ignore_ascii_case(defanged)) {
            pasted.replace_range(..defanged.len(), scheme);
        }
    }
    if !pasted.contains("://") {
        pasted.insert_str(0, "https://");
    }
    let mut url = Url::parse(&pasted)
        .map_err(|_| malformed("write a web address such as https://host.example/page"))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(malformed(
            "only http and https addresses can be reported here; describe others in the free text",
        ));
    }
    let no_host = || malformed("the address needs a host name with a dot, such as host.example");
    let host = url.host_str().unwrap_or_default().to_owned();
    let rooted = host.trim_end_matches('.');
    if rooted != host {
        // Without its final dot a name may turn out to be a number, and so an address: it is read again.
        url.set_host(Some(rooted)).map_err(|_| no_host())?;
    }
    match url.host_str() {
        Some(host) if host.contains('.') || host.starts_with('[') => Ok(url),
        _ => Err(no_host()),
    }
}

/// Reads a host name that stands alone, without scheme or path; its normal form is that of a URL's host.
pub fn parse_host(input: &str) -> Option<String> {
    let input = input.trim();
    if input.contains(['/', '@', '?', '#', ' ']) {
        return None;
    }
    let url = parse_url("host", input).ok()?;
    let bare = url.port().is_none() && url.path() == "/" && url.query().is_none();
    url.host_str().filter(|_| bare).map(str::to_ascii_lowercase)
}

/// The normal form of a URL: what stays the same however it was pasted. http and https count as one, default ports, user
/// information and fragments are dropped, percent escapes of unreserved characters are undone. The
/// path keeps its case and the query its order, because servers may tell them apart.
pub fn normal_url(url: &Url) -> String {
    let mut normal = url.host_str().unwrap_or_default().to_ascii_lowercase();
    let default_port = matches!(url.port_or_known_default(), None | Some(80 | 443));
    if let (false, Some(port)) = (default_port, url.port_or_known_default()) {
        normal.push_str(&format!(":{port}"));
    }
    normal.push_str(&plain_escapes(url.path()));
    if let Some(query) = url.query().filter(|query| !query.is_empty()) {
        normal.push('?');
        normal.push_str(&plain_escapes(query));
    }
    normal
}

/// Undoes percent escapes of letters, digits, `-._~`, and writes the rest in upper case (RFC 3986, 6.2.2). A percent sign that
/// escapes nothing is escaped itself, so that the normal form is its own normal form.
fn plain_escapes(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('%') {
        plain.push_str(&rest[..at]);
        let hex = rest.get(at + 1..at + 3).filter(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit()));
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) => plain.push(byte as char),
            Some(byte) => plain.push_str(&format!("%{byte:02X}")),
            None => plain.push_str("%25"),
        }
        rest = &rest[at + if hex.is_some() { 3 } else { 1 }..];
    }
    plain.push_str(rest);
    plain
}

/// The normal form of a user name at a service: both lower case, a leading `@` dropped.
pub fn normal_handle(service: &str, handle: &str) -> String {
    format!("{}/{}", service.trim().to_lowercase(), handle.trim().trim_start_matches('@').to_lowercase())
}

/// Reads an e-mail address; its normal form is lower case.
pub fn parse_email(field: &str, input: &str) -> Result<String, FieldError> {
    let email = text::required(field, input, limits::SHORT, Lines::One)?.to_lowercase();
    let well_formed = email.split_once('@').is_some_and(|(local, domain)| {
        !local.is_empty()
            && !email.contains(char::is_whitespace)
            && !domain.contains('@')
            && domain.split('.').count() > 1
            && domain.split('.').all(|label| !label.is_empty())
    });
    if well_formed {
        Ok(email)
    } else {
        Err(FieldError::new(
            field,
            Problem::Malformed { expected: "write an e-mail address such as name@host.example".into() },
        ))
    }
}

/// Reads a phone number; its normal form is digits with a leading `+` where one was given (`00` counts as one).
pub fn parse_phone(field: &str, input: &str) -> Result<String, FieldError> {
    let phone = text::required(field, input, limits::SHORT, Lines::One)?;
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    let (international, digits) = match digits.strip_prefix("00") {
        _ if phone.starts_with('+') => (true, digits.as_str()),
        Some(rest) => (true, rest),
        None => (false, digits.as_str()),
    };
    let only_phone = phone.chars().all(|c| c.is_ascii_digit() || " +-/().".contains(c));
    if !only_phone || !(3..=15).contains(&digits.len()) {
        let expected = "write a phone number such as +370 600 00000".to_owned();
        return Err(FieldError::new(field, Problem::Malformed { expected }));
    }
    Ok(if international { format!("+{digits}") } else { digits.to_owned() })
}

/// Reads a network address; an IPv4 address inside IPv6 is written as IPv4.
pub fn parse_address(field: &str, input: &str) -> Result<IpAddr, FieldError> {
    input.trim().parse::<IpAddr>().map(|ip| ip.to_canonical()).map_err(|_| {
        FieldError::new(
            field,
            Problem::Malformed { expected: "write an IP address such as 203.0.113.7 or 2001:db8::7".into() },
        )
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn normal(input: &str) -> String {
        normal_url(&parse_url("url", input).unwrap())
    }

    #[test]
    fn spellings_of_one_url_are_one() {
        let one = normal("https://host.example/a~b?x=1");
        for spelling in [
            "http://HOST.example:80/a~b?x=1#part",
            "hxxps://host[.]example/a%7eb?x=1",
            "host.example./%61~b?x=1",
            "https://me:pw@host.example/a~b?x=1",
        ] {
            assert_eq!(normal(spelling), one, "{spelling}");
        }
    }

    #[test]
    fn different_pages_stay_apart() {
        for other in [
            "https://host.example/A~b?x=1",
            "https://host.example/a~b?x=2",
            "https://host.example:8443/a~b?x=1",
            "https://www.host.example/a~b?x=1",
        ] {
            assert_ne!(normal(other), normal("https://host.example/a~b?x=1"), "{other}");
        }
        assert_ne!(normal("https://host.example/a%2Fb"), normal("https://host.example/a/b"));
        assert_ne!(normal("https://host.example/a%+Ab"), normal("https://host.example/a%0Ab"));
    }

    #[test]
    fn a_host_stands_alone() {
        for spelling in ["Host.example", "host[.]example.", " HOST.EXAMPLE "] {
            assert_eq!(parse_host(spelling).as_deref(), Some("host.example"), "{spelling}");
        }
        for other in ["https://host.example", "host.example/", "me@host.example", "host.example:8443", "host"]
        {
            assert_eq!(parse_host(other), None, "{other}");
        }
    }

    #[test]
    fn what_is_no_web_address_says_what_to_write() {
        for bad in ["javascript://x.y/", "localhost", "ftp://host.example/", "https://", "", "a b.c d"] {
            assert!(parse_url("url", bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn phones_and_mails_have_one_form() {
        assert_eq!(parse_phone("phone", "+370 (600) 00-000").unwrap(), "+37060000000");
        assert_eq!(parse_phone("phone", "00370 600 00000").unwrap(), "+37060000000");
        assert!(parse_phone("phone", "call me").is_err());
        assert_eq!(parse_email("email", " A@Host.Example ").unwrap(), "a@host.example");
        assert!(parse_email("email", "a@b@c.d").is_err());
        assert_eq!(parse_address("ip", "::ffff:203.0.113.7").unwrap().to_string(), "203.0.113.7");
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(input in "(.{0,80}|host\\.example/[%0-9a-fA-F?.]{0,20})") {
            if let Ok(url) = parse_url("url", &input) {
                // The normal form is itself a URL with the same normal form.
                let again = normal(&format!("https://{}", normal_url(&url)));
                prop_assert_eq!(again, normal_url(&url));
            }
            let _ = parse_phone("phone", &input);
            let _ = parse_email("email", &input);
        }
    }
}
