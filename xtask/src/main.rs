//! Chores of this repository: `cargo run -p xtask -- TASK`.
//!
//! - `check-dependencies`: whether the crates still keep to the floors of the house (ARCHITECTURE.md): who may depend on
//!   whom, which library belongs where, and what no source file may hold.

mod check_dependencies;

use std::io::{self, Write};
use std::process::ExitCode;

const USAGE: &str = "usage: cargo run -p xtask -- check-dependencies";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["check-dependencies"] => match check_dependencies::run() {
            Ok(outcome) => report(&outcome),
            Err(error) => fail(&format!("check-dependencies could not look: {error}")),
        },
        _ => fail(USAGE),
    }
}

fn report(outcome: &check_dependencies::Outcome) -> ExitCode {
    // Where nobody reads the output, the exit code says it.
    let _ = write!(io::stdout(), "{outcome}");
    if outcome.violations.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn fail(message: &str) -> ExitCode {
    let _ = writeln!(io::stderr(), "{message}");
    ExitCode::from(2)
}
