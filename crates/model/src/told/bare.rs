//! Other forms of a word under which the lists may know it: without the small words and syllables that a language writes as its
//! beginning, and in the spelling that a hurried writer leaves out. Each form counts in its own language only.

use super::lexicon::LANGUAGES;

/// A form of a word, and in which language it is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Form {
    pub(super) language: u8,
    pub(super) word: String,
}

/// Forms of one word that are tried; no word of a language has more that matter.
const MOST: usize = 24;
/// Letters of a Filipino word that is taken apart.
const LONG: usize = 6;

/// The other forms of a word in normal form.
pub(super) fn forms(word: &str) -> Vec<Form> {
    let mut found = Vec::new();
    let mut add = |language: &str, words: Vec<String>| {
        if let Some(language) = LANGUAGES.iter().position(|code| *code == language) {
            found.extend(words.into_iter().map(|word| Form { language: language as u8, word }));
        }
    };
    if word.starts_with(|c: char| ('\u{0600}'..='\u{06ff}').contains(&c)) {
        add("ar", arabic(word));
    } else if word.is_ascii() && word.starts_with(|c: char| c.is_ascii_lowercase()) {
        add("fil", filipino(word));
        add("lt", lithuanian(word));
        add("fr", french(word));
        let spelt = spelt_as_heard(word);
        add("pt", spelt.clone());
        add("es", spelt);
        add("en", word.strip_suffix("in").map(|stem| format!("{stem}ing")).into_iter().collect());
    }
    found.truncate(MOST);
    found
}

fn is_long(word: &str, letters: usize) -> bool {
    word.chars().count() >= letters
}

/// Without "and", "the", "with", "will", of the written language and of speech in Egypt, the Gulf and Morocco; and with the verb's
/// person as the lists have it: she hits, you hit, they hit are found by "he hits".
fn arabic(word: &str) -> Vec<String> {
    const BEGINNINGS: [&str; 18] = [
        "وبال", "وال", "بال", "فال", "كال", "ولل", "وس", "وب", "فس", "لل", "ال", "و", "ف", "ب", "ل", "س",
        "ه", "ك",
    ];
    const PERSONS: [char; 3] = ['ت', 'ا', 'ن'];
    let mut found: Vec<String> = BEGINNINGS
        .iter()
        .filter_map(|beginning| word.strip_prefix(beginning))
        .filter(|rest| is_long(rest, 3))
        .map(str::to_owned)
        .collect();
    for known in std::iter::once(word.to_owned()).chain(found.clone()) {
        let rest = known.strip_prefix(PERSONS).filter(|rest| is_long(rest, 3));
        found.extend(rest.map(|rest| format!("ي{rest}")));
    }
    found
}

/// The root of a Filipino verb: "sinasaktan" and "nagbabanta" are found by "saktan" and "banta".
fn filipino(word: &str) -> Vec<String> {
    const PREFIXES: [&str; 22] = [
        "ipinag", "pinapag", "nagpapa", "pinaka", "nakiki", "makiki", "ipina", "pinag", "pina", "naka",
        "maka", "nang", "mang", "nag", "mag", "pag", "ipa", "um", "in", "na", "ma", "i",
    ];
    if !is_long(word, LONG) {
        return Vec::new();
    }
    let mut found: Vec<String> = PREFIXES
        .iter()
        .filter_map(|prefix| word.strip_prefix(prefix))
        .filter(|rest| is_long(rest, 4))
        .map(str::to_owned)
        .collect();
    for known in std::iter::once(word.to_owned()).chain(found.clone()) {
        // Tense stands after the first letter: s-in-aktan, l-um-ayas.
        let (first, rest) = known.split_at(1);
        let inside = rest.strip_prefix("in").or_else(|| rest.strip_prefix("um"));
        found.extend(inside.filter(|rest| is_long(rest, 3)).map(|rest| format!("{first}{rest}")));
    }
    for known in found.clone() {
        // What goes on says its first syllable twice: sa-saktan, i-iyak.
        let letters = known.as_bytes();
        let twice = match letters {
            [a, b, ..] if a == b => 1,
            [a, b, c, d, ..] if a == c && b == d => 2,
            _ => continue,
        };
        found.push(known[twice..].to_owned());
    }
    found.retain(|root| is_long(root, 4));
    found
}

