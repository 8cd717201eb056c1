//! Measuring a node on this machine. A bench prints its figures as ratios to a goal or a limit of the same run; it never fails
//! for being slow.

mod console;
mod disk;
mod engines;
mod flood;
mod hash;
mod hashes;
mod intake;
mod latency;
mod lookup;
mod made_up;
mod memory;
mod pages;
mod search;
mod triage;

use std::process::ExitCode;

use clap::Subcommand;

use crate::error::Failure;

/// What to measure.
#[derive(Subcommand)]
pub enum Bench {
    /// Reports a second through the API, durable before each answer, into a store that holds many already.
    Intake(intake::Intake),
    /// Whether urgent reports keep their time while a flood of others comes.
    Flood(flood::Flood),
    /// The console's pages over a store that holds many reports.
    Pages(pages::Pages),
    /// From a picture's file to its PDQ hash.
    Hash(hash::Hash),
    /// Hash look-ups a second over HTTP, with a list of many hashes.
    Lookup(lookup::Lookup),
    /// Whether the reports that must not wait come first in the queue.
    Triage(triage::Triage),
    /// Exact search for near PDQ hashes on one core.
    Match(search::Search),
}

impl Bench {
    /// Measures.
    pub async fn run(self) -> Result<ExitCode, Failure> {
        match self {
            Self::Intake(intake) => intake.run().await,
            Self::Flood(flood) => flood.run().await,
            Self::Pages(pages) => pages.run().await,
            Self::Hash(hash) => hash.run().await,
            Self::Lookup(lookup) => lookup.run().await,
            Self::Triage(triage) => triage.run().await,
            Self::Match(search) => search.run(),
        }
    }
}
