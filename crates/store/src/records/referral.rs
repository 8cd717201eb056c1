//! Referrals to members. What is sent and why it was declined are sealed under the report's key.

use tutela_model::clock::Timestamp;
use tutela_model::id::{MemberId, PersonId, ReferralId, ReportId};
use tutela_model::referral::{HandlingCode, ReferralState, ReferralWay};
use uuid::Uuid;

use crate::engine::run::Tx;
use crate::engine::value::{Row, values};
use crate::error::StoreError;

/// A referral.
#[derive(Clone, Debug)]
pub struct ReferralRow {
    /// Its id, which the receiver is told as the reference.
    pub id: ReferralId,
    /// The report it comes from.
    pub report: ReportId,
    /// To whom.
    pub member: MemberId,
    /// Where it stands.
    pub state: ReferralState,
    /// How it reaches the member.
    pub way: ReferralWay,
    /// What the member may do with it.
    pub handling: HandlingCode,
    /// Whether a child is said to be in danger now: everybody is less patient then.
    pub urgent: bool,
    /// When it was offered.
    pub created_at: Timestamp,
    /// By whom.
    pub created_by: PersonId,
    /// The times of its steps.
    pub times: ReferralTimes,
    /// The referral that it takes over from, which another member declined or left unanswered.
    pub previous: Option<ReferralId>,
    /// The referral that took over from it.
    pub next: Option<ReferralId>,
    /// How often the member was reminded.
    pub reminders: i64,
    /// What was sent; `None` once erased.
    pub sealed: Option<Vec<u8>>,
    /// Why it was declined; `None` where it was not, or once erased.
    pub sealed_reason: Option<Vec<u8>>,
}

/// When each step of a referral was taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReferralTimes {
    /// It was with the member.
    pub delivered: Option<Timestamp>,
    /// Somebody opened it.
    pub read: Option<Timestamp>,
    /// It was accepted or declined, the last time.
    pub answered: Option<Timestamp>,
    /// It was re-routed or taken back.
    pub ended: Option<Timestamp>,
    /// Since when it waits for somebody of the desk.
    pub needs_person: Option<Timestamp>,
}

macro_rules! columns {
    () => {
        "id, report, member, state, way, handling, urgent, created_at, created_by, delivered_at, read_at, answered_at, ended_at, \
         needs_person_at, previous, next, reminders, sealed, sealed_reason"
    };
}

fn read(row: &Row) -> Result<ReferralRow, StoreError> {
    Ok(ReferralRow {
        id: ReferralId(row.get("id")?),
        report: ReportId(row.get("report")?),
        member: MemberId(row.get("member")?),
        state: row.named("state", ReferralState::parse)?,
        way: row.named("way", ReferralWay::parse)?,
        handling: row.named("handling", HandlingCode::parse)?,
        urgent: row.get::<i64>("urgent")? != 0,
        created_at: row.time("created_at")?,
        created_by: PersonId(row.get("created_by")?),
        times: ReferralTimes {
            delivered: row.time_option("delivered_at")?,
            read: row.time_option("read_at")?,
            answered: row.time_option("answered_at")?,
            ended: row.time_option("ended_at")?,
            needs_person: row.time_option("needs_person_at")?,
        },
        previous: row.get::<Option<Uuid>>("previous")?.map(ReferralId),
        next: row.get::<Option<Uuid>>("next")?.map(ReferralId),
        reminders: row.get("reminders")?,
        sealed: row.get("sealed")?,
        sealed_reason: row.get("sealed_reason")?,
    })
}

/// Adds a referral.
pub async fn insert(tx: &Tx, row: &ReferralRow) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO referral (id, report, member, state, way, handling, urgent, created_at, created_by, previous, reminders, \
         sealed) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, $11)",
        values![
            row.id.0,
            row.report.0,
            row.member.0,
            row.state.as_str(),
            row.way.as_str(),
            row.handling.as_str(),
            row.urgent,
            row.created_at,
            row.created_by.0,
            row.previous.map(|id| id.0),
            row.sealed.clone()
        ],
    )
    .await
    .map(|_| ())
}

/// The referral with this id.
pub async fn get(tx: &Tx, id: ReferralId) -> Result<Option<ReferralRow>, StoreError> {
    let row = tx.row(concat!("SELECT ", columns!(), " FROM referral WHERE id = $1"), values![id.0]).await?;
    row.as_ref().map(read).transpose()
}

