//! Where something lies and whose police are competent. Nothing is asked of the network before a person has found a page illegal and
//! asks for it, or decides. What comes out is a proposal with its evidence; a person confirms it, and what nobody can tell goes to a
//! desk where people look by hand.

mod ask;
mod by_hand;
mod facts;
mod geo;
mod hosts;
mod methods;

pub use ask::ask;
pub(crate) use ask::{TRACE, begin, trace};
pub use by_hand::{HostByHand, cannot_be_found, set_country, set_host};
pub use facts::{Fact, facts_of_items};
pub(crate) use facts::{facts_of, hosting, note_route};
pub(crate) use geo::Geo;
pub use geo::{GeoShelf, Imported, brought_in, import_geo};
pub use hosts::HostRecord;
pub(crate) use hosts::{of_contact, record};

use serde::{Deserialize, Serialize};
use tutela_formats::network_list::NetworkList;
use tutela_model::trace::MethodFinding;

/// What each method found, as it is sealed; and what a person wrote who found it by hand.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct SealedTrace {
    pub(crate) findings: Vec<MethodFinding>,
    pub(crate) reason: Option<String>,
}

/// Why a person chose a country, as it is sealed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct SealedRoute {
    pub(crate) reason: Option<String>,
}

/// The list of networks that comes with the program. Where its lines come from stands in the file.
pub fn built_in_networks() -> NetworkList {
    NetworkList::parse(include_str!("../../data/networks.csv")).unwrap_or_else(|error| {
        tracing::error!(%error, "the list of networks that comes with the program is broken");
        NetworkList::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_that_comes_along_is_whole() {
        assert!(built_in_networks().len() > 10);
    }
}
