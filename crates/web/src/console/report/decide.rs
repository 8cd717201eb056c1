//! Deciding: one form, one act.

use axum::extract::Path;
use axum::response::Response;
use tutela_model::field_error::{FieldError, Problem as Wrong};
use tutela_model::report_state::Decision;
use tutela_model::selector::parse_email;
use tutela_workflow::Error;
use tutela_workflow::desk::{self, Deciding};
use tutela_workflow::removal::{self, NoticeTo, Officer};

use super::{Form, Target, Typed, after, again};
use crate::console::failure::Failed;
use crate::console::fields::{Asked, Fields};
use crate::console::problem::{Problem, field};
use crate::console::signed_in::SignedInViewer;
use crate::texts::Texts;

/// Decides.
pub(super) async fn decide(
    me: SignedInViewer,
    Path(id): Path<String>,
    Asked(query): Asked,
    form: Fields,
) -> Result<Response, Failed> {
    let target = Target::of(&me, &id, &query)?;
    match read(me.texts, &form) {
        Ok(deciding) => {
            // Before the decision, so that no letter can slip out between the two. A hold on a report that is then not decided
            // holds nothing, and is seen.
            if deciding.decision == Decision::Actionable && form.has("hold", "yes") {
                let officer =
                    Officer { name: form.get("officer").to_owned(), unit: form.get("unit").to_owned() };
                if let Err(error) = removal::place_hold(&me.node, &me.viewer, target.id, &officer).await {
                    return after(
                        &me,
                        target,
                        Err(error),
                        ("decided", "decided"),
                        (Some(Form::Decide), form),
                    )
                    .await;
                }
            }
            let done = desk::decide(&me.node, &me.viewer, target.id, &deciding).await;
            // Whether a word is needed depends on the report: the operation knows, and this knows the field.
            if let (Err(Error::Refused(_)), Decision::OutOfRemit, None) =
                (&done, deciding.decision, &deciding.told)
            {
                let problems = vec![Problem::at("told", me.texts.get("wrong-told"))];
                return again(&me, target, Typed { form: Some(Form::Decide), fields: form, problems }).await;
            }
            after(&me, target, done, ("decided", "decided"), (Some(Form::Decide), form)).await
        }
        Err(problems) => again(&me, target, Typed { form: Some(Form::Decide), fields: form, problems }).await,
    }
}

/// The decision as it was typed, or what is wrong with it, each at its field.
fn read(texts: Texts, form: &Fields) -> Result<Deciding, Vec<Problem>> {
    let Some(decision) = Decision::parse(form.get("decision")) else {
        return Err(vec![Problem::at("decision", texts.get("wrong-decision"))]);
    };
    let mut problems = Vec::new();
    let told = form.get("told").trim();
    let mut notices = Vec::new();
    // Ticks beside another decision were hidden when it was made: they are nobody's wish.
    let ticked = form.all("notice").filter(|_| decision == Decision::Actionable);
    for position in ticked.filter_map(|position| position.parse().ok()) {
        let name = format!("contact-{position}");
        match parse_email(&name, form.get(&name)) {
            Ok(contact) => notices.push(NoticeTo { position, contact }),
            Err(FieldError { problem: Wrong::Missing, .. }) => {
                problems.push(Problem::at(name, texts.get("wrong-mailbox")));
            }
            Err(error) => problems.push(field(texts, &error)),
        }
    }
    let told = (!told.is_empty()).then(|| told.to_owned());
    if problems.is_empty() { Ok(Deciding { decision, notices, told }) } else { Err(problems) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(form: Fields) -> Vec<String> {
        let problems = read(Texts::console(), &form).err().unwrap_or_default();
        problems.into_iter().filter_map(|problem| problem.field).collect()
    }

    #[test]
    fn each_problem_stands_at_its_field() {
        assert_eq!(wrong(Fields::default()), ["decision"]);
        let actionable = [
            ("decision", "actionable"),
            ("notice", "0"),
            ("contact-0", "abuse@host.example"),
            ("notice", "2"),
            ("contact-2", "nobody"),
            ("contact-3", "unticked"),
        ];
        assert_eq!(wrong(actionable.into()), ["contact-2"]);
    }

    #[test]
    fn ticks_count_only_for_an_actionable_report() {
        let form = [("decision", "informational"), ("notice", "0"), ("contact-0", "")];
        assert!(read(Texts::console(), &form.into()).is_ok_and(|deciding| deciding.notices.is_empty()));
    }
}
