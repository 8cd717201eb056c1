//! Where an upstream's interface lies. The operator chose it, so that it may lie inside the operator's own network; but a page
//! of it never leads anywhere else.

use tutela_model::clock::Timestamp;
use tutela_model::field_error::{FieldError, Problem};
use tutela_model::limits;
use tutela_model::text::{self, Lines};
use url::{Host, Url};

use super::problem::UpstreamProblem;

/// What follows the beginning of every address of the interface.
const VERSION: &str = "/v2";

/// Where an upstream's Hash Sharing v2 interface begins: everything before `/v2`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Base(Url);

impl Base {
    /// Reads what a person typed. Passwords would travel in the open over plain HTTP, which is therefore for this machine alone.
    pub(super) fn parse(typed: &str) -> Result<Self, FieldError> {
        let wrong =
            |expected: &str| FieldError::new("url", Problem::Malformed { expected: expected.to_owned() });
        let typed = text::required("url", typed, limits::URL, Lines::One)?;
        let mut url = Url::parse(&typed).map_err(|_| {
            wrong("the address at which the interface begins: https://host.example/hashsharing")
        })?;
        match url.scheme() {
            "https" => {}
            "http" if is_this_machine(&url) => {}
            _ => return Err(wrong("https, because name and password travel with every request")),
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(wrong("no name and password inside: they have fields of their own"));
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(wrong("nothing after a question mark or a hash sign"));
        }
        let path = url.path().trim_end_matches('/');
        let path = path.strip_suffix(VERSION).unwrap_or(path).trim_end_matches('/').to_owned();
        url.set_path(&path);
        Ok(Self(url))
    }

    /// As it is stored and shown.
    pub(super) fn as_str(&self) -> &str {
        self.0.as_str().trim_end_matches('/')
    }

    fn path(&self) -> &str {
        self.0.path().trim_end_matches('/')
    }

    /// An address below it; every part is escaped. `None` for a part that would lead up or nowhere.
    pub(super) fn below(&self, parts: &[&str]) -> Option<Url> {
        if parts.iter().any(|part| matches!(*part, "" | "." | "..")) {
            return None;
        }
        let mut url = self.0.clone();
        url.path_segments_mut().ok()?.pop_if_empty().push("v2").extend(parts);
        Some(url)
    }

    /// The first page of what changed between two times.
    pub(super) fn entries(&self, from: Timestamp, to: Timestamp) -> Url {
        let mut url = self.0.clone();
        url.set_path(&self.entries_path());
        url.query_pairs_mut().append_pair("from", &from.to_string()).append_pair("to", &to.to_string());
        url
    }

    fn entries_path(&self) -> String {
        format!("{}{VERSION}/entries", self.path())
    }

    /// The next page: a path to be appended, a path on the host, or a whole address; always further entries of this interface.
    pub(super) fn next(&self, said: &str) -> Result<Url, UpstreamProblem> {
        let said = said.trim();
        let elsewhere = UpstreamProblem::NextElsewhere;
        let next = if said.starts_with(VERSION) {
            Url::parse(&format!("{}{said}", self.as_str()))
        } else {
            self.0.join(said)
        };
        let next = next.map_err(|_| elsewhere.clone())?;
        if self.is_ours(&next) && next.path() == self.entries_path() { Ok(next) } else { Err(elsewhere) }
    }

    /// Whether an address lies below this one, so that name and password may be shown to it.
    pub(super) fn is_ours(&self, url: &Url) -> bool {
        let below = url.path().strip_prefix(self.path()).is_some_and(|rest| rest.starts_with('/'));
        url.origin() == self.0.origin() && below && url.username().is_empty() && url.password().is_none()
    }
}

fn is_this_machine(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name.eq_ignore_ascii_case("localhost"),
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_is_for_this_machine_alone() {
        for good in [
            "https://hub.example/hashsharing",
            "http://127.0.0.1:8080",
            "http://[::1]/x",
            "http://localhost/x",
        ] {
            assert!(Base::parse(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "hub.example",
            "http://hub.example/",
            "http://10.0.0.1/",
            "ftp://hub.example/",
            "https://name:word@hub.example/",
            "https://hub.example/?from=0",
            "https://hub.example/#a",
        ] {
            let error = Base::parse(bad).unwrap_err();
            assert_eq!(error.field, "url", "{bad}");
        }
    }

    #[test]
    fn it_begins_before_the_version() {
        for typed in [
            "https://hub.example/a",
            "https://hub.example/a/",
            "https://hub.example/a/v2",
            "https://hub.example/a/v2/",
        ] {
            assert_eq!(Base::parse(typed).unwrap().as_str(), "https://hub.example/a", "{typed}");
        }
        let base = Base::parse("https://hub.example").unwrap();
        let zero = Timestamp::from_micros(0);
        assert_eq!(
            base.entries(zero, zero).as_str(),
            "https://hub.example/v2/entries?from=1970-01-01T00%3A00%3A00Z&to=1970-01-01T00%3A00%3A00Z"
        );
    }

    #[test]
    fn a_next_page_leads_nowhere_else() {
        let base = Base::parse("https://hub.example/a").unwrap();
        for good in [
            "/v2/entries?start=1000",
            "/a/v2/entries?start=1000",
            "https://hub.example/a/v2/entries?start=1000",
            "https://hub.example:443/a/v2/entries?start=1000",
        ] {
            assert_eq!(
                base.next(good).unwrap().as_str(),
                "https://hub.example/a/v2/entries?start=1000",
                "{good}"
            );
        }
        for bad in [
            "https://other.example/a/v2/entries?start=1000",
            "http://hub.example/a/v2/entries",
            "https://hub.example:444/a/v2/entries",
            "https://name@hub.example/a/v2/entries",
            "//other.example/a/v2/entries",
            "/v2/members",
            "/v2/entries/../../../b/v2/entries",
            "/b/v2/entries",
            "/v2entries",
            "file:///a/v2/entries",
        ] {
            assert_eq!(base.next(bad).unwrap_err(), UpstreamProblem::NextElsewhere, "{bad}");
        }
    }

    #[test]
    fn the_parts_of_an_address_are_escaped() {
        let base = Base::parse("https://hub.example/a").unwrap();
        assert_eq!(
            base.below(&["entries", "4/2", "a b?"]).unwrap().as_str(),
            "https://hub.example/a/v2/entries/4%2F2/a%20b%3F"
        );
        for part in ["", ".", ".."] {
            assert_eq!(base.below(&["entries", part]), None);
        }
    }
}
