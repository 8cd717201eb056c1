//! The command line.

use std::process::ExitCode;

use clap::Parser;
use tutela::commands::Arguments;

#[expect(clippy::print_stderr, reason = "the command line speaks to the person at the terminal")]
fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match tutela::commands::run(arguments) {
        Ok(code) => code,
        Err(failure) => {
            eprintln!("tutela: {failure}");
            ExitCode::FAILURE
        }
    }
}
