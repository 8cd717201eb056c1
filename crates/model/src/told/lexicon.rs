//! The lexicon: which words stand for which concept, in which language.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use super::normal::{Token, tokens};
use super::rules::Concept;
use crate::urgency::Reason;

/// The word lists that come with Tutela.
const BUILT_IN: [&str; 7] = [
    include_str!("../../data/words/en.tsv"),
    include_str!("../../data/words/pt.tsv"),
    include_str!("../../data/words/es.tsv"),
    include_str!("../../data/words/fr.tsv"),
    include_str!("../../data/words/ar.tsv"),
    include_str!("../../data/words/fil.tsv"),
    include_str!("../../data/words/lt.tsv"),
];

/// Languages with a lexicon, by code.
pub(super) const LANGUAGES: [&str; 7] = ["en", "pt", "es", "fr", "ar", "fil", "lt"];

/// The numbers from 2 to 17 as words, by the order of [`LANGUAGES`]: "#" in a form stands for them too.
const NUMBERS: [&[&str]; LANGUAGES.len()] = [
    &[
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
    ],
    &[
        "dois",
        "duas",
        "tres",
        "quatro",
        "cinco",
        "seis",
        "sete",
        "oito",
        "nove",
        "dez",
        "onze",
        "doze",
        "treze",
        "catorze",
        "quatorze",
        "quinze",
        "dezasseis",
        "dezesseis",
        "dezassete",
        "dezessete",
    ],
    &[
        "dos",
        "tres",
        "cuatro",
        "cinco",
        "seis",
        "siete",
        "ocho",
        "nueve",
        "diez",
        "once",
        "doce",
        "trece",
        "catorce",
        "quince",
        "dieciseis",
        "diecisiete",
    ],
    &[
        "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize",
        "quatorze", "quinze", "seize",
    ],
    &["ثلاث", "اربع", "خمس", "ست", "سبع", "ثمان", "ثماني", "تسع", "عشر"],
    &[
        "dalawang", "tatlong", "apat", "limang", "anim", "pitong", "walong", "siyam", "sampung", "onse",
        "dose", "trese", "katorse", "kinse",
    ],
    &[
        "dveju",
        "triju",
        "keturiu",
        "penkeriu",
        "seseriu",
        "septyneriu",
        "astuoneriu",
        "devyneriu",
        "desimties",
        "vienuolikos",
        "dvylikos",
        "trylikos",
        "keturiolikos",
        "penkiolikos",
        "sesiolikos",
        "septyniolikos",
        "vienuolika",
        "dvylika",
        "trylika",
        "keturiolika",
    ],
];

/// Words that may stand between two parts of a phrase at `..`.
pub(super) const GAP: usize = 3;
/// Parts of a phrase.
const PARTS: usize = 12;
/// Letters that a word needs before it is found with one wrong letter too.
pub(super) const FUZZY: usize = 7;

/// What is wrong with a line of a word list.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {problem}")]
pub struct LexiconError {
    /// Which line, counted from 1.
    pub line: usize,
    /// What is wrong, and what to write instead.
    pub problem: String,
}

/// What a phrase stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A concept, which means something beside others.
    Concept(Concept),
    /// A reason by itself.
    Reason(Reason),
}

/// A part of a phrase: one of these words. A word that ends in `*` is the beginning of one.
pub(super) type Part = Vec<String>;

/// A phrase after its first word.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    pub(super) language: u8,
    pub(super) meaning: Meaning,
    /// What follows: whether other words may stand before it, and the part.
    pub(super) rest: Vec<(bool, Part)>,
}

/// The words that tell of danger, ready to be looked for. Cheap to clone.
#[derive(Clone)]
pub struct Words {
    pub(super) inner: Arc<Index>,
}

#[derive(Clone, Default)]
pub(super) struct Index {
    pub(super) phrases: Vec<Phrase>,
    /// Phrases by their whole first word.
    pub(super) whole: HashMap<String, Vec<u32>>,
    /// Phrases by the beginning of their first word.
    pub(super) beginning: HashMap<String, Vec<u32>>,
    /// Long first words with one letter left out, to find them where one letter is wrong: the word, and whether it is a beginning.
    pub(super) nearly: HashMap<String, Vec<(String, bool)>>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut index = Index::default();
    for text in BUILT_IN {
        // A test reads every built-in list: what a broken line would lose here is lost in no release.
        let read = index.read(text);
        debug_assert!(read.is_ok(), "{read:?}");
    }
    Words { inner: Arc::new(index) }
});

impl Words {
    /// The lists that come with Tutela. They were written by its authors and await the word of people who work in each language.
    pub fn built_in() -> Self {
        WORDS.clone()
    }

    /// Only the words of a list, without ours: to look at the list by itself.
    pub fn only(list: &str) -> Result<Self, LexiconError> {
        Self { inner: Arc::default() }.with(list)
    }

    /// These words and those of another list: lines of language, concept or reason, forms, and source, separated by tabs.
    pub fn with(&self, list: &str) -> Result<Self, LexiconError> {
        let mut index = Index::clone(&self.inner);
        index.read(list)?;
        Ok(Self { inner: Arc::new(index) })
    }
}

impl Index {
    pub(super) fn read(&mut self, list: &str) -> Result<(), LexiconError> {
        for (n, line) in list.lines().enumerate() {
            let line = line.trim_end_matches('\r');
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            self.line(line).map_err(|problem| LexiconError { line: n + 1, problem })?;
        }
        Ok(())
    }

