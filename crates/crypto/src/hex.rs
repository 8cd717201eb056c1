//! Hexadecimal, for what is public.

use std::fmt;

/// Writes lower-case hexadecimal.
pub(crate) fn write(bytes: &[u8], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    bytes.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
}

/// Reads exactly `N` bytes from hexadecimal of either case.
pub(crate) fn read<const N: usize>(text: &str) -> Option<[u8; N]> {
    if text.len() != 2 * N {
        return None;
    }
    let mut bytes = [0; N];
    for (at, character) in text.chars().enumerate() {
        bytes[at / 2] = bytes[at / 2] << 4 | character.to_digit(16)? as u8;
    }
    Some(bytes)
}

/// Reads any even number of digits.
#[cfg(test)]
pub(crate) fn bytes(text: &str) -> Vec<u8> {
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    assert!(rest.is_empty());
    pairs.iter().map(|pair| read::<1>(str::from_utf8(pair).unwrap()).unwrap()[0]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_digits_of_the_right_number_are_read() {
        assert_eq!(read("00fF"), Some([0, 0xff]));
        assert_eq!(read::<2>("00f"), None);
        assert_eq!(read::<2>("00fg"), None);
        assert_eq!(read::<2>("éé"), None);
    }
}
