//! People of the desk.

use argon2::password_hash::PasswordHasher;
use argon2::{Algorithm, Argon2, Params, Version};
use tutela_model::access::{Permission, Role};
use tutela_model::alert::AlertKind;
use tutela_model::id::{MemberId, PersonId};
use tutela_model::person::{Actor, Person};
use tutela_model::rng::{Rng, random};
use tutela_model::text::{self, Lines};
use tutela_store::Tx;
use tutela_store::records::person::PersonState;
use tutela_store::records::{console_session, member, person, recovery_code};
use zeroize::Zeroizing;

use super::keys::actor;
use super::recovery::RecoveryCodes;
use crate::alerts;
use crate::error::Error;
use crate::node::{Node, Viewer};

/// Characters in a name.
const NAME: usize = 60;

/// A person who was just added. Password and secret are told once.
pub struct NewPerson {
    /// The person.
    pub person: Person,
    /// The password.
    pub password: Zeroizing<String>,
    /// The secret of the time-based codes, for an authenticator.
    pub totp_secret: Zeroizing<Vec<u8>>,
    /// Codes that stand in for a lost authenticator, each once.
    pub recovery_codes: RecoveryCodes,
}

/// Argon2id with 19 MiB, two passes, one lane: OWASP's recommendation.
pub(crate) fn argon2() -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(19 * 1024, 2, 1, None).unwrap_or_default())
}

/// A password of five groups of four characters without look-alikes: 98 bits.
pub(super) fn new_password(rng: &dyn Rng) -> Zeroizing<String> {
    grouped_letters(&random::<20>(rng))
}

/// Letters and digits without look-alikes, five bits of each byte, in groups of four.
pub(super) fn grouped_letters(bytes: &[u8]) -> Zeroizing<String> {
    const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let mut password = Zeroizing::new(String::with_capacity(bytes.len() * 5 / 4));
    for (at, byte) in bytes.iter().enumerate() {
        if at > 0 && at % 4 == 0 {
            password.push('-');
        }
        password.push(LETTERS[usize::from(byte % 32)] as char);
    }
    password
}

/// Adds a person with a password and a secret of the node's own making.
pub async fn add_person(
    node: &Node,
    viewer: Option<&Viewer>,
    name: &str,
    role: Role,
) -> Result<NewPerson, Error> {
    add(node, viewer, name, role, None).await
}

/// Adds somebody who stands for a member: they sign in, see what was offered to it, and answer.
pub async fn add_liaison(
    node: &Node,
    viewer: Option<&Viewer>,
    member: MemberId,
    name: &str,
) -> Result<NewPerson, Error> {
    add(node, viewer, name, Role::Liaison, Some(member)).await
}

async fn add(
    node: &Node,
    viewer: Option<&Viewer>,
    name: &str,
    role: Role,
    member: Option<MemberId>,
) -> Result<NewPerson, Error> {
    let actor = actor(viewer, Permission::ManagePeople)?;
    if member.is_none() && role == Role::Liaison {
        return Err(Error::Refused(
            "a liaison stands for a member: add them on the member's page, or with `tutela member liaison`",
        ));
    }
    let name = text::required("name", name, NAME, Lines::One)?;
    let password = new_password(node.rng());
    let totp_secret = Zeroizing::new(random::<20>(node.rng()).to_vec());
    let hash = hash(node, &password)?;
    let person = Person { id: PersonId::new(node.now(), node.rng()), name, role, member, disabled: false };
    let sealed = node.sealing().seal_totp(person.id.0, &totp_secret, node.rng());
    let recovery_codes = RecoveryCodes::generate(node.rng());
    let digests = recovery_codes.digests(node, person.id);
    let added = node
        .store()
        .run("add person", |tx| {
            let (person, hash, sealed, digests) = (&person, &hash, &sealed, &digests);
            async move {
                if let Some(id) = member {
                    let found = member::get(&tx, id).await?.ok_or(Error::NotFound("member"))?;
                    if !found.takes_referrals() {
                        return Err(Error::Refused("this member takes no referrals: it needs no liaison"));
                    }
                }
                person::insert(&tx, person, hash, sealed, node.now()).await?;
                recovery_code::replace(&tx, person.id, digests, node.now()).await?;
                // An administrator has seen the password. The operator has the machine anyway.
                if viewer.is_some() {
                    person::set_must_change(&tx, person.id).await?;
                }
                let record = format!("person:{}", person.id);
                let of = member.map(|member| format!(" member={member}")).unwrap_or_default();
                tx.audit([node.entry(actor, "person.added", record, format!("role={role}{of}"))]).await?;
                tell_of_access(&tx, node, actor, person.id, role, "added").await
            }
        })
        .await;
    match added {
        Ok(()) => Ok(NewPerson { person, password, totp_secret, recovery_codes }),
        Err(Error::Store(error)) if error.is_duplicate() => Err(Error::Duplicate("person")),
        Err(error) => Err(error),
    }
}

