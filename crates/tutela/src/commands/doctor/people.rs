//! What the doctor says of people and of keys of senders.

use tutela_model::access::Role;
use tutela_model::clock::{Clock, DAY};
use tutela_store::Store;
use tutela_store::records::{api_key, person};
use tutela_workflow::people::PASSWORD_LIFE;

use super::{Findings, Weight};
use crate::error::Failure;
use crate::machine::SystemClock;

/// Days without a sign-in after which somebody may have left.
const LONG_AWAY: i64 = 60;
/// Days without use after which a key may no longer be needed.
const LONG_UNUSED: i64 = 180;
/// Days before a key ends in which its holder must be told.
const SOON: i64 = 14;

/// Who is there, who is missing, who may have left.
pub(super) async fn people(store: &Store, findings: &mut Findings) -> Result<(), Failure> {
    let now = SystemClock.now();
    let people = store.read("doctor people", |tx| async move { person::states(&tx).await }).await?;
    let of = |role| people.iter().filter(|state| state.person.role == role && !state.person.disabled).count();
    for role in [Role::Analyst, Role::SeniorAnalyst, Role::Administrator, Role::Auditor] {
        let text = format!("nobody is {role}: `tutela user add NAME --role {role} --data DIR`");
        findings.check(of(role) > 0, &format!("somebody is {role}"), Weight::Note, &text);
    }
    if of(Role::Administrator) == 1 {
        let text = "there is one administrator: who resets their password? And nobody resets both password and codes of one person \
                    within 30 days. Add a second: `tutela user add NAME --role administrator --data DIR`";
        findings.add(Weight::Warning, text);
    }
    for state in people.iter().filter(|state| !state.person.disabled) {
        let name = &state.person.name;
        let seen = state.signed_in_at.unwrap_or(state.created_at);
        if now.since(seen) > LONG_AWAY * DAY {
            let days = now.since(seen) / DAY;
            findings.add(
                Weight::Warning,
                format!("{name} ({}) has not signed in for {days} days: `tutela user disable {name:?}` if they have left", state.person.role),
            );
        }
        let reset = state.password_reset.as_ref().map_or(state.created_at, |(at, _)| *at);
        if state.must_change && now.since(reset) > PASSWORD_LIFE {
            findings.add(
                Weight::Note,
                format!("{name} never used the password they were given, and it opens no more: `tutela user reset {name:?}`"),
            );
        }
    }
    Ok(())
}

/// Keys that nobody uses, and keys that end soon.
pub(super) async fn keys(store: &Store, findings: &mut Findings) -> Result<(), Failure> {
    let now = SystemClock.now();
    let keys = store.read("doctor keys", |tx| async move { api_key::states(&tx).await }).await?;
    for state in keys.iter().filter(|state| state.is_valid(now)) {
        let (id, name) = (state.key.id, &state.key.name);
        let used = state.used_on.unwrap_or(state.created_at);
        if now.since(used) > LONG_UNUSED * DAY {
            let text = format!(
                "the key {id} of {name} was not used for {LONG_UNUSED} days: `tutela key revoke {id}` if its holder is gone"
            );
            findings.add(Weight::Warning, text);
        }
        if let Some(at) = state.expires_at.filter(|at| at.since(now) < SOON * DAY) {
            let text = format!(
                "the key {id} of {name} ends at {at}: `tutela key rotate {id}` and `tutela key expire {id} --after DAY`"
            );
            findings.add(Weight::Warning, text);
        }
    }
    Ok(())
}