/// The referrals of a report, in order.
pub async fn of_report(tx: &Tx, report: ReportId) -> Result<Vec<ReferralRow>, StoreError> {
    let rows = tx
        .rows(
            concat!("SELECT ", columns!(), " FROM referral WHERE report = $1 ORDER BY id"),
            values![report.0],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// Which referrals are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReferralFilter {
    /// Those that wait for somebody of the desk: declined, unanswered, not delivered.
    NeedsPerson,
    /// Those without an answer.
    Unanswered,
    /// All.
    All,
}

/// A page of referrals, newest first.
pub async fn page(
    tx: &Tx,
    filter: ReferralFilter,
    before: ReferralId,
    limit: u32,
) -> Result<Vec<ReferralRow>, StoreError> {
    let sql = match filter {
        ReferralFilter::NeedsPerson => concat!(
            "SELECT ",
            columns!(),
            " FROM referral WHERE needs_person_at IS NOT NULL AND id < $1 ORDER BY id DESC LIMIT $2"
        ),
        ReferralFilter::Unanswered => concat!(
            "SELECT ",
            columns!(),
            " FROM referral WHERE answered_at IS NULL AND ended_at IS NULL AND id < $1 ORDER BY id DESC LIMIT $2"
        ),
        ReferralFilter::All => {
            concat!("SELECT ", columns!(), " FROM referral WHERE id < $1 ORDER BY id DESC LIMIT $2")
        }
    };
    tx.rows(sql, values![before.0, limit]).await?.iter().map(read).collect()
}

/// A page of what was offered to a member for its liaison, newest first.
pub async fn of_member(
    tx: &Tx,
    member: MemberId,
    before: ReferralId,
    limit: u32,
) -> Result<Vec<ReferralRow>, StoreError> {
    let rows = tx
        .rows(
            concat!(
                "SELECT ",
                columns!(),
                " FROM referral WHERE member = $1 AND id < $2 ORDER BY id DESC LIMIT $3"
            ),
            values![member.0, before.0, limit],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// Writes where a referral stands now. The first delivery and the first reading keep their time.
pub async fn set_state(
    tx: &Tx,
    id: ReferralId,
    state: ReferralState,
    now: Timestamp,
) -> Result<(), StoreError> {
    use ReferralState as S;
    let at = |yes: bool| yes.then_some(now);
    tx.execute(
        "UPDATE referral SET state = $2, delivered_at = COALESCE(delivered_at, $3), read_at = COALESCE(read_at, $4), \
         answered_at = COALESCE($5, answered_at), ended_at = COALESCE(ended_at, $6) WHERE id = $1",
        values![
            id.0,
            state.as_str(),
            at(matches!(state, S::Delivered | S::Read)),
            at(state == S::Read),
            at(matches!(state, S::Accepted | S::Declined)),
            at(state.is_over())
        ],
    )
    .await
    .map(|_| ())
}

/// Notes why it was declined.
pub async fn set_reason(tx: &Tx, id: ReferralId, sealed: &[u8]) -> Result<(), StoreError> {
    tx.execute("UPDATE referral SET sealed_reason = $2 WHERE id = $1", values![id.0, sealed])
        .await
        .map(|_| ())
}

/// Leaves a referral to somebody of the desk, or no longer.
pub async fn set_needs_person(tx: &Tx, id: ReferralId, since: Option<Timestamp>) -> Result<(), StoreError> {
    tx.execute("UPDATE referral SET needs_person_at = $2 WHERE id = $1", values![id.0, since])
        .await
        .map(|_| ())
}

/// Notes which referral took over from it.
pub async fn set_next(tx: &Tx, id: ReferralId, next: ReferralId) -> Result<(), StoreError> {
    tx.execute("UPDATE referral SET next = $2 WHERE id = $1", values![id.0, next.0]).await.map(|_| ())
}

/// Notes how often the member was reminded.
pub async fn set_reminders(tx: &Tx, id: ReferralId, reminders: i64) -> Result<(), StoreError> {
    tx.execute("UPDATE referral SET reminders = $2 WHERE id = $1", values![id.0, reminders]).await.map(|_| ())
}