    fn line(&mut self, line: &str) -> Result<(), String> {
        let fields: Vec<&str> = line.split('\t').collect();
        let [language, meaning, forms, source] = fields[..] else {
            return Err("write language, concept or reason, forms and source, separated by tabs".to_owned());
        };
        if source.trim().is_empty() {
            return Err("name where these words come from in the fourth column".to_owned());
        }
        let language = LANGUAGES
            .iter()
            .position(|code| *code == language)
            .ok_or_else(|| format!("{language:?} is not one of the languages {}", LANGUAGES.join(", ")))?;
        let meaning = meaning_of(meaning)?;
        for form in forms.split('|').map(str::trim).filter(|form| !form.is_empty()) {
            self.form(language as u8, meaning, form)?;
        }
        Ok(())
    }

    fn form(&mut self, language: u8, meaning: Meaning, form: &str) -> Result<(), String> {
        let mut parts: Vec<(bool, Part)> = Vec::new();
        let mut gap = false;
        for word in form.split_whitespace() {
            if word == ".." {
                gap = true;
                continue;
            }
            // A word may fall into two, as "l'école" does: then both must stand.
            let mut alternatives: Vec<Vec<String>> = Vec::new();
            for alternative in word.split('/') {
                alternatives.push(normal_word(alternative)?);
                if alternative == "#" {
                    let numbers = NUMBERS.get(usize::from(language)).copied().unwrap_or_default();
                    alternatives.extend(numbers.iter().map(|number| vec![(*number).to_owned()]));
                }
            }
            let longest = alternatives.iter().map(Vec::len).max().unwrap_or(0);
            if longest > 1 && alternatives.len() > 1 {
                return Err(format!("{word:?}: a choice by / must be of single words"));
            }
            if longest > 1 {
                for single in alternatives.swap_remove(0) {
                    parts.push((std::mem::take(&mut gap), vec![single]));
                }
            } else {
                parts.push((std::mem::take(&mut gap), alternatives.concat()));
            }
        }
        if parts.is_empty() || parts.len() > PARTS {
            return Err(format!("{form:?}: a form has 1 to {PARTS} words"));
        }
        let (_, first) = parts.remove(0);
        let number = u32::try_from(self.phrases.len()).map_err(|_| "too many forms".to_owned())?;
        self.phrases.push(Phrase { language, meaning, rest: parts });
        for word in first {
            self.first(&word, number);
        }
        Ok(())
    }

    fn first(&mut self, word: &str, number: u32) {
        let (stem, is_beginning) = match word.strip_suffix('*') {
            Some(stem) => (stem, true),
            None => (word, false),
        };
        let map = if is_beginning { &mut self.beginning } else { &mut self.whole };
        map.entry(stem.to_owned()).or_default().push(number);
        if stem.chars().count() >= FUZZY {
            for shorter in without_one(stem).chain([stem.to_owned()]) {
                let near = self.nearly.entry(shorter).or_default();
                if !near.iter().any(|(known, _)| known == stem) {
                    near.push((stem.to_owned(), is_beginning));
                }
            }
        }
    }
}

/// A word in its normal form, with its `*`; `#` and `##` stand for numbers.
fn normal_word(word: &str) -> Result<Vec<String>, String> {
    if matches!(word, "#" | "##") {
        return Ok(vec![word.to_owned()]);
    }
    let (stem, is_beginning) = match word.strip_suffix('*') {
        Some(stem) => (stem, true),
        None => (word, false),
    };
    let mut words: Vec<String> = tokens(stem)
        .into_iter()
        .filter_map(|token| match token {
            Token::Word(word) => Some(word),
            Token::Pause | Token::Stop => None,
        })
        .collect();
    if words.is_empty() || stem.contains('*') {
        return Err(format!(
            "{word:?} is no word: write letters, with * at the end for the beginning of a word"
        ));
    }
    if is_beginning && let Some(last) = words.last_mut() {
        if last.chars().count() < 2 {
            return Err(format!("{word:?}: at least two letters must stand before *"));
        }
        last.push('*');
    }
    Ok(words)
}

fn meaning_of(name: &str) -> Result<Meaning, String> {
    if let Some(concept) = Concept::parse(name) {
        return Ok(Meaning::Concept(concept));
    }
    match Reason::parse(name) {
        Some(reason) if reason.is_told() => Ok(Meaning::Reason(reason)),
        _ => Err(format!(
            "{name:?} is no concept and no reason that words can tell: write one of {}, {}",
            Concept::ALL.iter().map(|concept| concept.as_str()).collect::<Vec<_>>().join(", "),
            Reason::ALL.iter().filter(|r| r.is_told()).map(|r| r.as_str()).collect::<Vec<_>>().join(", "),
        )),
    }
}

/// The word with one letter left out, in every way. The first letter stays: people seldom get it wrong.
pub(super) fn without_one(word: &str) -> impl Iterator<Item = String> + '_ {
    word.char_indices().skip(1).map(|(at, c)| {
        let mut shorter = String::with_capacity(word.len());
        shorter.push_str(&word[..at]);
        shorter.push_str(&word[at + c.len_utf8()..]);
        shorter
    })
}

/// Whether a word fits a part of a phrase.
pub(super) fn fits(part: &Part, word: &str) -> bool {
    part.iter().any(|wanted| match wanted.as_str() {
        "#" => word.parse::<u32>().is_ok_and(|n| (2..18).contains(&n)),
        "##" => word.len() <= 4 && word.bytes().all(|byte| byte.is_ascii_digit()),
        wanted => match wanted.strip_suffix('*') {
            Some(stem) => word.starts_with(stem),
            None => word == wanted,
        },
    })
}
