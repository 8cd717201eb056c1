//! What was published of each quarter. Once published, it stays as it is.

use tutela_model::clock::Timestamp;
use tutela_model::figures::Quarter;

use crate::engine::run::Tx;
use crate::engine::value::values;
use crate::error::StoreError;

/// What was published of a quarter.
#[derive(Clone, Debug)]
pub struct PublishedRow {
    /// The quarter.
    pub quarter: Quarter,
    /// When it was published.
    pub published_at: Timestamp,
    /// The numbers as they were published, as JSON.
    pub numbers: String,
}

/// Publishes a quarter, unless it is published already; whether it was now.
pub async fn insert(tx: &Tx, row: &PublishedRow) -> Result<bool, StoreError> {
    let inserted = tx
        .execute(
            "INSERT INTO published_figure (quarter, published_at, numbers) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
            values![row.quarter.to_string(), row.published_at, row.numbers.as_str()],
        )
        .await?;
    Ok(inserted == 1)
}

/// What was published, newest quarter first.
pub async fn newest(tx: &Tx, limit: u32) -> Result<Vec<PublishedRow>, StoreError> {
    let rows = tx
        .rows(
            "SELECT quarter, published_at, numbers FROM published_figure ORDER BY quarter DESC LIMIT $1",
            values![limit],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(PublishedRow {
                quarter: row.named("quarter", Quarter::parse)?,
                published_at: row.time("published_at")?,
                numbers: row.get("numbers")?,
            })
        })
        .collect()
}
