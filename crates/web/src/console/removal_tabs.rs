//! The tabs above everything that belongs to removal.

use super::queue::Tab;
use crate::texts::Texts;

/// A page of removal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Open,
    All,
    Unknown,
    Holds,
    Preservation,
    Hosts,
}

const PLACES: [(Place, &str, &str); 6] = [
    (Place::Open, "/console/notices", "notices-open"),
    (Place::All, "/console/notices?show=all", "notices-all"),
    (Place::Unknown, super::unknown::PATH, "tab-unknown"),
    (Place::Holds, super::holds::PATH, "tab-holds"),
    (Place::Preservation, super::preservations::PATH, "tab-preservation"),
    (Place::Hosts, super::hosts::PATH, "tab-hosts"),
];

/// The tabs, with this one marked.
pub(super) fn tabs(texts: Texts, here: Option<Place>) -> Vec<Tab> {
    let tab = |(place, href, key): &(Place, &str, &str)| Tab {
        href: (*href).to_owned(),
        name: texts.get(key),
        here: Some(*place) == here,
    };
    PLACES.iter().map(tab).collect()
}
