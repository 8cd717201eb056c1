//! Tokens in letters and on pages for people who do not sign in here. The bearer holds the token, the database its keyed digest.

use tutela_model::clock::Timestamp;
use tutela_model::id::ReportId;
use tutela_model::one_time::TokenKind;
use uuid::Uuid;

use crate::engine::run::Tx;
use crate::engine::value::{Row, values};
use crate::error::StoreError;

/// What a token stands for.
#[derive(Clone, Debug)]
pub struct OneTimeRow {
    /// What it lets its holder do.
    pub kind: TokenKind,
    /// With which record: a referral, or what somebody was told of a correction.
    pub record: Uuid,
    /// The report behind it: erasing it takes the token.
    pub report: ReportId,
    /// When it was made.
    pub made_at: Timestamp,
    /// Until when it can be used.
    pub expires_at: Timestamp,
    /// When it was used up.
    pub used_at: Option<Timestamp>,
    /// When a newer one took its place.
    pub replaced_at: Option<Timestamp>,
    /// How often it was tried after that.
    pub tries: i64,
}

fn read(row: &Row) -> Result<OneTimeRow, StoreError> {
    Ok(OneTimeRow {
        kind: row.named("kind", TokenKind::parse)?,
        record: row.get("record")?,
        report: ReportId(row.get("report")?),
        made_at: row.time("made_at")?,
        expires_at: row.time("expires_at")?,
        used_at: row.time_option("used_at")?,
        replaced_at: row.time_option("replaced_at")?,
        tries: row.get("tries")?,
    })
}

/// Adds a token, known by its keyed digest.
pub async fn insert(tx: &Tx, digest: &[u8; 32], row: &OneTimeRow) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO one_time (digest, kind, record, report, made_at, expires_at, tries) VALUES ($1, $2, $3, $4, $5, $6, 0)",
        values![digest, row.kind.as_str(), row.record, row.report.0, row.made_at, row.expires_at],
    )
    .await
    .map(|_| ())
}

/// The token with this digest.
pub async fn get(tx: &Tx, digest: &[u8; 32]) -> Result<Option<OneTimeRow>, StoreError> {
    let row = tx
        .row(
            "SELECT kind, record, report, made_at, expires_at, used_at, replaced_at, tries FROM one_time WHERE digest = $1",
            values![digest],
        )
        .await?;
    row.as_ref().map(read).transpose()
}

/// Uses a token up; whether it was not used before.
pub async fn use_up(tx: &Tx, digest: &[u8; 32], now: Timestamp) -> Result<bool, StoreError> {
    let changed = tx
        .execute(
            "UPDATE one_time SET used_at = $2 WHERE digest = $1 AND used_at IS NULL",
            values![digest, now],
        )
        .await?;
    Ok(changed == 1)
}

/// Notes that somebody tried a token that was used up.
pub async fn tried_again(tx: &Tx, digest: &[u8; 32]) -> Result<(), StoreError> {
    tx.execute("UPDATE one_time SET tries = tries + 1 WHERE digest = $1", values![digest]).await.map(|_| ())
}

/// A newer token takes the place of those of this kind and record that were not used.
pub async fn replace(tx: &Tx, kind: TokenKind, record: Uuid, now: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE one_time SET replaced_at = $3 WHERE record = $2 AND kind = $1 AND used_at IS NULL AND replaced_at IS NULL",
        values![kind.as_str(), record, now],
    )
    .await
    .map(|_| ())
}

/// Ends those of this kind and record: nobody can use them any more.
pub async fn end(tx: &Tx, kind: TokenKind, record: Uuid, now: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE one_time SET expires_at = $3 WHERE record = $2 AND kind = $1 AND expires_at > $3",
        values![kind.as_str(), record, now],
    )
    .await
    .map(|_| ())
}

/// Forgets tokens that expired before `before`.
pub async fn delete_expired(tx: &Tx, before: Timestamp) -> Result<u64, StoreError> {
    tx.execute("DELETE FROM one_time WHERE expires_at < $1", values![before]).await
}
