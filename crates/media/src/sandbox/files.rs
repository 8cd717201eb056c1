//! Landlock: which files can be reached.

use std::path::Path;

use landlock::{
    ABI, Access, AccessFs, AccessNet, CompatLevel, Compatible, LandlockStatus, PathBeneath, PathFd, Ruleset,
    RulesetAttr, RulesetCreated, RulesetCreatedAttr, RulesetError, RulesetStatus, Scope,
};

use super::{Profile, Sandbox};

/// Rules of newer kernels are used where they are known; those of files are needed.
const NEWEST: ABI = ABI::V6;

/// What ffmpeg's loader reads. No folder of anybody's data is here.
const LIBRARIES: [&str; 7] =
    ["/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/etc/ld.so.cache", "/etc/alternatives"];

/// The loaders that the kernel runs for a program with shared libraries.
const LOADERS: [&str; 4] = [
    "/lib64/ld-linux-x86-64.so.2",
    "/lib/ld-linux-aarch64.so.1",
    "/lib/ld-musl-x86_64.so.1",
    "/lib/ld-musl-aarch64.so.1",
];

pub fn deny(profile: &Profile<'_>, sandbox: &mut Sandbox) {
    // A file in memory needs no rule and can have none: then without.
    let Ok(status) = restrict(profile, true).or_else(|_| restrict(profile, false)) else { return };
    sandbox.no_new_privileges = status.no_new_privs;
    if status.ruleset == RulesetStatus::NotEnforced {
        return;
    }
    if let LandlockStatus::Available { effective_abi, .. } = status.landlock {
        sandbox.landlock = effective_abi as u8;
        sandbox.landlock_denies_tcp = effective_abi >= ABI::V4;
    }
}

fn restrict(profile: &Profile<'_>, with_input: bool) -> Result<landlock::RestrictionStatus, RulesetError> {
    let rules = Ruleset::default()
        .set_compatibility(CompatLevel::BestEffort)
        .handle_access(AccessFs::from_all(NEWEST))?
        .handle_access(AccessNet::from_all(NEWEST))?
        .scope(Scope::from_all(NEWEST))?
        .create()?;
    match profile {
        Profile::Picture => rules,
        Profile::Video { program } => {
            let run = AccessFs::ReadFile | AccessFs::Execute;
            let mut rules = allow(rules, program, run)?;
            for loader in LOADERS {
                rules = allow(rules, Path::new(loader), run)?;
            }
            for folder in LIBRARIES {
                rules = allow(rules, Path::new(folder), AccessFs::ReadFile.into())?;
            }
            // ffmpeg opens its input anew, to be able to seek in it: this one file, whatever its path is.
            if with_input {
                rules = rules.add_rule(PathBeneath::new(std::io::stdin(), AccessFs::ReadFile))?;
            }
            rules
        }
    }
    .restrict_self()
}

/// Allows a path; one that is not there is left out.
fn allow(
    rules: RulesetCreated,
    path: &Path,
    access: landlock::BitFlags<AccessFs>,
) -> Result<RulesetCreated, RulesetError> {
    match PathFd::new(path) {
        Ok(file) => rules.add_rule(PathBeneath::new(file, access)),
        Err(_) => Ok(rules),
    }
}
