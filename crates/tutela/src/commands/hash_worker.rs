//! `tutela hash-worker` and `tutela video-worker`: the children of the hashing pool. Nobody types these.

use std::process::ExitCode;

use clap::Args;

#[derive(Args)]
pub struct Worker {
    /// What the parent wants.
    order: String,
}

impl Worker {
    /// Before any thread is started: the sandbox holds for the threads that are made in it.
    pub fn run(&self) -> ExitCode {
        tutela_media::worker_main(&self.order)
    }
}
