//! Signing in to the console: a password and a time-based code, each code once, and a pause after failures.

use argon2::password_hash::PasswordVerifier;
use argon2::password_hash::phc::PasswordHash;
use totp_rs::{Builder, Totp};
use tutela_crypto::random_token;
use tutela_model::clock::{HOUR, MINUTE, SECOND, Timestamp};
use tutela_model::id::PersonId;
use tutela_model::person::{Actor, Person};
use tutela_store::records::console_session::SessionRow;
use tutela_store::records::person::{Credentials, PersonState};
use tutela_store::records::{console_session, person, recovery_code};

use super::PASSWORD_LIFE;
use super::persons::argon2;
use super::recovery;
use crate::error::Error;
use crate::node::{Node, Viewer};

/// A session ends after so long without a click.
pub const IDLE: i64 = 30 * MINUTE;
/// A session ends after so long in any case: a shift.
pub const LONGEST: i64 = 12 * HOUR;
/// Failures in a row after which a pause begins.
const FREE_FAILURES: i64 = 5;
/// The longest pause.
const LONGEST_PAUSE: i64 = HOUR;

/// Why nobody was signed in. A wrong name, password and code are one and the same to whoever tries.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// Name, password or code is wrong, or the person may not sign in.
    #[error("name, password or code is wrong: check all three; a code works once and for half a minute")]
    Wrong,
    /// Too many failures.
    #[error("too many failed tries: wait a while, or ask an administrator")]
    Locked,
    /// The node failed.
    #[error(transparent)]
    Node(#[from] Error),
}

impl From<tutela_store::StoreError> for SignInError {
    fn from(error: tutela_store::StoreError) -> Self {
        Self::Node(error.into())
    }
}

impl tutela_store::AsStoreError for SignInError {
    fn as_store_error(&self) -> Option<&tutela_store::StoreError> {
        match self {
            Self::Node(error) => error.as_store_error(),
            Self::Wrong | Self::Locked => None,
        }
    }
}

/// A person who has signed in.
pub struct SignedIn {
    /// Who.
    pub person: Person,
    /// The session's token, for the cookie. Kept as a keyed digest only.
    pub token: String,
}

/// The generator of a person's codes (RFC 6238: SHA-1, six digits, 30 seconds, one step either way).
pub fn totp(node: &Node, person: &Person, secret: &[u8]) -> Result<Totp, Error> {
    Builder::new()
        .with_secret(secret)
        .with_skew(1)
        .with_account_name(person.name.replace(':', " "))
        .with_issuer(Some(node.settings().organisation.replace(':', " ")))
        .build()
        .map_err(|_| Error::NotSetUp("the person's secret is damaged: add them again"))
}

/// Signs a person in.
pub async fn sign_in(node: &Node, name: &str, password: &str, code: &str) -> Result<SignedIn, SignInError> {
    let now = node.now();
    let found = node
        .store()
        .read("credentials", |tx| async move { person::credentials(&tx, name.trim()).await })
        .await?;
    let hash = found.as_ref().map(|credentials| credentials.password.clone());
    let password = zeroize::Zeroizing::new(password.to_owned());
    // A quarter of a processor second: not on a thread that serves others. Done for an unknown name too, so that the time it
    // takes does not tell which names exist.
    let right = {
        // Each hash takes 19 MiB: however many try at once, two are worked on.
        let _place = node.inner.hashing.acquire().await;
        tokio::task::spawn_blocking(move || is_right(hash.as_deref(), &password)).await.unwrap_or(false)
    };
    let Some(credentials) = found else { return Err(SignInError::Wrong) };
    if !right {
        // Passwords are made by the node and beyond guessing: a wrong one locks nobody out, or anybody could. It is noted beside
        // the answer, which must not take longer for a name that exists.
        tokio::spawn(note_wrong_password(node.clone(), credentials.person.id));
        return Err(SignInError::Wrong);
    }
    if credentials.locked_until.is_some_and(|until| now < until) {
        return Err(SignInError::Locked);
    }
    // A password that was handed over and not used: whoever finds the slip of paper later comes too late.
    let stale = credentials.made_by_another_at.is_some_and(|at| now.since(at) > PASSWORD_LIFE);
    match second(node, &credentials, code, now).await? {
        Some(second) if !credentials.person.disabled && !stale => {
            begin(node, credentials.person, second).await
        }
        _ => {
            fail(node, &credentials, now).await?;
            Err(SignInError::Wrong)
        }
    }
}

