//! Erasure: the data key goes, and with it everything that was sealed under it; the rows that find it go too.

use tutela_model::clock::Timestamp;
use tutela_model::id::ReportId;

use crate::engine::run::Tx;
use crate::engine::value::values;
use crate::error::StoreError;

/// Erases what a report says. The row itself stays as a tombstone: when it came, what was decided, that it was erased. Call
/// [`crate::Store::truncate_log`] after the transaction.
pub async fn erase_report(tx: &Tx, report: ReportId, now: Timestamp) -> Result<bool, StoreError> {
    let id = report.0;
    let erased = tx
        .execute(
            "UPDATE report SET data_key = NULL, sealed = NULL, receipt = NULL, idempotency = NULL, body_digest = NULL, country = NULL, waiting = NULL, updated_at = $2 \
             WHERE id = $1 AND data_key IS NOT NULL",
            values![id, now],
        )
        .await?;
    tx.execute("DELETE FROM selector WHERE report = $1", values![id]).await?;
    tx.execute("DELETE FROM item_match WHERE report = $1", values![id]).await?;
    tx.execute("DELETE FROM opinion WHERE report = $1 AND answered_at IS NULL", values![id]).await?;
    tx.execute("DELETE FROM viewing_token WHERE report = $1", values![id]).await?;
    tx.execute("UPDATE item SET content = NULL, sealed = NULL WHERE report = $1", values![id]).await?;
    tx.execute("UPDATE question SET sealed = NULL, sealed_answer = NULL WHERE report = $1", values![id])
        .await?;
    tx.execute("UPDATE notice SET content = NULL, sealed = NULL WHERE report = $1", values![id]).await?;
    tx.execute("DELETE FROM trace WHERE report = $1", values![id]).await?;
    tx.execute("DELETE FROM route WHERE report = $1", values![id]).await?;
    tx.execute("UPDATE police_hold SET sealed = NULL WHERE report = $1", values![id]).await?;
    tx.execute("UPDATE preservation SET sealed = NULL, service = NULL WHERE report = $1", values![id])
        .await?;
    tx.execute("UPDATE mail SET sealed = NULL WHERE report = $1", values![id]).await?;
    tx.execute("UPDATE note SET sealed = NULL WHERE report = $1", values![id]).await?;
    tx.execute("DELETE FROM inbox WHERE report = $1", values![id]).await?;
    tx.execute("DELETE FROM opening WHERE report = $1", values![id]).await?;
    Ok(erased == 1)
}
