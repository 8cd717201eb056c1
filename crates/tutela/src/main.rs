//! The command line.

use std::process::ExitCode;

use clap::Parser;
use tutela::commands::Arguments;

#[expect(clippy::print_stderr, reason = "the command line speaks to the person at the terminal")]
fn main() -> ExitCode {
    // A panic's message may hold what it was about: only its place is told.
    std::panic::set_hook(Box::new(|panic| match panic.location() {
        Some(place) => eprintln!("tutela: a fault in the program at {place}: please report this line"),
        None => eprintln!("tutela: a fault in the program"),
    }));
    let arguments = Arguments::parse();
    match tutela::commands::run(arguments) {
        Ok(code) => code,
        Err(failure) => {
            eprintln!("tutela: {failure}");
            ExitCode::FAILURE
        }
    }
}
