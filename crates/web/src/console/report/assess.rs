//! Assessing what an item names.

use axum::extract::Path;
use axum::response::Response;
use tutela_model::assessment::{ActClass, AgeBand, Depiction, Observation};
use tutela_workflow::desk;

use super::{Form, Target, Typed, after, again};
use crate::console::failure::Failed;
use crate::console::fields::{Asked, Fields};
use crate::console::problem::Problem;
use crate::console::signed_in::SignedInViewer;

/// Assesses.
pub(super) async fn assess(
    me: SignedInViewer,
    Path((id, position)): Path<(String, String)>,
    Asked(query): Asked,
    form: Fields,
) -> Result<Response, Failed> {
    let target = Target::of(&me, &id, &query)?;
    let position: u32 = me.named(&position)?;
    match observation(&form) {
        Ok(observation) => {
            let done = desk::assess(&me.node, &me.viewer, target.id, position, observation).await.map(|_| ());
            let place = format!("item-{position}");
            after(&me, target, done, ("assessed", &place), (Some(Form::Assess(position)), form)).await
        }
        Err(open) => {
            let problem =
                |name| Problem::at(format!("{name}-{position}"), me.texts.get(&format!("wrong-{name}")));
            let problems = open.into_iter().map(problem).collect();
            again(&me, target, Typed { form: Some(Form::Assess(position)), fields: form, problems }).await
        }
    }
}

/// What was answered, or the questions that are still open.
fn observation(form: &Fields) -> Result<Observation, Vec<&'static str>> {
    let age = AgeBand::parse(form.get("age"));
    let act = ActClass::parse(form.get("act"));
    let depiction = Depiction::parse(form.get("depiction"));
    match (age, act, depiction) {
        (Some(age), Some(act), Some(depiction)) => Ok(Observation { age, act, depiction }),
        _ => {
            let given = [("age", age.is_some()), ("act", act.is_some()), ("depiction", depiction.is_some())];
            Err(given.into_iter().filter(|(_, given)| !given).map(|(name, _)| name).collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_open_question_is_named() {
        assert_eq!(observation(&[("age", "adult")].into()), Err(vec!["act", "depiction"]));
        let all = [("age", "adult"), ("act", "none"), ("depiction", "real")];
        assert!(observation(&all.into()).is_ok());
    }
}
