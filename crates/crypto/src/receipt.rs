//! Receipts: seven words by which somebody without an account asks after their report.

use std::fmt;

use thiserror::Error;
use tutela_model::rng::{Rng, random};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::{mac::mac, secret::Secret, words};

/// Words in a receipt.
const LEN: usize = 7;

/// A receipt of seven words, each one of 7,776: 7 · log2(7776) = 90.5 bits of entropy.
///
/// Whoever holds it may ask after the report; the database holds only [`ReceiptKey::digest`] of it. `Display`
/// writes the words with one space between them; `Debug` hides them.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct Receipt {
    /// Places in the word list.
    words: [u16; LEN],
}

/// Why a text is not a receipt. The text is not repeated: most of it may be right.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ReceiptError {
    /// Words are missing, or there are too many.
    #[error("a receipt has 7 words, but {found} were given: copy all of it and nothing else")]
    WrongCount {
        /// Words found.
        found: usize,
    },
    /// A word that no receipt has.
    #[error("word {position} of the receipt is in no receipt: check its spelling")]
    UnknownWord {
        /// The first such word, 1 to 7.
        position: usize,
    },
}

impl Receipt {
    /// A new random receipt, each one as likely as any other.
    pub fn generate(rng: &dyn Rng) -> Self {
        let mut receipt = Self { words: [0; LEN] };
        receipt.words.fill_with(|| random_word(rng));
        receipt
    }

    /// Reads a receipt as people write it down: in any case, fullwidth letters too, with anything that is not
    /// a letter between the words.
    ///
    /// # Errors
    ///
    /// [`ReceiptError`] where there are not seven words, or one is not in the list.
    pub fn parse(text: &str) -> Result<Self, ReceiptError> {
        let text = fold(text);
        let mut parts = text.split(' ').filter(|part| !part.is_empty()).peekable();
        let mut receipt = Self { words: [0; LEN] };
        let (mut found, mut unknown) = (0, None);
        while let Some(part) = parts.next() {
            let halves = parts.peek().and_then(|next| words::index_of_halves(part, next));
            if halves.is_some() {
                parts.next();
            }
            match (halves.or_else(|| words::index_of(part)), receipt.words.get_mut(found)) {
                (Some(index), Some(place)) => *place = index,
                (Some(_), None) => {}
                (None, _) => unknown = unknown.or(Some(found + 1)),
            }
            found += 1;
        }
        match unknown {
            _ if found != LEN => Err(ReceiptError::WrongCount { found }),
            Some(position) => Err(ReceiptError::UnknownWord { position }),
            None => Ok(receipt),
        }
    }

    /// The seven words, in their order.
    pub fn words(&self) -> [&'static str; LEN] {
        self.words.map(words::word)
    }
}

/// A word of which each is equally likely: numbers above the last whole multiple are drawn again.
fn random_word(rng: &dyn Rng) -> u16 {
    const LAST: u16 = u16::MAX - (u16::MAX % words::COUNT + 1) % words::COUNT;
    loop {
        let number = u16::from_be_bytes(random(rng));
        if number <= LAST {
            return number % words::COUNT;
        }
    }
}

/// Lower-case letters, and spaces for all else.
fn fold(text: &str) -> Zeroizing<String> {
    // Nothing becomes longer than it was, so the string does not grow and leave a copy behind.
    let mut folded = Zeroizing::new(String::with_capacity(text.len()));
    for character in text.chars() {
        folded.push(match character {
            'Ａ'..='Ｚ' | 'ａ'..='ｚ' => match char::from_u32(u32::from(character) - 0xfee0) {
                Some(letter) => letter.to_ascii_lowercase(),
                None => ' ',
            },
            // What Turkish keyboards and programs make of i and I.
            'İ' | 'ı' => 'i',
            // Invisible inside a word: soft hyphen, joiners, and the dot that lower-casing İ leaves behind.
            '\u{ad}' | '\u{200c}' | '\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{307}' => continue,
            letter if letter.is_alphabetic() => letter.to_ascii_lowercase(),
            _ => ' ',
        });
    }
    folded
}

impl fmt::Display for Receipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [first, rest @ ..] = self.words();
        f.write_str(first)?;
        rest.iter().try_for_each(|word| write!(f, " {word}"))
    }
}

impl fmt::Debug for Receipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Receipt([secret])")
    }
}

/// The key under which receipts are digested, so that whoever reads the database can't use them.
#[derive(Debug)]
pub struct ReceiptKey(pub(crate) Secret);

