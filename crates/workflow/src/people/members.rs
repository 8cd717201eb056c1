//! The members directory.

use tutela_model::access::Permission;
use tutela_model::country::Country;
use tutela_model::id::{MemberContactId, MemberId};
use tutela_model::limits;
use tutela_model::member::{ContactPurpose, Member, MemberContact, MemberKind};
use tutela_model::referral::HandlingCode;
use tutela_model::report::Category;
use tutela_model::selector::parse_email;
use tutela_model::text::{self, Lines};
use tutela_store::Tx;
use tutela_store::records::{console_session, member, person};

use super::keys::actor;
use crate::error::Error;
use crate::node::{Node, Viewer};

/// Further mailboxes of one member.
const CONTACTS: usize = 20;

/// What a member says of itself.
#[derive(Clone, Debug)]
pub struct MemberParticulars {
    /// What kind of organisation.
    pub kind: MemberKind,
    /// Its name.
    pub name: String,
    /// Its country.
    pub country: Option<Country>,
    /// Its general mailbox.
    pub contact: String,
    /// For which countries it is competent; its own where none is named.
    pub countries: Vec<Country>,
    /// For which categories; all where none is named.
    pub categories: Vec<Category>,
    /// What it may do with what it is sent.
    pub handling: HandlingCode,
}

impl MemberParticulars {
    fn checked(&self, id: MemberId) -> Result<Member, Error> {
        let mut member = Member {
            id,
            kind: self.kind,
            name: text::required("name", &self.name, limits::SHORT, Lines::One)?,
            country: self.country,
            contact: parse_email("contact", &self.contact)?,
            countries: self.countries.clone(),
            categories: self.categories.clone(),
            handling: self.handling,
            disabled_at: None,
        };
        member.countries.sort();
        member.countries.dedup();
        member.categories.sort();
        member.categories.dedup();
        Ok(member)
    }
}

fn no_twin(error: Error) -> Error {
    match error {
        Error::Store(error) if error.is_duplicate() => Error::Duplicate("member"),
        error => error,
    }
}

/// The member, or an error that says that there is none.
async fn get(tx: &Tx, id: MemberId) -> Result<Member, Error> {
    member::get(tx, id).await?.ok_or(Error::NotFound("member"))
}

/// Adds an organisation to the directory. What it is competent for is added with [`change_member`].
pub async fn add_member(
    node: &Node,
    viewer: Option<&Viewer>,
    kind: MemberKind,
    name: &str,
    country: Option<Country>,
    contact: &str,
) -> Result<Member, Error> {
    let actor = actor(viewer, Permission::ManageMembers)?;
    let particulars = MemberParticulars {
        kind,
        name: name.to_owned(),
        country,
        contact: contact.to_owned(),
        countries: Vec::new(),
        categories: Vec::new(),
        handling: HandlingCode::AskBeforeCourt,
    };
    let member = particulars.checked(MemberId::new(node.now(), node.rng()))?;
    let added = node.store().run("add member", |tx| {
        let member = &member;
        async move {
            member::insert(&tx, member, node.now()).await?;
            let record = format!("member:{}", member.id);
            Ok(tx.audit([node.entry(actor, "member.added", record, format!("kind={kind}"))]).await?)
        }
    });
    added.await.map_err(no_twin)?;
    Ok(member)
}

/// Changes what the directory says of a member. What was offered to it before stays as it was sent.
pub async fn change_member(
    node: &Node,
    viewer: Option<&Viewer>,
    id: MemberId,
    new: &MemberParticulars,
) -> Result<(), Error> {
    let actor = actor(viewer, Permission::ManageMembers)?;
    let new = new.checked(id)?;
    let changed = node.store().run("change member", |tx| {
        let new = &new;
        async move {
            let old = get(&tx, id).await?;
            member::update(&tx, new).await?;
            let detail = changes(&old, new);
            Ok(tx.audit([node.entry(actor, "member.changed", format!("member:{id}"), detail)]).await?)
        }
    });
    changed.await.map_err(no_twin)
}

