//! One's own account: what was reset and by whom, one's password, one's recovery codes.

use tutela_model::alert::AlertKind;
use tutela_model::clock::Timestamp;
use tutela_model::field_error::{FieldError, Problem};
use tutela_model::id::PersonId;
use tutela_store::records::person::PersonState;
use tutela_store::records::{console_session, person, recovery_code};
use zeroize::Zeroizing;

use super::persons::hash;
use super::recovery::RecoveryCodes;
use super::sign_in::is_right;
use crate::alerts;
use crate::error::Error;
use crate::node::{Node, Viewer};

/// Characters that a password has at least.
const SHORTEST: usize = 12;
/// Characters that it has at most.
const LONGEST: usize = 200;

/// A reset by another.
#[derive(Clone, Debug)]
pub struct Reset {
    /// When.
    pub at: Timestamp,
    /// The name of who did it; `None` for the operator at the command line.
    pub by: Option<String>,
}

/// One's own account.
#[derive(Clone, Debug)]
pub struct Account {
    /// Whether the password must be changed before anything else.
    pub must_change: bool,
    /// Whether there is a reset that one was not told of.
    pub untold: bool,
    /// When another last made the password.
    pub password_reset: Option<Reset>,
    /// When another last made the codes.
    pub codes_reset: Option<Reset>,
    /// Recovery codes that were not used yet.
    pub recovery_codes: u64,
}

/// The viewer's own account.
pub async fn account(node: &Node, viewer: &Viewer) -> Result<Account, Error> {
    let id = viewer.person.id;
    let (state, left, people) = node
        .store()
        .read("account", |tx| async move {
            let state = person::state_of(&tx, id).await?.ok_or(Error::NotFound("person"))?;
            Ok::<_, Error>((state, recovery_code::left(&tx, id).await?, person::all(&tx).await?))
        })
        .await?;
    let PersonState { must_change, untold, password_reset, codes_reset, .. } = state;
    let named = |(at, by): (Timestamp, String)| {
        let by = by.strip_prefix("person:").and_then(|id| id.parse::<PersonId>().ok());
        let by = by.and_then(|id| people.iter().find(|person| person.id == id));
        Reset { at, by: by.map(|person| person.name.clone()) }
    };
    Ok(Account {
        must_change,
        untold,
        password_reset: password_reset.map(named),
        codes_reset: codes_reset.map(named),
        recovery_codes: left,
    })
}

async fn check_password(node: &Node, viewer: &Viewer, typed: &str) -> Result<(), Error> {
    let name = &viewer.person.name;
    let known = node
        .store()
        .read("own credentials", |tx| async move { person::credentials(&tx, name).await })
        .await?
        .ok_or(Error::NotFound("person"))?;
    let typed = Zeroizing::new(typed.to_owned());
    let right = {
        let _place = node.inner.hashing.acquire().await;
        tokio::task::spawn_blocking(move || is_right(Some(&known.password), &typed)).await.unwrap_or(false)
    };
    if right {
        return Ok(());
    }
    let id = viewer.person.id;
    node.store()
        .run("wrong own password", |tx| async move {
            let entry =
                node.entry(viewer.actor(), "person.wrong_password", format!("person:{id}"), String::new());
            tx.audit([entry]).await
        })
        .await?;
    let expected = "your password as you signed in with it".to_owned();
    Err(FieldError::new("password", Problem::Malformed { expected }).into())
}

/// Changes one's own password, and ends one's other sessions. The new one is one's own choice: long, and not one's name.
pub async fn change_password(
    node: &Node,
    viewer: &Viewer,
    token: &str,
    old: &str,
    new: &str,
) -> Result<(), Error> {
    let length = new.chars().count();
    let name = viewer.person.name.to_lowercase();
    let expected = match length {
        ..SHORTEST => Some(format!(
            "at least {SHORTEST} characters: four words that have nothing to do with each other are good"
        )),
        _ if length > LONGEST => Some(format!("at most {LONGEST} characters")),
        _ if new.to_lowercase().contains(&name) => Some("something without your name".to_owned()),
        _ if new.chars().all(|c| new.starts_with(c)) => Some("more than one character".to_owned()),
        _ if new == old => Some("another than the one before".to_owned()),
        _ => None,
    };
    if let Some(expected) = expected {
        return Err(FieldError::new("new", Problem::Malformed { expected }).into());
    }
    check_password(node, viewer, old).await?;
    let hash = hash(node, new)?;
    let digest = node.sealing().keys.tokens().digest(token.as_bytes());
    let id = viewer.person.id;
    node.store()
        .run("change password", |tx| {
            let (hash, digest) = (&hash, &digest);
            async move {
                person::change_password(&tx, id, hash).await?;
                console_session::delete_others(&tx, id, digest).await?;
                let entry = node.entry(
                    viewer.actor(),
                    "person.password_changed",
                    format!("person:{id}"),
                    String::new(),
                );
                Ok(tx.audit([entry]).await?)
            }
        })
        .await
}

/// Makes new recovery codes; those before are worth nothing any more.
pub async fn new_recovery_codes(
    node: &Node,
    viewer: &Viewer,
    password: &str,
) -> Result<RecoveryCodes, Error> {
    check_password(node, viewer, password).await?;
    let codes = RecoveryCodes::generate(node.rng());
    let id = viewer.person.id;
    let digests = codes.digests(node, id);
    node.store()
        .run("new recovery codes", |tx| {
            let digests = &digests;
            async move {
                recovery_code::replace(&tx, id, digests, node.now()).await?;
                let entry = node.entry(
                    viewer.actor(),
                    "person.recovery_codes",
                    format!("person:{id}"),
                    String::new(),
                );
                tx.audit([entry]).await
            }
        })
        .await?;
    Ok(codes)
}

/// Notes that the viewer was told of what another reset, and whether they had asked for it. Where not, everybody who sees alerts is
/// told, and every session of the account ends.
pub async fn told_of_reset(node: &Node, viewer: &Viewer, asked_for: bool) -> Result<(), Error> {
    let id = viewer.person.id;
    node.store()
        .run("told of reset", |tx| async move {
            person::set_told(&tx, id).await?;
            let detail = format!("asked_for={}", if asked_for { "yes" } else { "no" });
            let record = format!("person:{id}");
            tx.audit([node.entry(viewer.actor(), "person.told_of_reset", record.clone(), detail)]).await?;
            if !asked_for {
                console_session::delete_of(&tx, id).await?;
                alerts::raise(&tx, node, AlertKind::Disowned, record, String::new()).await?;
            }
            Ok(())
        })
        .await
}