/// What stood beside the password.
#[derive(Clone, Copy)]
enum Second {
    /// A code of the authenticator: its time step.
    Step(i64),
    /// A recovery code: its digest.
    Recovery([u8; 32]),
}

async fn second(
    node: &Node,
    credentials: &Credentials,
    code: &str,
    now: Timestamp,
) -> Result<Option<Second>, Error> {
    if let Some(step) = code_step(node, credentials, code, now)? {
        return Ok(Some(Second::Step(step)));
    }
    let id = credentials.person.id;
    let Some(digest) = recovery::digest(node, id, code) else { return Ok(None) };
    let digest_ref = &digest;
    let holds = node
        .store()
        .read("recovery code", |tx| async move { recovery_code::holds(&tx, id, digest_ref).await })
        .await?;
    Ok(holds.then_some(Second::Recovery(digest)))
}

pub(super) fn is_right(hash: Option<&str>, password: &str) -> bool {
    // Of no password: whatever is compared with it is wrong.
    const NOBODY: &str =
        "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    let known = hash.is_some();
    PasswordHash::new(hash.unwrap_or(NOBODY))
        .is_ok_and(|hash| argon2().verify_password(password.as_bytes(), &hash).is_ok())
        && known
}

/// The time step of a right code that was not used before.
fn code_step(
    node: &Node,
    credentials: &Credentials,
    code: &str,
    now: Timestamp,
) -> Result<Option<i64>, Error> {
    let secret = node.sealing().open_totp(credentials.person.id.0, &credentials.totp)?;
    let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let seconds = u64::try_from(now.micros() / SECOND).unwrap_or(0);
    let step = totp(node, &credentials.person, &secret)?.check(&code, seconds);
    Ok(step.and_then(|step| i64::try_from(step).ok()).filter(|step| *step > credentials.totp_step))
}

async fn begin(node: &Node, person: Person, second: Second) -> Result<SignedIn, SignInError> {
    let token = random_token(node.rng());
    let digest = node.sealing().keys.tokens().digest(token.as_bytes());
    node.store()
        .run("sign in", |tx| {
            let (person, digest) = (&person, &digest);
            async move {
                let Some(known) = person::credentials(&tx, &person.name).await? else {
                    return Err(SignInError::Wrong);
                };
                let (fresh, step, detail) = match second {
                    Second::Step(step) => (known.totp_step < step, step, String::new()),
                    Second::Recovery(digest) => {
                        let fresh = recovery_code::take(&tx, person.id, &digest).await?;
                        let left = recovery_code::left(&tx, person.id).await?;
                        (fresh, known.totp_step, format!("recovery_code left={left}"))
                    }
                };
                if !fresh {
                    return Err(SignInError::Wrong);
                }
                person::signed_in(&tx, person.id, step, node.now()).await?;
                console_session::insert(&tx, digest, person.id, node.now()).await?;
                person::seen(&tx, person.id, node.now()).await?;
                let record = format!("person:{}", person.id);
                let entry = node.entry(Actor::Person(person.id), "person.signed_in", record, detail);
                tx.audit([entry]).await?;
                Ok(())
            }
        })
        .await?;
    Ok(SignedIn { person, token })
}

