//! Limits of the process, and no dumps of it.

use rustix::process::{
    DumpableBehavior, Resource, Rlimit, Signal, set_dumpable_behavior, set_parent_process_death_signal,
    setrlimit,
};

use super::Profile;

pub fn set(profile: &Profile<'_>, memory_mib: u64, cpu_seconds: u64) -> rustix::io::Result<()> {
    // Whoever waits for the answer is gone: so is the reason to work. The pool starts children from a thread that
    // lives as long as it does, because the signal comes when that thread ends.
    set_parent_process_death_signal(Some(Signal::KILL))?;
    // Neither a dump nor another process of this user may read the memory.
    set_dumpable_behavior(DumpableBehavior::NotDumpable)?;
    // One byte, not none: a dump that is piped to a program is written in spite of a limit of 0, but not of 1.
    limit(Resource::Core, 1)?;
    limit(Resource::Fsize, 0)?;
    limit(Resource::As, memory_mib.saturating_mul(1 << 20))?;
    limit(Resource::Cpu, cpu_seconds)?;
    limit(Resource::Memlock, 0)?;
    limit(Resource::Msgqueue, 0)?;
    match profile {
        Profile::Picture => limit(Resource::Nproc, 0),
        // Its threads count as processes of this user, together with whatever else that user runs.
        Profile::Video { .. } => limit(Resource::Nofile, 64),
    }
}

/// After Landlock, which needs one, no file can be opened any more. What is open stays so.
pub fn no_new_files() -> rustix::io::Result<()> {
    limit(Resource::Nofile, 0)
}

fn limit(resource: Resource, most: u64) -> rustix::io::Result<()> {
    setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) })
}
