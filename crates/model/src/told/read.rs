//! Reading a text: tokens, what they stand for, and what stands near one another.

use super::bare::{Form, forms};
use super::lexicon::{FUZZY, GAP, Index, LANGUAGES, Meaning, Phrase, Words, fits, without_one};
use super::normal::{Token, tokens};
use super::rules::{Concept, Set, reasons};
use crate::urgency::Reason;

/// Words within which concepts are near one another.
const NEAR: usize = 16;
/// What the end of a sentence counts, in words.
const STOP: usize = 4;
/// How many words before something a denial reaches.
const DENIES: usize = 3;
/// Unknown words that are tried with one letter wrong; a text of nothing else must not cost more.
const TRIED: usize = 2_000;

/// Something found.
#[derive(Clone, Copy)]
struct Hit {
    /// Where, in words; the end of a sentence counts several.
    at: usize,
    /// Its first token and the one after its last.
    from: usize,
    to: usize,
    /// In which sentence, and between which commas.
    sentence: usize,
    clause: usize,
    language: u8,
    meaning: Meaning,
    /// Whether it is another form of a word than the one that is written.
    is_taken_apart: bool,
}

impl Words {
    /// What a text tells of danger to a child, heaviest first. The text is not kept.
    pub fn read(&self, text: &str) -> Vec<Reason> {
        let text = &text[..text.floor_char_boundary(super::READ)];
        let tokens = tokens(text);
        let hits = self.inner.find(&tokens);
        let hits = of_its_languages(hits);
        let hits = not_calm(not_denied(hits, tokens.len()));
        let mut found = near_one_another(&hits);
        if found.contains(&Reason::ManySignsTold) {
            found.retain(|reason| *reason != Reason::SignsTold);
        }
        found.sort();
        found.dedup();
        found
    }
}

impl Index {
    fn find(&self, tokens: &[Token]) -> Vec<Hit> {
        let words = Word::all(tokens);
        let mut hits = Vec::new();
        let (mut at, mut tried, mut sentence, mut clause) = (0, 0, 0, 0);
        for (from, word) in words.iter().enumerate() {
            let (text, forms) = match word {
                Word::Text(text, forms) => (*text, forms),
                Word::Pause => {
                    clause += 1;
                    continue;
                }
                Word::Stop => {
                    (at, sentence, clause) = (at + STOP, sentence + 1, clause + 1);
                    continue;
                }
            };
            at += 1;
            let before = hits.len();
            let hit = |number: u32, only: Option<u8>| {
                let phrase = self.phrases.get(number as usize)?;
                let (language, meaning) = (phrase.language, phrase.meaning);
                if only.is_some_and(|only| only != language || !may_be_taken_apart(language, meaning)) {
                    return None;
                }
                let to = end_of(phrase, &words, from)?;
                Some(Hit {
                    at,
                    from,
                    to,
                    sentence,
                    clause,
                    language,
                    meaning,
                    is_taken_apart: only.is_some(),
                })
            };
            self.starting(text, |number| hits.extend(hit(number, None)));
            for form in forms {
                self.starting(&form.word, |number| hits.extend(hit(number, Some(form.language))));
            }
            let is_long =
                text.chars().count() >= FUZZY - 1 && !text.starts_with(|c: char| c.is_ascii_digit());
            if hits.len() == before && is_long && tried < TRIED {
                tried += 1;
                hits.extend(self.nearly(text).into_iter().filter_map(|number| hit(number, None)));
            }
        }
        hits
    }

    /// Phrases whose first word this is.
    fn starting(&self, word: &str, mut each: impl FnMut(u32)) {
        for number in self.whole.get(word).into_iter().flatten() {
            each(*number);
        }
        for (end, _) in word.char_indices().skip(2).chain([(word.len(), ' ')]) {
            for number in self.beginning.get(&word[..end]).into_iter().flatten() {
                each(*number);
            }
        }
        if word.bytes().all(|byte| byte.is_ascii_digit()) {
            for sign in ["#", "##"] {
                if fits(&vec![sign.to_owned()], word) {
                    self.whole.get(sign).into_iter().flatten().for_each(|number| each(*number));
                }
            }
        }
    }

