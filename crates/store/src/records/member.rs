//! The members directory.

use tutela_model::clock::Timestamp;
use tutela_model::country::Country;
use tutela_model::id::{MemberContactId, MemberId};
use tutela_model::member::{ContactPurpose, Member, MemberContact, MemberKind};
use tutela_model::referral::HandlingCode;
use tutela_model::report::Category;

use crate::engine::run::Tx;
use crate::engine::value::{Row, Value, join_names, values};
use crate::error::StoreError;

macro_rules! columns {
    () => {
        "id, kind, name, country, contact, countries, categories, handling, disabled_at"
    };
}

fn read(row: &Row) -> Result<Member, StoreError> {
    Ok(Member {
        id: MemberId(row.get("id")?),
        kind: row.named("kind", MemberKind::parse)?,
        name: row.get("name")?,
        country: row.named_option("country", Country::parse)?,
        contact: row.get("contact")?,
        countries: row.names("countries", Country::parse)?,
        categories: row.names("categories", Category::parse)?,
        handling: row.named("handling", HandlingCode::parse)?,
        disabled_at: row.time_option("disabled_at")?,
    })
}

/// What a member says of itself, in the order of both statements below.
fn particulars(member: &Member) -> Vec<Value> {
    values![
        member.id.0,
        member.kind.as_str(),
        &member.name,
        member.country.map(|country| country.to_string()),
        &member.contact,
        join_names(member.countries.iter().map(Country::as_str)),
        join_names(member.categories.iter().map(|category| category.as_str())),
        member.handling.as_str()
    ]
}

/// Adds a member. A second one of the same name is refused as a duplicate.
pub async fn insert(tx: &Tx, member: &Member, now: Timestamp) -> Result<(), StoreError> {
    let mut values = particulars(member);
    values.extend(values![now]);
    tx.execute(
        "INSERT INTO member (id, kind, name, country, contact, countries, categories, handling, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        values,
    )
    .await
    .map(|_| ())
}

/// Writes what a member says of itself now. A name that another one has is refused as a duplicate.
pub async fn update(tx: &Tx, member: &Member) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE member SET kind = $2, name = $3, country = $4, contact = $5, countries = $6, categories = $7, handling = $8 \
         WHERE id = $1",
        particulars(member),
    )
    .await
    .map(|_| ())
}

/// Ends dealing with a member, or takes it up again.
pub async fn set_disabled(tx: &Tx, id: MemberId, disabled_at: Option<Timestamp>) -> Result<(), StoreError> {
    tx.execute("UPDATE member SET disabled_at = $2 WHERE id = $1", values![id.0, disabled_at])
        .await
        .map(|_| ())
}

/// The member with this id.
pub async fn get(tx: &Tx, id: MemberId) -> Result<Option<Member>, StoreError> {
    let row = tx.row(concat!("SELECT ", columns!(), " FROM member WHERE id = $1"), values![id.0]).await?;
    row.as_ref().map(read).transpose()
}

/// All members by name.
pub async fn all(tx: &Tx) -> Result<Vec<Member>, StoreError> {
    let rows =
        tx.rows(concat!("SELECT ", columns!(), " FROM member ORDER BY name LIMIT 5000"), values![]).await?;
    rows.iter().map(read).collect()
}

fn read_contact(row: &Row) -> Result<MemberContact, StoreError> {
    Ok(MemberContact {
        id: MemberContactId(row.get("id")?),
        member: MemberId(row.get("member")?),
        purpose: row.named("purpose", ContactPurpose::parse)?,
        mailbox: row.get("mailbox")?,
    })
}

/// Adds a mailbox.
pub async fn insert_contact(tx: &Tx, contact: &MemberContact, now: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO member_contact (id, member, purpose, mailbox, added_at) VALUES ($1, $2, $3, $4, $5)",
        values![contact.id.0, contact.member.0, contact.purpose.as_str(), &contact.mailbox, now],
    )
    .await
    .map(|_| ())
}

/// Takes a mailbox out; whether it was there.
pub async fn delete_contact(tx: &Tx, member: MemberId, id: MemberContactId) -> Result<bool, StoreError> {
    let gone = tx
        .execute("DELETE FROM member_contact WHERE id = $1 AND member = $2", values![id.0, member.0])
        .await?;
    Ok(gone == 1)
}

/// The further mailboxes of a member, oldest first.
pub async fn contacts_of(tx: &Tx, member: MemberId) -> Result<Vec<MemberContact>, StoreError> {
    let rows = tx
        .rows(
            "SELECT id, member, purpose, mailbox FROM member_contact WHERE member = $1 ORDER BY id",
            values![member.0],
        )
        .await?;
    rows.iter().map(read_contact).collect()
}