/// The hash of a password.
pub(super) fn hash(node: &Node, password: &str) -> Result<String, Error> {
    let salt: [u8; 16] = random(node.rng());
    let hash = argon2()
        .hash_password_with_salt(password.as_bytes(), &salt)
        .map_err(|_| Error::NotSetUp("the password could not be hashed: free some memory and try again"))?;
    Ok(hash.to_string())
}

/// Tells seniors and auditors that an administrator gave somebody a way in to reports. Those who keep people cannot take note of it
/// in their place.
pub(super) async fn tell_of_access(
    tx: &Tx,
    node: &Node,
    actor: Actor,
    id: PersonId,
    role: Role,
    what: &'static str,
) -> Result<(), Error> {
    if actor == Actor::Operator || !role.may(Permission::ReadReport) {
        return Ok(());
    }
    let detail = format!("what={what} by={actor}");
    alerts::raise(tx, node, AlertKind::Access, format!("person:{id}"), detail).await
}

/// An error where nobody else could keep people any more.
pub(super) async fn another_administrator(tx: &Tx, but: PersonId) -> Result<(), Error> {
    let another = person::all(tx)
        .await?
        .iter()
        .any(|person| person.id != but && !person.disabled && person.role == Role::Administrator);
    if another {
        Ok(())
    } else {
        Err(Error::Refused("this is the last administrator: give somebody else that role first"))
    }
}

/// Lets a person no longer sign in, and ends their sessions.
pub async fn disable_person(node: &Node, viewer: Option<&Viewer>, id: PersonId) -> Result<(), Error> {
    let actor = actor(viewer, Permission::ManagePeople)?;
    if viewer.is_some_and(|viewer| viewer.person.id == id) {
        return Err(Error::Refused("you cannot lock yourself out: ask another administrator"));
    }
    node.store()
        .run("disable person", |tx| async move {
            let person = person::get(&tx, id).await?.ok_or(Error::NotFound("person"))?;
            if person.role == Role::Administrator {
                another_administrator(&tx, id).await?;
            }
            person::set_disabled(&tx, id, Some(node.now())).await?;
            console_session::delete_of(&tx, id).await?;
            Ok(tx
                .audit([node.entry(actor, "person.disabled", format!("person:{id}"), String::new())])
                .await?)
        })
        .await
}

/// The person of this name; for the command line.
pub async fn by_name(node: &Node, name: &str) -> Result<Option<Person>, Error> {
    let people = node.store().read("person by name", |tx| async move { person::all(&tx).await }).await?;
    Ok(people.into_iter().find(|person| person.name == name.trim()))
}

/// Everybody, with what is kept of how they sign in; for the command line.
pub async fn everybody(node: &Node) -> Result<Vec<PersonState>, Error> {
    Ok(node.store().read("everybody", |tx| async move { person::states(&tx).await }).await?)
}
