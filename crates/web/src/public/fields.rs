//! A question of a form: its words, its input, what was typed, and what is wrong with it.

use askama::Template;

/// One question of a form. Its name never changes: other programs and tests fill it in.
#[derive(Clone, Template)]
#[template(path = "public/field.html")]
pub(super) struct Field {
    pub(super) name: &'static str,
    /// The id of its first input; on a page with one form the name itself.
    pub(super) id: String,
    pub(super) label: String,
    pub(super) hint: String,
    /// "You can skip this", where that is so.
    pub(super) optional: Option<String>,
    pub(super) input: Input,
    /// What is wrong, in the reader's language.
    pub(super) mistakes: Vec<String>,
}

/// How a question is answered.
#[derive(Clone)]
pub(super) enum Input {
    /// One line.
    Line {
        /// What was typed.
        value: String,
        /// The direction of what is typed: `auto`, or `ltr` for what is always Latin.
        direction: &'static str,
    },
    /// Several lines.
    Area {
        /// What was typed.
        value: String,
        /// As above.
        direction: &'static str,
        /// Lines that are seen at once.
        rows: u8,
    },
    /// One of a few, all of them seen.
    Choice(Vec<Answer>),
    /// One of many.
    Select(Vec<Answer>),
}

/// One answer of several.
#[derive(Clone)]
pub(super) struct Answer {
    pub(super) value: &'static str,
    pub(super) label: String,
    pub(super) hint: Option<String>,
    pub(super) chosen: bool,
}

impl Field {
    /// The ids of what describes the input to a screen reader.
    fn described_by(&self) -> String {
        let mistakes = if self.mistakes.is_empty() { String::new() } else { format!(" {}-error", self.id) };
        format!("{}-hint{mistakes}", self.id)
    }

    /// The id of an answer: the first has the field's own, so that a link to the field finds it.
    fn answer_id(&self, at: &usize) -> String {
        if *at == 0 { self.id.clone() } else { format!("{}-{}", self.id, at + 1) }
    }
}

/// A mistake as the summary on top of a page lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mistake {
    /// The id of the field.
    pub(super) field: String,
    /// The question, short enough to find it again.
    pub(super) label: String,
    /// What to do.
    pub(super) text: String,
}

/// The summary's lines for a form.
pub(super) fn summary(fields: &[Field]) -> Vec<Mistake> {
    let of = |field: &Field| {
        let mistake = |text: &String| Mistake {
            field: field.id.clone(),
            label: field.label.clone(),
            text: text.clone(),
        };
        field.mistakes.iter().map(mistake).collect::<Vec<_>>()
    };
    fields.iter().flat_map(of).collect()
}
