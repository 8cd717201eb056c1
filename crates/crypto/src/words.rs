//! The word list of receipts: the EFF's large one, under CC BY 3.0 US; see `words.LICENSE.txt`.

use std::sync::LazyLock;

/// How many words there are.
pub(crate) const COUNT: u16 = 7_776;

static WORDS: LazyLock<Vec<&str>> = LazyLock::new(|| include_str!("words.txt").lines().collect());

/// The few words with a hyphen inside, in halves.
static HYPHENATED: LazyLock<Vec<(&str, &str, u16)>> = LazyLock::new(|| {
    let halves = (0..).zip(WORDS.iter()).filter_map(|(index, word)| Some((word.split_once('-')?, index)));
    halves.map(|((left, right), index)| (left, right, index)).collect()
});

/// The word with this index, below [`COUNT`].
pub(crate) fn word(index: u16) -> &'static str {
    WORDS[usize::from(index)]
}

/// The index of a word.
pub(crate) fn index_of(word: &str) -> Option<u16> {
    WORDS.binary_search(&word).ok().and_then(|index| u16::try_from(index).ok())
}

/// The index of the hyphenated word with these halves.
pub(crate) fn index_of_halves(left: &str, right: &str) -> Option<u16> {
    HYPHENATED.iter().find(|(l, r, _)| (*l, *r) == (left, right)).map(|&(_, _, index)| index)
}

#[cfg(test)]
mod tests {
    use sha2::{Digest, Sha256};

    use super::*;
    use crate::hex;

    /// Receipts that were given out must stay readable.
    #[test]
    fn the_list_is_unchanged() {
        let digest = hex::bytes("6d557f0693958fb5e650b68b5bee585eb82cf4da32965505c789e924743bc522");
        assert_eq!(*Sha256::digest(include_str!("words.txt")), *digest);
    }

    #[test]
    fn every_word_is_found() {
        assert_eq!(WORDS.len(), usize::from(COUNT));
        assert!(WORDS.is_sorted_by(|a, b| a < b));
        assert!((0..COUNT).all(|index| index_of(word(index)) == Some(index)));
        assert_eq!(index_of("tutela"), None);
    }

    /// So that a hyphen can be read both as part of a word and as what separates words.
    #[test]
    fn no_hyphenated_word_begins_with_a_word() {
        let words: Vec<_> = HYPHENATED.iter().map(|&(_, _, index)| word(index)).collect();
        assert_eq!(words, ["drop-down", "felt-tip", "t-shirt", "yo-yo"]);
        assert!(HYPHENATED.iter().all(|(left, ..)| index_of(left).is_none()));
        assert_eq!(index_of_halves("yo", "yo").map(word), Some("yo-yo"));
    }
}
