//! Where a reading goes on: a list, and the last entry of it that was given. Clients send it back as it is.

use tutela_model::clock::Timestamp;
use tutela_model::id::EntryId;

/// Where a reading goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cursor {
    /// The list's number; those with smaller numbers are done.
    pub(super) list: u32,
    /// The last entry given; `None` where the list has not begun.
    pub(super) after: Option<(Timestamp, EntryId)>,
}

impl Cursor {
    /// As it stands in an address: letters, digits and dots.
    pub(super) fn to_text(self) -> String {
        match self.after {
            Some((at, id)) => format!("{}.{}.{}", self.list, at.micros(), id.0.simple()),
            None => self.list.to_string(),
        }
    }

    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('.');
        let list = parts.next()?.parse().ok()?;
        let after = match (parts.next(), parts.next(), parts.next()) {
            (None, ..) => None,
            (Some(at), Some(id), None) => Some((Timestamp::from_micros(at.parse().ok()?), id.parse().ok()?)),
            _ => return None,
        };
        Some(Self { list, after })
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn what_is_written_is_read() {
        for after in
            [None, Some((Timestamp::from_micros(1_700_000_000_000_042), EntryId(Uuid::from_u128(7))))]
        {
            let cursor = Cursor { list: 3, after };
            assert_eq!(Cursor::parse(&cursor.to_text()), Some(cursor));
        }
        for wrong in ["", "x", "1.2", "1.2.3", "1.2.00000000000000000000000000000007.4", "-1"] {
            assert_eq!(Cursor::parse(wrong), None, "{wrong}");
        }
    }
}