impl ReceiptKey {
    /// The digest of a receipt, HMAC-SHA-256 over its words with one space between them: what is stored and
    /// looked up.
    pub fn digest(&self, receipt: &Receipt) -> [u8; 32] {
        let [a, b, c, d, e, f, g] = receipt.words().map(str::as_bytes);
        mac(&self.0, &[b"tutela receipt v1\n", a, b" ", b, b" ", c, b" ", d, b" ", e, b" ", f, b" ", g])
    }
}

#[cfg(test)]
mod tests {
    use std::array::from_fn;

    use proptest::prelude::*;

    use super::*;
    use crate::{
        hex,
        test_rng::{Script, TestRng},
    };

    const TEXT: &str = "abacus drop-down ice t-shirt yo-yo felt-tip shirt";

    fn error(text: &str) -> ReceiptError {
        Receipt::parse(text).unwrap_err()
    }

    /// Made by Python's `hmac`.
    #[test]
    fn the_digest_is_pinned() {
        let key = ReceiptKey(Secret::from_slice(&from_fn::<u8, 32, _>(|at| at as u8)).unwrap());
        let receipt = Receipt::parse("abacus abdomen abdominal abide abiding ability ablaze").unwrap();
        let digest = hex::bytes("a6320625241f43deb341ed4d524091fcc8efdd6da4649be5f9655a45a7715a88");
        assert_eq!(key.digest(&receipt), *digest);
    }

    #[test]
    fn people_write_it_down_in_many_ways() {
        for text in [
            TEXT,
            "  ABACUS\nDrop-Down\r\nice\tT-Shirt, yo-yo; felt-tip - shirt.\n",
            "abacus-drop-down-ice-t-shirt-yo-yo-felt-tip-shirt",
            "abacus drop down ice t shirt yo yo felt tip shirt",
            "abacus\u{a0}drop‑down\u{3000}ice\u{2003}t–shirt\u{200b}yo—yo、felt−tip\u{feff} shirt",
            "ａｂａｃｕｓ　Ｄｒｏｐ－ｄｏｗｎ　ICE　ｔ－ｓｈｉｒｔ　ｙｏ－ｙｏ　ｆｅｌｔ－ｔｉｐ　ｓｈｉｒｔ",
            "abacus drop-down İCE t-shirt yo-yo felt-tip shırt",
            "abacus drop-down i\u{307}ce t-shirt yo-yo felt-tip sh\u{ad}irt",
            "1. abacus 2. drop-down 3. ice 4. t-shirt 5. yo-yo 6. felt-tip 7. shirt",
            "\u{feff}«abacus» drop-down ice t-shirt yo-yo felt-tip “shirt”",
        ] {
            assert_eq!(Receipt::parse(text).unwrap().to_string(), TEXT);
        }
    }

    #[test]
    fn the_number_of_words_is_told() {
        assert_eq!(error(""), ReceiptError::WrongCount { found: 0 });
        assert_eq!(error(" -,- 12"), ReceiptError::WrongCount { found: 0 });
        assert_eq!(error("abacus drop-down nonsense"), ReceiptError::WrongCount { found: 3 });
        assert_eq!(error(&format!("{TEXT} abacus")), ReceiptError::WrongCount { found: 8 });
        assert_eq!(error(&format!("{TEXT} nonsense")), ReceiptError::WrongCount { found: 8 });
    }

    #[test]
    fn the_first_unknown_word_is_told_by_its_place_alone() {
        let error = error("abacus drop-down nonsense t-shirt gibberish felt-tip shirt");
        assert_eq!(error, ReceiptError::UnknownWord { position: 3 });
        assert_eq!(error.to_string(), "word 3 of the receipt is in no receipt: check its spelling");
    }

    #[test]
    fn numbers_that_would_favour_some_words_are_drawn_again() {
        let numbers = [0xffff, 62_208, 62_207, 0, 7_776, 1, 7_775, 65_000, 2, 3_u16];
        let receipt = Receipt::generate(&Script::new(numbers.map(u16::to_be_bytes).concat()));
        assert_eq!(receipt.words, [7_775, 0, 0, 1, 7_775, 2, 3]);
    }

    #[test]
    fn receipts_differ_and_hide_in_debug() {
        let rng = TestRng::default();
        let (a, b) = (Receipt::generate(&rng), Receipt::generate(&rng));
        assert_ne!(a.words(), b.words());
        assert_eq!(format!("{a:?}"), "Receipt([secret])");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(places in proptest::array::uniform7(0..words::COUNT), separator in "[ ,;/\n-]{1,3}") {
            let receipt = Receipt { words: places };
            let read = Receipt::parse(&receipt.words().join(&separator)).unwrap();
            prop_assert_eq!(read.words, places);
        }

        #[test]
        fn no_text_panics(text in "\\PC*") {
            let _ = Receipt::parse(&text);
        }
    }
}
