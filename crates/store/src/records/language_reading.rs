//! Who has read a language of the public site, and which sentences they read.

use tutela_model::clock::Timestamp;
use tutela_model::id::PersonId;
use uuid::Uuid;

use crate::engine::run::Tx;
use crate::engine::value::values;
use crate::error::StoreError;

/// Somebody read a language.
#[derive(Clone, Debug)]
pub struct ReadingRow {
    /// Its id.
    pub id: Uuid,
    /// The language's code.
    pub language: String,
    /// The day, `2026-11-24`.
    pub read_on: String,
    /// The digest of the sentences that they read.
    pub sentences: [u8; 32],
    /// When it was noted.
    pub noted_at: Timestamp,
    /// Who noted it.
    pub noted_by: PersonId,
    /// The reader's name, sealed.
    pub sealed: Vec<u8>,
}

/// Notes a reading.
pub async fn insert(tx: &Tx, row: &ReadingRow) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO language_reading (id, language, read_on, sentences, noted_at, noted_by, sealed) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        values![
            row.id,
            &row.language,
            &row.read_on,
            row.sentences,
            row.noted_at,
            row.noted_by.0,
            &row.sealed
        ],
    )
    .await
    .map(|_| ())
}

/// Every reading, oldest first.
pub async fn all(tx: &Tx) -> Result<Vec<ReadingRow>, StoreError> {
    let rows = tx
        .rows(
            "SELECT id, language, read_on, sentences, noted_at, noted_by, sealed FROM language_reading ORDER BY id",
            values![],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(ReadingRow {
                id: row.get("id")?,
                language: row.get("language")?,
                read_on: row.get("read_on")?,
                sentences: row.bytes("sentences")?,
                noted_at: row.time("noted_at")?,
                noted_by: PersonId(row.get("noted_by")?),
                sealed: row.get("sealed")?,
            })
        })
        .collect()
}
