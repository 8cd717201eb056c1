//! The store on both engines.

#![expect(clippy::unwrap_used, reason = "in a test a failed unwrap is the failure we want to see")]

mod audit;
mod entries;
mod erasure;
mod intake;
mod jobs;
mod migrations;
mod queue;
mod rows;
mod sealed;
mod transactions;
