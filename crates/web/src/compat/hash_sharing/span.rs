//! From when until when a client asks, and where it stands: the parameters of `entries`.

use tutela_model::clock::Timestamp;

use super::Failed;
use super::cursor::Cursor;

/// What is asked for: changes from `from` until before `until`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) from: Timestamp,
    pub(super) until: Timestamp,
    pub(super) cursor: Cursor,
}

impl Span {
    /// Reads the parameters; without `from` from the beginning, without `to` until now.
    pub(super) fn read(query: &str, now: Timestamp) -> Result<Self, Failed> {
        let start = Cursor { list: 0, after: None };
        let mut span = Self { from: Timestamp::from_micros(0), until: now, cursor: start };
        for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
            match &*name {
                "from" => span.from = time("from", &value)?,
                "to" => span.until = time("to", &value)?,
                "cursor" => {
                    let wrong =
                        "`cursor` is not one of this node's: take the whole path from `paging/next` as it is";
                    span.cursor = Cursor::parse(&value).ok_or_else(|| Failed::bad(wrong))?;
                }
                _ => {}
            }
        }
        if span.from > span.until {
            return Err(Failed::bad("`from` is later than `to`: give the earlier time as `from`"));
        }
        Ok(span)
    }

    /// The path of the page that begins at a cursor. Clients put it behind the address they know.
    pub(super) fn path(&self, cursor: Cursor) -> String {
        // Microseconds: the next page must end where this one does.
        let (from, until) = (exact(self.from), exact(self.until));
        format!("/v2/entries?from={from}&to={until}&cursor={}", cursor.to_text())
    }
}

fn time(name: &str, text: &str) -> Result<Timestamp, Failed> {
    let wrong = || Failed::bad(format!("`{name}` must be a time such as 2026-11-23T10:15:00Z"));
    Timestamp::parse(text).filter(|time| time.micros() >= 0).ok_or_else(wrong)
}

fn exact(time: Timestamp) -> String {
    jiff::Timestamp::from_microsecond(time.micros()).map(|time| time.to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_leads_to_the_next_of_the_same_span() {
        let now = Timestamp::from_micros(1_700_000_000_123_456);
        let span = Span::read("from=1970-01-01T00:00:00Z", now).unwrap();
        let cursor = Cursor { list: 2, after: None };
        let path = span.path(cursor);
        let again = Span::read(path.strip_prefix("/v2/entries?").unwrap(), now.plus(1)).unwrap();
        assert_eq!(again, Span { cursor, ..span });
    }

    #[test]
    fn what_has_no_sense_is_refused() {
        let now = Timestamp::from_micros(1_700_000_000_000_000);
        for wrong in [
            "from=yesterday",
            "to=2026-11-23",
            "from=1969-12-31T23:59:59Z",
            "from=2020-01-02T00:00:00Z&to=2020-01-01T00:00:00Z",
            "cursor=a",
        ] {
            assert!(Span::read(wrong, now).is_err(), "{wrong}");
        }
        let empty = Span::read("from=2020-01-01T00:00:00Z&to=2020-01-01T00:00:00Z", now).unwrap();
        assert_eq!(empty.from, empty.until);
    }
}
