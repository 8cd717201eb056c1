//! What a supervisor sets: when a pause is suggested, and what is enough for a day.

use tutela_model::access::Permission;
use tutela_model::exposure::{ExposureLimit, day};
use tutela_model::field_error::{FieldError, Problem};
use tutela_model::id::PersonId;
use tutela_store::Tx;
use tutela_store::records::{exposure, person};

use crate::error::Error;
use crate::node::{Node, Viewer};

/// The most that can be set: whoever wants no daily limit writes 0.
const MOST: u32 = 10_000;

/// Sets pause and daily limit of a person, or of the desk; `None` lets the desk's hold for the person again.
pub async fn set_limit(
    node: &Node,
    viewer: &Viewer,
    whose: Option<PersonId>,
    limit: Option<ExposureLimit>,
) -> Result<(), Error> {
    viewer.must(Permission::Welfare)?;
    if let Some(limit) = limit {
        check(limit)?;
    }
    node.store()
        .run("set exposure limit", |tx| async move {
            if let Some(whose) = whose {
                must_exist(&tx, whose).await?;
            }
            exposure::set_limit(&tx, whose, limit, (viewer.person.id, node.now())).await?;
            let record = whose.map_or("desk".to_owned(), |id| format!("person:{id}"));
            let detail = limit.map_or("as=desk".to_owned(), |limit| {
                format!(
                    "daily={} pause_after={} pause_minutes={}",
                    limit.daily, limit.pause_after, limit.pause_minutes
                )
            });
            Ok(tx.audit([node.entry(viewer.actor(), "exposure.limit", record, detail)]).await?)
        })
        .await
}

fn check(limit: ExposureLimit) -> Result<(), Error> {
    let too_much = |field, value: u32| {
        (value > MOST).then(|| {
            FieldError::new(field, Problem::Malformed { expected: format!("write a number up to {MOST}") })
        })
    };
    let errors: Vec<FieldError> = [
        too_much("daily", limit.daily),
        too_much("pause_after", limit.pause_after),
        too_much("pause_minutes", limit.pause_minutes),
    ]
    .into_iter()
    .flatten()
    .collect();
    if errors.is_empty() { Ok(()) } else { Err(Error::Fields(errors)) }
}

async fn must_exist(tx: &Tx, id: PersonId) -> Result<(), Error> {
    let found = person::all(tx).await?.into_iter().any(|person| person.id == id);
    if found { Ok(()) } else { Err(Error::NotFound("person")) }
}

/// Lets somebody who has reached their limit go on for so much more, today. Nobody lets themselves.
pub async fn let_go_on(node: &Node, viewer: &Viewer, whose: PersonId, more: u32) -> Result<(), Error> {
    viewer.must(Permission::Welfare)?;
    if whose == viewer.person.id {
        return Err(Error::Refused(
            "somebody else must let you go on: ask another supervisor, or stop for today",
        ));
    }
    if more == 0 || more > MOST {
        let expected = format!("write a number from 1 to {MOST}");
        return Err(FieldError::new("more", Problem::Malformed { expected }).into());
    }
    node.store()
        .run("let go on", |tx| async move {
            must_exist(&tx, whose).await?;
            let mut today = exposure::of(&tx, whose, day(node.now())).await?;
            today.extra = today.extra.saturating_add(more);
            exposure::set(&tx, whose, &today).await?;
            let detail = format!("more={more} seen={}", today.total());
            Ok(tx
                .audit([node.entry(viewer.actor(), "exposure.more", format!("person:{whose}"), detail)])
                .await?)
        })
        .await
}
