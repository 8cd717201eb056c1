//! Notices to hosts.

use tutela_model::clock::Timestamp;
use tutela_model::content::ContentKey;
use tutela_model::id::{HostId, NoticeId, PersonId, ReportId};
use tutela_model::ladder::Rung;
use tutela_model::notice::{Finding, NoticeState};

use crate::engine::run::Tx;
use crate::engine::value::{Row, values};
use crate::error::StoreError;

/// A notice.
#[derive(Clone, Debug)]
pub struct NoticeRow {
    /// Its id, which the host is told as the report id.
    pub id: NoticeId,
    /// The report it comes from.
    pub report: ReportId,
    /// Which item of the report.
    pub position: u32,
    /// The content.
    pub content: Option<ContentKey>,
    /// Where it stands.
    pub state: NoticeState,
    /// When it was written.
    pub created_at: Timestamp,
    /// By whom.
    pub created_by: PersonId,
    /// When the host was told.
    pub sent_at: Option<Timestamp>,
    /// When somebody or something last looked.
    pub checked_at: Option<Timestamp>,
    /// What was found then.
    pub last_finding: Option<Finding>,
    /// How often was looked.
    pub checks: i64,
    /// How many reminders went out.
    pub reminders: i64,
    /// When it was found gone.
    pub gone_at: Option<Timestamp>,
    /// The host: an organisation, in the open.
    pub host: Option<HostId>,
    /// Who was told last.
    pub rung: Rung,
    /// When they were told.
    pub rung_at: Option<Timestamp>,
    /// Recipient and URL, sealed; `None` once erased.
    pub sealed: Option<Vec<u8>>,
}

macro_rules! columns {
    () => {
        "id, report, position, content, state, created_at, created_by, sent_at, checked_at, last_finding, checks, \
         reminders, gone_at, host, rung, rung_at, sealed"
    };
}

fn read(row: &Row) -> Result<NoticeRow, StoreError> {
    Ok(NoticeRow {
        id: NoticeId(row.get("id")?),
        report: ReportId(row.get("report")?),
        position: u32::try_from(row.get::<i64>("position")?)
            .map_err(|_| StoreError::Damaged { column: "position" })?,
        content: match row.get::<Option<Vec<u8>>>("content")? {
            Some(key) => {
                Some(ContentKey(key.try_into().map_err(|_| StoreError::Damaged { column: "content" })?))
            }
            None => None,
        },
        state: row.named("state", NoticeState::parse)?,
        created_at: row.time("created_at")?,
        created_by: PersonId(row.get("created_by")?),
        sent_at: row.time_option("sent_at")?,
        checked_at: row.time_option("checked_at")?,
        last_finding: row.named_option("last_finding", Finding::parse)?,
        checks: row.get("checks")?,
        reminders: row.get("reminders")?,
        gone_at: row.time_option("gone_at")?,
        host: row.get::<Option<uuid::Uuid>>("host")?.map(HostId),
        rung: row.named("rung", Rung::parse)?,
        rung_at: row.time_option("rung_at")?,
        sealed: row.get("sealed")?,
    })
}

/// Adds a notice.
pub async fn insert(tx: &Tx, notice: &NoticeRow) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO notice (id, report, position, content, state, created_at, created_by, checks, reminders, host, \
         rung, rung_at, sealed) VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 0, $8, $9, $10, $11)",
        values![
            notice.id.0,
            notice.report.0,
            notice.position as usize,
            notice.content.map(|key| key.0.to_vec()),
            notice.state.as_str(),
            notice.created_at,
            notice.created_by.0,
            notice.host.map(|host| host.0),
            notice.rung.as_str(),
            notice.rung_at,
            notice.sealed.clone(),
        ],
    )
    .await
    .map(|_| ())
}

/// The notice with this id.
pub async fn get(tx: &Tx, id: NoticeId) -> Result<Option<NoticeRow>, StoreError> {
    let row = tx.row(concat!("SELECT ", columns!(), " FROM notice WHERE id = $1"), values![id.0]).await?;
    row.as_ref().map(read).transpose()
}

/// The notices of a report, in order.
pub async fn of_report(tx: &Tx, report: ReportId) -> Result<Vec<NoticeRow>, StoreError> {
    let rows = tx
        .rows(concat!("SELECT ", columns!(), " FROM notice WHERE report = $1 ORDER BY id"), values![report.0])
        .await?;
    rows.iter().map(read).collect()
}

/// The newest notices about a content, in whichever report.
pub async fn about_content(tx: &Tx, content: ContentKey) -> Result<Vec<NoticeRow>, StoreError> {
    let rows = tx
        .rows(
            concat!("SELECT ", columns!(), " FROM notice WHERE content = $1 ORDER BY id DESC LIMIT 20"),
            values![content.0],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// A page of notices, newest first: those still open, or all.
pub async fn page(
    tx: &Tx,
    open_only: bool,
    before: NoticeId,
    limit: u32,
) -> Result<Vec<NoticeRow>, StoreError> {
    let rows = if open_only {
        tx.rows(
            concat!(
                "SELECT ",
                columns!(),
                " FROM notice WHERE gone_at IS NULL AND id < $1 ORDER BY id DESC LIMIT $2"
            ),
            values![before.0, limit],
        )
        .await?
    } else {
        tx.rows(
            concat!("SELECT ", columns!(), " FROM notice WHERE id < $1 ORDER BY id DESC LIMIT $2"),
            values![before.0, limit],
        )
        .await?
    };
    rows.iter().map(read).collect()
}

/// Writes where a notice stands now; the clock of each step is set once.
pub async fn set_state(
    tx: &Tx,
    id: NoticeId,
    state: NoticeState,
    finding: Option<Finding>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sent = (state == NoticeState::Sent && finding.is_none()).then_some(now);
    let gone = (state == NoticeState::Removed).then_some(now);
    let looked = finding.map(|_| now);
    tx.execute(
        "UPDATE notice SET state = $2, sent_at = COALESCE(sent_at, $3), gone_at = COALESCE(gone_at, $4), \
         checked_at = COALESCE($5, checked_at), last_finding = COALESCE($6, last_finding), checks = checks + $7 \
         WHERE id = $1",
        values![
            id.0,
            state.as_str(),
            sent,
            gone,
            looked,
            finding.map(Finding::as_str),
            i64::from(finding.is_some())
        ],
    )
    .await
    .map(|_| ())
}

/// Notes how many reminders have been written.
pub async fn set_reminders(tx: &Tx, id: NoticeId, reminders: i64) -> Result<(), StoreError> {
    tx.execute("UPDATE notice SET reminders = $2 WHERE id = $1", values![id.0, reminders]).await.map(|_| ())
}

/// Notes who is told now; the reminders begin anew with them.
pub async fn set_rung(tx: &Tx, id: NoticeId, rung: Rung, now: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE notice SET rung = $2, rung_at = $3, reminders = 0 WHERE id = $1",
        values![id.0, rung.as_str(), now],
    )
    .await
    .map(|_| ())
}

/// The notices to a host, newest first.
pub async fn of_host(
    tx: &Tx,
    host: HostId,
    before: NoticeId,
    limit: u32,
) -> Result<Vec<NoticeRow>, StoreError> {
    let sql =
        concat!("SELECT ", columns!(), " FROM notice WHERE host = $1 AND id < $2 ORDER BY id DESC LIMIT $3");
    let rows = tx.rows(sql, values![host.0, before.0, limit]).await?;
    rows.iter().map(read).collect()
}