    /// Phrases whose first word this may be with one letter wrong, missing or too many.
    fn nearly(&self, word: &str) -> Vec<u32> {
        let mut found = Vec::new();
        let ends = word.char_indices().map(|(at, _)| at).skip(FUZZY - 1).chain([word.len()]);
        for end in ends {
            let start = &word[..end];
            for key in without_one(start).chain([start.to_owned()]) {
                for (stem, is_beginning) in self.nearly.get(&key).into_iter().flatten() {
                    if (*is_beginning || end == word.len()) && is_one_off(start, stem) {
                        let map = if *is_beginning { &self.beginning } else { &self.whole };
                        found.extend(map.get(stem).into_iter().flatten());
                    }
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// Whether a form of a word counts as the word. What takes danger away must stand as it is written: a form that was only guessed
/// would hide a child. Arabic writes the article and "in" with the word, so there it is no guess.
fn may_be_taken_apart(language: u8, meaning: Meaning) -> bool {
    LANGUAGES.get(usize::from(language)) == Some(&"ar") || !takes_away(meaning)
}

/// Whether it takes danger away from a sentence, or denies it.
fn takes_away(meaning: Meaning) -> bool {
    matches!(meaning, Meaning::Concept(Concept::Calm | Concept::Affairs | Concept::Past | Concept::Not))
}

/// A token with the other forms of its word.
enum Word<'a> {
    Text(&'a str, Vec<Form>),
    Pause,
    Stop,
}

impl Word<'_> {
    fn all(tokens: &[Token]) -> Vec<Word<'_>> {
        tokens
            .iter()
            .map(|token| match token {
                Token::Word(word) => Word::Text(word, forms(word)),
                Token::Pause => Word::Pause,
                Token::Stop => Word::Stop,
            })
            .collect()
    }
}

/// Whether two words differ in one letter: another one, one too many, one missing, or two changed round.
fn is_one_off(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let same = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let (one, other) = (&one[same..], &other[same..]);
    let tail = |one: &[char], other: &[char]| one == other;
    match (one, other) {
        ([], []) => true,
        ([_, a @ ..], [_, b @ ..]) if tail(a, b) => true,
        ([a, b, rest @ ..], [c, d, other @ ..]) if a == d && b == c && tail(rest, other) => true,
        ([_, a @ ..], b) if tail(a, b) => true,
        (a, [_, b @ ..]) if tail(a, b) => true,
        _ => false,
    }
}

/// Where a phrase ends that begins at `from`; `None` where it does not stand there.
fn end_of(phrase: &Phrase, words: &[Word<'_>], from: usize) -> Option<usize> {
    let mut at = from + 1;
    for (gap, part) in &phrase.rest {
        let reach = if *gap { GAP + 1 } else { 1 };
        let step = words
            .iter()
            .skip(at)
            .take(reach)
            .map_while(|word| match word {
                Word::Text(text, forms) => Some((*text, forms)),
                Word::Pause | Word::Stop => None,
            })
            .position(|(text, forms)| {
                let mut own = forms.iter().filter(|form| form.language == phrase.language);
                fits(part, text) || own.any(|form| fits(part, &form.word))
            })?;
        at += step + 1;
    }
    Some(at)
}

/// Only hits of languages that the text may be in: a word of one language is often another word in the next. People mix languages,
/// so that every language counts of which a third as much is found as of the first; but what takes danger away or denies it, and a
/// word that was only guessed from another form, is believed only in the language that is found most.
fn of_its_languages(hits: Vec<Hit>) -> Vec<Hit> {
    let mut found = [0_usize; LANGUAGES.len()];
    for hit in &hits {
        if hit.meaning == Meaning::Concept(Concept::Function) {
            found[hit.language as usize] += 1;
        }
    }
    let most = found.iter().copied().max().unwrap_or(0);
    hits.into_iter()
        .filter(|hit| {
            let here = found[hit.language as usize];
            if takes_away(hit.meaning) || hit.is_taken_apart { here == most } else { here * 3 >= most }
        })
        .collect()
}

/// Without what is denied: "no child is hurt". A denial that is part of a longer phrase, as in "does not let me go", denies
/// nothing. Where the child itself is denied, nothing in the clause is told of one: "no child here is in danger".
fn not_denied(hits: Vec<Hit>, tokens: usize) -> Vec<Hit> {
    let is_not = |hit: &Hit| hit.meaning == Meaning::Concept(Concept::Not);
    let is_child = |hit: &Hit| hit.meaning == Meaning::Concept(Concept::Child);
    let mut covered = vec![false; tokens];
    for hit in hits.iter().filter(|hit| !is_not(hit) && hit.to - hit.from > 1) {
        covered[hit.from..hit.to].fill(true);
    }
    let mut denied: [Option<(usize, usize)>; LANGUAGES.len()] = [None; LANGUAGES.len()];
    let mut no_child: [Option<usize>; LANGUAGES.len()] = [None; LANGUAGES.len()];
    let deniable = |hit: &Hit| match hit.meaning {
        Meaning::Concept(concept) => !concept.stands_denied(),
        Meaning::Reason(_) => true,
    };
    hits.into_iter()
        .filter(|hit| {
            let language = hit.language as usize;
            if is_not(hit) {
                if !covered[hit.from] {
                    denied[language] = Some((hit.to, hit.clause));
                }
                return false;
            }
            let reached = denied[language]
                .filter(|(to, clause)| *clause == hit.clause && hit.from >= *to && hit.from - to < DENIES);
            if is_child(hit) && reached.is_some_and(|(to, _)| to == hit.from) {
                no_child[language] = Some(hit.clause);
            }
            !((reached.is_some() || no_child[language] == Some(hit.clause)) && deniable(hit))
        })
        .collect()
}

/// Without sentences that speak of something long past, of a film, of a computer, of debts among grown people.
fn not_calm(hits: Vec<Hit>) -> Vec<Hit> {
    let mut left = Vec::with_capacity(hits.len());
    for sentence in hits.chunk_by(|a, b| a.sentence == b.sentence) {
        let has = |concept| sentence.iter().any(|hit| hit.meaning == Meaning::Concept(concept));
        let goes_on = has(Concept::Now) || has(Concept::Often);
        let calm = has(Concept::Calm) || has(Concept::Past) && !goes_on;
        if !calm && !of_grown_people(sentence) {
            left.extend_from_slice(sentence);
        }
    }
    left
}

/// Whether a sentence speaks of what is between grown people, and names no child in the same language: "son" is no child in French.
fn of_grown_people(sentence: &[Hit]) -> bool {
    let affairs = |hit: &&Hit| hit.meaning == Meaning::Concept(Concept::Affairs);
    let names_a_child = |hit: &Hit| matches!(hit.meaning, Meaning::Concept(Concept::Child | Concept::Age));
    sentence
        .iter()
        .find(affairs)
        .is_some_and(|found| !sentence.iter().any(|hit| hit.language == found.language && names_a_child(hit)))
}

fn near_one_another(hits: &[Hit]) -> Vec<Reason> {
    let mut found = Vec::new();
    for (n, first) in hits.iter().enumerate() {
        let mut near = Set::default();
        for hit in hits[n..].iter().take_while(|hit| hit.at - first.at <= NEAR) {
            match hit.meaning {
                Meaning::Concept(concept) => near.add(concept),
                Meaning::Reason(reason) if !found.contains(&reason) => found.push(reason),
                Meaning::Reason(_) => {}
            }
        }
        reasons(near, &mut found);
    }
    found
}
