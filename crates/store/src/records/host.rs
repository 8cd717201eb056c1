//! Hosts: organisations, in the open.

use tutela_model::clock::Timestamp;
use tutela_model::country::Country;
use tutela_model::host::{Host, normal_name};
use tutela_model::id::HostId;

use crate::engine::run::Tx;
use crate::engine::value::{Row, values};
use crate::error::StoreError;

macro_rules! columns {
    () => {
        "id, name, country, mailbox, network, contacted_at"
    };
}

/// A host with what the desk did with it.
#[derive(Clone, Debug)]
pub struct HostRow {
    /// The host.
    pub host: Host,
    /// When a letter to it last left the house.
    pub contacted_at: Option<Timestamp>,
}

fn read(row: &Row) -> Result<HostRow, StoreError> {
    let network: Option<i64> = row.get("network")?;
    Ok(HostRow {
        host: Host {
            id: HostId(row.get("id")?),
            name: row.get("name")?,
            country: row.named_option("country", Country::parse)?,
            mailbox: row.get("mailbox")?,
            network: network
                .map(|n| u32::try_from(n).map_err(|_| StoreError::Damaged { column: "network" }))
                .transpose()?,
        },
        contacted_at: row.time_option("contacted_at")?,
    })
}

/// Adds a host.
pub async fn insert(tx: &Tx, host: &Host, now: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO host (id, name, normal, country, mailbox, network, created_at, changed_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $7)",
        values![
            host.id.0,
            &host.name,
            normal_name(&host.name),
            host.country.map(|country| country.to_string()),
            host.mailbox.clone(),
            host.network.map(i64::from),
            now
        ],
    )
    .await
    .map(|_| ())
}

/// Writes what is newly known of a host.
pub async fn update(tx: &Tx, host: &Host, now: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE host SET country = $2, mailbox = $3, network = $4, changed_at = $5 WHERE id = $1",
        values![
            host.id.0,
            host.country.map(|country| country.to_string()),
            host.mailbox.clone(),
            host.network.map(i64::from),
            now
        ],
    )
    .await
    .map(|_| ())
}

/// The host with this id.
pub async fn get(tx: &Tx, id: HostId) -> Result<Option<HostRow>, StoreError> {
    let row = tx.row(concat!("SELECT ", columns!(), " FROM host WHERE id = $1"), values![id.0]).await?;
    row.as_ref().map(read).transpose()
}

/// The host of this name, however it is written.
pub async fn named(tx: &Tx, name: &str) -> Result<Option<HostRow>, StoreError> {
    let sql = concat!("SELECT ", columns!(), " FROM host WHERE normal = $1");
    tx.row(sql, values![normal_name(name)]).await?.as_ref().map(read).transpose()
}

/// The host with this mailbox; the oldest where several share it.
pub async fn of_mailbox(tx: &Tx, mailbox: &str) -> Result<Option<HostRow>, StoreError> {
    let sql = concat!("SELECT ", columns!(), " FROM host WHERE mailbox = $1 ORDER BY id LIMIT 1");
    tx.row(sql, values![mailbox]).await?.as_ref().map(read).transpose()
}

/// Hosts by name, from a name on.
pub async fn page(tx: &Tx, after: &str, limit: u32) -> Result<Vec<HostRow>, StoreError> {
    let sql = concat!("SELECT ", columns!(), " FROM host WHERE normal > $1 ORDER BY normal LIMIT $2");
    let rows = tx.rows(sql, values![after, limit]).await?;
    rows.iter().map(read).collect()
}

/// Notes that a letter to it left the house.
pub async fn contacted(tx: &Tx, id: HostId, now: Timestamp) -> Result<(), StoreError> {
    tx.execute("UPDATE host SET contacted_at = $2 WHERE id = $1", values![id.0, now]).await.map(|_| ())
}

/// The clocks of one notice to a host: when it was told, when what it names was gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoticeTimes {
    /// When the host was told; `None` where it has not been.
    pub sent_at: Option<Timestamp>,
    /// When it was found gone.
    pub gone_at: Option<Timestamp>,
}

/// The clocks of a host's newest notices, up to `limit` of them: what its record is made of.
pub async fn notice_times(tx: &Tx, id: HostId, limit: u32) -> Result<Vec<NoticeTimes>, StoreError> {
    let rows = tx
        .rows(
            "SELECT sent_at, gone_at FROM notice WHERE host = $1 ORDER BY id DESC LIMIT $2",
            values![id.0, limit],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(NoticeTimes { sent_at: row.time_option("sent_at")?, gone_at: row.time_option("gone_at")? })
        })
        .collect()
}
