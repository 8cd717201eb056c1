//! Tokens that let the desk's isolated viewing machine learn one address, once.

use tutela_model::clock::Timestamp;
use tutela_model::id::{PersonId, ReportId};

use crate::engine::run::Tx;
use crate::engine::value::values;
use crate::error::StoreError;

/// What a token stands for.
#[derive(Clone, Copy, Debug)]
pub struct ViewingTokenRow {
    /// The report.
    pub report: ReportId,
    /// Which item.
    pub position: u32,
    /// Who asked for it.
    pub made_by: PersonId,
    /// Until when it can be redeemed.
    pub expires_at: Timestamp,
}

/// Adds a token, known by its keyed digest.
pub async fn insert(tx: &Tx, digest: &[u8; 32], token: &ViewingTokenRow) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO viewing_token (digest, report, position, made_by, expires_at) VALUES ($1, $2, $3, $4, $5)",
        values![digest, token.report.0, token.position as usize, token.made_by.0, token.expires_at],
    )
    .await
    .map(|_| ())
}

/// Redeems a token that was not redeemed and has not expired.
pub async fn redeem(
    tx: &Tx,
    digest: &[u8; 32],
    now: Timestamp,
) -> Result<Option<ViewingTokenRow>, StoreError> {
    let taken = tx
        .execute(
            "UPDATE viewing_token SET redeemed_at = $2 WHERE digest = $1 AND redeemed_at IS NULL AND expires_at > $2",
            values![digest, now],
        )
        .await?;
    if taken == 0 {
        return Ok(None);
    }
    let row = tx
        .row(
            "SELECT report, position, made_by, expires_at FROM viewing_token WHERE digest = $1",
            values![digest],
        )
        .await?;
    row.map(|row| {
        Ok(ViewingTokenRow {
            report: ReportId(row.get("report")?),
            position: u32::try_from(row.get::<i64>("position")?)
                .map_err(|_| StoreError::Damaged { column: "position" })?,
            made_by: PersonId(row.get("made_by")?),
            expires_at: row.time("expires_at")?,
        })
    })
    .transpose()
}

/// Forgets tokens that expired before `before`.
pub async fn delete_expired(tx: &Tx, before: Timestamp) -> Result<u64, StoreError> {
    tx.execute("DELETE FROM viewing_token WHERE expires_at < $1", values![before]).await
}
