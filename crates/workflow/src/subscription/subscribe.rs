//! Beginning and ending a subscription.

use tutela_crypto::DataKey;
use tutela_model::access::Permission;
use tutela_model::clock::{DAY, MINUTE, Timestamp};
use tutela_model::field_error::{FieldError, Problem};
use tutela_model::id::{BatchId, ListId, SubscriptionId};
use tutela_model::limits;
use tutela_model::list::Purpose;
use tutela_model::person::Actor;
use tutela_model::text::{self, Lines};
use tutela_store::Tx;
use tutela_store::records::batch::BatchRow;
use tutela_store::records::list::ListRow;
use tutela_store::records::subscription::{self, SubscriptionRow};
use tutela_store::records::{batch, entry, list};
use uuid::Uuid;

use super::address::Base;
use super::client::Credentials;
use super::pull::PULL_LIST;
use crate::error::Error;
use crate::lists::{NewList, create, new_batch};
use crate::node::{Node, Viewer};
use crate::people::actor;
use crate::sealing::{Blob, seal};

/// The shortest time from one reading to the next.
pub const SHORTEST_EVERY: i64 = 5 * MINUTE;
/// The longest one.
pub const LONGEST_EVERY: i64 = 7 * DAY;

/// The source of a batch of what an upstream brought.
const SOURCE: &str = "subscription";

/// A subscription that is to be.
#[derive(Clone)]
pub struct NewSubscription {
    /// The list that it fills: a new one, an empty one, or one that followed the same upstream before.
    pub list: String,
    /// Who curates the list, and how it comes here; for a new list.
    pub provenance: String,
    /// Where the upstream's interface begins: what stands before `/v2`.
    pub url: String,
    /// The name at the upstream.
    pub user: String,
    /// The password there.
    pub password: String,
    /// Microseconds from one reading to the next.
    pub every: i64,
}

impl std::fmt::Debug for NewSubscription {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewSubscription").field("list", &self.list).finish_non_exhaustive()
    }
}

/// A subscription whose every field was looked at.
struct Checked {
    list: NewList,
    name: String,
    base: Base,
    credentials: Credentials,
    every: i64,
}

impl NewSubscription {
    /// Looks at every field, so that a person is told of all that is wrong at once.
    fn checked(&self) -> Result<Checked, Error> {
        let mut wrong = Vec::new();
        let mut field = |result: Result<String, FieldError>| result.map_err(|error| wrong.push(error)).ok();
        let name = field(text::required("list", &self.list, limits::SHORT, Lines::One));
        let provenance = field(text::required("provenance", &self.provenance, limits::SHORT, Lines::One));
        let user = field(text::required("user", &self.user, limits::SHORT, Lines::One).and_then(no_colon));
        // A password is taken as it is: white space around it may belong to it.
        let password = text::required("password", &self.password, limits::SHORT, Lines::One);
        let password = field(password.map(|_| self.password.clone()));
        let base = Base::parse(&self.url).map_err(|error| wrong.push(error)).ok();
        if !(SHORTEST_EVERY..=LONGEST_EVERY).contains(&self.every) {
            let expected = "from five minutes to seven days".to_owned();
            wrong.push(FieldError::new("every", Problem::Malformed { expected }));
        }
        match (name, provenance, user, password, base) {
            (Some(name), Some(provenance), Some(user), Some(password), Some(base)) if wrong.is_empty() => {
                let list = NewList::new(&provenance, Purpose::Known).checked(&name)?;
                Ok(Checked {
                    list,
                    name,
                    base,
                    credentials: Credentials { user, password },
                    every: self.every,
                })
            }
            _ => Err(Error::Fields(wrong)),
        }
    }
}

/// The colon stands between name and password on their way.
fn no_colon(user: String) -> Result<String, FieldError> {
    if user.contains(':') {
        return Err(FieldError::new("user", Problem::Malformed { expected: "no colon".to_owned() }));
    }
    Ok(user)
}

/// Lets a list follow an upstream, from its very beginning. Subscribing once more to an upstream whose subscription was ended
/// goes on where that one was left: so name and password are changed.
pub async fn subscribe(
    node: &Node,
    viewer: Option<&Viewer>,
    new: &NewSubscription,
) -> Result<SubscriptionId, Error> {
    let actor = actor(viewer, Permission::ManageLists)?;
    let new = new.checked()?;
    let id = node
        .store()
        .run("subscribe", |tx| {
            let new = &new;
            async move {
                let (list, key, before) = match list::by_name(&tx, &new.name).await? {
                    Some(row) => {
                        let key = node.sealing().unwrap(&row.data_key, row.list.id.0)?;
                        let before = may_follow(&tx, &row, &new.base).await?;
                        (row.list.id, key, before)
                    }
                    None => {
                        let (list, key) = create(&tx, node, actor, new.list.clone()).await?;
                        (list, key, None)
                    }
                };
                let resumed = before.is_some();
                let id = match before {
                    Some(before) => resume(&tx, node, actor, &before, &key, new).await?,
                    None => begin(&tx, node, actor, list, &key, new).await?,
                };
                tx.hasten_job(node.rng(), PULL_LIST, id.0, node.now()).await?;
                let detail = format!("subscription={id} every={} resumed={resumed}", new.every);
                tx.audit([node.entry(actor, "list.subscribed", format!("list:{list}"), detail)]).await?;
                Ok::<_, Error>(id)
            }
        })
        .await?;
    node.wake_jobs();
    Ok(id)
}