/// A Lithuanian verb without what is set before it: "sumuša" is found by "muša". A denial stays.
fn lithuanian(word: &str) -> Vec<String> {
    const PREFIXES: [&str; 18] = [
        "tebe", "api", "ati", "par", "per", "pra", "pri", "nu", "uz", "is", "pa", "at", "su", "ap", "te",
        "be", "i", "si",
    ];
    let without = |word: &str| -> Vec<String> {
        let rests = PREFIXES.iter().filter_map(|prefix| word.strip_prefix(prefix));
        rests.filter(|rest| is_long(rest, 4)).map(str::to_owned).collect()
    };
    let first = without(word);
    // "i-si-veza", "nu-si-fotografavo".
    let reflexive: Vec<String> = first
        .iter()
        .filter_map(|rest| rest.strip_prefix("si"))
        .filter(|rest| is_long(rest, 4))
        .map(str::to_owned)
        .collect();
    first.into_iter().chain(reflexive).collect()
}

/// French without the letter that runs into the next word where the apostrophe is left out: "jveux", "lecole", "quil".
fn french(word: &str) -> Vec<String> {
    let is_vowel = |rest: &&str| rest.starts_with(['a', 'e', 'i', 'o', 'u', 'y', 'h']);
    let before_vowels = word.strip_prefix(['l', 'd', 'm', 't', 's', 'n', 'c']).filter(is_vowel);
    let rests = [word.strip_prefix('j'), word.strip_prefix("qu").filter(is_vowel), before_vowels];
    rests.into_iter().flatten().filter(|rest| is_long(rest, 4)).map(str::to_owned).collect()
}

/// Spanish and Portuguese as they are heard: "kiero" is "quiero", "ermana" is "hermana".
fn spelt_as_heard(word: &str) -> Vec<String> {
    let mut found = Vec::new();
    if word.contains('k') {
        let mut letters = word.chars().peekable();
        let mut spelt = String::with_capacity(word.len() + 2);
        while let Some(letter) = letters.next() {
            match (letter, letters.peek()) {
                ('k', Some('e' | 'i')) => spelt.push_str("qu"),
                ('k', _) => spelt.push('c'),
                (letter, _) => spelt.push(letter),
            }
        }
        found.push(spelt);
    }
    if word.starts_with(['a', 'e', 'i', 'o', 'u']) && is_long(word, 4) {
        found.push(format!("h{word}"));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_gives_the_form_that_its_list_has() {
        for (language, word, form) in [
            ("ar", "وسيضرب", "يضرب"),
            ("ar", "بتضربها", "يضربها"),
            ("fil", "sinasaktan", "saktan"),
            ("fil", "nagbabanta", "banta"),
            ("fil", "kinukulong", "kulong"),
            ("fil", "umiiyak", "iyak"),
            ("lt", "sumusa", "musa"),
            ("lt", "nusifotografavo", "fotografavo"),
            ("fr", "jveux", "veux"),
            ("fr", "lecole", "ecole"),
            ("es", "kiero", "quiero"),
            ("es", "ermana", "hermana"),
            ("en", "hittin", "hitting"),
        ] {
            let found = forms(word);
            let is_it = |f: &Form| LANGUAGES.get(f.language as usize) == Some(&language) && f.word == form;
            assert!(found.iter().any(is_it), "{word}: {found:?}");
        }
    }

    #[test]
    fn a_denial_is_no_beginning() {
        assert!(!forms("nemusa").iter().any(|form| form.word == "musa"));
    }
}
