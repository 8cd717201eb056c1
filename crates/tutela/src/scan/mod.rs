//! `tutela scan`: hashing a tree of files in the sandboxed pool and matching them with lists of the node.
//!
//! Everything that was hashed is kept in a journal, so that a scan that was broken off goes on, and a scan that is run again after
//! a list grew only matches again.

mod files;
mod journal;
mod output;
mod run;

pub use journal::Hashed;
pub use run::{Plan, Scanned, run};
