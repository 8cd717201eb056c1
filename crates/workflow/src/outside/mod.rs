//! What leaves the house: mail, names and their addresses, questions to registries, and whether an address still answers.

pub(crate) mod dns;
pub mod look;
pub mod mail;
pub mod reachable;
pub(crate) mod registry;
