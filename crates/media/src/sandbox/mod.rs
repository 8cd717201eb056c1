//! What a child gives up before it reads a byte.
//!
//! In this order: limits of memory, files and dumps; Landlock, which denies the file system (and, where the kernel
//! knows how, TCP, signals and abstract sockets); seccomp, which lets through the few system calls that a decoder
//! needs and answers every other with "not permitted". Then the child tries what must be denied, and reports what
//! it found, not what it asked for.

mod calls;
mod files;
mod limits;
mod probe;

use std::path::Path;

use serde::{Deserialize, Serialize};

pub(crate) use probe::probe;

/// What is in force around a child, as it found out by trying.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sandbox {
    /// The kernel's version of Landlock, as far as it is used here; 0 where there is none.
    pub landlock: u8,
    /// Landlock denied the opening of a file.
    pub files_denied: bool,
    /// Landlock denies TCP too: version 4 and later.
    pub landlock_denies_tcp: bool,
    /// seccomp denied the making of a socket.
    pub sockets_denied: bool,
    /// No program that is run can gain privileges.
    pub no_new_privileges: bool,
    /// Limits of memory, processor time and files were set, and no dump is written.
    pub limits: bool,
}

impl Sandbox {
    /// What is missing that must be there before anything is decoded.
    pub const fn missing(&self) -> Option<&'static str> {
        match (self.files_denied, self.sockets_denied, self.limits) {
            (false, false, _) => Some("neither Landlock's file rules nor seccomp are in force"),
            (false, ..) => Some("Landlock's file rules are not in force"),
            (_, false, _) => Some("seccomp does not deny sockets"),
            (.., false) => Some("memory is not limited"),
            _ => None,
        }
    }
}

/// Something that a child tried, and must not be able to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Probe {
    /// What it tried, as "open a file".
    pub tried: String,
    /// Whether it was denied.
    pub denied: bool,
}

/// How a child is confined.
pub(crate) enum Profile<'a> {
    /// Decodes pictures itself: no file, no thread, no new memory that could be run.
    Picture,
    /// Becomes ffmpeg: may run that one program and read its libraries.
    Video {
        /// The program.
        program: &'a Path,
    },
}

/// Confines this process for good. It must not have started a thread yet: threads would stay outside.
///
/// `cpu_seconds` is the processor time after which the kernel ends it, whether or not its parent still lives.
pub(crate) fn enter(profile: &Profile<'_>, memory_mib: u64, cpu_seconds: u64) -> Sandbox {
    let mut sandbox = Sandbox::default();
    if !is_alone() {
        return sandbox;
    }
    sandbox.limits = limits::set(profile, memory_mib, cpu_seconds).is_ok();
    files::deny(profile, &mut sandbox);
    sandbox.files_denied = sandbox.landlock > 0 && probe::is_file_denied();
    if matches!(profile, Profile::Picture) {
        sandbox.limits &= limits::no_new_files().is_ok();
    }
    if calls::deny(profile).is_ok() {
        sandbox.sockets_denied = probe::is_socket_denied();
    }
    sandbox
}

/// Whether this process has one thread.
fn is_alone() -> bool {
    std::fs::read_dir("/proc/self/task").is_ok_and(|tasks| tasks.count() == 1)
}