async fn note_wrong_password(node: Node, id: PersonId) {
    let noted = node
        .store()
        .run("wrong password", |tx| {
            let node = &node;
            async move {
                let record = format!("person:{id}");
                tx.audit([node.entry(Actor::Public, "person.wrong_password", record, String::new())]).await
            }
        })
        .await;
    if let Err(error) = noted {
        tracing::error!(%error, "a failed sign-in could not be noted");
    }
}

/// Somebody who has the password tries codes. Five failures are free; from then on the pause doubles from one minute to one hour.
async fn fail(node: &Node, credentials: &Credentials, now: Timestamp) -> Result<(), Error> {
    let id = credentials.person.id;
    node.store()
        .run("failed sign-in", |tx| async move {
            let failures =
                person::credentials(&tx, &credentials.person.name).await?.map_or(0, |fresh| fresh.failures)
                    + 1;
            let pause = match failures - FREE_FAILURES {
                ..0 => None,
                over => Some((MINUTE << over.min(6)).min(LONGEST_PAUSE)),
            };
            person::failed(&tx, id, failures, pause.map(|pause| now.plus(pause))).await?;
            let entry = node.entry(
                Actor::Public,
                "person.sign_in_failed",
                format!("person:{id}"),
                format!("failures={failures}"),
            );
            Ok(tx.audit([entry]).await?)
        })
        .await
}

/// The person whose session this is; `None` where it has ended. Asking counts as a click.
pub async fn session_of(node: &Node, token: &str) -> Result<Option<Viewer>, Error> {
    Ok(session(node, token).await?.map(|(viewer, _)| viewer))
}

/// The person whose session this is, and whether their account waits for them: a password to change, a reset to be told of. `None`
/// where the session has ended. Read anew for each request: a role that was changed holds from the next click on.
pub async fn session(node: &Node, token: &str) -> Result<Option<(Viewer, bool)>, Error> {
    let digest = node.sealing().keys.tokens().digest(token.as_bytes());
    let digest = &digest;
    let now = node.now();
    let Some((session, state)) = living(node, digest).await? else { return Ok(None) };
    // Once a minute is enough to tell a used session from an idle one.
    if now.since(session.seen_at) > MINUTE {
        node.store()
            .run("session seen", |tx| async move {
                console_session::seen(&tx, digest, now).await?;
                person::seen(&tx, session.person, now).await
            })
            .await?;
    }
    Ok(Some((Viewer { person: state.person }, state.must_change || state.untold)))
}

/// The person whose session this is, as [`session_of`], without counting as a click: for a page that listens by itself.
pub async fn session_lives(node: &Node, token: &str) -> Result<Option<Viewer>, Error> {
    let digest = node.sealing().keys.tokens().digest(token.as_bytes());
    Ok(living(node, &digest).await?.map(|(_, state)| Viewer { person: state.person }))
}

/// A session that has not ended, and whose it is.
async fn living(node: &Node, digest: &[u8; 32]) -> Result<Option<(SessionRow, PersonState)>, Error> {
    let now = node.now();
    let found = node
        .store()
        .read("session", |tx| async move {
            let Some(session) = console_session::get(&tx, digest).await? else { return Ok::<_, Error>(None) };
            Ok(person::state_of(&tx, session.person).await?.map(|state| (session, state)))
        })
        .await?;
    Ok(found.filter(|(session, state)| {
        !state.person.disabled
            && now.since(session.seen_at) <= IDLE
            && now.since(session.created_at) <= LONGEST
    }))
}

/// Ends a session.
pub async fn sign_out(node: &Node, viewer: &Viewer, token: &str) -> Result<(), Error> {
    let digest = node.sealing().keys.tokens().digest(token.as_bytes());
    let digest = &digest;
    node.store()
        .run("sign out", |tx| async move {
            console_session::delete(&tx, digest).await?;
            let record = format!("person:{}", viewer.person.id);
            Ok(tx.audit([node.entry(viewer.actor(), "person.signed_out", record, String::new())]).await?)
        })
        .await
}
