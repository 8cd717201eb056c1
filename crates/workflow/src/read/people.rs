//! People of the desk, keys of senders, members of the network.

use tutela_model::access::Permission;
use tutela_model::api_key::{ApiKey, Scope};
use tutela_model::id::MemberId;
use tutela_model::member::{Member, MemberContact};
use tutela_model::person::Person;
use tutela_store::records::api_key::KeyState;
use tutela_store::records::person::PersonState;
use tutela_store::records::{api_key, member, person};

use super::{Granted, Query};
use crate::error::Error;

/// Everybody of the desk, by name.
pub struct PeopleQuery;

impl Query for PeopleQuery {
    type Output = Vec<Person>;
    const PERMISSION: Permission = Permission::ReadPeople;

    async fn answer(self, granted: Granted<'_>) -> Result<Vec<Person>, Error> {
        Ok(granted.node.store().read("people", |tx| async move { person::all(&tx).await }).await?)
    }
}

/// Everybody of the desk with what is kept of how they sign in, by name.
pub struct PeopleStatesQuery;

impl Query for PeopleStatesQuery {
    type Output = Vec<PersonState>;
    const PERMISSION: Permission = Permission::ReadPeople;

    async fn answer(self, granted: Granted<'_>) -> Result<Vec<PersonState>, Error> {
        Ok(granted.node.store().read("people states", |tx| async move { person::states(&tx).await }).await?)
    }
}

/// All API keys with their times, newest first.
pub struct KeyStatesQuery;

impl Query for KeyStatesQuery {
    type Output = Vec<KeyState>;
    const PERMISSION: Permission = Permission::ManageKeys;

    async fn answer(self, granted: Granted<'_>) -> Result<Vec<KeyState>, Error> {
        Ok(granted.node.store().read("key states", |tx| async move { api_key::states(&tx).await }).await?)
    }
}

/// All API keys, newest first.
pub struct KeysQuery;

impl Query for KeysQuery {
    type Output = Vec<ApiKey>;
    const PERMISSION: Permission = Permission::ManageKeys;

    async fn answer(self, granted: Granted<'_>) -> Result<Vec<ApiKey>, Error> {
        Ok(granted.node.store().read("keys", |tx| async move { api_key::all(&tx).await }).await?)
    }
}

/// The valid keys that read shared lists, newest first: in whose copies canaries can be planted.
pub struct ListKeysQuery;

impl Query for ListKeysQuery {
    type Output = Vec<ApiKey>;
    const PERMISSION: Permission = Permission::ManageLists;

    async fn answer(self, granted: Granted<'_>) -> Result<Vec<ApiKey>, Error> {
        let keys =
            granted.node.store().read("list keys", |tx| async move { api_key::all(&tx).await }).await?;
        Ok(keys.into_iter().filter(|key| !key.revoked && key.scope == Scope::List).collect())
    }
}

/// All members, by name.
pub struct MembersQuery;

impl Query for MembersQuery {
    type Output = Vec<Member>;
    const PERMISSION: Permission = Permission::ReadMembers;

    async fn answer(self, granted: Granted<'_>) -> Result<Vec<Member>, Error> {
        Ok(granted.node.store().read("members", |tx| async move { member::all(&tx).await }).await?)
    }
}

/// One member, with its further mailboxes and liaisons.
pub struct MemberQuery {
    /// Which.
    pub id: MemberId,
}

/// One member.
pub struct MemberPage {
    /// The member.
    pub member: Member,
    /// Its further mailboxes, oldest first.
    pub contacts: Vec<MemberContact>,
    /// Who stands for it and may sign in, by name.
    pub liaisons: Vec<Person>,
}

impl Query for MemberQuery {
    type Output = MemberPage;
    const PERMISSION: Permission = Permission::ReadMembers;

    async fn answer(self, granted: Granted<'_>) -> Result<MemberPage, Error> {
        granted
            .node
            .store()
            .read("member", |tx| async move {
                let member = member::get(&tx, self.id).await?.ok_or(Error::NotFound("member"))?;
                Ok(MemberPage {
                    member,
                    contacts: member::contacts_of(&tx, self.id).await?,
                    liaisons: person::liaisons_of(&tx, self.id).await?,
                })
            })
            .await
    }
}
