//! Confirming or disputing an entry that an item matches.

use axum::extract::Path;
use axum::response::Response;
use tutela_model::access::Permission;
use tutela_model::id::EntryId;
use tutela_model::list::{DisputeReason, Verdict, Vote};
use tutela_workflow::{Error, lists};

use super::{Form, Target, Typed, after, again};
use crate::console::failure::Failed;
use crate::console::fields::{Asked, Fields};
use crate::console::problem::Problem;
use crate::console::signed_in::SignedInViewer;

/// The id of the field that says why an entry is wrong.
pub(super) fn reason_field(position: u32, entry: EntryId) -> String {
    format!("reason-{position}-{entry}")
}

/// Votes.
pub(super) async fn vote(
    me: SignedInViewer,
    Path((id, position, entry)): Path<(String, String, String)>,
    Asked(query): Asked,
    form: Fields,
) -> Result<Response, Failed> {
    let target = Target::of(&me, &id, &query)?;
    let position: u32 = me.permitted(Permission::Vote)?.named(&position)?;
    let entry: EntryId = me.named(&entry)?;
    let sent = Some(Form::Vote(position, entry));
    let reason = DisputeReason::parse(form.get("reason"));
    let (vote, message) = match (Verdict::parse(form.get("verdict")), reason) {
        (Some(verdict @ Verdict::Affirmative), _) => (Vote { entry, verdict, reason: None }, "confirmed"),
        (Some(verdict @ Verdict::Negative), Some(_)) => (Vote { entry, verdict, reason }, "disputed"),
        (verdict, _) => {
            let field = reason_field(position, entry);
            let key = if verdict.is_some() { "wrong-reason" } else { "wrong-vote" };
            let problems = vec![Problem::at(field, me.texts.get(key))];
            return again(&me, target, Typed { form: sent, fields: form, problems }).await;
        }
    };
    match lists::vote(&me.node, &me.viewer, vote).await {
        // The entry went while the page was open; the match is no longer on it, so there is no field to point at.
        Err(Error::NotFound(_)) => {
            let problems = vec![Problem::plain(me.texts.get("wrong-entry-gone"))];
            again(&me, target, Typed { problems, ..Typed::default() }).await
        }
        done => {
            let place = format!("item-{position}");
            after(&me, target, done, (message, &place), (sent, form)).await
        }
    }
}
