//! The languages of the public site: what is missing or the same as in English, and who has read them.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use tutela_workflow::languages::note_reader;
use tutela_workflow::read::{ReaderLine, ReadersQuery};

use super::chrome::{Chrome, Place};
use super::failure::Failed;
use super::fields::{Asked, Fields};
use super::members::Choice;
use super::problem::{Problem, problems};
use super::signed_in::SignedInViewer;
use super::words::{count, grouped};
use super::{flash, render};
use crate::texts::{Language, Texts, compared};

/// The page's address.
pub(super) const PATH: &str = "/console/languages";

/// Somebody who has read a language.
pub(super) struct Reader {
    pub(super) said: String,
    /// Whether sentences have changed since.
    pub(super) changed: bool,
}

/// A language.
pub(super) struct LanguageLine {
    pub(super) code: &'static str,
    pub(super) direction: &'static str,
    pub(super) name: &'static str,
    pub(super) sentences: String,
    pub(super) missing: Vec<&'static str>,
    pub(super) same: Vec<(&'static str, String)>,
    pub(super) same_said: String,
    pub(super) readers: Vec<Reader>,
    /// Whether it is the one in which the sentences are written first.
    pub(super) first: bool,
}

/// The page.
#[derive(Template)]
#[template(path = "console/languages.html")]
pub(super) struct LanguagesPage {
    pub(super) c: Chrome,
    pub(super) lines: Vec<LanguageLine>,
    pub(super) choices: Vec<Choice>,
    pub(super) typed: Fields,
    pub(super) problems: Vec<Problem>,
}

impl LanguagesPage {
    /// The page of what was read, with what was typed.
    pub(super) fn of(c: Chrome, found: &[ReaderLine], typed: Fields, problems: Vec<Problem>) -> Self {
        let line = |language: &Language| line(*language, found);
        let choice = |language: &Language| Choice {
            value: language.to_string(),
            name: language.own_name().to_owned(),
            chosen: typed.get("language") == language.code(),
        };
        Self {
            lines: Language::ALL.iter().map(line).collect(),
            choices: Language::ALL.iter().map(choice).collect(),
            c,
            typed,
            problems,
        }
    }
}

fn line(language: Language, found: &[ReaderLine]) -> LanguageLine {
    let texts = Texts::console();
    let compared = compared(language);
    let first = language == Language::En;
    let reader = |reader: &ReaderLine| Reader {
        said: texts.with_all(
            "language-reader",
            &[("name", reader.reader.clone().into()), ("day", reader.read_on.clone().into())],
        ),
        changed: reader.sentences != compared.digest,
    };
    let readers = found.iter().filter(|reader| reader.language == language.code()).map(reader).collect();
    let same = if first { Vec::new() } else { compared.same };
    LanguageLine {
        code: language.code(),
        direction: language.direction(),
        name: language.own_name(),
        sentences: grouped(compared.sentences.saturating_sub(compared.missing.len()) as u64),
        missing: compared.missing,
        same_said: count(texts, "language-same", same.len() as u64),
        same,
        readers,
        first,
    }
}

/// Shows the languages.
pub(super) async fn page(me: SignedInViewer, Asked(query): Asked) -> Result<Response, Failed> {
    show(&me, StatusCode::OK, (Fields::default(), Vec::new()), flash::of(&query)).await
}

/// Notes who has read one.
pub(super) async fn read(me: SignedInViewer, form: Fields) -> Result<Response, Failed> {
    let Some(language) = Language::parse(form.get("language")) else {
        let wrong = vec![Problem::at("language", me.texts.get("wrong-choice"))];
        return show(&me, StatusCode::UNPROCESSABLE_ENTITY, (form, wrong), None).await;
    };
    let digest = compared(language).digest;
    let (reader, day) = (form.get("reader"), form.get("read_on"));
    match note_reader(&me.node, &me.viewer, language.code(), reader, day, digest).await {
        Ok(()) => Ok(render::see(&flash::with(PATH, "language_read"))),
        Err(error) => {
            let wrong = problems(me.texts, error).map_err(|error| me.failed(&error))?;
            show(&me, StatusCode::UNPROCESSABLE_ENTITY, (form, wrong), None).await
        }
    }
}

async fn show(
    me: &SignedInViewer,
    status: StatusCode,
    (typed, wrong): (Fields, Vec<Problem>),
    done: Option<&'static str>,
) -> Result<Response, Failed> {
    let found = me.node.read(&me.viewer, ReadersQuery).await.map_err(|error| me.failed(&error))?;
    let c = me.chrome(Place::Languages, me.texts.get("languages-title"), done);
    Ok(render::page(status, &LanguagesPage::of(c, &found, typed, wrong)))
}
