//! seccomp: which system calls are let through. Every other is answered with "not permitted", so that a library which
//! only asks goes on, and one that needs more fails.

use std::collections::BTreeMap;

use libc::c_long;
use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter, SeccompRule,
};

use super::Profile;

/// Memory, locks, time and the end: what any program of ours needs.
const COMMON: &[c_long] = &[
    libc::SYS_munmap,
    libc::SYS_mremap,
    libc::SYS_madvise,
    libc::SYS_brk,
    libc::SYS_futex,
    libc::SYS_rt_sigreturn,
    libc::SYS_rt_sigaction,
    libc::SYS_rt_sigprocmask,
    libc::SYS_sigaltstack,
    libc::SYS_restart_syscall,
    libc::SYS_exit,
    libc::SYS_exit_group,
    libc::SYS_getrandom,
    libc::SYS_clock_gettime,
    libc::SYS_sched_yield,
    libc::SYS_getpid,
    libc::SYS_gettid,
    libc::SYS_sched_getaffinity,
    libc::SYS_close,
];

/// What ffmpeg and its loader need besides: files (which Landlock denies but for its libraries), threads, waiting.
const FFMPEG: &[c_long] = &[
    libc::SYS_mmap,
    libc::SYS_mprotect,
    libc::SYS_read,
    libc::SYS_readv,
    libc::SYS_pread64,
    libc::SYS_write,
    libc::SYS_writev,
    libc::SYS_lseek,
    libc::SYS_openat,
    libc::SYS_fstat,
    libc::SYS_newfstatat,
    libc::SYS_statx,
    libc::SYS_readlinkat,
    libc::SYS_faccessat,
    libc::SYS_faccessat2,
    libc::SYS_getdents64,
    libc::SYS_fcntl,
    libc::SYS_dup,
    libc::SYS_ioctl,
    libc::SYS_ppoll,
    libc::SYS_pselect6,
    libc::SYS_pipe2,
    libc::SYS_eventfd2,
    libc::SYS_execve,
    libc::SYS_set_tid_address,
    libc::SYS_set_robust_list,
    libc::SYS_rseq,
    libc::SYS_membarrier,
    libc::SYS_nanosleep,
    libc::SYS_clock_nanosleep,
    libc::SYS_clock_getres,
    libc::SYS_gettimeofday,
    libc::SYS_getrusage,
    libc::SYS_times,
    libc::SYS_uname,
    libc::SYS_sysinfo,
    libc::SYS_getuid,
    libc::SYS_geteuid,
    libc::SYS_getgid,
    libc::SYS_getegid,
    libc::SYS_getppid,
    libc::SYS_getcwd,
    libc::SYS_get_mempolicy,
    libc::SYS_sched_setaffinity,
    libc::SYS_sched_getparam,
    libc::SYS_sched_getscheduler,
    libc::SYS_getpriority,
];

/// The older names of the same, which only this machine's kind has.
#[cfg(target_arch = "x86_64")]
const FFMPEG_OLDER: &[c_long] = &[
    libc::SYS_open,
    libc::SYS_stat,
    libc::SYS_lstat,
    libc::SYS_access,
    libc::SYS_readlink,
    libc::SYS_poll,
    libc::SYS_select,
    libc::SYS_pipe,
    libc::SYS_time,
    libc::SYS_arch_prctl,
    libc::SYS_dup2,
];
#[cfg(not(target_arch = "x86_64"))]
const FFMPEG_OLDER: &[c_long] = &[];

pub fn deny(profile: &Profile<'_>) -> Result<(), Box<dyn std::error::Error>> {
    if matches!(profile, Profile::Video { .. }) {
        seccompiler::apply_filter(&no_new_clone()?)?;
    }
    seccompiler::apply_filter(&program(profile)?)?;
    Ok(())
}

/// The newer call for threads keeps its flags in memory, where no filter sees whether it is a thread that it makes.
/// "There is no such call" lets the C library fall back to the older one; "not permitted" would not.
fn no_new_clone() -> Result<BpfProgram, Box<dyn std::error::Error>> {
    let rules = BTreeMap::from([(libc::SYS_clone3, Vec::new())]);
    let architecture = std::env::consts::ARCH.try_into()?;
    let no_such_call = SeccompAction::Errno(libc::ENOSYS as u32);
    Ok(SeccompFilter::new(rules, SeccompAction::Allow, no_such_call, architecture)?.try_into()?)
}

fn program(profile: &Profile<'_>) -> Result<BpfProgram, Box<dyn std::error::Error>> {
    let mut rules: BTreeMap<i64, Vec<SeccompRule>> = BTreeMap::new();
    for call in COMMON {
        rules.insert(*call, Vec::new());
    }
    match profile {
        Profile::Picture => {
            // Whatever else may have been left open: read from the question, write to the answer.
            for call in [libc::SYS_read, libc::SYS_readv] {
                rules.insert(call, vec![argument(0, SeccompCmpOp::Eq, 0)?]);
            }
            for call in [libc::SYS_write, libc::SYS_writev] {
                rules
                    .insert(call, vec![argument(0, SeccompCmpOp::Eq, 1)?, argument(0, SeccompCmpOp::Eq, 2)?]);
            }
            // Memory of no file, and none that could be run.
            let not_run = || condition(2, SeccompCmpOp::MaskedEq(libc::PROT_EXEC as u64), 0);
            let anonymous = libc::MAP_ANONYMOUS as u64;
            let of_no_file = condition(3, SeccompCmpOp::MaskedEq(anonymous), anonymous)?;
            rules.insert(libc::SYS_mmap, vec![SeccompRule::new(vec![not_run()?, of_no_file])?]);
            rules.insert(libc::SYS_mprotect, vec![SeccompRule::new(vec![not_run()?])?]);
        }
        Profile::Video { .. } => {
            for call in FFMPEG.iter().chain(FFMPEG_OLDER) {
                rules.insert(*call, Vec::new());
            }
            // Threads, no processes.
            let thread = libc::CLONE_THREAD as u64;
            rules.insert(libc::SYS_clone, vec![argument(0, SeccompCmpOp::MaskedEq(thread), thread)?]);
            // Left to the filter that stands before this one, whose answer is the stricter.
            rules.insert(libc::SYS_clone3, Vec::new());
            // Limits may be asked for, not set.
            rules.insert(libc::SYS_prlimit64, vec![argument(2, SeccompCmpOp::Eq, 0)?]);
        }
    }
    let architecture = std::env::consts::ARCH.try_into()?;
    let not_permitted = SeccompAction::Errno(libc::EPERM as u32);
    let filter = SeccompFilter::new(rules, not_permitted, SeccompAction::Allow, architecture)?;
    Ok(filter.try_into()?)
}

fn condition(
    argument: u8,
    operator: SeccompCmpOp,
    value: u64,
) -> Result<SeccompCondition, seccompiler::BackendError> {
    SeccompCondition::new(argument, SeccompCmpArgLen::Qword, operator, value)
}

fn argument(
    number: u8,
    operator: SeccompCmpOp,
    value: u64,
) -> Result<SeccompRule, seccompiler::BackendError> {
    SeccompRule::new(vec![condition(number, operator, value)?])
}
