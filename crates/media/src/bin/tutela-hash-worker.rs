//! The child alone, for tests and measurements of the pool: `tutela` itself is the child of a node.

use std::process::ExitCode;

fn main() -> ExitCode {
    std::panic::set_hook(Box::new(|_| ()));
    let arguments: Vec<String> = std::env::args().collect();
    match arguments.as_slice() {
        [_, .., order] => tutela_media::worker_main(order),
        _ => ExitCode::FAILURE,
    }
}
