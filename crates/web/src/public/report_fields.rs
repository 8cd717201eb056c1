//! The questions of the two report forms, in their order and in words.

use tutela_model::field_error::{FieldError, Problem};
use tutela_model::report::{Category, Origin};

use super::fields::{Answer, Field, Input};
use super::frame::Frame;
use super::report_form::Typed;
use crate::texts::countries;

/// What somebody under 18 can choose from, likeliest first: fewer words, each as seen from where they stand.
const YOUNG: &[Category] =
    &[Category::Sextortion, Category::Grooming, Category::SelfGenerated, Category::Csam, Category::Other];

/// The questions of a form, with what was typed and what is wrong.
pub(super) fn report_fields(
    frame: &Frame,
    origin: Origin,
    typed: &Typed,
    errors: &[FieldError],
) -> Vec<Field> {
    let questions = Questions { frame, young: origin == Origin::Young, errors };
    let q = &questions;
    match origin {
        Origin::Young => vec![
            q.yes_no("danger", &typed.danger),
            q.category(YOUNG, &typed.category),
            q.yes_no("access", &typed.access),
            q.line("service", &typed.service),
            q.needed(q.line("who", &typed.who)),
            q.needed(q.area("url", &typed.url, "ltr", 2)),
            q.needed(q.area("text", &typed.text, "auto", 6)),
            q.country(&typed.country),
            q.line("contact", &typed.contact),
        ],
        Origin::Public | Origin::Api => vec![
            q.yes_no("danger", &typed.danger),
            q.needed(q.area("url", &typed.url, "ltr", 3)),
            q.category(Category::ALL, &typed.category),
            q.line("service", &typed.service),
            q.needed(q.line("who", &typed.who)),
            q.line("when", &typed.when),
            q.country(&typed.country),
            q.needed(q.area("text", &typed.text, "auto", 6)),
            q.line("contact", &typed.contact),
        ],
    }
}

struct Questions<'a> {
    frame: &'a Frame,
    young: bool,
    errors: &'a [FieldError],
}

impl Questions<'_> {
    fn field(&self, name: &'static str, input: Input) -> Field {
        let key = self.key(&format!("ask-{name}"));
        Field {
            name,
            id: name.to_owned(),
            label: self.frame.t(&key),
            hint: self.frame.t(&format!("{key}-hint")),
            optional: Some(self.frame.t("optional")),
            input,
            mistakes: self
                .errors
                .iter()
                .filter(|error| of_field(error, name))
                .map(|error| self.words(error))
                .collect(),
        }
    }

    /// One of those of which at least one must be answered.
    fn needed(&self, field: Field) -> Field {
        Field { optional: None, ..field }
    }

    fn line(&self, name: &'static str, typed: &str) -> Field {
        self.field(name, Input::Line { value: typed.to_owned(), direction: "auto" })
    }

    fn area(&self, name: &'static str, typed: &str, direction: &'static str, rows: u8) -> Field {
        self.field(name, Input::Area { value: typed.to_owned(), direction, rows })
    }

    fn yes_no(&self, name: &'static str, typed: &str) -> Field {
        let answer = |value: &'static str| Answer {
            value,
            label: self.frame.t(value),
            hint: None,
            chosen: typed == value,
        };
        self.field(name, Input::Choice(["yes", "no", "unknown"].map(answer).to_vec()))
    }

    fn category(&self, categories: &[Category], typed: &str) -> Field {
        let answer = |category: &Category| {
            let key = self.key(&format!("category-{category}"));
            Answer {
                value: category.as_str(),
                label: self.frame.t(&key),
                hint: Some(self.frame.t(&format!("{key}-hint"))),
                chosen: typed == category.as_str(),
            }
        };
        self.field("category", Input::Choice(categories.iter().map(answer).collect()))
    }

    fn country(&self, typed: &str) -> Field {
        let unknown = Answer {
            value: "",
            label: self.frame.t("ask-country-none"),
            hint: None,
            chosen: typed.is_empty(),
        };
        let known = countries(self.frame.language()).iter().map(|(country, name)| Answer {
            value: country.as_str(),
            label: (*name).to_owned(),
            hint: None,
            chosen: typed == country.as_str(),
        });
        self.field("country", Input::Select(std::iter::once(unknown).chain(known).collect()))
    }

    fn key(&self, key: &str) -> String {
        if self.young { format!("young-{key}") } else { key.to_owned() }
    }

    /// What to do about a mistake.
    fn words(&self, error: &FieldError) -> String {
        let texts = self.frame.texts();
        if let Some(line) = line_of(&error.field) {
            return match error.problem {
                Problem::TooLong { .. } => texts.with("error-url-long", "line", line),
                Problem::ControlCharacter => texts.get("error-control"),
                _ => texts.with(if self.young { "error-url-young" } else { "error-url" }, "line", line),
            };
        }
        match &error.problem {
            Problem::TooLong { limit } if error.field == "url" => {
                texts.with("error-url-many", "limit", *limit)
            }
            problem => words(self.frame, problem),
        }
    }
}

/// What to do about a mistake in any field.
pub(super) fn words(frame: &Frame, problem: &Problem) -> String {
    match problem {
        Problem::Missing => frame.t("error-none"),
        Problem::TooLong { limit } => frame.texts().with("error-long", "limit", *limit),
        Problem::ControlCharacter => frame.t("error-control"),
        // Only answers to choose from can be unknown or malformed here: addresses have sentences of their own.
        Problem::Unknown { .. } | Problem::Malformed { .. } => frame.t("error-choice"),
    }
}

/// Whether an error is about this field or about a line of it.
fn of_field(error: &FieldError, name: &str) -> bool {
    error.field.split('[').next() == Some(name)
}

/// The line that an error names, counted from one as people do.
fn line_of(field: &str) -> Option<usize> {
    let at: usize = field.strip_prefix("url[")?.strip_suffix(']')?.parse().ok()?;
    Some(at + 1)
}
