//! Votes on entries: one of each voter, the last one counts.

use tutela_model::clock::Timestamp;
use tutela_model::id::{EntryId, ListId, VoteId};
use tutela_model::list::{DisputeReason, Verdict, Vote};

use crate::engine::run::Tx;
use crate::engine::value::{Row, values};
use crate::error::StoreError;

/// A vote.
#[derive(Clone, Debug)]
pub struct VoteRow {
    /// Its id.
    pub id: VoteId,
    /// What is voted.
    pub vote: Vote,
    /// Who votes, as the audit log names them.
    pub voter: String,
    /// When.
    pub voted_at: Timestamp,
}

fn read(row: &Row) -> Result<VoteRow, StoreError> {
    Ok(VoteRow {
        id: VoteId(row.get("id")?),
        vote: Vote {
            entry: EntryId(row.get("entry")?),
            verdict: row.named("verdict", Verdict::parse)?,
            reason: row.named_option("reason", DisputeReason::parse)?,
        },
        voter: row.get("voter")?,
        voted_at: row.time("voted_at")?,
    })
}

/// Takes a vote; an earlier one of the same voter on the same entry is replaced.
pub async fn put(tx: &Tx, row: &VoteRow) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO vote (id, entry, voter, voted_at, verdict, reason) VALUES ($1, $2, $3, $4, $5, $6) \
         ON CONFLICT (entry, voter) DO UPDATE SET id = excluded.id, voted_at = excluded.voted_at, \
         verdict = excluded.verdict, reason = excluded.reason, passed_on_at = NULL",
        values![
            row.id.0,
            row.vote.entry.0,
            &row.voter,
            row.voted_at,
            row.vote.verdict.as_str(),
            row.vote.reason.map(DisputeReason::as_str)
        ],
    )
    .await
    .map(|_| ())
}

/// The votes on an entry, oldest first.
pub async fn of_entry(tx: &Tx, entry: EntryId) -> Result<Vec<VoteRow>, StoreError> {
    let sql = "SELECT id, entry, voter, voted_at, verdict, reason FROM vote WHERE entry = $1 ORDER BY voted_at, id LIMIT 500";
    tx.rows(sql, values![entry.0]).await?.iter().map(read).collect()
}

/// Votes of this node's people on entries of a list that its upstream was not told yet, after `after` in order of id.
pub async fn waiting(tx: &Tx, list: ListId, after: VoteId, limit: u32) -> Result<Vec<VoteRow>, StoreError> {
    let sql = "SELECT v.id, v.entry, v.voter, v.voted_at, v.verdict, v.reason FROM vote v JOIN entry e ON e.id = v.entry \
               WHERE v.passed_on_at IS NULL AND v.voter LIKE 'person:%' AND e.list = $1 AND v.id > $2 ORDER BY v.id LIMIT $3";
    tx.rows(sql, values![list.0, after.0, limit]).await?.iter().map(read).collect()
}

/// The entries of a list that were withdrawn after somebody disputed them: the keyed digest and the time of each.
pub async fn withdrawn(tx: &Tx, list: ListId) -> Result<Vec<([u8; 32], Timestamp)>, StoreError> {
    let sql = "SELECT DISTINCT e.identity, e.removed_at FROM vote v JOIN entry e ON e.id = v.entry \
               WHERE e.list = $1 AND e.removed_at IS NOT NULL AND v.verdict = $2";
    let rows = tx.rows(sql, values![list.0, Verdict::Negative.as_str()]).await?;
    rows.iter().map(|row| Ok((row.bytes("identity")?, row.time("removed_at")?))).collect()
}

/// Notes that a list's upstream was told of a vote.
pub async fn set_passed_on(tx: &Tx, id: VoteId, now: Timestamp) -> Result<(), StoreError> {
    tx.execute("UPDATE vote SET passed_on_at = $2 WHERE id = $1", values![id.0, now]).await.map(|_| ())
}
