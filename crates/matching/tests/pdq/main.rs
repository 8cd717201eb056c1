//! PDQ hashing from outside: against frozen results of the reference, and what it refuses.

#![expect(clippy::unwrap_used, reason = "in a test a failed unwrap is the failure we want to see")]

mod draw;
mod refusals;
mod vectors;
