//! Hosts as organisations, and how fast they remove.

use tutela_model::clock::Timestamp;
use tutela_model::country::Country;
use tutela_model::host::{Host, normal_name};
use tutela_model::id::HostId;
use tutela_model::member::MemberKind;
use tutela_store::Tx;
use tutela_store::records::{host, member};

use crate::error::Error;
use crate::node::Node;

/// Notices that a host's record is made of: its newest.
const COUNTED: u32 = 500;

/// What is known of a host, to be written down.
pub(super) struct About<'a> {
    pub(super) name: &'a str,
    pub(super) country: Option<Country>,
    pub(super) mailbox: Option<&'a str>,
    pub(super) network: Option<u32>,
    /// Whether a person says so: then it outweighs what stands there.
    pub(super) by_person: bool,
}

/// The host of this name, with what is newly known of it written down. What a person wrote stays until a person changes it.
pub(super) async fn learn(tx: &Tx, node: &Node, about: &About<'_>) -> Result<HostId, Error> {
    let Some(found) = host::named(tx, about.name).await? else {
        let new = Host {
            id: HostId::new(node.now(), node.rng()),
            name: about.name.to_owned(),
            country: about.country,
            mailbox: about.mailbox.map(str::to_owned),
            network: about.network,
        };
        host::insert(tx, &new, node.now()).await?;
        return Ok(new.id);
    };
    let mut known = found.host.clone();
    let mailbox = about.mailbox.map(str::to_owned);
    if about.by_person {
        known.country = about.country.or(known.country);
        known.mailbox = mailbox.or(known.mailbox);
        known.network = about.network.or(known.network);
    } else {
        known.country = known.country.or(about.country);
        known.mailbox = known.mailbox.or(mailbox);
        known.network = known.network.or(about.network);
    }
    if known != found.host {
        host::update(tx, &known, node.now()).await?;
    }
    Ok(known.id)
}

/// The host behind a mailbox: one that is known, else the member of that mailbox, else one named after the mailbox's domain.
pub(crate) async fn of_contact(tx: &Tx, node: &Node, contact: &str) -> Result<HostId, Error> {
    if let Some(found) = host::of_mailbox(tx, contact).await? {
        return Ok(found.host.id);
    }
    let members = member::all(tx).await?;
    let member = members.iter().find(|member| member.kind == MemberKind::Host && member.contact == contact);
    let domain = contact.rsplit('@').next().unwrap_or(contact);
    let about = About {
        name: member.map_or(domain, |member| member.name.as_str()),
        country: member.and_then(|member| member.country),
        mailbox: Some(contact),
        network: None,
        by_person: false,
    };
    if normal_name(about.name).is_empty() {
        return Err(Error::Refused("the host needs a name with letters or digits"));
    }
    learn(tx, node, &about).await
}

/// How fast a host removes what it is told of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostRecord {
    /// Which.
    pub host: Host,
    /// Notices that reached it, of its newest 500.
    pub told: usize,
    /// How many of them are gone.
    pub gone: usize,
    /// Half of what is gone was gone after so many microseconds.
    pub median: Option<i64>,
    /// Nine tenths were.
    pub ninety: Option<i64>,
    /// When a letter to it last left the house.
    pub contacted_at: Option<Timestamp>,
}

/// The record of a host.
pub(crate) async fn record(tx: &Tx, id: HostId) -> Result<Option<HostRecord>, Error> {
    let Some(found) = host::get(tx, id).await? else { return Ok(None) };
    let times = host::notice_times(tx, id, COUNTED).await?;
    let told = times.iter().filter(|times| times.sent_at.is_some()).count();
    let mut took: Vec<i64> =
        times.iter().filter_map(|times| Some(times.gone_at?.since(times.sent_at?).max(0))).collect();
    took.sort_unstable();
    Ok(Some(HostRecord {
        host: found.host,
        told,
        gone: took.len(),
        median: part(&took, 50),
        ninety: part(&took, 90),
        contacted_at: found.contacted_at,
    }))
}

/// The value below or at which so many in a hundred lie.
fn part(sorted: &[i64], percent: usize) -> Option<i64> {
    let at = (sorted.len() * percent).div_ceil(100).max(1) - 1;
    sorted.get(at).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_and_nine_tenths_are_counted_from_below() {
        let ten: Vec<i64> = (1..=10).collect();
        assert_eq!((part(&ten, 50), part(&ten, 90)), (Some(5), Some(9)));
        assert_eq!((part(&[7], 50), part(&[7], 90), part(&[], 50)), (Some(7), Some(7), None));
    }
}
