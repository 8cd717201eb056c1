//! What an administrator does for somebody who cannot sign in: a new password, new codes, the end of a pause.
//!
//! Password and codes are two factors, so two persons give them: an administrator who has made somebody's password does not make
//! their codes too. The person is told at the next sign-in, and seniors and auditors at once.

use tutela_model::access::Permission;
use tutela_model::clock::{DAY, Timestamp};
use tutela_model::id::PersonId;
use tutela_model::person::{Actor, Person};
use tutela_model::rng::random;
use tutela_store::Tx;
use tutela_store::records::person::PersonState;
use tutela_store::records::{console_session, person, recovery_code};
use zeroize::Zeroizing;

use super::keys::actor;
use super::persons::{hash, new_password, tell_of_access};
use super::recovery::RecoveryCodes;
use crate::error::Error;
use crate::node::{Node, Viewer};

/// A password that another made opens for so long.
pub const PASSWORD_LIFE: i64 = 3 * DAY;
/// Within so long one administrator does not reset both factors.
const BOTH_FACTORS: i64 = 30 * DAY;

/// New codes of a person. Told once.
pub struct NewCodes {
    /// The person.
    pub person: Person,
    /// The secret of the time-based codes, for an authenticator.
    pub totp_secret: Zeroizing<Vec<u8>>,
    /// Codes that stand in for a lost authenticator, each once.
    pub recovery_codes: RecoveryCodes,
}

async fn of(tx: &Tx, viewer: Option<&Viewer>, id: PersonId) -> Result<PersonState, Error> {
    if viewer.is_some_and(|viewer| viewer.person.id == id) {
        return Err(Error::Refused(
            "for yourself, open your own account: another administrator resets what you have lost",
        ));
    }
    person::state_of(tx, id).await?.ok_or(Error::NotFound("person"))
}

/// An error where the same administrator has lately reset the other factor.
fn two_persons(
    actor: Actor,
    other: Option<&(Timestamp, String)>,
    now: Timestamp,
    told: &'static str,
) -> Result<(), Error> {
    let same = actor != Actor::Operator
        && other.is_some_and(|(at, by)| now.since(*at) < BOTH_FACTORS && *by == actor.to_string());
    if same { Err(Error::Refused(told)) } else { Ok(()) }
}

/// Makes a new password for somebody, to be handed over in person; it opens for three days and must be changed. Ends their sessions.
pub async fn reset_password(
    node: &Node,
    viewer: Option<&Viewer>,
    id: PersonId,
) -> Result<(Person, Zeroizing<String>), Error> {
    let actor = actor(viewer, Permission::ManagePeople)?;
    let password = new_password(node.rng());
    let hash = hash(node, &password)?;
    let person = node
        .store()
        .run("reset password", |tx| {
            let hash = &hash;
            async move {
                let state = of(&tx, viewer, id).await?;
                two_persons(
                    actor,
                    state.codes_reset.as_ref(),
                    node.now(),
                    "you reset this person's codes lately: another administrator, or the operator, resets the password",
                )?;
                person::reset_password(&tx, id, hash, &actor.to_string(), node.now()).await?;
                console_session::delete_of(&tx, id).await?;
                let entry = node.entry(actor, "person.password_reset", format!("person:{id}"), String::new());
                tx.audit([entry]).await?;
                tell_of_access(&tx, node, actor, id, state.person.role, "password_reset").await?;
                Ok::<_, Error>(state.person)
            }
        })
        .await?;
    Ok((person, password))
}

/// Makes new codes for somebody whose authenticator is lost, after they were seen in person. Ends their sessions.
pub async fn reset_codes(node: &Node, viewer: Option<&Viewer>, id: PersonId) -> Result<NewCodes, Error> {
    let actor = actor(viewer, Permission::ManagePeople)?;
    let totp_secret = Zeroizing::new(random::<20>(node.rng()).to_vec());
    let sealed = node.sealing().seal_totp(id.0, &totp_secret, node.rng());
    let recovery_codes = RecoveryCodes::generate(node.rng());
    let digests = recovery_codes.digests(node, id);
    let person = node
        .store()
        .run("reset codes", |tx| {
            let (sealed, digests) = (&sealed, &digests);
            async move {
                let state = of(&tx, viewer, id).await?;
                two_persons(
                    actor,
                    state.password_reset.as_ref(),
                    node.now(),
                    "you reset this person's password lately: another administrator, or the operator, resets the codes",
                )?;
                person::reset_codes(&tx, id, sealed, &actor.to_string(), node.now()).await?;
                recovery_code::replace(&tx, id, digests, node.now()).await?;
                console_session::delete_of(&tx, id).await?;
                let entry = node.entry(actor, "person.codes_reset", format!("person:{id}"), String::new());
                tx.audit([entry]).await?;
                tell_of_access(&tx, node, actor, id, state.person.role, "codes_reset").await?;
                Ok::<_, Error>(state.person)
            }
        })
        .await?;
    Ok(NewCodes { person, totp_secret, recovery_codes })
}

/// Ends the pause after wrong codes.
pub async fn unlock(node: &Node, viewer: Option<&Viewer>, id: PersonId) -> Result<(), Error> {
    let actor = actor(viewer, Permission::ManagePeople)?;
    node.store()
        .run("unlock", |tx| async move {
            person::get(&tx, id).await?.ok_or(Error::NotFound("person"))?;
            if !person::unlock(&tx, id).await? {
                return Err(Error::Refused("nothing keeps this person waiting"));
            }
            let entry = node.entry(actor, "person.unlocked", format!("person:{id}"), String::new());
            Ok(tx.audit([entry]).await?)
        })
        .await
}
