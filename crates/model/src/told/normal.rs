//! From text to tokens in one normal form: the same for capital letters, accents and none, Arabic vowel signs and letter variants,
//! wide letters, and letters that were held down.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A word, or what parts words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    Word(String),
    /// After a comma, a bracket, a dash.
    Pause,
    /// After a full stop, a question mark, a line break.
    Stop,
}

/// Letters of one word that are read; nothing longer is in a lexicon.
const LONGEST: usize = 40;

/// Letters that decomposition leaves, each in its plain form.
fn plain(c: char) -> Option<char> {
    Some(match c {
        // Vowel signs and the lengthening stroke fall away.
        '\u{0640}' | '\u{064b}'..='\u{065f}' | '\u{0670}' => return None,
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ى' | 'ی' | 'ئ' => 'ي',
        'ؤ' => 'و',
        'ة' => 'ه',
        'ک' => 'ك',
        '٠'..='٩' => char::from(b'0' + (c as u32 - '٠' as u32) as u8),
        '۰'..='۹' => char::from(b'0' + (c as u32 - '۰' as u32) as u8),
        'ı' => 'i',
        'ø' => 'o',
        'ł' => 'l',
        'đ' => 'd',
        '’' | 'ʼ' | '`' | '´' | '‘' => '\'',
        c => c,
    })
}

fn characters(text: &str) -> impl Iterator<Item = char> + '_ {
    // Hamza stands apart after decomposition: NFKC keeps it with its letter until `plain` has seen both.
    text.nfkc()
        .flat_map(char::to_lowercase)
        .filter_map(plain)
        .nfkd()
        .filter(|c| !is_combining_mark(*c) && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{00ad}'))
}

/// The tokens of a text. Text is looked at once.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut found = Tokens::default();
    for c in characters(text) {
        if c.is_alphanumeric() {
            found.letter(c);
        } else if c == '\'' {
            found.apostrophe = !found.word.is_empty();
        } else {
            found.end();
            if matches!(c, ',' | '،' | ':' | '(' | ')' | '–' | '—' | '"' | '«' | '»') {
                found.part(Token::Pause);
            } else if matches!(c, '.' | '!' | '?' | '؟' | ';' | '؛' | '\n' | '…') {
                found.part(Token::Stop);
            }
        }
    }
    found.end();
    found.tokens
}

#[derive(Default)]
struct Tokens {
    tokens: Vec<Token>,
    word: String,
    letters: usize,
    /// How often the last letter came in a row.
    held: usize,
    /// Whether an apostrophe stands after what is in `word`.
    apostrophe: bool,
}

impl Tokens {
    fn letter(&mut self, c: char) {
        // "l'école", "qu'il": two words. "don't", "i'm": one.
        if self.apostrophe && is_article(&self.word) {
            self.end();
        }
        self.apostrophe = false;
        let last = self.word.chars().next_back();
        // "12yo": a number and a word.
        if last.is_some_and(|last| {
            last.is_ascii_digit() != c.is_ascii_digit() && (last.is_ascii_digit() || c.is_ascii_digit())
        }) {
            self.end();
        }
        self.held = if last == Some(c) { self.held + 1 } else { 1 };
        if c.is_alphabetic() && self.held == 3 {
            // "heeelp": a letter held down stands once. Two are left alone until a third comes.
            self.word.pop();
            self.letters -= 1;
        } else if !(c.is_alphabetic() && self.held > 3) && self.letters < LONGEST {
            self.word.push(c);
            self.letters += 1;
        }
    }

    fn end(&mut self) {
        if !self.word.is_empty() {
            self.tokens.push(Token::Word(std::mem::take(&mut self.word)));
        }
        (self.letters, self.held, self.apostrophe) = (0, 0, false);
    }

    fn part(&mut self, by: Token) {
        if matches!(self.tokens.last(), Some(Token::Word(_))) {
            self.tokens.push(by);
        }
    }
}

/// What stands before an apostrophe as a word of its own, in French and in names.
fn is_article(word: &str) -> bool {
    matches!(
        word,
        "l" | "d" | "j" | "n" | "s" | "m" | "t" | "c" | "qu" | "jusqu" | "lorsqu" | "puisqu" | "aujourd"
    )
}

/// Words of a text without numbers, fit to tell whether two reports say the same in the same words; `None` where the text is too
/// short for that: two children who write "help me" are two children.
pub fn same_words(text: &str) -> Option<String> {
    const TELLING: usize = 60;
    let words: Vec<String> = tokens(text)
        .into_iter()
        .filter_map(|token| match token {
            Token::Word(word) if !word.starts_with(|c: char| c.is_ascii_digit()) => Some(word),
            _ => None,
        })
        .collect();
    let joined = words.join(" ");
    (joined.chars().count() >= TELLING).then_some(joined)
}
