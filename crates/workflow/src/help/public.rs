//! What the public is shown of a country.

use tutela_model::country::Country;
use tutela_model::help::HelpDetails;
use tutela_store::records::help;

use crate::error::Error;
use crate::node::Node;

/// An entry that the public is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HelpShown {
    /// What it says.
    pub details: HelpDetails,
    /// Whether a named person has confirmed it; only the demo shows others.
    pub confirmed: bool,
}

/// The entries of a country that may be shown: those that a named person confirmed within 180 days, in the order of their kinds.
pub async fn help_in(node: &Node, country: Country) -> Result<Vec<HelpShown>, Error> {
    let now = node.now();
    let with_unconfirmed = node.settings().unconfirmed_help;
    let entries =
        node.store().read("help entries", |tx| async move { help::of_country(&tx, country).await }).await?;
    let mut shown: Vec<_> = entries
        .into_iter()
        .filter(|entry| entry.is_confirmed(now) || (with_unconfirmed && entry.wrong_since.is_none()))
        .map(|entry| HelpShown { confirmed: entry.is_confirmed(now), details: entry.details })
        .collect();
    shown.sort_by_key(|shown| (shown.details.kind, !shown.confirmed));
    Ok(shown)
}
