//! A node as a whole: the program itself, started, spoken to, killed.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod administration;
mod api;
mod command_line;
mod dialects;
mod kill;
mod node_key;
mod process;
mod scan;
mod secrecy;
