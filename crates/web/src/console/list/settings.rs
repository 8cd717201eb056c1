//! Changing what follows from a match with a list.

use axum::extract::Path;
use axum::response::Response;
use tutela_model::list::{Action, ListSettings, MAX_RADIUS};
use tutela_workflow::lists;

use super::{Form, Typed, after, again, target};
use crate::console::failure::Failed;
use crate::console::fields::Fields;
use crate::console::problem::Problem;
use crate::console::signed_in::SignedInViewer;
use crate::texts::Texts;

/// Changes action, radius and whether members are given the list.
pub(super) async fn change(
    me: SignedInViewer,
    Path(id): Path<String>,
    form: Fields,
) -> Result<Response, Failed> {
    let id = target(&me, &id)?;
    match read(me.texts, &form) {
        Ok(settings) => {
            let done = lists::change_list(&me.node, Some(&me.viewer), id, settings).await;
            after(&me, id, done, ("list_changed", "settings"), (Some(Form::Settings), form)).await
        }
        Err(problems) => again(&me, id, Typed { form: Some(Form::Settings), fields: form, problems }).await,
    }
}

/// What was chosen, or what is wrong, each at its field.
fn read(texts: Texts, form: &Fields) -> Result<ListSettings, Vec<Problem>> {
    let action = Action::parse(form.get("action"));
    let radius = form.get("radius").trim().parse().ok().filter(|radius| *radius <= MAX_RADIUS);
    let shared = match form.get("shared") {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    let mut problems = Vec::new();
    if action.is_none() {
        problems.push(Problem::at("action", texts.get("wrong-list-action")));
    }
    if radius.is_none() {
        problems.push(Problem::at("radius", texts.with("wrong-radius", "limit", MAX_RADIUS)));
    }
    if shared.is_none() {
        problems.push(Problem::at("shared", texts.get("wrong-shared")));
    }
    match (action, radius, shared) {
        (Some(action), Some(radius), Some(shared)) => Ok(ListSettings { action, radius, shared }),
        _ => Err(problems),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_problem_stands_at_its_field() {
        let wrong = |form: Fields| {
            let problems = read(Texts::console(), &form).err().unwrap_or_default();
            problems.into_iter().filter_map(|problem| problem.field).collect::<Vec<_>>()
        };
        assert_eq!(wrong(Fields::default()), ["action", "radius", "shared"]);
        assert_eq!(wrong([("action", "review"), ("radius", "65"), ("shared", "no")].into()), ["radius"]);
        assert_eq!(wrong([("action", "review"), ("radius", "-1"), ("shared", "no")].into()), ["radius"]);
        let whole = [("action", "automatic"), ("radius", " 0 "), ("shared", "yes")];
        let settings = ListSettings { action: Action::Automatic, radius: 0, shared: true };
        assert_eq!(read(Texts::console(), &whole.into()).ok(), Some(settings));
    }
}
