//! People of the desk.

use argon2::password_hash::PasswordHasher;
use argon2::{Algorithm, Argon2, Params, Version};
use tutela_model::access::{Permission, Role};
use tutela_model::id::PersonId;
use tutela_model::person::Person;
use tutela_model::rng::{Rng, random};
use tutela_model::text::{self, Lines};
use tutela_store::StoreError;
use tutela_store::records::{console_session, person};
use zeroize::Zeroizing;

use super::keys::actor;
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
}

/// Argon2id with 19 MiB, two passes, one lane: OWASP's recommendation.
pub(crate) fn argon2() -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(19 * 1024, 2, 1, None).unwrap_or_default())
}

/// A password of five groups of four characters without look-alikes: 98 bits.
fn new_password(rng: &dyn Rng) -> Zeroizing<String> {
    const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let bytes: [u8; 20] = random(rng);
    let mut password = Zeroizing::new(String::with_capacity(24));
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
    let actor = actor(viewer, Permission::ManagePeople)?;
    let name = text::required("name", name, NAME, Lines::One)?;
    let password = new_password(node.rng());
    let totp_secret = Zeroizing::new(random::<20>(node.rng()).to_vec());
    let salt: [u8; 16] = random(node.rng());
    let hash = argon2()
        .hash_password_with_salt(password.as_bytes(), &salt)
        .map_err(|_| Error::NotSetUp("the password could not be hashed: free some memory and try again"))?
        .to_string();
    let person = Person { id: PersonId::new(node.now(), node.rng()), name, role, disabled: false };
    let sealed = node.sealing().seal_totp(person.id.0, &totp_secret, node.rng());
    let added = node
        .store()
        .run("add person", |tx| {
            let (person, hash, sealed) = (&person, &hash, &sealed);
            async move {
                person::insert(&tx, person, hash, sealed, node.now()).await?;
                let record = format!("person:{}", person.id);
                tx.audit([node.entry(actor, "person.added", record, format!("role={role}"))]).await
            }
        })
        .await;
    match added {
        Ok(()) => Ok(NewPerson { person, password, totp_secret }),
        Err(error) if StoreError::is_duplicate(&error) => Err(Error::Duplicate("person")),
        Err(error) => Err(error.into()),
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
            person::get(&tx, id).await?.ok_or(Error::NotFound("person"))?;
            person::set_disabled(&tx, id, Some(node.now())).await?;
            console_session::delete_of(&tx, id).await?;
            Ok(tx
                .audit([node.entry(actor, "person.disabled", format!("person:{id}"), String::new())])
                .await?)
        })
        .await
}
