//! Which columns are sealed, and under what: what a rotation of the node's sealing key must seal anew.
//!
//! `every_column_of_bytes_is_named` fails for a column that stands in none of the three lists here;
//! `what_stands_under_the_node_key_is_what_rotation_names` (workflow) for one that stands in the wrong one.

use uuid::Uuid;

use crate::engine::run::Tx;
use crate::engine::value::values;
use crate::error::StoreError;

/// What stands under the node's sealing key itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Under {
    /// The key of a record, bound to the record's id.
    DataKey,
    /// The secret of a person's time-based codes.
    Totp,
    /// Who answered a call to a help entry.
    HelpCall,
    /// The mailbox of a person on call.
    Mailbox,
    /// Who read a language.
    LanguageReader,
}

/// A column whose values stand under the node's sealing key itself, each bound to an id.
#[derive(Debug)]
pub struct SealedColumn {
    /// Its table.
    pub table: &'static str,
    /// Its name.
    pub column: &'static str,
    /// What its values are.
    pub under: Under,
    count: &'static str,
    page: &'static str,
    update: (&'static str, &'static str),
}

macro_rules! sealed_column {
    ($table:literal, $column:literal, $id:literal, $under:ident) => {
        SealedColumn {
            table: $table,
            column: $column,
            under: Under::$under,
            count: concat!("SELECT COUNT(*) FROM ", $table, " WHERE ", $column, " IS NOT NULL"),
            page: concat!(
                "SELECT ",
                $id,
                " AS id, ",
                $column,
                " AS sealed FROM ",
                $table,
                " WHERE ",
                $column,
                " IS NOT NULL AND ",
                $id,
                " > $1 ORDER BY ",
                $id,
                " LIMIT $2"
            ),
            // `column1` and `column2` are what both engines call the columns of `VALUES`.
            update: (
                concat!("UPDATE ", $table, " SET ", $column, " = v.column2 FROM ("),
                concat!(") AS v WHERE ", $table, ".", $id, " = v.column1"),
            ),
        }
    };
}

/// Every column whose values stand under the node's sealing key. Beside them there is one setting, [`super::setting::KEY_CHECK`].
pub const UNDER_THE_NODE_KEY: &[SealedColumn] = &[
    sealed_column!("report", "data_key", "id", DataKey),
    sealed_column!("list", "data_key", "id", DataKey),
    // Of letters of no report.
    sealed_column!("mail", "data_key", "id", DataKey),
    sealed_column!("shift", "data_key", "id", DataKey),
    sealed_column!("person", "totp", "id", Totp),
    sealed_column!("help_call", "sealed", "id", HelpCall),
    sealed_column!("person_mailbox", "sealed", "person", Mailbox),
    sealed_column!("language_reading", "sealed", "id", LanguageReader),
];

/// Columns whose values stand under a data key: that of their report, list, letter or shift.
pub const UNDER_A_DATA_KEY: &[(&str, &str)] = &[
    ("report", "sealed"),
    ("item", "sealed"),
    ("question", "sealed"),
    ("question", "sealed_answer"),
    ("notice", "sealed"),
    ("mail", "sealed"),
    ("entry", "sealed"),
    ("subscription", "sealed"),
    ("note", "sealed"),
    ("shift", "sealed"),
    ("trace", "sealed"),
    ("route", "sealed"),
    ("police_hold", "sealed"),
    ("preservation", "sealed"),
    ("referral", "sealed"),
    ("referral", "sealed_reason"),
    ("outcome", "sealed"),
    ("correction", "sealed"),
    ("legal_hold", "sealed"),
];

/// Columns of bytes that are not sealed: keyed digests under the other keys, hashes and signatures of the log, counts.
pub const NOT_SEALED: &[(&str, &str)] = &[
    ("report", "idempotency"),
    ("report", "body_digest"),
    ("report", "receipt"),
    ("item", "content"),
    ("selector", "digest"),
    ("assessment", "content"),
    ("notice", "content"),
    ("entry", "identity"),
    ("entry", "contents"),
    ("console_session", "token"),
    ("api_key", "secret"),
    ("api_key", "old_secret"),
    ("viewing_token", "digest"),
    ("one_time", "digest"),
    ("recovery_code", "digest"),
    ("urgency_due", "digest"),
    ("opinion", "content"),
    ("language_reading", "sentences"),
    ("figure", "tally"),
    ("audit_pending", "commitment"),
    ("audit_pending", "salt"),
    ("audit_entry", "commitment"),
    ("audit_entry", "salt"),
    ("audit_head", "root"),
    ("audit_head", "signature"),
    ("audit_head", "frontier"),
];

/// How many values a column holds.
pub async fn count(tx: &Tx, column: &SealedColumn) -> Result<u64, StoreError> {
    let row = tx.row(column.count, values![]).await?.ok_or(StoreError::Closed)?;
    Ok(u64::try_from(row.at::<i64>(0)?).unwrap_or(0))
}

/// Values of a column by id, after the id `after`, each with the id that it is bound to.
pub async fn page(
    tx: &Tx,
    column: &SealedColumn,
    after: Uuid,
    limit: u32,
) -> Result<Vec<(Uuid, Vec<u8>)>, StoreError> {
    let rows = tx.rows(column.page, values![after, limit]).await?;
    rows.iter().map(|row| Ok((row.get("id")?, row.get("sealed")?))).collect()
}

/// Puts other values in the place of those with these ids; how many rows changed.
pub async fn replace(tx: &Tx, column: &SealedColumn, rows: Vec<(Uuid, Vec<u8>)>) -> Result<u64, StoreError> {
    let rows = rows.into_iter().map(|(id, sealed)| values![id, sealed]).collect();
    tx.insert_rows(column.update.0, rows, column.update.1).await
}