/// Which fields changed, and to what where that is a fixed name.
fn changes(old: &Member, new: &Member) -> String {
    let mut said = Vec::new();
    let codes =
        |countries: &[Country]| countries.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
    if old.kind != new.kind {
        said.push(format!("kind={}", new.kind));
    }
    for (name, changed) in [("name", old.name != new.name), ("contact", old.contact != new.contact)] {
        if changed {
            said.push(format!("{name}=changed"));
        }
    }
    if old.country != new.country {
        said.push(format!("country={}", codes(new.country.as_slice())));
    }
    if old.countries != new.countries {
        said.push(format!("countries={}", codes(&new.countries)));
    }
    if old.categories != new.categories {
        let names: Vec<_> = new.categories.iter().map(ToString::to_string).collect();
        said.push(format!("categories={}", names.join(",")));
    }
    if old.handling != new.handling {
        said.push(format!("handling={}", new.handling));
    }
    said.join(" ")
}

/// Ends dealing with a member: nothing is offered to it any more, and its liaisons no longer sign in.
pub async fn disable_member(node: &Node, viewer: Option<&Viewer>, id: MemberId) -> Result<(), Error> {
    let actor = actor(viewer, Permission::ManageMembers)?;
    node.store()
        .run("disable member", |tx| async move {
            let member = get(&tx, id).await?;
            if !member.is_active() {
                return Err(Error::Refused("the desk does not deal with this member already"));
            }
            member::set_disabled(&tx, id, Some(node.now())).await?;
            for liaison in person::liaisons_of(&tx, id).await? {
                console_session::delete_of(&tx, liaison.id).await?;
            }
            let entry = node.entry(actor, "member.disabled", format!("member:{id}"), String::new());
            Ok(tx.audit([entry]).await?)
        })
        .await
}

/// Takes dealing with a member up again.
pub async fn enable_member(node: &Node, viewer: Option<&Viewer>, id: MemberId) -> Result<(), Error> {
    let actor = actor(viewer, Permission::ManageMembers)?;
    node.store()
        .run("enable member", |tx| async move {
            if get(&tx, id).await?.is_active() {
                return Err(Error::Refused("the desk deals with this member already"));
            }
            member::set_disabled(&tx, id, None).await?;
            let entry = node.entry(actor, "member.enabled", format!("member:{id}"), String::new());
            Ok(tx.audit([entry]).await?)
        })
        .await
}

/// Adds a mailbox to a member.
pub async fn add_contact(
    node: &Node,
    viewer: Option<&Viewer>,
    id: MemberId,
    purpose: ContactPurpose,
    mailbox: &str,
) -> Result<MemberContactId, Error> {
    let actor = actor(viewer, Permission::ManageMembers)?;
    let contact = MemberContact {
        id: MemberContactId::new(node.now(), node.rng()),
        member: id,
        purpose,
        mailbox: parse_email("mailbox", mailbox)?,
    };
    node.store()
        .run("add contact", |tx| {
            let contact = &contact;
            async move {
                get(&tx, id).await?;
                let before = member::contacts_of(&tx, id).await?;
                if before.len() >= CONTACTS {
                    return Err(Error::Refused("a member has twenty mailboxes at most: remove one first"));
                }
                if before.iter().any(|old| (old.purpose, &old.mailbox) == (purpose, &contact.mailbox)) {
                    return Err(Error::Duplicate("mailbox"));
                }
                member::insert_contact(&tx, contact, node.now()).await?;
                let detail = format!("purpose={purpose}");
                Ok(tx
                    .audit([node.entry(actor, "member.contact_added", format!("member:{id}"), detail)])
                    .await?)
            }
        })
        .await?;
    Ok(contact.id)
}

/// Takes a mailbox of a member out.
pub async fn remove_contact(
    node: &Node,
    viewer: Option<&Viewer>,
    id: MemberId,
    contact: MemberContactId,
) -> Result<(), Error> {
    let actor = actor(viewer, Permission::ManageMembers)?;
    node.store()
        .run("remove contact", |tx| async move {
            if !member::delete_contact(&tx, id, contact).await? {
                return Err(Error::NotFound("mailbox of this member"));
            }
            let entry = node.entry(actor, "member.contact_removed", format!("member:{id}"), String::new());
            Ok(tx.audit([entry]).await?)
        })
        .await
}
