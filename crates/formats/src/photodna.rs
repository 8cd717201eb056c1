//! PhotoDNA hashes as text. Nothing here makes or compares one.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// What an error says of text that is no such hash.
pub(crate) const EXPECTED: &str =
    "must be a PhotoDNA hash of 144 bytes: 288 hexadecimal digits or 192 characters of base64";

/// Reads 288 hexadecimal digits of either case, or 192 characters of base64.
pub(crate) fn parse(text: &str) -> Option<Box<[u8; 144]>> {
    match text.len() {
        288 => from_hex(text),
        192 => Box::<[u8]>::from(STANDARD.decode(text).ok()?).try_into().ok(),
        _ => None,
    }
}

/// Reads 144 decimal numbers from 0 to 255 with commas between them, as ThreatExchange has them.
pub(crate) fn from_decimals(text: &str) -> Option<Box<[u8; 144]>> {
    // 145 at most: text of a million commas is not gone through.
    let numbers: Option<Vec<u8>> =
        text.split(',').take(145).map(|number| number.trim().parse().ok()).collect();
    numbers?.into_boxed_slice().try_into().ok()
}

/// 288 lower-case hexadecimal digits.
pub(crate) fn to_hex(hash: &[u8; 144]) -> String {
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// 192 characters of base64.
pub(crate) fn to_base64(hash: &[u8; 144]) -> String {
    STANDARD.encode(hash)
}

/// 144 decimal numbers with commas.
pub(crate) fn to_decimals(hash: &[u8; 144]) -> String {
    hash.map(|byte| byte.to_string()).join(",")
}

fn from_hex(text: &str) -> Option<Box<[u8; 144]>> {
    let mut hash = Box::new([0; 144]);
    let mut digits = text.chars();
    for byte in hash.iter_mut() {
        let mut digit = || digits.next()?.to_digit(16);
        *byte = u8::try_from(digit()? << 4 | digit()?).ok()?;
    }
    Some(hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_of_writing_comes_back() {
        let hash: Box<[u8; 144]> = Box::new(std::array::from_fn(|at| (at * 7) as u8));
        assert_eq!(parse(&to_hex(&hash)).as_ref(), Some(&hash));
        assert_eq!(parse(&to_hex(&hash).to_uppercase()).as_ref(), Some(&hash));
        assert_eq!(parse(&to_base64(&hash)).as_ref(), Some(&hash));
        assert_eq!(from_decimals(&to_decimals(&hash)).as_ref(), Some(&hash));
    }

    #[test]
    fn other_text_is_none() {
        let hex = "0".repeat(288);
        for text in
            ["", &hex[1..], &hex.replace("00", "0x"), &"=".repeat(192), &"é".repeat(144), &"é".repeat(96)]
        {
            assert_eq!(parse(text), None, "{text}");
        }
        assert_eq!(from_decimals(&"1,".repeat(143)), None);
        assert_eq!(from_decimals(&["1"; 145].join(",")), None);
        assert_eq!(from_decimals(&["256"; 144].join(",")), None);
    }
}
