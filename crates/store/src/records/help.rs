//! The help directory, and the calls by which it is confirmed.

use tutela_model::clock::Timestamp;
use tutela_model::country::Country;
use tutela_model::help::{CallOutcome, HelpDetails, HelpEntry, HelpKind};
use tutela_model::id::{HelpEntryId, PersonId};
use uuid::Uuid;

use crate::engine::run::Tx;
use crate::engine::value::{Row, values};
use crate::error::StoreError;

macro_rules! columns {
    () => {
        "id, country, kind, name, phone, url, email, chat, languages, hours, source, confirmed_at, confirmed_by, wrong_at"
    };
}

fn read(row: &Row) -> Result<HelpEntry, StoreError> {
    let languages: String = row.get("languages")?;
    let by = row.get::<Option<Uuid>>("confirmed_by")?.map(PersonId);
    Ok(HelpEntry {
        id: HelpEntryId(row.get("id")?),
        details: HelpDetails {
            country: row.named("country", Country::parse)?,
            kind: row.named("kind", HelpKind::parse)?,
            name: row.get("name")?,
            phone: row.get("phone")?,
            url: row.get("url")?,
            email: row.get("email")?,
            chat: row.get("chat")?,
            languages: languages.split_whitespace().map(str::to_owned).collect(),
            hours: row.get("hours")?,
            source: row.get("source")?,
        },
        confirmed: row.time_option("confirmed_at")?.zip(by),
        wrong_since: row.time_option("wrong_at")?,
    })
}

/// Adds an entry that nobody has confirmed. A second one of the same country, kind and name is refused as a duplicate.
pub async fn insert(
    tx: &Tx,
    id: HelpEntryId,
    details: &HelpDetails,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO help_entry (id, country, kind, name, phone, url, email, chat, languages, hours, source, added_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        values![
            id.0,
            details.country.as_str(),
            details.kind.as_str(),
            &details.name,
            details.phone.clone(),
            details.url.clone(),
            details.email.clone(),
            details.chat.clone(),
            details.languages.join(" "),
            details.hours.clone(),
            &details.source,
            now
        ],
    )
    .await
    .map(|_| ())
}

/// Writes anew how an entry is reached; what its name, kind and country are stays.
pub async fn update(tx: &Tx, id: HelpEntryId, details: &HelpDetails) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE help_entry SET phone = $2, url = $3, email = $4, chat = $5, languages = $6, hours = $7, source = $8 WHERE id = $1",
        values![
            id.0,
            details.phone.clone(),
            details.url.clone(),
            details.email.clone(),
            details.chat.clone(),
            details.languages.join(" "),
            details.hours.clone(),
            &details.source
        ],
    )
    .await
    .map(|_| ())
}

/// Notes who confirmed an entry, or that nobody has; and since when it is known to be wrong.
pub async fn set_standing(
    tx: &Tx,
    id: HelpEntryId,
    confirmed: Option<(Timestamp, PersonId)>,
    wrong: Option<Timestamp>,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE help_entry SET confirmed_at = $2, confirmed_by = $3, wrong_at = $4 WHERE id = $1",
        values![id.0, confirmed.map(|(at, _)| at), confirmed.map(|(_, by)| by.0), wrong],
    )
    .await
    .map(|_| ())
}

/// The entry with this id.
pub async fn get(tx: &Tx, id: HelpEntryId) -> Result<Option<HelpEntry>, StoreError> {
    let row = tx.row(concat!("SELECT ", columns!(), " FROM help_entry WHERE id = $1"), values![id.0]).await?;
    row.as_ref().map(read).transpose()
}

/// The entry of this country, kind and name.
pub async fn named(
    tx: &Tx,
    country: Country,
    kind: HelpKind,
    name: &str,
) -> Result<Option<HelpEntry>, StoreError> {
    let row = tx
        .row(
            concat!("SELECT ", columns!(), " FROM help_entry WHERE country = $1 AND kind = $2 AND name = $3"),
            values![country.as_str(), kind.as_str(), name],
        )
        .await?;
    row.as_ref().map(read).transpose()
}

/// Every entry of a country, by kind and name.
pub async fn of_country(tx: &Tx, country: Country) -> Result<Vec<HelpEntry>, StoreError> {
    let rows = tx
        .rows(
            concat!("SELECT ", columns!(), " FROM help_entry WHERE country = $1 ORDER BY kind, name"),
            values![country.as_str()],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// Every entry. The directory of the whole world has some hundreds.
pub async fn all(tx: &Tx) -> Result<Vec<HelpEntry>, StoreError> {
    let rows = tx
        .rows(concat!("SELECT ", columns!(), " FROM help_entry ORDER BY country, kind, name"), values![])
        .await?;
    rows.iter().map(read).collect()
}

/// Entries that were last confirmed before `before`.
pub async fn confirmed_before(tx: &Tx, before: Timestamp) -> Result<Vec<HelpEntry>, StoreError> {
    let rows = tx
        .rows(
            concat!(
                "SELECT ",
                columns!(),
                " FROM help_entry WHERE confirmed_at < $1 ORDER BY country, kind, name"
            ),
            values![before],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// A call to an entry.
#[derive(Clone, Debug)]
pub struct CallRow {
    /// Its id.
    pub id: Uuid,
    /// The entry.
    pub entry: HelpEntryId,
    /// When.
    pub called_at: Timestamp,
    /// Who called.
    pub called_by: PersonId,
    /// What came of it.
    pub outcome: CallOutcome,
    /// Who answered and what they said, sealed.
    pub sealed: Vec<u8>,
}

/// Notes a call.
pub async fn insert_call(tx: &Tx, call: &CallRow) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO help_call (id, entry, called_at, called_by, outcome, sealed) VALUES ($1, $2, $3, $4, $5, $6)",
        values![call.id, call.entry.0, call.called_at, call.called_by.0, call.outcome.as_str(), &call.sealed],
    )
    .await
    .map(|_| ())
}

/// The calls to an entry, newest first.
pub async fn calls(tx: &Tx, entry: HelpEntryId, limit: u32) -> Result<Vec<CallRow>, StoreError> {
    let rows = tx
        .rows(
            "SELECT id, entry, called_at, called_by, outcome, sealed FROM help_call WHERE entry = $1 ORDER BY id DESC LIMIT $2",
            values![entry.0, limit],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(CallRow {
                id: row.get("id")?,
                entry: HelpEntryId(row.get("entry")?),
                called_at: row.time("called_at")?,
                called_by: PersonId(row.get("called_by")?),
                outcome: row.named("outcome", CallOutcome::parse)?,
                sealed: row.get("sealed")?,
            })
        })
        .collect()
}

/// Takes an entry away with its calls; whether it stood.
pub async fn delete(tx: &Tx, id: HelpEntryId) -> Result<bool, StoreError> {
    tx.execute("DELETE FROM help_call WHERE entry = $1", values![id.0]).await?;
    Ok(tx.execute("DELETE FROM help_entry WHERE id = $1", values![id.0]).await? == 1)
}
