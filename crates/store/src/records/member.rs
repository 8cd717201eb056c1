//! The members directory.

use tutela_model::clock::Timestamp;
use tutela_model::country::Country;
use tutela_model::id::MemberId;
use tutela_model::member::{Member, MemberKind};

use crate::engine::run::Tx;
use crate::engine::value::{Row, values};
use crate::error::StoreError;

fn read(row: &Row) -> Result<Member, StoreError> {
    Ok(Member {
        id: MemberId(row.get("id")?),
        kind: row.named("kind", MemberKind::parse)?,
        name: row.get("name")?,
        country: row.named_option("country", Country::parse)?,
        contact: row.get("contact")?,
    })
}

/// Adds a member. A second one of the same name is refused as a duplicate.
pub async fn insert(tx: &Tx, member: &Member, now: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO member (id, kind, name, country, contact, created_at) VALUES ($1, $2, $3, $4, $5, $6)",
        values![
            member.id.0,
            member.kind.as_str(),
            &member.name,
            member.country.map(|country| country.to_string()),
            &member.contact,
            now
        ],
    )
    .await
    .map(|_| ())
}

/// All members by name.
pub async fn all(tx: &Tx) -> Result<Vec<Member>, StoreError> {
    let rows = tx
        .rows("SELECT id, kind, name, country, contact FROM member ORDER BY name LIMIT 5000", values![])
        .await?;
    rows.iter().map(read).collect()
}
