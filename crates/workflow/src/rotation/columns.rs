//! Sealing a column anew, and telling under which key its values stand.

use tutela_crypto::{NodeKeys, OpenError, SealingKey};
use tutela_model::rng::Rng;
use tutela_store::records::sealed::{self, SealedColumn, Under};
use tutela_store::{Store, StoreError};
use uuid::Uuid;

use crate::sealing::Blob;

/// Values by the key that opens them.
#[derive(Default)]
pub(super) struct Tally {
    pub(super) new: u64,
    pub(super) before: u64,
    pub(super) neither: u64,
}

/// A value and the id that it is bound to.
type Value = (Uuid, Vec<u8>);

pub(super) async fn count(store: &Store, column: &SealedColumn) -> Result<u64, StoreError> {
    store.read("count sealed", |tx| async move { sealed::count(&tx, column).await }).await
}

pub(super) async fn page(
    store: &Store,
    column: &SealedColumn,
    after: Uuid,
    limit: u32,
) -> Result<Vec<Value>, StoreError> {
    store.read("page sealed", |tx| async move { sealed::page(&tx, column, after, limit).await }).await
}

/// Seals those of these values anew that the key before opens, in one transaction.
pub(super) async fn seal_anew(
    store: &Store,
    column: &SealedColumn,
    page: Vec<Value>,
    keys: &NodeKeys,
    rng: &dyn Rng,
) -> Result<(), StoreError> {
    let Some(before) = keys.sealing_before() else { return Ok(()) };
    let anew: Vec<Value> = page
        .into_iter()
        .filter(|(id, value)| !opens(column.under, keys.sealing(), *id, value))
        .filter_map(|(id, value)| {
            moved(column.under, before, keys.sealing(), id, &value, rng).ok().map(|value| (id, value))
        })
        .collect();
    if anew.is_empty() {
        return Ok(());
    }
    let anew = &anew;
    store
        .run("seal anew", |tx| async move {
            match sealed::replace(&tx, column, anew.clone()).await? {
                changed if changed == anew.len() as u64 => Ok(()),
                // Rows went meanwhile: somebody writes. Nothing of the batch is kept.
                _ => Err(StoreError::InUse),
            }
        })
        .await
}

/// Reads a whole column.
pub(super) async fn tally(
    store: &Store,
    column: &SealedColumn,
    keys: &NodeKeys,
    batch: u32,
) -> Result<Tally, StoreError> {
    let (mut tally, mut after) = (Tally::default(), Uuid::nil());
    loop {
        let found = page(store, column, after, batch).await?;
        let Some((last, _)) = found.last() else { return Ok(tally) };
        after = *last;
        for (id, value) in &found {
            let before = |key: &SealingKey| opens(column.under, key, *id, value);
            let of = match () {
                () if opens(column.under, keys.sealing(), *id, value) => &mut tally.new,
                () if keys.sealing_before().is_some_and(before) => &mut tally.before,
                () => &mut tally.neither,
            };
            *of += 1;
        }
    }
}

/// What a value is sealed as; `None` for a data key, which is wrapped.
fn blob(under: Under, id: Uuid) -> Option<Blob> {
    match under {
        Under::DataKey => None,
        Under::Totp => Some(Blob::Totp(id)),
        Under::HelpCall => Some(Blob::HelpCall(id)),
        Under::Mailbox => Some(Blob::Mailbox(id)),
        Under::LanguageReader => Some(Blob::LanguageReader(id)),
    }
}

fn opens(under: Under, key: &SealingKey, id: Uuid, value: &[u8]) -> bool {
    match blob(under, id) {
        None => key.unwrap(value, id.as_bytes()).is_ok(),
        Some(blob) => key.open(value, &blob.context()).is_ok(),
    }
}

/// A value under another key.
fn moved(
    under: Under,
    from: &SealingKey,
    to: &SealingKey,
    id: Uuid,
    value: &[u8],
    rng: &dyn Rng,
) -> Result<Vec<u8>, OpenError> {
    Ok(match blob(under, id) {
        None => to.wrap(&from.unwrap(value, id.as_bytes())?, id.as_bytes(), rng),
        Some(blob) => to.seal(&from.open(value, &blob.context())?, &blob.context(), rng),
    })
}