async fn begin(
    tx: &Tx,
    node: &Node,
    actor: Actor,
    list: ListId,
    key: &DataKey,
    new: &Checked,
) -> Result<SubscriptionId, Error> {
    let (id, now) = (SubscriptionId::new(node.now(), node.rng()), node.now());
    let row = SubscriptionRow {
        id,
        list,
        url: new.base.as_str().to_owned(),
        sealed: seal(key, Blob::Subscription(id.0), &new.credentials, node.rng()),
        read_until: Timestamp::from_micros(0),
        every: new.every,
        created_at: now,
        tried_at: None,
        succeeded_at: None,
        last_error: None,
        ended_at: None,
    };
    subscription::insert(tx, &row).await?;
    batch::insert(tx, &new_batch(BatchId(id.0), list, actor, SOURCE, now)).await?;
    Ok(id)
}

/// Goes on where an ended subscription was left; what comes from now on is a batch of its own.
async fn resume(
    tx: &Tx,
    node: &Node,
    actor: Actor,
    before: &SubscriptionRow,
    key: &DataKey,
    new: &Checked,
) -> Result<SubscriptionId, Error> {
    let sealed = seal(key, Blob::Subscription(before.id.0), &new.credentials, node.rng());
    subscription::resume(tx, before.id, &sealed, new.every).await?;
    let batch = BatchId::new(node.now(), node.rng());
    batch::insert(tx, &new_batch(batch, before.list, actor, SOURCE, node.now())).await?;
    Ok(before.id)
}

/// The batch that takes what the upstream brings now.
pub(super) async fn open_batch(tx: &Tx, list: ListId) -> Result<BatchId, Error> {
    let batches = batch::of_list(tx, list, 100).await?;
    let open = |batch: &&BatchRow| batch.source == SOURCE && batch.closed_at.is_none();
    batches.iter().find(open).map(|batch| batch.id).ok_or(Error::NotFound("batch of the subscription"))
}

/// Whether nothing but subscriptions ever brought something into a list.
async fn only_ours(tx: &Tx, list: ListId) -> Result<bool, Error> {
    Ok(batch::of_list(tx, list, 10_000).await?.iter().all(|batch| batch.source == SOURCE))
}

/// Whether a list that stands already may follow this upstream: its ended subscription to the same one, if there was one.
async fn may_follow(tx: &Tx, row: &ListRow, base: &Base) -> Result<Option<SubscriptionRow>, Error> {
    let list = &row.list;
    if list.shared {
        return Err(Error::Refused(
            "this list is shared with members, who get an upstream's entries there, under the upstream's own rules: stop \
             sharing it, or take a new list",
        ));
    }
    if list.purpose != Purpose::Known {
        return Err(Error::Refused("this list holds harmless pictures: take a new list for an upstream"));
    }
    let before = subscription::all(tx).await?.into_iter().find(|row| row.list == list.id);
    match before {
        Some(before) if before.ended_at.is_none() => {
            Err(Error::Refused("this list follows an upstream already: end that subscription first"))
        }
        Some(before) if before.url == base.as_str() && only_ours(tx, list.id).await? => Ok(Some(before)),
        None if entry::after(tx, list.id, tutela_model::id::EntryId(Uuid::nil()), 1).await?.is_empty() => {
            Ok(None)
        }
        _ => Err(Error::Refused(
            "this list holds entries of another origin: take a new list for this upstream",
        )),
    }
}

/// Ends a subscription: what it brought stays, and nothing more comes. Votes that the upstream was not told yet are not told.
pub async fn unsubscribe(node: &Node, viewer: Option<&Viewer>, id: SubscriptionId) -> Result<(), Error> {
    let actor = actor(viewer, Permission::ManageLists)?;
    node.store()
        .run("unsubscribe", |tx| async move {
            let row = subscription::get(&tx, id).await?.ok_or(Error::NotFound("subscription"))?;
            if !subscription::end(&tx, id, node.now()).await? {
                return Err(Error::Refused("this subscription has ended already"));
            }
            batch::close(&tx, open_batch(&tx, row.list).await?, node.now()).await?;
            // The job finds that there is nothing to do any more, and goes.
            tx.hasten_job(node.rng(), PULL_LIST, id.0, node.now()).await?;
            let detail = format!("subscription={id}");
            let record = format!("list:{}", row.list);
            Ok::<_, Error>(tx.audit([node.entry(actor, "list.unsubscribed", record, detail)]).await?)
        })
        .await?;
    node.wake_jobs();
    Ok(())
}

/// Reads the upstream now, without waiting for its time.
pub async fn pull_now(node: &Node, viewer: Option<&Viewer>, id: SubscriptionId) -> Result<(), Error> {
    let actor = actor(viewer, Permission::ManageLists)?;
    node.store()
        .run("pull now", |tx| async move {
            let row = subscription::get(&tx, id).await?.filter(|row| row.ended_at.is_none());
            let row = row.ok_or(Error::NotFound("subscription, or it has ended: subscribe again"))?;
            tx.hasten_job(node.rng(), PULL_LIST, id.0, node.now()).await?;
            let record = format!("list:{}", row.list);
            let detail = format!("subscription={id}");
            Ok::<_, Error>(tx.audit([node.entry(actor, "list.pull_asked", record, detail)]).await?)
        })
        .await?;
    node.wake_jobs();
    Ok(())
}
