//! `tutela list subscribe`, `unsubscribe`, `pull`: a list that follows an upstream. The running node does the reading.

use std::path::Path;

use tutela_model::clock::{DAY, HOUR, MINUTE};
use tutela_model::id::SubscriptionId;
use tutela_workflow::read::ListQuery;
use tutela_workflow::subscription::{NewSubscription, pull_now, subscribe, unsubscribe};
use tutela_workflow::{Error, Node};

use super::super::say;
use super::{find, reader};
use crate::error::Failure;

/// What is said of a subscription that is to be.
pub(super) struct Following<'a> {
    pub(super) name: &'a str,
    pub(super) provenance: Option<String>,
    pub(super) url: &'a str,
    pub(super) user: &'a str,
    pub(super) password: String,
    pub(super) every: i64,
}

/// The password of a file: its first line, as it is.
pub(super) fn password(file: &Path) -> Result<String, Failure> {
    let text = std::fs::read_to_string(file).map_err(|error| Failure::file(file, error))?;
    match text.lines().next() {
        Some(line) if !line.is_empty() => Ok(line.to_owned()),
        _ => Err(Failure::file(file, "its first line is empty: write the password there")),
    }
}

/// A time from one reading to the next: `15m`, `1h`, `2d`.
pub(super) fn every(text: &str) -> Result<i64, String> {
    let expected = || "use minutes, hours or days, such as 15m, 1h or 2d".to_owned();
    let unit = match text.chars().next_back() {
        Some('m') => MINUTE,
        Some('h') => HOUR,
        Some('d') => DAY,
        _ => return Err(expected()),
    };
    // The unit is one byte long.
    let number: u32 = text[..text.len() - 1].parse().map_err(|_| expected())?;
    Ok(i64::from(number) * unit)
}

pub(super) async fn begin(node: &Node, following: Following<'_>) -> Result<(), Error> {
    let provenance = match following.provenance {
        Some(provenance) => provenance,
        // A list that stands already has said where it comes from.
        None => match find(node, following.name).await {
            Ok(found) => found.size.list.provenance,
            Err(_) => {
                return Err(Error::NotSetUp(
                    "a new list needs its provenance: say who curates it and how it comes here",
                ));
            }
        },
    };
    let new = NewSubscription {
        list: following.name.to_owned(),
        provenance,
        url: following.url.to_owned(),
        user: following.user.to_owned(),
        password: following.password,
        every: following.every,
    };
    subscribe(node, None, &new).await?;
    say(format_args!("{:?} follows its upstream. A running node begins to read it now.", following.name));
    Ok(())
}

pub(super) async fn end(node: &Node, name: &str) -> Result<(), Error> {
    unsubscribe(node, None, subscription(node, name).await?).await?;
    say(format_args!("{name:?} no longer follows its upstream. What came from there stays."));
    Ok(())
}

pub(super) async fn pull(node: &Node, name: &str) -> Result<(), Error> {
    pull_now(node, None, subscription(node, name).await?).await?;
    say(format_args!("A running node reads the upstream of {name:?} now: see `tutela list show {name:?}`."));
    Ok(())
}

async fn subscription(node: &Node, name: &str) -> Result<SubscriptionId, Error> {
    let id = find(node, name).await?.size.list.id;
    let page = node.read(&reader(), ListQuery { id }).await?;
    page.subscription
        .map(|found| found.id)
        .ok_or(Error::NotFound("subscription: the list follows no upstream"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_has_a_unit() {
        assert_eq!(every("15m"), Ok(15 * MINUTE));
        assert_eq!(every("1h"), Ok(HOUR));
        assert_eq!(every("2d"), Ok(2 * DAY));
        for wrong in ["", "h", "1", "-1h", "1w", "1.5h", "1ä"] {
            assert!(every(wrong).is_err(), "{wrong}");
        }
    }
}
