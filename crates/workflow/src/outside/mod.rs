//! What leaves the house: mail, and the question whether an address still answers.

pub mod look;
pub mod mail;
pub mod reachable;
